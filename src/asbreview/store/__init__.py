"""Events to bytes and back: sealing, keys, the log."""
