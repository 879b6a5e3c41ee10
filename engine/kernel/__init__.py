"""What every package may know: the clock, typed ids, the root of errors, commands and events.

Nothing in here knows the utility's business, a database or BPMN.
"""
