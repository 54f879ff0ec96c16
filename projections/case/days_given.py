"""What falls due on a day of its own: actions, promises, and what people wait for.

No timer of a procedure counts these days: they were given with what is due.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from operator import attrgetter
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from asbreview.domain.contact.updates import next_by
from asbreview.domain.procedure import Binds
from projections.case.clocks import Extension
from projections.case.in_touch import Updates
from projections.case.runs import (
    ACTION,
    ADJUSTMENT,
    ASKED,
    CONSULTATION,
    DATA_REQUEST,
    HELP,
    PROMISE,
    TELLING,
    UPDATES,
    Moot,
    Runs,
)
from projections.case.state import Case


class Given(NamedTuple):
    """Something the partnership is to do by a day that was given with it.

    `days` are on which it began, by when it is due, and on which it was done, if it
    was.  What is `over` need not be done any more, though it was not.
    """

    timer_id: str
    says: str
    those_of: Callable[[Case], Mapping[UUID, Any]]
    days: Callable[[Any], tuple[date, date, date | None]]
    over: Callable[[Case, UUID], bool]


def _ended(case: Case, item_id: UUID) -> bool:  # noqa: ARG001  none outlives the case
    return case.ended_as is not None


def _is_told_or_need_not_be(case: Case, item_id: UUID) -> bool:
    return item_id not in case.still_to_tell


def _never(case: Case, item_id: UUID) -> bool:  # noqa: ARG001  no end of a case ends it
    return False


GIVEN: Final = (
    Given(
        PROMISE,
        "Do what was promised",
        attrgetter("promises"),
        attrgetter("made_on", "due_on", "kept_on"),
        _ended,
    ),
    Given(  # until then they were asked to answer: from then it is ours to look
        ASKED,
        "See whether the applicant has answered",
        attrgetter("asked"),
        attrgetter("asked_on", "answer_by", "answered_on"),
        _ended,
    ),
    Given(  # before the first day that they were told, or what is now the day
        TELLING,
        "Tell them the new date",
        attrgetter("tellings"),
        attrgetter("owed_on", "due_on", "told_on"),
        _is_told_or_need_not_be,
    ),
    Given(
        HELP,
        "Answer a call for help",
        attrgetter("calls"),
        attrgetter("asked_on", "answer_by", "answered_on"),
        _never,
    ),
    Given(  # it is answered, yes or no
        ADJUSTMENT,
        "Answer the adjustment that was asked for",
        attrgetter("adjustments"),
        attrgetter("asked_on", "answer_by", "answered_on"),
        _ended,
    ),
)


def days_given(case: Case) -> Iterator[Runs]:
    """Yield everything on a case that is due on a day that was given to it."""
    yield from _actions(case)
    for given in GIVEN:
        yield from _all_of(given, case)
    yield from _consultation(case)
    yield from _updates(case)
    yield from _data_requests(case)


def _all_of(given: Given, case: Case) -> Iterator[Runs]:
    for item_id, item in given.those_of(case).items():
        started_on, due_on, met_on = given.days(item)
        past = met_on is None and given.over(case, item_id)
        yield Runs(
            timer_id=given.timer_id,
            item_id=item_id,
            says=given.says,
            binds=Binds.PARTNERSHIP,
            started_on=started_on,
            fixed_on=due_on,
            met_on=met_on,
            moot=Moot.ENDED if past else None,
            moot_on=case.ended_on if past else None,
        )


def _actions(case: Case) -> Iterator[Runs]:
    for action_id, action in case.actions.items():
        yield Runs(
            timer_id=ACTION,
            item_id=action_id,
            says=f"Carry out action {action.number}",
            binds=Binds.PARTNER,
            started_on=action.added_on,
            body_id=action.body_id,
            fixed_on=action.due_on,
            met_on=action.done_on,
            moot=Moot.CANCELLED if action.cancelled_on else None,
            moot_on=action.cancelled_on,
        )


def _consultation(case: Case) -> Iterator[Runs]:
    """Yield the victim's view of the plan that was proposed last; it is ours to get."""
    if (proposed := case.proposal) is None:
        return
    met_on = min(case.consultations.values(), default=None)
    needless = case.found_on or case.ended_on if met_on is None else None
    over = Moot.ENDED if case.found_on is None else Moot.NOT_NEEDED
    yield Runs(
        timer_id=CONSULTATION,
        item_id=proposed.proposal_id,
        says="Get the victim\u2019s view of the plan",
        binds=Binds.PARTNERSHIP,
        started_on=proposed.proposed_on,
        fixed_on=proposed.answer_by,
        met_on=met_on,
        moot=over if needless else None,
        moot_on=needless,
    )


def _updates(case: Case) -> Iterator[Runs]:
    """Yield each time in which a person was to hear how it goes; the last is open.

    Each is known by the promise and the day that it began.
    """
    for updates_id, promised in case.updates.items():
        ends = [day for day in (promised.ended_on, case.ended_on) if day]
        until = min(ends, default=None)
        heard = case.heard_from_us(promised.person_id, since=promised.promised_on)
        starts = [promised.promised_on, *(d for d in heard if not until or d <= until)]
        for started_on, met_on in zip_longest(starts, starts[1:]):
            over = until if met_on is None else None
            yield Runs(
                timer_id=UPDATES,
                item_id=uuid5(updates_id, started_on.isoformat()),
                says="Tell them how it goes, as promised",
                binds=Binds.PARTNERSHIP,
                started_on=started_on,
                fixed_on=next_by(started_on, promised.every_weeks),
                met_on=met_on,
                moot=_no_more(promised, case) if over else None,
                moot_on=over,
            )


def _data_requests(case: Case) -> Iterator[Runs]:
    """Yield what people ask about their data: the end of a case ends none of it.

    More time is only taken while it is not late, so that it undoes no lateness.
    """
    for request_id, asked in case.data_requests.items():
        first, longer = asked.runs.answer_by, asked.longer_until
        yield Runs(
            timer_id=DATA_REQUEST,
            item_id=request_id,
            says=f"Answer the request {asked.right}",
            binds=Binds.PARTNERSHIP,
            started_on=asked.runs.on,
            fixed_on=first,
            extension=Extension(was_due_on=first, due_on=longer) if longer else None,
            met_on=asked.answered_on,
            moot=Moot.WITHDRAWN if asked.withdrawn_on else None,
            moot_on=asked.withdrawn_on,
        )


def _no_more(promised: Updates, case: Case) -> Moot:
    """Say why no more updates are owed: they were ended, or the case was."""
    was_ended = promised.ended_on is not None
    before = not case.ended_on or (was_ended and promised.ended_on < case.ended_on)  # type: ignore[operator]
    return Moot.NOT_NEEDED if was_ended and before else Moot.ENDED
