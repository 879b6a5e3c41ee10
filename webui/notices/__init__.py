"""What people are told: the bell, the list of notices, and the words of letters.

`sentences` says a notice in either language, on a page and in a letter alike.
"""
