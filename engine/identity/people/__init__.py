"""Administering people: entering and changing them, their passwords, the groups they make up.

Nobody is ever deleted: a login stands in histories. Whoever leaves is no longer active.
"""
