"""Lists of incidents as bodies give them: read, understood, and compared."""
