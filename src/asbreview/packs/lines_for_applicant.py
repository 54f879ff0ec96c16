"""The chronology as an applicant may be told it: built up line by line, none taken out.

A fact of a kind that is not named here is not told, nor are words that nobody wrote for
the applicant to read or the applicant did not write (`docs/decisions/0068`).
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from asbreview.chronology.kinds import Kind
from asbreview.chronology.rows import Row
from asbreview.domain.contact.facts import ContactMade, Direction
from asbreview.domain.contact.help import HelpAskedFor
from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    FileReceived,
    InformationAnswered,
    InformationRequested,
    RiskAssessed,
    StatementReceived,
    StatementTakenDown,
)
from asbreview.domain.evidence.responses import ResponsePutOnFile
from asbreview.domain.panel.facts import PanelConvened, PanelHeld, PapersSent
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ApplicationPassedOn,
    ApplicationReceived,
    ThresholdDecided,
)
from asbreview.packs.about_reader import is_of_another
from asbreview.packs.of_case import OfCase
from asbreview.signing import APPLICANT

ASKED_FOR_HELP: Final = "You asked us for help"


class Told(NamedTuple):
    """A line: the day, what happened, and what more may be said of it."""

    on: date
    title: str
    more: str = ""


def lines_for_applicant(of: OfCase) -> list[Told]:
    """Return what the reader of an edition may be told happened, earliest first."""
    lines = [line for row in of.chronology.rows for line in _line(of, row)]
    return sorted([*lines, *_letters(of)], key=lambda line: line.on)


def _line(of: OfCase, row: Row) -> Iterator[Told]:
    tells = TELLS.get(row.topic)
    told = tells(of, row) if tells and not row.in_error else None
    if told:
        yield told


def _complaint(of: OfCase, row: Row) -> Told | None:
    if row.item_id not in of.case.evidence.logged:
        return None
    logged = of.case.evidence.logged[row.item_id]
    if row.kind is not Kind.BEHAVIOUR:
        return Told(row.on, row.title)
    own = logged.recorded_by == APPLICANT and of.is_for_applicant
    told = of.tell(logged.account) if own else ""
    return Told(row.on, "The behaviour that was complained of", told)


def _response(of: OfCase, row: Row) -> Told | None:
    done = of.case.evidence.responses.get(row.item_id) if row.item_id else None
    if done is None or not done.may_be_told or not of.is_for_applicant:
        return None
    if is_of_another(of, done.response_id):
        return None
    return Told(row.on, row.title, of.tell(done.did))


def _contact(of: OfCase, row: Row) -> Told | None:
    made = of.case.contact.contacts.get(row.item_id) if row.item_id else None
    if made is None or made.person_id != of.for_whom:
        return None
    ours = made.direction is Direction.FROM_US
    who = "We got in touch with you" if ours else "You got in touch with us"
    was_for = f"As recorded: {made.was_for}" if made.was_for else ""
    return Told(row.on, f"{who} ({made.channel})", was_for)


def call_of(of: OfCase, row: Row) -> HelpAskedFor | None:
    """Return the call for help that a line tells of, which does not say whose it was.

    Nothing where that is not certain: it is then told to nobody.
    """
    calls = of.case.contact.calls.values()
    found = [each for each in calls if each.timestamp == row.recorded_at]
    return found[0] if len(found) == 1 else None


def _help(of: OfCase, row: Row) -> Told | None:
    call = call_of(of, row)
    if call is None or call.person_id != of.for_whom:
        return None
    own = call.recorded_by == APPLICANT
    return Told(row.on, ASKED_FOR_HELP, of.tell(call.said) if own else "")


def _asked(of: OfCase, row: Row) -> Told | None:
    request = of.case.evidence.requests.get(row.item_id) if row.item_id else None
    if request is None:
        return None
    return Told(row.on, f"{of.body(request.body_id)} was asked for information")


def _answered(of: OfCase, row: Row) -> Told | None:
    request = of.case.evidence.requests.get(row.item_id) if row.item_id else None
    if request is None or row.item_id not in of.case.evidence.answers:
        return None
    return Told(row.on, f"{of.body(request.body_id)} answered")


def _file(of: OfCase, row: Row) -> Told | None:
    file = of.case.evidence.files.get(row.item_id) if row.item_id else None
    if file is None or file.giver_id != of.for_whom:
        return None
    return Told(row.on, "You gave us a file", f"{file.contents.kind}")


def _statement(of: OfCase, row: Row) -> Told | None:
    made = of.case.evidence.statements.get(row.item_id) if row.item_id else None
    if made is None or made.person_id != of.for_whom:
        return None
    return Told(row.on, "You made a statement for the panel")


def _risk(of: OfCase, row: Row) -> Told | None:
    if row.item_id not in of.case.evidence.assessments:
        return None
    return Told(row.on, "The risk was assessed")


def _decided(of: OfCase, row: Row) -> Told | None:
    trigger = of.case.trigger
    if trigger.threshold is None or trigger.threshold_told_on is None:
        return None
    decided = "met" if trigger.threshold.met else "not met"
    title = f"The threshold was decided: {decided}"
    if not of.is_for_applicant:
        return Told(row.on, title)
    told = in_words(trigger.threshold_told_on)
    return Told(row.on, title, f"You were told on {told}")


def _passed_on(of: OfCase, row: Row) -> Told | None:
    if row.item_id is None:
        return None
    return Told(row.on, f"The application was passed on to {of.body(row.item_id)}")


def _plainly(title: str) -> Callable[[OfCase, Row], Told]:
    return lambda _, row: Told(row.on, title)


TELLS: Final[dict[str, Callable[[OfCase, Row], Told | None]]] = {
    ComplaintLogged.TOPIC: _complaint,
    ResponsePutOnFile.TOPIC: _response,
    ContactMade.TOPIC: _contact,
    HelpAskedFor.TOPIC: _help,
    InformationRequested.TOPIC: _asked,
    InformationAnswered.TOPIC: _answered,
    FileReceived.TOPIC: _file,
    StatementReceived.TOPIC: _statement,
    StatementTakenDown.TOPIC: _statement,
    RiskAssessed.TOPIC: _risk,
    ThresholdDecided.TOPIC: _decided,
    ApplicationPassedOn.TOPIC: _passed_on,
    ApplicationReceived.TOPIC: _plainly("We received the application"),
    ApplicationAcknowledged.TOPIC: _plainly("We acknowledged the application"),
    PanelConvened.TOPIC: _plainly("A panel was convened"),
    PapersSent.TOPIC: _plainly("The papers were sent to the bodies on the panel"),
    PanelHeld.TOPIC: _plainly("The panel met"),
}
"""What may be told at all, by its topic."""


def _letters(of: OfCase) -> Iterator[Told]:
    """Tell of the letters to the applicant that have gone, and of nobody else's."""
    for letter in of.letters:
        if letter.to == of.for_whom and letter.posted_on is not None:
            yield Told(letter.posted_on, f"We wrote to you: {letter.kind}")
