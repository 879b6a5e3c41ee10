"""What pages of several audiences share: time limits in words, forms, codes, papers, comments.

`timelimits` says how clocks stand, `forms` reads what people send. Turns views of `engine.api` into
what templates show; has no routes of its own.
"""
