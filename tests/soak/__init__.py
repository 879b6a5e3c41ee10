"""Faults on purpose: real processes killed at random, databases that go away, full disks.

`python3 run.py soak` runs them at length; `test_*.py` here are the samples of the normal run.
"""
