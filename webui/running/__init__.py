"""Keeping a station running: what cannot go on by itself, and messages and signals sent by hand.

`incidents` lists and retries; `sending` sends what crosses cases.
"""
