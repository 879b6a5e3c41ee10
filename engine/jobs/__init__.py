"""Work that waits for its time: timers, work of a topic, starts, deliveries; all in one table.

A job is a row made in the transaction that needs it; `worker` claims what is due and lets it act.
"""
