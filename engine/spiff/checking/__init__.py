"""Refused at deployment: what in a BPMN file would not run as it is drawn.

`check` looks at every element by itself (`rules`), at how they hang together (`structure`), and
lets the parser have the last word. Nothing here knows tokens.
"""
