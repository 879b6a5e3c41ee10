"""Connections to a store: whose turn it is, what goes in one round trip, what a loss means."""
