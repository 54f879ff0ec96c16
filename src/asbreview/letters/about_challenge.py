"""What letters say of a challenge: that it has come, and what was decided on it."""

from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.letter.record import Letter
from asbreview.domain.outcome.challenge import ChallengeReceived, Timely, Upheld
from asbreview.domain.procedure import Challenged
from asbreview.letters.saying import CannotBeComposed, Telling

WHAT: Final = {
    Challenged.APPLICATION: "how the application was dealt with",
    Challenged.REVIEW: "how the review was carried out",
}


def challenge_received(telling: Telling) -> dict[str, Any]:
    """Say that a challenge has come, who decides it and by when."""
    challenge = _told_of(telling)
    procedure = telling.case.procedure
    route = procedure.challenge_of(challenge.of)
    if route is None:
        raise CannotBeComposed(f"The procedure has no challenge of {challenge.of}")
    is_last = challenge is _all(telling)[-1]
    return {
        "challenged": Said(
            what=WHAT[challenge.of],
            received_on=challenge.received_on,
            grounds=telling.prose(challenge.grounds),
            is_late=challenge.timely is Timely.LATE,
            last_day=challenge.window.last_day,
            to_whom=route.to_whom,
            decide_by=telling.days().decide_challenge if is_last else None,
        ),
        "ombudsmen": telling.ombudsmen(),
    }


UPHELD: Final = {
    Upheld.UPHELD: "upheld",
    Upheld.IN_PART: "upheld in part",
    Upheld.NOT_UPHELD: "not upheld",
}
AGREED: Final = {
    Upheld.UPHELD: "They agree with you.",
    Upheld.IN_PART: "They agree with part of what you said.",
    Upheld.NOT_UPHELD: "They do not agree with you.",
}


def challenge_decided(telling: Telling) -> dict[str, Any]:
    """Say what was decided on a challenge, by whom, why and what follows."""
    outcome, letter = telling.case.outcome, telling.letter
    for decided in outcome.decided.values():
        if Letter.caused_by(decided.command_id, letter.kind) == letter.id:
            break
    else:
        raise CannotBeComposed("The challenge has not been decided")
    challenge = outcome.challenges[decided.challenge_id]
    route = telling.case.procedure.challenge_of(challenge.of)
    return {
        "challenged": Said(
            what=WHAT[challenge.of],
            received_on=challenge.received_on,
            grounds=telling.prose(challenge.grounds),
            decided_on=decided.decided_on,
            decided_by=telling.prose(decided.decided_by),
            upheld=UPHELD[decided.upheld],
            agreed=AGREED[decided.upheld],
            reasons=telling.prose(decided.reasons),
            follows=telling.prose(decided.follows),
            escalation=route.escalation if route else "",
        ),
        "ombudsmen": telling.ombudsmen(),
    }


def _told_of(telling: Telling) -> ChallengeReceived:
    """Return the challenge by whose command the letter was caused."""
    kind = telling.letter.kind
    for challenge in _all(telling):
        if Letter.caused_by(challenge.command_id, kind) == telling.letter.id:
            return challenge
    raise CannotBeComposed("The challenge is not on record")


def _all(telling: Telling) -> list[ChallengeReceived]:
    return list(telling.case.outcome.challenges.values())
