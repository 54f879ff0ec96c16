"""What is written to people: texts, PDF, outbox, channels."""
