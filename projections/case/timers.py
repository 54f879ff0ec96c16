"""Which steps of a case fall due, what started each, and what met it.

All follows from the case as it stands, so that a correction takes back what it must.
"""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Final

from asbreview.domain.panel.facts import Participation
from asbreview.domain.procedure import Anchor, Binds, Procedure, Timer
from asbreview.domain.standstill import bearing_on
from projections.case.applied import Told
from projections.case.days_given import days_given
from projections.case.runs import UNTIMED, Moot, Runs
from projections.case.started_and_met import MET, STARTED, never
from projections.case.state import Case

OF_A_REVIEW: Final = frozenset(
    {"hold-panel", "send-papers", "invite-victim", "refuse-invitation", "tell-outcome"}
)
BEFORE_THE_PANEL: Final = frozenset(
    {"send-papers", "invite-victim", "refuse-invitation"}
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
    yield from days_given(case)


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


def _moot(timer: Timer, case: Case) -> Moot | None:
    """Say why a step not taken need not be; closing leaves the applicant's windows."""
    if case.is_not_met and timer.timer_id in OF_A_REVIEW:
        return Moot.NOT_MET
    if timer.timer_id == "ask-partners" and case.threshold:
        return Moot.NOT_NEEDED
    if timer.timer_id == "refuse-invitation" and case.participation is not None:
        return Moot.NOT_NEEDED
    declined = case.participation is Participation.DECLINED
    if timer.timer_id == "invite-victim" and declined:
        return Moot.NOT_NEEDED
    if timer.timer_id in BEFORE_THE_PANEL and case.held_on:
        return Moot.HELD
    window = timer.binds is Binds.APPLICANT and case.ended_as == "closed"
    return Moot.ENDED if case.ended_as is not None and not window else None


def _moot_on(moot: Moot | None, timer: Timer, case: Case) -> date | None:
    """Return from which day on a step need not be taken; what was due before is late.

    A refusal to invite was never owed to a victim who takes part, nor a panel where
    the threshold is not met; an invitation was, until the victim declined it.
    """
    if moot is Moot.NOT_NEEDED and timer.timer_id == "ask-partners":
        return case.threshold.decided_on if case.threshold else None
    if moot is Moot.NOT_NEEDED and timer.timer_id == "invite-victim":
        return case.participation_on
    if moot is Moot.HELD:
        return case.held_on
    return case.ended_on if moot is Moot.ENDED else None
