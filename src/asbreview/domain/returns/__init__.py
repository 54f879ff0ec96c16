"""The returns of s.104(9) that were published: each for ever as it was published."""
