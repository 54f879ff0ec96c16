"""A case as its events have left it, for the views that ask where it stands.

`state` is what is remembered: its parts by subject are in `applied`, `clocks`,
`reviewed`, `in_touch`, `asked_about_data` and `on_record`.  `happens` is what each
event does to it, `standing` what follows: the stage, whom the case waits for, and what
to do next.
"""
