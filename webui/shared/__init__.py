"""What every page stands in: layout, sign-in and sessions, languages, headers, error pages.

Knows people and errors from `engine.api`, but no case, task or customer.
"""
