"""Who may sign in, and what each may see and do."""
