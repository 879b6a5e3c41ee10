"""Lists of cases and tasks: what narrows them, what can be chosen to, and their pages."""
