"""The law and the facts: no I/O, no clock, no framework but events."""
