"""The position as of an instant, found by halving, beside a count of every line."""

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from asbreview.store.sqlite_tables import POSITION_AS_OF, TABLES

LINE = "INSERT INTO stored_events VALUES (?, ?, 1, 'a.topic', '', ?)"
STEPS = st.tuples(st.integers(1, 3), st.integers(0, 2))  # of position, of instant


@given(st.lists(STEPS, max_size=40), st.integers(0, 90))
def test_it_is_the_last_position_whose_instant_is_not_later(steps, asked):
    position, instant, lines = 0, 5, []
    for further, later in steps:
        position, instant = position + further, instant + later
        lines.append((position, f"{instant:03}"))
    with closing(sqlite3.connect(":memory:")) as log:
        for table in TABLES:
            log.execute(table)
        log.executemany(LINE, [(at, str(at), instant) for at, instant in lines])
        found = log.execute(POSITION_AS_OF, [f"{asked:03}"]).fetchone()[0]
    counted = [at for at, instant in lines if int(instant) <= asked]
    assert (found or 0) == max(counted, default=0)
