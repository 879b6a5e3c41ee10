"""What happened in a case, as sentences."""
