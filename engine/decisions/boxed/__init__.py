"""Boxed expressions: everything a decision can hold that is not a table."""
