"""Where people work: the inbox with its views, and the page of one task."""
