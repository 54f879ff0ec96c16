"""How fast it is, measured and not asserted: `make bench`."""
