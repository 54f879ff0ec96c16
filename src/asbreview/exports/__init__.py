"""What others' tools read of the log: events and the things they are of, no people."""
