"""Customers of the station and who serves them: the fixed person (定人) of the three-fixed service.

`customers` is the register, `rules` what an entry must be, `tiers` how customers are ranked,
`importing` takes files of them, `handlers` and `answers` what is done and asked; `assignment` names
a case's customer manager by grade.
"""
