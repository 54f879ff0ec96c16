"""Reading a record back, beside a raw SELECT and JSON decode of the same bytes."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from asbreview.domain.evidence.record import Evidence
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews import CaseReviews
from asbreview.store.mapper import replay
from benchmarks.measuring import Figure, side_by_side
from journey import APPLIED_ON, Journey, complaint, opened

LENGTHS: Final = (60, 1_000)
TIMES: Final = 40


def figures() -> Iterator[Figure]:
    """Measure a record whose events are plain, and one whose events hold tokens."""
    with TemporaryDirectory() as folder, opened(Path(folder)) as reviews:
        Journey(reviews).stand()
        for number, length in enumerate(LENGTHS, start=2):
            case = Journey(reviews, number).apply(complaints=())
            for turn in range(length):
                lengthen(reviews, case, turn)
            database = Path(folder) / "events.sqlite"
            for kind, words, times in (
                (Trigger, "plain", 2),
                (Evidence, "sealed, closed", 3),
            ):
                record_id = kind.id_for(case.case_id)
                yield _one(reviews, database, record_id, words, times)


def lengthen(reviews: CaseReviews, case: Journey, turn: int) -> None:
    """Record two more things on a case."""
    owner = UUID(int=10 + turn % 2)
    reviews.assign(case.case_id, owner, signed=case.signed(APPLIED_ON))
    told = complaint(date(2026, 1, 5), date(2026, 1, 6), account=f"Noise, {turn}")
    reviews.log_complaint(case.case_id, told, signed=case.signed(APPLIED_ON))


def _one(
    reviews: CaseReviews, database: Path, record_id: UUID, words: str, times: int
) -> Figure:
    with closing(sqlite3.connect(database)) as db:

        def raw() -> None:
            rows = db.execute(
                "SELECT state FROM stored_events WHERE originator_id = ?"
                " ORDER BY originator_version",
                [record_id.hex],
            )
            for (state,) in rows:
                json.loads(state)

        ours, stock, least = side_by_side(
            lambda: reviews.repository.get(record_id, projector_func=replay),
            lambda: reviews.repository.get(record_id),
            raw,
            times=TIMES,
        )
    number = reviews.repository.get(record_id).version
    return Figure(
        f"replay {number:,} events, {words}",
        f"{1e6 * ours / number:.0f} µs an event",
        f"{ours / least:.1f} times the raw {1e6 * least / number:.0f} µs;"
        f" the library's own way {stock / least:.1f} times",
        f"within {times} times",
        ours <= times * least,
    )
