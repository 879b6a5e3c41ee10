"""One task: its page, doing it, and passing it on."""
