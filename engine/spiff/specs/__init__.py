"""What each kind of BPMN element does when a token is on it: one class per kind, named in `table`.

All derive from `node.Node`, a spec of SpiffWorkflow's, and answer its hooks (`_run_hook`, …); a
`process` holds them. They are built once per definition and never changed while tokens move.
"""
