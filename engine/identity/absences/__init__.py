"""Absences: a period in which others do a person's tasks.

A substitute gets the tasks, never the roles. `rules` are pure; `handlers` write down and tell.
"""
