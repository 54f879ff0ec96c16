"""What some applicants said, asked for and needed, and what was answered."""

from dataclasses import replace
from typing import Final

from asbreview.demonstration.beginnings import Act, Steps
from asbreview.demonstration.office_hours import drawn
from asbreview.demonstration.play import Play
from asbreview.demonstration.streets import address
from asbreview.demonstration.tale import said, words
from asbreview.domain.contact.adjustments import Made
from asbreview.domain.contact.facts import Direction, WasFor
from asbreview.domain.contact.help import Need
from asbreview.domain.letter.facts import Status
from asbreview.domain.people import Channel, HeardBy
from asbreview.reviews.told import PromiseTold
from asbreview.signing import APPLICANT

PROMISED: Final = 5  # working days


TO_ANSWER: Final = 8  # working days


def moved(play: Play) -> Steps:
    """Move house on the day a letter is drafted."""
    yield play.course["decide"], say("moved")
    yield play.course["decide"], _change_address


def unsafe(play: Play) -> Steps:
    """Tell over the telephone what may not be written."""
    yield 1, say("letter-by-phone")
    yield 1, _tell_by_phone
    for step in ("decide", "convene", "find", "close"):
        if step in play.course:
            yield play.course[step] + 4, _tell_by_phone


def news(_: Play) -> Steps:
    """Write how the case is going, while nothing is decided."""
    yield 20, _write_progress


def asked(_: Play) -> Steps:
    """Ask the applicant for something, and hear nothing yet."""
    yield 11, _ask


def withdrawn(_: Play) -> Steps:
    """Withdraw, before anything is decided."""
    yield 13, _withdraw


def helped(_: Play) -> Steps:
    """Ask for help because of a letter, and be rung the day after."""
    yield 16, ask_for_help("which letter", Need.LETTER, Need.CALL)
    yield 17, _answer_help


def calls_for_help(play: Play) -> Steps:
    """Ask for help yesterday: nobody has answered yet."""
    yield play.plan.ago - 1, ask_for_help("ring me", Need.CALL)


def not_safe(play: Play) -> Steps:
    """Say, the day before, that they do not feel safe: it is overdue."""
    yield play.plan.ago - 1, ask_for_help("at the door", Need.SAFETY)


def ask_for_help(key: str, *needs: Need) -> Act:
    """Return the step in which the applicant asks for help online."""

    def ask(play: Play) -> None:
        by_applicant = {"by": APPLICANT, "for_body": APPLICANT}
        play.reviews.ask_for_help(
            play.case_id,
            person_id=play.case.contact.applicant_id,
            needs=needs,
            said=words()[key],
            signed=play.signed().model_copy(update=by_applicant),
        )

    return ask


def _answer_help(play: Play) -> None:
    signed, (help_id, *_) = play.signed(), play.case.contact.calls
    play.reviews.answer_help(
        play.case_id,
        help_id,
        channel=Channel.PHONE,
        direction=Direction.FROM_US,
        made_on=signed.on,
        said=play.told_by_applicant(words()["helped"]),
        signed=signed,
    )


def adjusted(play: Play) -> Steps:
    """Ask for a room that can be reached, and be answered before the meeting."""
    yield play.course["convene"] - 1, _ask_for_adjustment
    yield play.course["convene"] + 2, _answer_adjustment


def adjustment_open(play: Play) -> Steps:
    """Ask for an adjustment that nobody has answered: it is overdue."""
    yield play.plan.ago - 7, _ask_for_adjustment


def _ask_for_adjustment(play: Play) -> None:
    signed = play.signed()
    play.reviews.ask_for_adjustment(
        play.case_id,
        person_id=play.case.contact.applicant_id,
        asked=words()["adjustment"],
        how=HeardBy.PHONE,
        asked_on=signed.on,
        signed=signed,
    )


def _answer_adjustment(play: Play) -> None:
    signed = play.signed()
    (adjustment_id,) = play.case.contact.adjustments
    play.reviews.answer_adjustment(
        play.case_id,
        adjustment_id,
        made=Made.OTHERWISE,
        arranged=words()["arranged"],
        answered_on=signed.on,
        signed=signed,
    )


def say(key: str) -> Act:
    """Return the step in which something is said, and perhaps promised."""

    def contact(play: Play) -> None:
        signed, told = play.signed(), said()[key]
        due_on = play.world.hours.after(signed.on, PROMISED)
        promise = PromiseTold(
            promised=play.told_by_applicant(told.promised), due_on=due_on
        )
        play.reviews.make_contact(
            play.case_id,
            person_id=play.case.contact.applicant_id,
            channel=Channel(told.channel),
            direction=Direction(told.direction),
            made_on=signed.on,
            said=play.told_by_applicant(told.said),
            promise=promise if told.promised else None,
            was_for=WasFor(told.was_for) if told.was_for else None,
            signed=signed,
        )

    return contact


def keep_promise(play: Play) -> None:
    """Keep what was promised."""
    (promise_id, *_) = play.case.contact.promises
    signed = play.signed()
    play.reviews.keep_promise(
        play.case_id, promise_id, kept_on=signed.on, signed=signed
    )


def _change_address(play: Play) -> None:
    number = play.number + drawn(play.tale.key, "moved", of=50) + 1
    play.reviews.change_contact_details(
        play.case_id,
        play.case.contact.applicant_id,
        replace(play.person, address=address("Soham", number)),
        signed=play.signed(),
    )


def _write_progress(play: Play) -> None:
    told = play.told_by_applicant(words()["news"])
    play.reviews.write_progress(play.case_id, told, signed=play.signed())


def _ask(play: Play) -> None:
    signed = play.signed()
    play.reviews.ask_applicant(
        play.case_id,
        words()["asked"],
        answer_by=play.world.hours.after(signed.on, TO_ANSWER),
        signed=signed,
    )


def _tell_by_phone(play: Play) -> None:
    for letter_id in play.letters(Status.HELD):
        signed = play.signed()
        play.reviews.tell_otherwise(
            letter_id,
            told_on=signed.on,
            channel=Channel.PHONE,
            how=play.told(words()["by phone"]),
            signed=signed,
        )


def _withdraw(play: Play) -> None:
    signed = play.signed()
    play.reviews.withdraw(
        play.case_id,
        withdrawn_on=signed.on,
        reason=play.told(words()["withdrawn"]),
        signed=signed,
    )
