"""Cases: their list, the page of one with diagram, timeline and data, and starting a new one.

`listing`, `pages` and `starting` hold the routes; `case_page`, `timeline` turn views into pages.
"""
