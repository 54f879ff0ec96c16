"""The pages: a form in, a command or a query, a page out."""
