"""How somebody wishes to be dealt with, carried over with a case: not asked twice.

What they asked to be done differently, who speaks for the victim, and how often they
are to be told how it goes.  By which ways it is safe to reach a person goes with the
person.  All is recorded afresh, under the keys of the people of the other case.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.application import HowConsented
from asbreview.domain.contact.adjustments import AdjustmentAnswered, Made
from asbreview.domain.contact.record import Contact
from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.model import Signed
from asbreview.domain.people import HeardBy, OfPerson
from asbreview.domain.sealed import Sealed
from asbreview.reviews.told import PersonTold

Known = Callable[[Sealed[str]], str]
ARRANGED_BEFORE: Final = "Arranged before it came here"


@dataclass(frozen=True, kw_only=True)
class AnsweredTold:
    """What was answered to somebody who asked for an adjustment."""

    answered_on: date
    made: Made
    arranged: str


@dataclass(frozen=True, kw_only=True)
class AdjustmentTold:
    """What a person of the case asked to be done differently, and the answer to it."""

    person_id: UUID
    asked_on: date
    answer_by: date
    how: HeardBy
    asked: str
    answered: AnsweredTold | None


@dataclass(frozen=True, kw_only=True)
class RepresentativeTold:
    """Who speaks for the victim, and what they may be told."""

    person_id: UUID
    person: PersonTold
    named_on: date
    how_agreed: HowConsented
    may_be_told: ToldAs


@dataclass(frozen=True, kw_only=True)
class InTouchTold:
    """All that is carried over of how people of a case wish to be dealt with.

    People are named by their ids there: `applicant_id` and `victim_id` say which part
    they have.  `updates` are the weeks after which each is told how it goes.
    """

    applicant_id: UUID
    victim_id: UUID
    adjustments: tuple[AdjustmentTold, ...] = ()
    representatives: tuple[RepresentativeTold, ...] = ()
    updates: Mapping[UUID, int]


def carried_id(case_id: UUID, person_id: UUID) -> UUID:
    """Return the id on another case of somebody who has no part but to speak."""
    return uuid5(case_id, f"carried over {person_id}")


def in_touch_told(
    contact: Contact,
    person: Callable[[UUID], PersonTold],
    known: Known,
    *,
    forgotten: frozenset[UUID],
) -> InTouchTold:
    """Return what goes with the people of a case; who they are, *person* tells.

    Of whoever spoke for the victim and was *forgotten* nothing goes.
    """
    return InTouchTold(
        applicant_id=contact.applicant_id,
        victim_id=contact.victim_id,
        adjustments=tuple(_adjustments(contact, known, forgotten)),
        representatives=tuple(
            RepresentativeTold(
                person_id=id_,
                person=person(id_),
                named_on=named.named_on,
                how_agreed=named.how_agreed,
                may_be_told=named.may_be_told,
            )
            for id_, named in contact.representatives.items()
            if named.represents == contact.victim_id and id_ not in forgotten
        ),
        updates={p.person_id: p.every_weeks for p in contact.updates.values()},
    )


def _adjustments(
    contact: Contact, known: Known, forgotten: frozenset[UUID]
) -> Iterator[AdjustmentTold]:
    theirs = contact.adjustments.items()
    for id_, each in ((i, a) for i, a in theirs if a.person_id not in forgotten):
        answer = contact.adjustments_answered.get(id_)
        yield AdjustmentTold(
            person_id=each.person_id,
            asked_on=each.asked_on,
            answer_by=each.answer_by,
            how=each.how,
            asked=known(each.asked.words),
            answered=_answered(answer, known) if answer else None,
        )


def _answered(answer: AdjustmentAnswered, known: Known) -> AnsweredTold:
    return AnsweredTold(
        answered_on=answer.answered_on,
        made=answer.made,
        arranged=known(answer.arranged.words),
    )


def put_on_file(
    contact: Contact, told: InTouchTold, *, by: date | None, signed: Signed
) -> None:
    """Record on another case how its people wish to be dealt with.

    Where *by* is given the case is another area's: what was arranged here binds nobody
    there, so they answer by that day, and read it.  Updates are counted from today.
    """
    ids = {told.applicant_id: contact.applicant_id, told.victim_id: contact.victim_id}
    for speaks in told.representatives:
        ids[speaks.person_id] = carried_id(contact.case_id, speaks.person_id)
        contact.name_representative(
            speaks.person.sealed(ids[speaks.person_id]),
            represents=contact.victim_id,
            named_on=speaks.named_on,
            how_agreed=speaks.how_agreed,
            may_be_told=speaks.may_be_told,
            signed=signed,
        )
    for number, asked in enumerate(told.adjustments):
        if person_id := ids.get(asked.person_id):
            name = uuid5(signed.command_id, f"adjustment carried over/{number}")
            _ask_afresh(contact, name, person_id, asked, by=by, signed=signed)
    for person, weeks in told.updates.items():
        if person_id := ids.get(person):
            contact.promise_updates(
                uuid5(signed.command_id, f"updates carried over/{person_id}"),
                person_id=person_id,
                every_weeks=weeks,
                promised_on=signed.on,
                signed=signed,
            )


def _ask_afresh(  # noqa: PLR0913  what was asked, by whom, and what becomes of it
    contact: Contact,
    adjustment_id: UUID,
    person_id: UUID,
    told: AdjustmentTold,
    *,
    by: date | None,
    signed: Signed,
) -> None:
    def theirs(words: str) -> OfPerson:
        return OfPerson(person_id=person_id, words=Sealed.of(words))

    answered, asked = told.answered, told.asked
    if by and answered:
        asked = f"{asked}\n\n{ARRANGED_BEFORE}: {answered.arranged}"
    contact.ask_for_adjustment(
        adjustment_id,
        person_id=person_id,
        asked_on=told.asked_on,
        answer_by=by or told.answer_by,
        how=told.how,
        asked=theirs(asked),
        signed=signed,
    )
    if answered and not by:
        contact.answer_adjustment(
            adjustment_id,
            answered_on=answered.answered_on,
            made=answered.made,
            arranged=theirs(answered.arranged),
            signed=signed,
        )
