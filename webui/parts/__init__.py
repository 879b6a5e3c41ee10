"""What every page about cases and tasks shares: the words of clocks and codes, bars, field errors.

Turns views of `engine.api` into what templates show; has no routes of its own.
"""
