"""Incidents: what in a case cannot go on by itself, and waits for a person to mend and retry it."""
