"""From text to tree: tokens, names with spaces, the Pratt parser and what it builds.

Nothing in here evaluates anything.
"""
