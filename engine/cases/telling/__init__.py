"""Who is told of what happens in cases: the outbox of a step, and the way from there to people.

`outbox` is called where something happens; `spreading` brings what it wrote to each person, to
whoever stands in for them, and to their letters; `alarms` tells of time limits.
"""
