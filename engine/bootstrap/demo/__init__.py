"""A demo station: people named after their roles, 200 customers, cases made by the real engine.

Nothing is drawn by hand: a simulated clock runs, `player` does the tasks as `story` tells of new
customers and `register` of those in the file. `clock` is the time of a demo that is served.
"""

STAMP = "demo.stamp"
"""A file beside a demo's store: the digest of what the demo was made of."""
