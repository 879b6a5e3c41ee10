"""Work outside: external tasks by topic, fetched, done and reported by workers, ours or others'.

The element waits; its job waits with it. Whoever fetches a job has it until its lock ends; what is
reported late, of a job another has or that is gone, changes nothing. `topics` is work of ours that
touches our own store alone: no job waits for it, it is done in the step itself.
"""
