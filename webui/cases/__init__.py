"""Cases: their list, the page of one with diagram, timeline and data, and starting a new one.

`listing` is the list, `pages` the page of one with its `leaves`; `operate` what is done to one by
hand; `timeline` says in sentences what happened.
"""
