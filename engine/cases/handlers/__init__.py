"""One handler for each command. They never commit: the dispatcher does, once.

A handler takes the command and its context; those that move tokens are made with the machinery.
"""
