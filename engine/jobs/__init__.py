"""Work that waits for its time: timers now; retries and outside work use the same one table.

A job is a row made in the transaction that needs it; `worker` claims what is due and lets it act.
"""
