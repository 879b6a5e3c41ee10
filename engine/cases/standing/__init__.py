"""How a station stands: what became of its time limits, where tasks wait, what is in use."""
