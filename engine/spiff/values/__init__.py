"""The values of a diagram's texts: FEEL, task attributes, moments, durations and repetitions.

Every text that is evaluated passes through `expressions`; what comes out is checked for its type
in `attributes`, and for being a time in `times` and `cron`.
"""
