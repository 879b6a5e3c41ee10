"""Who is asking: signing in and out, sessions, one's own password, how often one may fail."""
