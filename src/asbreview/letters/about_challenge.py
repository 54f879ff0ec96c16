"""What letters say of a challenge: that it has come, who hears it, what was decided."""

from datetime import date
from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.days import local_day
from asbreview.domain.letter.record import Letter
from asbreview.domain.outcome.challenge import (
    ChallengeDecided,
    ChallengeReceived,
    Timely,
    Upheld,
)
from asbreview.domain.outcome.hearing import HearingArranged, HowHeard
from asbreview.domain.procedure import Challenged
from asbreview.letters.about_review import clock_time
from asbreview.letters.saying import CannotBeComposed, Telling, since
from asbreview.reviews.further_ways import further_ways, way_of

WHAT: Final = {
    Challenged.APPLICATION: "how the application was dealt with",
    Challenged.REVIEW: "how the review was carried out",
}
UPHELD: Final = {
    Upheld.UPHELD: "upheld",
    Upheld.IN_PART: "upheld in part",
    Upheld.NOT_UPHELD: "not upheld",
    Upheld.NOT_HEARD: "not heard",
}
AGREED: Final = {
    Upheld.UPHELD: "They agree with you.",
    Upheld.IN_PART: "They agree with part of what you said.",
    Upheld.NOT_UPHELD: "They do not agree with you.",
    Upheld.NOT_HEARD: "Nobody has judged what you said.",
}


def challenge_received(telling: Telling) -> dict[str, Any]:
    """Say that a challenge has come, who decides it and by when."""
    challenge = _told_of(telling)
    outcome, challenge_id = telling.case.outcome, challenge.challenge_id
    needs = challenge.on_what.needs_agreement
    return {
        "challenged": Said(
            **_of(telling, challenge),
            is_late=challenge.timely is Timely.LATE,
            is_heard=not challenge.has_to_be_taken_on
            or challenge_id in outcome.taken_on,
            must_agree=needs and challenge_id not in outcome.may_be_passed,
            last_day=challenge.window.last_day,
            to_whom=_to_whom(telling, challenge),
            decide_by=telling.days().decide_challenge,
        ),
        "ombudsmen": telling.ombudsmen(),
    }


def challenge_hearing(telling: Telling) -> dict[str, Any]:
    """Say who hears a challenge, when and where, and that they may come."""
    hearing = _heard(telling)
    challenge = telling.case.outcome.challenges[hearing.challenge_id]
    return {
        "challenged": Said(**_of(telling, challenge)),
        "hearers": [
            Said(name=telling.text(each.name), of=telling.text(each.of))
            for each in hearing.hearers
        ],
        "hearing": Said(
            on=local_day(hearing.heard_at),
            at=clock_time(hearing.heard_at),
            is_meeting=hearing.how is HowHeard.MEETING,
            place=telling.prose(hearing.place),
        ),
        "days": telling.days(),
    }


def challenge_decided(telling: Telling) -> dict[str, Any]:
    """Say what was decided on a challenge, by whom, why and what follows."""
    decided = _decided(telling)
    challenge = telling.case.outcome.challenges[decided.challenge_id]
    went_back = decided.referred_back
    return {
        "challenged": Said(
            **_of(telling, challenge),
            decided_on=decided.decided_on,
            decided_by=_decided_by(telling, decided, challenge),
            upheld=UPHELD[decided.upheld],
            agreed=AGREED[decided.upheld],
            reasons=telling.prose(decided.reasons),
            follows=telling.prose(decided.follows),
            went_back=went_back.reference if went_back else "",
            escalation=_escalation(telling, challenge),
        ),
        "next": _next(telling, challenge, decided.decided_on),
        "ombudsmen": telling.ombudsmen(),
    }


def linked_review(telling: Telling) -> dict[str, Any]:
    """Say that a case is looked at again, under which reference, and what stands."""
    trigger = telling.case.trigger
    if trigger.came is None:
        raise CannotBeComposed("The case was not referred back")
    return {
        "linked": Said(
            of=trigger.came.reference,
            reference=trigger.reference,
            met_on=trigger.threshold.decided_on if trigger.threshold else None,
        ),
        "victim": telling.victim(),
        "days": telling.days(),
        "status": Said(at=telling.follow.at, code=telling.follow.code),
    }


def _of(telling: Telling, challenge: ChallengeReceived) -> dict[str, Any]:
    return {
        "what": WHAT[challenge.of],
        "received_on": challenge.received_on,
        "grounds": telling.prose(challenge.grounds),
    }


def _to_whom(telling: Telling, challenge: ChallengeReceived) -> str:
    if way := way_of(telling.case, challenge):
        return way.body.name
    route = telling.case.procedure.challenge_of(challenge.of)
    if route is None:
        raise CannotBeComposed(f"The procedure has no challenge of {challenge.of}")
    return route.to_whom


def _escalation(telling: Telling, challenge: ChallengeReceived) -> str:
    route = telling.case.procedure.challenge_of(challenge.of)
    return route.escalation if route else ""


def _decided_by(
    telling: Telling, decided: ChallengeDecided, challenge: ChallengeReceived
) -> list[str]:
    """Name who decided: those who heard it, the body of its tier, or the partnership.

    What was not heard nobody judged: the partnership says so itself.
    """
    case = telling.case
    hearing = case.outcome.hearing_of(decided.challenge_id)
    if decided.upheld is Upheld.NOT_HEARD:
        return [case.procedure.partnership.name]
    if hearing is None or challenge.on_what.tier:
        return [_to_whom(telling, challenge)]
    return [
        f"{telling.text(each.name)}, {telling.text(each.of)}"
        for each in hearing.hearers
    ]


def _next(telling: Telling, challenge: ChallengeReceived, day: date) -> Said:
    """Return the way on that the procedure has besides, of the day; empty if none.

    Not the one that has just been gone, nor one gone before it.
    """
    gone = telling.case.outcome.tiers_gone(challenge.of)
    for way in further_ways(telling.case, challenge.of, day):
        if way.tier.tier_id not in gone:
            return Said(
                body=way.body.name,
                says=way.tier.says,
                contact=way.body.contact,
                consent=way.tier.consent,
                by=telling.days().challenge_by,
                **since(way),
            )
    return Said(body="", says="", contact="", consent="", by=None, **since(None))


def _told_of(telling: Telling) -> ChallengeReceived:
    """Return the challenge by whose command the letter was caused."""
    kind = telling.letter.kind
    for challenge in _all(telling):
        if Letter.caused_by(challenge.command_id, kind) == telling.letter.id:
            return challenge
    raise CannotBeComposed("The challenge is not on record")


def _heard(telling: Telling) -> HearingArranged:
    kind = telling.letter.kind
    for hearing in telling.case.outcome.hearings.values():
        if Letter.caused_by(hearing.command_id, kind) == telling.letter.id:
            return hearing
    raise CannotBeComposed("It is not on record who hears the challenge")


def _decided(telling: Telling) -> ChallengeDecided:
    kind = telling.letter.kind
    for decided in telling.case.outcome.decided.values():
        if Letter.caused_by(decided.command_id, kind) == telling.letter.id:
            return decided
    raise CannotBeComposed("The challenge has not been decided")


def _all(telling: Telling) -> list[ChallengeReceived]:
    return list(telling.case.outcome.challenges.values())
