"""A case as its events have left it, for the views that ask where it stands.

`state` is what is remembered, `happens` what each event does to it, `standing` what
follows: the stage, whom the case waits for, and what to do next.
"""
