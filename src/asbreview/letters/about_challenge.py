"""What letters say of a challenge: that it has come, and what was decided on it."""

from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.letter.record import Letter
from asbreview.domain.outcome.challenge import ChallengeReceived, Timely
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


def _told_of(telling: Telling) -> ChallengeReceived:
    """Return the challenge by whose command the letter was caused."""
    kind = telling.letter.kind
    for challenge in _all(telling):
        if Letter.caused_by(challenge.command_id, kind) == telling.letter.id:
            return challenge
    raise CannotBeComposed("The challenge is not on record")


def _all(telling: Telling) -> list[ChallengeReceived]:
    return list(telling.case.outcome.challenges.values())
