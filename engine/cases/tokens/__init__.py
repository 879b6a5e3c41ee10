"""The port to the machine that moves tokens: what cases ask of it, and what it tells them.

`runner` holds its verbs, `moving` and `rebinding` those beside the diagram and to another version;
`changes` is what it reports, `errors` what it refuses. The adapter is `engine.spiff`.
"""
