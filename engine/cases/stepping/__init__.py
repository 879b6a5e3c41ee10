"""One step of a case: load, act, run to rest, write everything down.

`step` is the path; `actions` what a command plans; `host` listens to the tokens; `clocks` keeps the
time limits; `saving` and `tasks` write down.
"""
