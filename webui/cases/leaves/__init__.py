"""The leaves of a case's page that are more than a list of notes: each has an address of its own.

`events` (timeline), `data`, `tasks`, `messages`, `incidents`, `related`, and `printing`.
"""
