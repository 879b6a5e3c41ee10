"""What people say to each other about a case: plain text, with mentions of colleagues.

`messages` holds commands, queries and views; `mentions` finds who is named; a withdrawn comment's
text is shown to nobody, that it was written stays in the history.
"""
