"""Answers that are kept until the views take in anything more.

What is asked of ten thousand cases takes a second to answer, and is asked again by the
next page; the answer is the same until an event is taken in, and never used after.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from projections.editions import parked, positions

A = TypeVar("A")
Stands = tuple[tuple[Any, ...], ...]


class Remembered:
    """The latest answers, *most* of them, each with where the views stood."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._lock = Lock()
        self._answers: OrderedDict[Any, tuple[Stands, Any]] = OrderedDict()

    def answer(
        self, ask: Callable[..., A], db: Connection, asked: Mapping[str, Any]
    ) -> A:
        """Return what `ask(db, **asked)` answers; whoever gets it must not change it.

        Where the views stand is read first: what is taken in meanwhile makes the answer
        newer than it is kept as, and it is not used again.
        """
        stands = _stands(db)
        key = str(db.engine.url), ask, tuple(sorted(asked.items()))
        with self._lock:
            kept = self._answers.get(key)
            if kept is not None and kept[0] == stands:
                self._answers.move_to_end(key)
                found: A = kept[1]
                return found
        answer = ask(db, **asked)
        with self._lock:
            self._answers[key] = stands, answer
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer


def _stands(db: Connection) -> Stands:
    """Return which editions there are, how far each is, and which cases each left."""
    p, q = positions.c, parked.c
    found = db.execute(select(p.edition, p.position, p.live).order_by(p.edition))
    left = db.execute(select(q.edition, q.case_id, q.position).order_by(q.case_id))
    return *map(tuple, found), *map(tuple, left)
