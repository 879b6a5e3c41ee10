"""People: their administration, everybody's own account, absences and who stands in.

Three blueprints: `people` (administrators and auditors), `profile` (everybody's own account),
`absences` (whoever does tasks, and those who enter absences for others).
"""
