"""What handlers and queries of this package need of a transaction.

`unit` is a transaction, `stores` what is in it; `reading` adds the lists and pages of queries.
"""
