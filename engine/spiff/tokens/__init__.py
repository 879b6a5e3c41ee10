"""A case's tokens: the tree of scopes they are in, how they move, and how they are stored.

`workflow` moves each `token` until all rest; `execution` is what the engine asks of a case;
`codec` writes the tokens of a case at rest as bytes and reads them back.
"""
