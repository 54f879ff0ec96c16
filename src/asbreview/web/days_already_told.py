"""Which letters that have gone named a day that is about to move."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Engine

from asbreview.domain.contact.moved_days import DayMoved
from asbreview.domain.letter.facts import LetterKind, NamedDay, Status
from asbreview.reviews import CaseReviews
from asbreview.reviews.moved_days import MovedOnCase
from projections.letters import letters_of
from projections.moves import Move

GONE: Final = frozenset(
    {
        Status.HANDED_OVER,
        Status.SENDING,
        Status.UNKNOWN,
        Status.ACCEPTED,
        Status.POSTED,
        Status.TOLD_OTHERWISE,
    }
)
NAMED_AS: Final = {
    "challenge-by": "challenge-",  # either window: its timer begins so
    "tell-outcome": "whole-review",  # as an acknowledgement names the end of it all
    "now-due": "",  # the new day of whatever was put off
}
"""By what timers go whose days letters print under another name than the timer's."""


class ToldBefore(NamedTuple):
    """A letter that named a day which would move, to whom, and to which it would."""

    case_id: UUID
    to: UUID
    timer_id: str
    reference: str
    kind: LetterKind
    dated: date
    named: date
    now: date | None


def told_before(
    reviews: CaseReviews, views: Engine, moves: Iterable[Move]
) -> list[ToldBefore]:
    """Return the letters that have gone, or lie ready to, and named a day that moves.

    Their readers were told another day: they are to be told the new one.
    """
    return [
        told
        for _, of_case in groupby(moves, key=lambda move: move.case_id)
        for told in _of_case(reviews, views, list(of_case))
    ]


def moved_on_cases(
    moves: Iterable[Move], told: Iterable[ToldBefore]
) -> list[MovedOnCase]:
    """Return what moves on each case, and to whom which of it had been named."""
    named: dict[UUID, dict[UUID, dict[str, DayMoved]]] = {}
    for each in told:
        of_case = named.setdefault(each.case_id, {}).setdefault(each.to, {})
        day = DayMoved(timer_id=each.timer_id, told=each.named, now=each.now)
        of_case[each.timer_id] = day
    return [
        MovedOnCase(
            case_id,
            tuple(
                DayMoved(timer_id=move.timer_id, told=move.from_, now=move.to)
                for move in of_case
                if move.from_ is not None
            ),
            {to: tuple(days.values()) for to, days in named.get(case_id, {}).items()},
        )
        for case_id, of_case in groupby(moves, key=lambda move: move.case_id)
    ]


def _of_case(
    reviews: CaseReviews, views: Engine, moves: list[Move]
) -> Iterator[ToldBefore]:
    with views.connect() as db:
        letters = [
            row for row in letters_of(db, moves[0].case_id) if row.status in GONE
        ]
    for row in letters:
        days = reviews.letter(row.letter_id).days
        for move in moves:
            if any(_names(day, move) for day in days) and move.from_ is not None:
                yield ToldBefore(
                    case_id=move.case_id,
                    to=row.to,
                    timer_id=move.timer_id,
                    reference=move.reference,
                    kind=row.kind,
                    dated=row.dated,
                    named=move.from_,
                    now=move.to,
                )


def _names(day: NamedDay, move: Move) -> bool:
    timer = NAMED_AS.get(day.name, day.name)
    of_it = day.name == move.timer_id or move.timer_id.startswith(timer)
    return of_it and day.on == move.from_
