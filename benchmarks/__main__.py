"""Measure, in one run, what the store and the projections do beside their raw limits.

    make bench                     40 cases
    python -m benchmarks 400       as many as asked for

The machine may be busy: read ratios, not times.
"""

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.domain.evidence.record import Evidence
from asbreview.reviews import CaseReviews
from asbreview.store.log import EventLog
from asbreview.store.mapper import replay
from journey import Journey, opened
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file

REPEATS = 300


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def main(cases: int) -> None:
    """Make cases, and measure what is done with them."""
    with TemporaryDirectory() as folder, opened(Path(folder)) as reviews:
        Journey(reviews).stand()
        journeys = [Journey(reviews, number) for number in range(2, cases + 2)]
        taken = seconds(lambda: [journey.apply() for journey in journeys])
        print(f"applications recorded, durably: {cases / taken:,.0f} a second")
        for journey in journeys:
            journey.decide().ask().answer().assess().convene().choose().hold().find()
        events = reviews.end_of_log()
        print(f"{events} events of {cases} cases")
        measure_replay(reviews, journeys[0], Path(folder))
        measure_reading(reviews, events)
        measure_rebuild(reviews, events, Path(folder))


def measure_replay(reviews: CaseReviews, journey: Journey, folder: Path) -> None:
    """Measure what it takes to read a record back."""
    record_id = Evidence.id_for(journey.case_id)
    with sqlite3.connect(folder / "events.sqlite") as db:

        def raw() -> None:
            found = db.execute(
                "SELECT state FROM stored_events WHERE originator_id = ?"
                " ORDER BY originator_version",
                [record_id.hex],
            )
            for (state,) in found:
                json.loads(state)

        def ours() -> None:
            reviews.repository.get(record_id, projector_func=replay)

        number = reviews.repository.get(record_id).version
        each = [median(seconds(work) for _ in range(REPEATS)) for work in (raw, ours)]
    db.close()
    raw_each, our_each = (1e6 * taken / number for taken in each)
    print(
        f"replay of {number} sealed events, closed: {our_each:.1f} µs an event,"
        f" {our_each / raw_each:.1f} times raw SELECT and JSON decode ({raw_each:.1f})"
    )


def measure_reading(reviews: CaseReviews, events: int) -> None:
    """Measure what it takes to read the log."""
    log = EventLog(reviews)
    taken = seconds(lambda: [entry.read() for entry in log.after(0, events)])
    print(f"log read and decoded: {events / taken:,.0f} events/s")


def measure_rebuild(reviews: CaseReviews, events: int, folder: Path) -> None:
    """Measure what it takes to make every view."""
    views = views_in_file(folder / "views.sqlite")
    projector = Projector(EventLog(reviews), views, ALL)
    taken = seconds(projector.catch_up)
    views.dispose()
    print(f"every projection made from the log: {events / taken:,.0f} events/s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
