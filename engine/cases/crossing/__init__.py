"""What crosses cases: messages that find the one that waits for them, signals that reach all."""
