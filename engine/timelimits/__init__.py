"""Time limits: what a limit is, what happened to its clock, and what the clock shows.

Pure: events and a calendar go in, due dates and verdicts come out; nothing here is stored.
Every rule is the arithmetic the station's domain reference sets down in its section 1.9.
"""
