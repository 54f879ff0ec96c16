"""Event-sourced case management for ASB case reviews."""
