"""Cases and what is theirs: tasks, clocks, history, and what cases are found by."""
