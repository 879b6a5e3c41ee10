"""What each kind of BPMN element does when a token is on it: one class per kind.

All derive from SpiffWorkflow's task specs and answer its hooks (`_update_hook`, `_run_hook`, …).
They are built once per definition, shared by threads, and never changed while tokens move.
"""
