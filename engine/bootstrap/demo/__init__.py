"""A demo station: people named after their roles, a dozen customers, cases made by the real engine.

Nothing is drawn by hand: a simulated clock runs, `player` does the tasks as `story` tells.
"""
