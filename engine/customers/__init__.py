"""Customers of the station and who serves them: the fixed person (定人) of the three-fixed service.

`customers` is the register, `assignment` names a case's customer manager by grade.
"""
