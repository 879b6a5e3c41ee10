"""Who people are and what they may do: users, roles, groups, passwords, the permission table.

The table in `permissions` is the only place that grants anything.
"""
