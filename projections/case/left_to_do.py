"""What is left to do whatever the stage: what was told wrong, challenges, data."""

from typing import Final

from asbreview.domain.procedure import Procedure
from projections.case.letters_to_do import LETTERS
from projections.case.reviewed import Challenge
from projections.case.runs import DATA_REQUEST
from projections.case.state import Case
from projections.case.told_wrong import to_tell_again

TELL_AGAIN: Final = "Tell them again: {} told what was recorded in error"
FORGET: Final = "Forget whoever was told that they are forgotten"
ABOUT_DATA: Final = "Answer what they ask about their data"


def undecided_of(case: Case) -> Challenge | None:
    """Return the first challenge that nobody has decided."""
    undecided = (x for x in case.challenges.values() if x.decided_on is None)
    return next(undecided, None)


def to_tell(case: Case) -> str:
    """Say what people were told that does not hold any more; nothing if all does."""
    if wrong := to_tell_again(case):
        return TELL_AGAIN.format(LETTERS[wrong.kind])
    return "Tell them the new date" if case.still_to_tell else ""


def after_the_end(case: Case) -> str:
    """Say what is still to be done on a case that has ended; nothing if all is done."""
    if challenge := undecided_of(case):
        return of_challenge(challenge)
    if case.waits_about_data:
        return ABOUT_DATA
    return FORGET if case.is_to_forget else ""


def met_after(case: Case, procedure: Procedure) -> tuple[str, ...]:
    """Return the timers of what is still to be done on a case that has ended."""
    if challenge := undecided_of(case):
        return (procedure.decide_by(challenge.of, challenge.tier),)
    return (DATA_REQUEST,) if case.waits_about_data else ()


def of_challenge(challenge: Challenge) -> str:
    """Say what is to be done next about a challenge."""
    if challenge.to_take_on:
        return "Say whether the challenge is heard, though late or excluded"
    if challenge.to_agree:
        return "Ask whether they agree that the challenge is passed on"
    if not challenge.hearings and not challenge.tier:
        return "Arrange who hears the challenge"
    return "Decide the challenge"
