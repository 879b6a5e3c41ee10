"""What tasks, sub-processes and call activities do, once or for each of many.

All derive from `tasks.Activity`, which maps variables in and out and lets boundary events wait.
Work by topic and decisions are asked of the host of the case.
"""
