"""Personal tokens: with one a program acts for a person, as far as its scope and until it expires.

The secret is shown once; the store holds its SHA-256 alone.
"""
