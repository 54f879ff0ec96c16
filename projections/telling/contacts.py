"""The words for the people of a case, and contact with them."""

from datetime import date
from typing import Final

from asbreview.domain.contact.adjustments import AdjustmentAnswered, AdjustmentAskedFor
from asbreview.domain.contact.asking import (
    ApplicantAnswered,
    ApplicantAsked,
    ProgressReported,
)
from asbreview.domain.contact.facts import (
    AddressLookedAt,
    CircumstancesRecorded,
    ContactDetailsChanged,
    ContactMade,
    ContactRecordedInError,
    Direction,
    LetterCameBack,
    PromiseKept,
    StatusCodeReplaced,
    WasFor,
)
from asbreview.domain.contact.help import HelpAnswered, HelpAskedFor
from asbreview.domain.contact.moved_days import (
    MovedDaysTold,
    TellingLapsed,
    TellingOwed,
)
from asbreview.domain.contact.representatives import (
    RepresentativeEnded,
    RepresentativeNamed,
)
from asbreview.domain.contact.updates import UpdatesEnded, UpdatesPromised
from projections.telling.line import Line, Names, On, in_words, plainly, step, tell

__all__ = ["ASKED_HOW_IT_GOES", "WHAT_FOR", "tell"]

ASKED_HOW_IT_GOES: Final = "Somebody asked us how it is going"
WHAT_FOR: Final = "What for"


@tell.register
def _(event: ContactMade, _: Names) -> Line:
    title = {
        Direction.FROM_US: "We got in touch",
        Direction.TO_US: "Somebody got in touch with us",
    }[event.direction]
    details = [("How", str(event.channel))]
    if event.was_for is WasFor.HOW_IT_GOES:
        title = ASKED_HOW_IT_GOES
    if event.was_for:
        details.append((WHAT_FOR, str(event.was_for)))
    if event.promise:
        details.append(("Promised by", in_words(event.promise.due_on)))
    return Line(title, On.CONTACT, tuple(details), item_id=event.contact_id)


@tell.register
def _(event: ContactRecordedInError, _: Names) -> Line:
    return Line("Contact recorded in error", On.CONTACT, corrects=event.item_id)


@tell.register
def _(event: TellingOwed, _: Names) -> Line:
    details = tuple(
        (
            step(day.timer_id),
            f"told {in_words(day.told)}, now {_day(day.now)}",
        )
        for day in event.moved
    )
    title = "A date that somebody was told moved: they are to be told"
    return Line(title, On.CONTACT, details)


@tell.register
def _(event: AdjustmentAskedFor, _: Names) -> Line:
    details = (("How", str(event.how)), ("Answer by", in_words(event.answer_by)))
    title, id_ = "An adjustment asked for", event.adjustment_id
    return Line(title, On.CONTACT, details, item_id=id_)


@tell.register
def _(event: AdjustmentAnswered, _: Names) -> Line:
    details = (("It is", str(event.made)),)
    return Line("An adjustment answered", On.CONTACT, details)


@tell.register
def _(event: RepresentativeNamed, _: Names) -> Line:
    told, agreed = str(event.may_be_told), str(event.how_agreed)
    details = (("May be told", told), ("The victim agreed", agreed))
    return Line("Somebody named to speak for the victim", On.CONTACT, details)


@tell.register
def _(event: UpdatesPromised, _: Names) -> Line:
    weeks = "week" if event.every_weeks == 1 else f"{event.every_weeks} weeks"
    title = f"They were promised to be told how it goes every {weeks}"
    return Line(title, On.CONTACT)


@tell.register
def _(event: HelpAskedFor, _: Names) -> Line:
    details = [("Answer by", in_words(event.answer_by))]
    if event.not_safe:
        details.append(("They say", "that they do not feel safe"))
    title = "The applicant asked for help"
    return Line(title, On.CONTACT, tuple(details))


def _day(on: date | None) -> str:
    return in_words(on) if on else "not known yet"


@tell.register
def _(event: ApplicantAsked, _: Names) -> Line:
    details = (("To be answered by", in_words(event.answer_by)),)
    title = "Applicant asked for something"
    return Line(title, On.CONTACT, details, item_id=event.asked_id)


@tell.register
def _(event: ApplicantAnswered, _: Names) -> Line:
    details = (("On", in_words(event.answered_on)),)
    return Line("Applicant answered", On.CONTACT, details, item_id=event.asked_id)


plainly(ProgressReported, "How the case is going written", On.CONTACT)
plainly(ContactDetailsChanged, "Contact details changed", On.CONTACT)
plainly(
    LetterCameBack,
    "No letter goes there until the address is looked at",
    On.CONTACT,
    lambda event: event.command_id,
)
plainly(AddressLookedAt, "Address looked at: letters may go there", On.CONTACT)
plainly(CircumstancesRecorded, "What is known of a person recorded", On.CONTACT)
plainly(StatusCodeReplaced, "A new code to follow the case given", On.CONTACT)
plainly(PromiseKept, "Promise kept", On.CONTACT, lambda event: event.promise_id)
plainly(
    HelpAnswered,
    "The call for help was answered",
    On.CONTACT,
    lambda event: event.help_id,
)
plainly(RepresentativeEnded, "Somebody speaks for the victim no longer", On.CONTACT)
plainly(UpdatesEnded, "The updates that were promised ended", On.CONTACT)
plainly(TellingLapsed, "The date is again the one they were told", On.CONTACT)
plainly(
    MovedDaysTold,
    "They were told the new date",
    On.CONTACT,
    lambda event: event.telling_id,
)
