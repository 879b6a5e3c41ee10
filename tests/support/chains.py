"""Events chained one by one, each with its whole hash."""

from engine.history.entries import enter, events_of


def linked(events, *, after, at, actor):
    """Return new events behind the last number and hash of a chain, as they would be stored."""
    found = []
    for event in events:
        entry = enter([event], after=after, at=at, actor=actor)
        found += events_of(entry)
        after = entry.last, entry.hash
    return found
