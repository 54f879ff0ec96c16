"""Views of what happened; disposable, made from the log."""
