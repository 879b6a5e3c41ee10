"""What waits for its time, a message, a worker or somebody's help."""
