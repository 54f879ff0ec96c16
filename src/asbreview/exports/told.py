"""What an export takes from an event of a case: ids, days and instants."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Final, NamedTuple

from asbreview.domain.days import LONDON, local_day
from asbreview.domain.model import CaseEvent
from asbreview.exports.naming import named_in
from projections.case.days import happened_on

NOON: Final = time(12, tzinfo=LONDON)
LETTERS: Final = "letter."
"""The topics of letters' records begin so, and each record is of one letter."""


class Told(NamedTuple):
    """What an event tells of when and by whom, and which objects it names, in order.

    `at` is when it happened: the instant it was recorded if that was on the day `on`,
    else noon of the day, in London.  An id may be named more than once.
    """

    topic: str
    case_id: str
    recorded_by: str
    on: date
    at: datetime
    named: list[tuple[str, str]]


def told_by(event: CaseEvent) -> Told:
    """Return what an event tells."""
    on = happened_on(event)
    named = [(kind, str(id_)) for kind, id_ in named_in(event)]
    if event.TOPIC.startswith(LETTERS):
        named.append(("letter", str(event.originator_id)))
    return Told(
        event.TOPIC,
        str(event.case_id),
        str(event.recorded_by),
        on,
        event.timestamp if on == local_day(event.timestamp) else noon_of(on),
        named,
    )


@lru_cache(1024)
def noon_of(day: date) -> datetime:
    """Return noon of a day, in London."""
    return datetime.combine(day, NOON)
