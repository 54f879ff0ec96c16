"""What happened on a case, in words: a line of its timeline for each event."""
