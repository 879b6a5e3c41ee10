"""What events do: those that wait for a time, a message or a condition, and those that throw.

`waiting` rests until the event happens, with `timers` for those of the clock; `throwing` looks for
what catches it. Compensation has its own module beside this folder, for activities need it too.
"""
