"""What was unusual about some cases: each yields the steps it adds, and their days."""

from collections.abc import Callable
from typing import Final

from asbreview.demonstration import challenges
from asbreview.demonstration.beginnings import Steps, complaints, decide
from asbreview.demonstration.contacts import (
    adjusted,
    adjustment_open,
    asked,
    calls_for_help,
    helped,
    moved,
    news,
    not_safe,
    unsafe,
    withdrawn,
)
from asbreview.demonstration.county import COUNTY_TWISTS
from asbreview.demonstration.data_requests import DATA_TWISTS
from asbreview.demonstration.diaries import give_diary
from asbreview.demonstration.meetings import ADJOURNED
from asbreview.demonstration.play import Play
from asbreview.demonstration.sittings import sit_and_adjourn
from asbreview.demonstration.tale import words
from asbreview.domain.letter.facts import Status
from asbreview.domain.letter.wording import Place
from asbreview.domain.trigger.earlier import SamePerson
from asbreview.reviews.cross_border import TransferTold

DELAY: Final = 10  # working days


def delay(_: Play) -> Steps:
    """Give the threshold more time, a little before it is due."""
    yield 18, _extend


def postponed(play: Play) -> Steps:
    """Put the panel off."""
    yield play.course["hold"] - 11, _postpone


def adjourned(play: Play) -> Steps:
    """Meet, and adjourn the meeting to the day on which it ends."""
    yield play.course["hold"] - ADJOURNED, sit_and_adjourn


def duplicate(_: Play) -> Steps:
    """Log a complaint twice, and put that right."""
    yield 2, _log_twice
    yield 3, _correct_complaint


def decided_in_error(play: Play) -> Steps:
    """Record a decision that was not taken, put it right within the day."""
    before = play.course["decide"] - 1
    yield before, lambda case: decide(case, met=not case.plan.met)
    yield before, _correct_threshold


def kind_words(play: Play) -> Steps:
    """Add something to the letter that tells the outcome, before it goes."""
    yield play.course["find"], _add_words


def not_yet_written(play: Play) -> Steps:
    """Keep a letter back, to write in it: nobody has found the words yet."""
    yield play.course["decide"], _keep_back


def diary(_: Play) -> Steps:
    """Give the diary that was kept, some days after the application."""
    yield 3, give_diary


def restricted_for_a_while(play: Play) -> Steps:
    """Keep a case to few, while somebody who works there is a neighbour."""
    yield 4, _restrict
    yield play.course["find"], _let_all_in


def applied_before(_: Play) -> Steps:
    """Say, the day after, that whoever applies had applied before."""
    yield 1, _compare


def transferred(_: Play) -> Steps:
    """Transfer to the area that it belongs to."""
    yield 3, _transfer


def _compare(play: Play) -> None:
    if play.earlier_id is not None:
        earlier = {play.earlier_id: SamePerson.YES}
        play.reviews.compare_earlier(play.case_id, earlier, signed=play.signed())


def _restrict(play: Play) -> None:
    why = "A neighbour of theirs works in the team; she moves to another on the 1st."
    play.reviews.restrict_case(play.case_id, (), reason=why, signed=play.signed())


def _let_all_in(play: Play) -> None:
    why = "She works in another team now."
    play.reviews.lift_restriction(play.case_id, reason=why, signed=play.signed())


TWISTS: Final[dict[str, Callable[[Play], Steps]]] = {
    **COUNTY_TWISTS,
    **DATA_TWISTS,
    "adjusted": adjusted,
    "applied before": applied_before,
    "adjustment open": adjustment_open,
    "helped": helped,
    "calls for help": calls_for_help,
    "not safe": not_safe,
    "delay": delay,
    "postponed": postponed,
    "adjourned": adjourned,
    "duplicate": duplicate,
    "decided in error": decided_in_error,
    "moved": moved,
    "unsafe": unsafe,
    "kind words": kind_words,
    "not yet written": not_yet_written,
    "news": news,
    "asked": asked,
    "withdrawn": withdrawn,
    "restricted for a while": restricted_for_a_while,
    "transferred": transferred,
    "diary": diary,
    "challenge upheld": challenges.upheld,
    "challenge proper": challenges.proper,
    "challenged now": challenges.challenged_now,
    "joint": challenges.joint,
}


def _extend(play: Play) -> None:
    case = play.case
    due = case.due_on("decide-threshold", play.applied_on)
    assert due is not None  # noqa: S101  the procedure has this timer
    play.reviews.extend_deadline(
        play.case_id,
        "decide-threshold",
        was_due_on=due,
        due_on=play.world.hours.after(due, DELAY),
        reason=words()["late"],
        signed=play.signed(),
    )


def _postpone(play: Play) -> None:
    play.reviews.postpone_panel(
        play.case_id,
        meets_at=play.meets_at(play.course["hold"]),
        reason=words()["put off"],
        signed=play.signed(),
    )


def _log_twice(play: Play) -> None:
    *_, last = complaints(play)
    play.reviews.log_complaint(play.case_id, last, signed=play.signed())


def _correct_complaint(play: Play) -> None:
    *_, last = play.case.evidence.logged
    play.reviews.correct_evidence(
        play.case_id, last, reason=words()["twice"], signed=play.signed()
    )


def _correct_threshold(play: Play) -> None:
    decided = play.case.trigger.threshold
    assert decided is not None  # noqa: S101  it was decided in the step before
    play.reviews.correct_threshold(
        play.case_id,
        decided.decision_id,
        reason=words()["wrong box"],
        signed=play.signed(),
    )
    for letter_id in play.letters(Status.HELD):
        play.reviews.cancel_letter(
            letter_id, reason=words()["wrong letter"], signed=play.signed()
        )


def _add_words(play: Play) -> None:
    for letter_id in play.letters(Status.DRAFTED):
        added = {Place.AT_THE_END: play.told(words()["added"])}
        play.reviews.write_in_letter(letter_id, added, goes=True, signed=play.signed())


def _keep_back(play: Play) -> None:
    for letter_id in play.letters(Status.DRAFTED):
        play.reviews.keep_letter_back(letter_id, signed=play.signed())


def _transfer(play: Play) -> None:
    signed = play.signed()
    play.reviews.transfer(
        play.case_id,
        TransferTold(
            transferred_on=signed.on,
            to_area="Fenland",
            reason=play.told(words()["not our area"]),
            to_whom="The community safety officer of Fenland",
            handed_over="The application, with what was told and each complaint.",
        ),
        signed=signed,
    )
