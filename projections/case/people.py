"""What each event of the people of a case, and of what they were told, does to it.

To import this module is to teach them to `happens`.
"""

from asbreview.domain.contact.adjustments import AdjustmentAnswered, AdjustmentAskedFor
from asbreview.domain.contact.asking import ApplicantAnswered, ApplicantAsked
from asbreview.domain.contact.facts import (
    ContactDetailsChanged,
    ContactFileOpened,
    ContactMade,
    ContactRecordedInError,
    Direction,
    PromiseKept,
    VictimPutRight,
)
from asbreview.domain.contact.help import HelpAnswered, HelpAskedFor
from asbreview.domain.contact.moved_days import (
    MovedDaysTold,
    TellingLapsed,
    TellingOwed,
)
from asbreview.domain.contact.representatives import RepresentativeNamed
from asbreview.domain.contact.updates import UpdatesEnded, UpdatesPromised
from asbreview.domain.days import local_day
from asbreview.domain.people import Person
from projections.case.applied import Tokens
from projections.case.happens import happens
from projections.case.in_touch import (
    Adjustment,
    Asked,
    Call,
    Given,
    Owed,
    Telling,
    Updates,
)
from projections.case.state import Case

__all__ = ["happens"]


@happens.register
def _(event: ContactFileOpened, case: Case) -> None:
    _know(case, event.applicant)
    if event.victim:
        _know(case, event.victim)


@happens.register
def _(event: ContactDetailsChanged, case: Case) -> None:
    _know(case, event.person)


@happens.register
def _(event: RepresentativeNamed, case: Case) -> None:
    _know(case, event.representative)


@happens.register
def _(event: VictimPutRight, case: Case) -> None:
    if event.victim:
        _know(case, event.victim)


@happens.register
def _(event: ContactMade, case: Case) -> None:
    case.in_touch[event.contact_id] = event.made_on
    if event.direction is Direction.FROM_US:
        given = Given(person_id=event.person_id, on=event.made_on)
        case.given[event.contact_id] = given
    if event.promise:
        case.promises[event.promise.promise_id] = Owed(
            contact_id=event.contact_id,
            made_on=event.made_on,
            due_on=event.promise.due_on,
        )


@happens.register
def _(event: PromiseKept, case: Case) -> None:
    if event.promise_id in case.promises:
        case.promises[event.promise_id].kept_on = event.kept_on


@happens.register
def _(event: ContactRecordedInError, case: Case) -> None:
    case.in_touch.pop(event.item_id, None)
    case.given.pop(event.item_id, None)
    promises = case.promises.items()
    case.promises = {k: p for k, p in promises if p.contact_id != event.item_id}
    for telling in case.tellings.values():
        if telling.told_in == event.item_id:
            telling.told_on = telling.told_in = None
    for call in case.calls.values():
        if call.answered_in == event.item_id:
            call.answered_on = call.answered_in = None


@happens.register
def _(event: UpdatesPromised, case: Case) -> None:
    case.updates[event.updates_id] = Updates(
        person_id=event.person_id,
        every_weeks=event.every_weeks,
        promised_on=event.promised_on,
    )


@happens.register
def _(event: UpdatesEnded, case: Case) -> None:
    if promised := case.updates.get(event.updates_id):
        promised.ended_on = event.ended_on


@happens.register
def _(event: HelpAskedFor, case: Case) -> None:
    case.calls[event.help_id] = Call(
        asked_on=event.asked_on, answer_by=event.answer_by, not_safe=event.not_safe
    )


@happens.register
def _(event: AdjustmentAskedFor, case: Case) -> None:
    case.adjustments[event.adjustment_id] = Adjustment(
        asked_on=event.asked_on, answer_by=event.answer_by
    )


@happens.register
def _(event: AdjustmentAnswered, case: Case) -> None:
    if asked := case.adjustments.get(event.adjustment_id):
        asked.answered_on = asked.answered_on or event.answered_on


@happens.register
def _(event: HelpAnswered, case: Case) -> None:
    if call := case.calls.get(event.help_id):
        call.answered_on, call.answered_in = event.answered_on, event.contact_id


@happens.register
def _(event: ApplicantAsked, case: Case) -> None:
    asked_on = local_day(event.timestamp)
    case.asked[event.asked_id] = Asked(asked_on=asked_on, answer_by=event.answer_by)


@happens.register
def _(event: ApplicantAnswered, case: Case) -> None:
    case.asked[event.asked_id].answered_on = event.answered_on
    case.in_touch[event.asked_id] = event.answered_on


@happens.register
def _(event: TellingOwed, case: Case) -> None:
    tellings, whose = case.tellings.items(), event.person_id
    case.tellings = {
        k: t for k, t in tellings if t.told_on is not None or t.person_id != whose
    }
    owed_on = local_day(event.timestamp)
    case.tellings[event.telling_id] = Telling(
        person_id=whose, owed_on=owed_on, due_on=max(owed_on, event.by)
    )


@happens.register
def _(event: TellingLapsed, case: Case) -> None:
    case.tellings.pop(event.telling_id, None)


@happens.register
def _(event: MovedDaysTold, case: Case) -> None:
    if telling := case.tellings.get(event.telling_id):
        telling.told_on = event.told_on
        telling.told_in = event.contact_id or event.command_id


def _know(case: Case, person: Person) -> None:
    case.people[person.person_id] = Tokens(
        name=person.name.token, address=person.address.token
    )
