"""The list of cases: what an address asks of it, its columns, and the same list as a file."""
