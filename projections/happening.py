"""What happened on the cases of an area in a period: how often each kind of thing."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from projections.kinds import held
from projections.past import past_to
from projections.streamlining import lives
from projections.timeline import timeline


class Kind(NamedTuple):
    """A kind of thing that happens, and what it is called: that may say how it went."""

    topic: str
    title: str


def often_between(  # noqa: PLR0913  where, when, what, and as of when
    db: Connection,
    topics: Collection[str],
    *,
    area_id: str,
    from_: date,
    to: date,
    as_of: int | None = None,
) -> Counter[Kind]:
    """Count what happened in a period of some kinds, but what was in error."""
    t = timeline.c
    wrong = t.in_error_from
    stands = wrong.is_(None) if as_of is None else or_(wrong.is_(None), wrong > as_of)
    asked = (
        select(t.topic, t.title, func.count())
        .join(lives, lives.c.case_id == t.case_id)
        .where(lives.c.area_id == area_id, held(lives, as_of))
        .where(t.topic.in_(topics), t.happened_on >= from_, t.happened_on <= to, stands)
        .group_by(t.topic, t.title)
    )
    if as_of is not None:
        asked = asked.where(t.position <= as_of)
    return Counter({Kind(*kind): n for *kind, n in db.execute(asked).all()})


def any_recorded(db: Connection, area_id: str, *, as_of: int | None = None) -> bool:
    """Say whether any case of an area is on record, one of the past among them."""
    asked = select(lives.c.case_id).where(
        lives.c.area_id == area_id, held(lives, as_of)
    )
    if db.execute(asked.limit(1)).first() is not None:
        return True
    return bool(past_to(db, area_id, to=date.max, as_of=as_of))
