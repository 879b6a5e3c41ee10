"""The lists of the inbox: what an address asks of them, their lines, several tasks at once."""
