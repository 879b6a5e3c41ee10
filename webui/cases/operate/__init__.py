"""Operating a case beside its diagram: each deed says what it will do before it is done.

`pages` holds the routes, `wishes` turns what was chosen into a command, `preview` says what the
engine's rehearsal of it told.
"""
