"""Running cases brought to another version of their process.

`messages` says what can be asked, `planning` checks a plan on the cases it is for, `moving` brings
one case over, `batch` many, each in a transaction of its own.
"""
