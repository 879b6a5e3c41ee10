"""Time limits in words: how a clock stands, the bar that repeats it, its count day by day."""
