"""Which steps of a case fall due, what started each, and what met it.

All follows from the case as it stands, so that a correction takes back what it must.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from asbreview.domain.contact.updates import next_by
from asbreview.domain.procedure import Anchor, Binds, Procedure, Timer
from asbreview.domain.standstill import Standstill, bearing_on
from projections.case.applied import Told
from projections.case.clocks import Extension
from projections.case.in_touch import Updates
from projections.case.started_and_met import MET, STARTED, never
from projections.case.state import Case


class Moot(StrEnum):
    """Why a step need not be taken any more, though it was not."""

    ENDED = "the case ended"
    NOT_MET = "the threshold is not met"
    NOT_NEEDED = "it was no longer needed"
    HELD = "the panel was held without it"
    CANCELLED = "the action was cancelled"
    WITHDRAWN = "they withdrew it"
    NO_LONGER_RUNS = "what started it was taken back"


class Runs(NamedTuple):
    """A timer that runs, or ran, on a case.

    `item_id` is the request, action, promise or challenge it is about, or else the
    case.  What has no `timer` has a day of its own; a request that is to be answered by
    no day has none.
    """

    timer_id: str
    item_id: UUID
    says: str
    binds: Binds
    started_on: date
    body_id: UUID | None = None
    timer: Timer | None = None
    fixed_on: date | None = None
    extension: Extension | None = None
    standstills: tuple[Standstill, ...] = ()
    met_on: date | None = None
    moot: Moot | None = None
    moot_on: date | None = None

    @property
    def starts(self) -> Anchor | None:
        """What started it; nothing for what has a day of its own."""
        if self.timer_id == UNTIMED:
            return Anchor.REQUEST
        return self.timer.starts if self.timer else None


UNTIMED: Final = "request"
"""A request to a body under procedures that set no time to answer: no deadline."""
ACTION: Final = "action"
PROMISE: Final = "promise"
TELLING: Final = "telling"
HELP: Final = "help"
CONSULTATION: Final = "consultation"
ADJUSTMENT: Final = "adjustment"
UPDATES: Final = "updates"
ASKED: Final = "asked"
DATA_REQUEST: Final = "data-request"
OF_A_REVIEW: Final = frozenset(
    {"hold-panel", "send-papers", "refuse-invitation", "tell-outcome"}
)


def running(case: Case, told: Told, procedure: Procedure) -> Iterator[Runs]:
    """Yield every timer that something on the case has started."""
    for timer in procedure.timers:
        if _is_of_requests(timer):
            yield from _of_requests(timer, case)
        elif timer.starts is Anchor.RECOMMENDATION:
            yield from _of_recommendations(timer, case)
        elif timer.starts is Anchor.CHALLENGE:
            yield from _of_challenges(timer, case, procedure)
        elif timer.starts is Anchor.CONTACT:
            yield from _of_contacts(timer, case)
        else:
            yield from _of_case(timer, case, told, procedure)
    if not any(_is_of_requests(timer) for timer in procedure.timers):
        yield from _of_requests(None, case)
    yield from _actions(case)
    yield from _promises(case)
    yield from _askings(case)
    yield from _tellings(case)
    yield from _calls(case)
    yield from _consultation(case)
    yield from _adjustments(case)
    yield from _updates(case)
    yield from _data_requests(case)


def _of_case(
    timer: Timer, case: Case, told: Told, procedure: Procedure
) -> Iterator[Runs]:
    started_on = STARTED[timer.starts](case, told)
    if timer.starts is Anchor.PANEL and not timer.before:
        started_on = case.held_on or started_on
    if started_on is None:
        return
    ours = timer.starts is not Anchor.PANEL and timer.binds is not Binds.APPLICANT
    if ours:  # what came with the case came on that day
        started_on = max(started_on, told.began_on)
    met_on = MET.get(timer.timer_id, never)(case, told, procedure)
    moot = None if met_on else _moot(timer, case)
    yield Runs(
        timer_id=timer.timer_id,
        item_id=case.case_id,
        says=timer.says,
        binds=timer.binds,
        started_on=started_on,
        timer=timer,
        extension=case.extension(timer.timer_id),
        standstills=bearing_on(timer, case.standstills),
        met_on=met_on,
        moot=moot,
        moot_on=_moot_on(moot, timer, case),
    )


def _is_of_requests(timer: Timer) -> bool:
    return timer.starts is Anchor.REQUEST and timer.binds is Binds.PARTNER


def _of_requests(timer: Timer | None, case: Case) -> Iterator[Runs]:
    """Yield each request to a body, by the time to answer it, if one is set."""
    timer_id = timer.timer_id if timer else UNTIMED
    for request_id, request in case.requests.items():
        unanswered = request.answered_on is None
        yield Runs(
            timer_id=timer_id,
            item_id=request_id,
            says=timer.says if timer else "Answer what was asked",
            binds=Binds.PARTNER,
            started_on=request.requested_on,
            body_id=request.body_id,
            timer=timer,
            extension=case.extension(timer_id),
            standstills=bearing_on(timer, case.standstills) if timer else (),
            met_on=request.answered_on,
            moot=Moot.ENDED if unanswered and case.ended_as else None,
            moot_on=case.ended_on if unanswered else None,
        )


def _of_challenges(timer: Timer, case: Case, procedure: Procedure) -> Iterator[Runs]:
    """Yield the time to decide each challenge; the end of a case does not end it.

    Each tier of the procedure has a time of its own.
    """
    for challenge_id, challenge in case.challenges.items():
        if procedure.decide_by(challenge.of, challenge.tier) != timer.timer_id:
            continue
        yield Runs(
            timer_id=timer.timer_id,
            item_id=challenge_id,
            says=timer.says,
            binds=timer.binds,
            started_on=challenge.received_on,
            met_on=challenge.decided_on,
            timer=timer,
            extension=case.extension(timer.timer_id),
            standstills=bearing_on(timer, case.standstills),
        )


def _of_contacts(timer: Timer, case: Case) -> Iterator[Runs]:
    """Yield the time from each contact, which the next one meets; the last is open."""
    contacts = case.contacts_from_receipt
    ended = case.ended_as is not None
    for (started_on, item_id), after in zip_longest(contacts, contacts[1:]):
        met_on = after[0] if after else None
        moot = Moot.ENDED if met_on is None and ended else None
        yield Runs(
            timer_id=timer.timer_id,
            item_id=item_id,
            says=timer.says,
            binds=timer.binds,
            started_on=started_on,
            timer=timer,
            standstills=bearing_on(timer, case.standstills),
            met_on=met_on,
            moot=moot,
            moot_on=case.ended_on if moot else None,
        )


def _of_recommendations(timer: Timer, case: Case) -> Iterator[Runs]:
    """Yield the answer of each body that a recommendation was made to (s.104(7))."""
    for recommendation_id, made in case.recommendations.items():
        unanswered = made.answered_on is None
        yield Runs(
            timer_id=timer.timer_id,
            item_id=recommendation_id,
            says=timer.says,
            binds=timer.binds,
            started_on=made.made_on,
            body_id=made.body_id,
            timer=timer,
            standstills=bearing_on(timer, case.standstills),
            met_on=made.answered_on,
            moot=Moot.ENDED if unanswered and case.ended_as else None,
            moot_on=case.ended_on if unanswered else None,
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


def _promises(case: Case) -> Iterator[Runs]:
    for promise_id, promise in case.promises.items():
        broken_off = promise.kept_on is None and case.ended_as is not None
        yield Runs(
            timer_id=PROMISE,
            item_id=promise_id,
            says="Do what was promised",
            binds=Binds.PARTNERSHIP,
            started_on=promise.made_on,
            fixed_on=promise.due_on,
            met_on=promise.kept_on,
            moot=Moot.ENDED if broken_off else None,
            moot_on=case.ended_on if broken_off else None,
        )


def _askings(case: Case) -> Iterator[Runs]:
    """Yield until when the applicant was asked to answer: then it is ours to look."""
    for asked_id, asked in case.asked.items():
        past = asked.answered_on is None and case.ended_as is not None
        yield Runs(
            timer_id=ASKED,
            item_id=asked_id,
            says="See whether the applicant has answered",
            binds=Binds.PARTNERSHIP,
            started_on=asked.asked_on,
            fixed_on=asked.answer_by,
            met_on=asked.answered_on,
            moot=Moot.ENDED if past else None,
            moot_on=case.ended_on if past else None,
        )


def _tellings(case: Case) -> Iterator[Runs]:
    """Yield who is to be told a new day: before the first they were told, or it is."""
    for telling_id, telling in case.tellings.items():
        past = telling.told_on is None and telling_id not in case.still_to_tell
        yield Runs(
            timer_id=TELLING,
            item_id=telling_id,
            says="Tell them the new date",
            binds=Binds.PARTNERSHIP,
            started_on=telling.owed_on,
            fixed_on=telling.due_on,
            met_on=telling.told_on,
            moot=Moot.ENDED if past else None,
            moot_on=case.ended_on if past else None,
        )


def _calls(case: Case) -> Iterator[Runs]:
    """Yield who asked for help: they are answered, whether or not the case ended."""
    for help_id, call in case.calls.items():
        yield Runs(
            timer_id=HELP,
            item_id=help_id,
            says="Answer a call for help",
            binds=Binds.PARTNERSHIP,
            started_on=call.asked_on,
            fixed_on=call.answer_by,
            met_on=call.answered_on,
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


def _adjustments(case: Case) -> Iterator[Runs]:
    """Yield each adjustment that was asked for: it is answered, yes or no."""
    for adjustment_id, asked in case.adjustments.items():
        past = asked.answered_on is None and case.ended_as is not None
        yield Runs(
            timer_id=ADJUSTMENT,
            item_id=adjustment_id,
            says="Answer the adjustment that was asked for",
            binds=Binds.PARTNERSHIP,
            started_on=asked.asked_on,
            fixed_on=asked.answer_by,
            met_on=asked.answered_on,
            moot=Moot.ENDED if past else None,
            moot_on=case.ended_on if past else None,
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


def _moot(timer: Timer, case: Case) -> Moot | None:
    """Say why a step not taken need not be; closing leaves the applicant's windows."""
    if case.is_not_met and timer.timer_id in OF_A_REVIEW:
        return Moot.NOT_MET
    if timer.timer_id == "ask-partners" and case.threshold:
        return Moot.NOT_NEEDED
    if timer.timer_id == "refuse-invitation" and case.participation is not None:
        return Moot.NOT_NEEDED
    if timer.timer_id in {"refuse-invitation", "send-papers"} and case.held_on:
        return Moot.HELD
    window = timer.binds is Binds.APPLICANT and case.ended_as == "closed"
    return Moot.ENDED if case.ended_as is not None and not window else None


def _moot_on(moot: Moot | None, timer: Timer, case: Case) -> date | None:
    """Return from which day on a step need not be taken; what was due before is late.

    A refusal to invite was never owed to a victim who takes part, nor a panel where
    the threshold is not met.
    """
    if moot is Moot.NOT_NEEDED and timer.timer_id == "ask-partners":
        return case.threshold.decided_on if case.threshold else None
    if moot is Moot.HELD:
        return case.held_on
    return case.ended_on if moot is Moot.ENDED else None
