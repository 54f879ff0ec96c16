"""What was unusual about some cases: each yields the steps it adds, and their days."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from asbreview.demonstration import challenges
from asbreview.demonstration.beginnings import Act, complaints, decide
from asbreview.demonstration.county import COUNTY_TWISTS
from asbreview.demonstration.data_requests import DATA_TWISTS
from asbreview.demonstration.diaries import give_diary
from asbreview.demonstration.meetings import ADJOURNED
from asbreview.demonstration.office_hours import drawn
from asbreview.demonstration.play import Play
from asbreview.demonstration.sittings import sit_and_adjourn
from asbreview.demonstration.streets import address
from asbreview.demonstration.tale import said, words
from asbreview.domain.contact.adjustments import Made
from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.help import Need
from asbreview.domain.letter.facts import Status
from asbreview.domain.letter.wording import Place
from asbreview.domain.people import Channel, HeardBy
from asbreview.domain.trigger.earlier import SamePerson
from asbreview.reviews.cross_border import TransferTold
from asbreview.reviews.told import PromiseTold
from asbreview.signing import APPLICANT

Steps = Iterator[tuple[int, Act]]
DELAY: Final = 10  # working days
PROMISED: Final = 5  # working days
TO_ANSWER: Final = 8  # working days


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


def kind_words(play: Play) -> Steps:
    """Add something to the letter that tells the outcome, before it goes."""
    yield play.course["find"], _add_words


def not_yet_written(play: Play) -> Steps:
    """Keep a letter back, to write in it: nobody has found the words yet."""
    yield play.course["decide"], _keep_back


def news(_: Play) -> Steps:
    """Write how the case is going, while nothing is decided."""
    yield 20, _write_progress


def asked(_: Play) -> Steps:
    """Ask the applicant for something, and hear nothing yet."""
    yield 11, _ask


def withdrawn(_: Play) -> Steps:
    """Withdraw, before anything is decided."""
    yield 13, _withdraw


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


def transferred(_: Play) -> Steps:
    """Transfer to the area that it belongs to."""
    yield 3, _transfer


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


def _change_address(play: Play) -> None:
    number = play.number + drawn(play.tale.key, "moved", of=50) + 1
    play.reviews.change_contact_details(
        play.case_id,
        play.case.contact.applicant_id,
        replace(play.person, address=address("Soham", number)),
        signed=play.signed(),
    )


def _add_words(play: Play) -> None:
    for letter_id in play.letters(Status.DRAFTED):
        added = {Place.AT_THE_END: play.told(words()["added"])}
        play.reviews.write_in_letter(letter_id, added, goes=True, signed=play.signed())


def _keep_back(play: Play) -> None:
    for letter_id in play.letters(Status.DRAFTED):
        play.reviews.keep_letter_back(letter_id, signed=play.signed())


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
