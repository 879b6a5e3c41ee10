"""What queries about cases and tasks answer: plain data, names in the reader's language."""
