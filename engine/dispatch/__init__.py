"""The one path of every change: authorise, handle, record, commit; and of every question.

Handlers never commit. Time is read once per command. A lost race is tried again.
"""
