"""A pack: one document with everything that whoever has to decide needs."""
