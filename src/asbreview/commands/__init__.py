"""What `asbreview` can be told on the command line, a module per command."""
