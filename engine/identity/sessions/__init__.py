"""Sessions: who is signed in where, kept on the server so that ending one really ends it.

A browser holds a random token; the store holds its SHA-256 alone.
"""
