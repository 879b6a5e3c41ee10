"""Filters of lists that people keep under a name, for themselves or for one of their groups.

What a filter asks is kept as its list writes it into an address; the list reads it again with the
same care, so that a filter of last year can ask nothing its reader may not see.
"""
