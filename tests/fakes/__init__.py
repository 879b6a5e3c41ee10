"""Hand-written stand-ins for ports of the project."""
