"""What goes with a case when it is opened again: back on a challenge, or elsewhere.

People, what they told and the complaints are recorded afresh on the other case, under
keys of its own: forgetting somebody on the one forgets them there alone, and a page of
the one never reads the other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple
from uuid import UUID

from asbreview.domain.application import Application
from asbreview.domain.circumstances import (
    Circumstances,
    HateStrand,
    LetterFormat,
    Tenure,
)
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import PersonErased
from asbreview.domain.evidence.facts import ComplaintLogged
from asbreview.domain.people import Person
from asbreview.domain.sealed import ERASED, Erased, Sealed
from asbreview.domain.trigger.facts import ApplicationTransferred
from asbreview.reviews.carrying_contact import InTouchTold, carried_id, in_touch_told
from asbreview.reviews.case import Case
from asbreview.reviews.told import (
    NOTHING_KNOWN,
    PARTED_BY,
    CircumstancesTold,
    ComplaintTold,
    ConsentTold,
    PersonTold,
)

Reveal = Callable[[Sealed[str]], str | Erased]


class ConflictTold(NamedTuple):
    """Whose account has a conflict of interest, and which it is."""

    account_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class CarriedOver:
    """What is known of a case that another begins with; of the victim, if another.

    A conflict of interest is in its people, who are the same: it goes with them.
    """

    application: Application
    applicant: PersonTold
    victim: PersonTold | None
    consent: ConsentTold | None
    circumstances: CircumstancesTold
    account: str
    complaints: tuple[ComplaintTold, ...]
    restricted_because: str
    conflicts: tuple[ConflictTold, ...] = ()
    in_touch: InTouchTold | None = None


def carried_over(case: Case, reveal: Reveal) -> CarriedOver:
    """Return what goes with a case; `PersonErased` where somebody was forgotten."""
    known = partial(_known, reveal)
    contact, trigger = case.contact, case.trigger
    victim = None
    if contact.victim_id != contact.applicant_id:
        victim = _person(contact.people[contact.victim_id], known)
    consent = trigger.consent if victim else None
    return CarriedOver(
        application=trigger.application,
        applicant=_person(contact.applicant, known),
        victim=victim,
        consent=ConsentTold(given_on=consent.given_on, how=consent.how)
        if consent
        else None,
        circumstances=_circumstances(case, known),
        account=known(trigger.account.text),
        complaints=tuple(
            _complaint(logged, known) for logged in case.evidence.logged.values()
        ),
        restricted_because=known(trigger.restriction.reason.text)
        if trigger.restriction
        else "",
        conflicts=tuple(
            ConflictTold(account_id, known(declared.reason.text))
            for account_id, declared in trigger.conflicts.items()
        ),
        in_touch=in_touch_told(
            contact,
            lambda id_: _person(contact.people[id_], known),
            known,
            forgotten=_forgotten(contact, reveal),
        ),
    )


def _known(reveal: Reveal, sealed: Sealed[str]) -> str:
    words = reveal(sealed)
    if words is ERASED:
        raise PersonErased(
            "What told of somebody on this case has been destroyed: it cannot be"
            " carried over"
        )
    return words


def _forgotten(contact: Contact, reveal: Reveal) -> frozenset[UUID]:
    """Return who was forgotten of those who speak or spoke for the victim."""
    people = ((id_, contact.people[id_]) for id_ in contact.ever_spoke)
    return frozenset(id_ for id_, person in people if reveal(person.name) is ERASED)


class SamePerson(NamedTuple):
    """Whoever has a person's part on another case, and which case that is."""

    case: Case
    person_id: UUID


def linked_with(case: Case) -> list[UUID]:
    """Return the cases that share its people: whence it came, and what it went on as.

    Referred back on a challenge, or transferred within this installation.
    """
    came = case.trigger.came
    linked = [came.case_id] if came and came.case_id else []
    back = (each.referred_back for each in case.outcome.decided.values())
    linked += [each.case_id for each in back if each]
    ended = case.trigger.ended
    if isinstance(ended, ApplicationTransferred) and ended.opened:
        linked.append(ended.opened.case_id)
    return linked


def copies_of(
    case: Case, person_id: UUID, *, find: Callable[[UUID], Case]
) -> Iterator[SamePerson]:
    """Yield who on other cases is the same person, carried over from one to the next.

    That is who has the same part there: who applies, or is or was the victim; and who
    speaks for the victim, by the id that they were given there.
    """
    if person_id in case.contact.ever_spoke:
        yield from _copies_who_speak(case, person_id, find=find)
        return
    contact = case.contact
    applies = person_id == contact.applicant_id
    suffers = person_id in _victims(case)
    passed, ahead = {case.case_id}, linked_with(case)
    while ahead:
        other_id = ahead.pop(0)
        if other_id in passed:
            continue
        passed.add(other_id)
        other = find(other_id)
        ahead += linked_with(other)
        same = [other.contact.applicant_id] if applies else []
        same += _victims(other) if suffers else []
        yield from (SamePerson(other, id_) for id_ in dict.fromkeys(same))


def _copies_who_speak(
    case: Case, person_id: UUID, *, find: Callable[[UUID], Case]
) -> Iterator[SamePerson]:
    """Yield who on other cases is the one who speaks for the victim on this."""
    passed = {case.case_id}
    ahead = [(case, person_id)]
    while ahead:
        here, id_ = ahead.pop(0)
        for other_id in linked_with(here):
            if other_id in passed:
                continue
            other = find(other_id)
            for there in other.contact.ever_spoke:
                if there == carried_id(other_id, id_) or id_ == carried_id(
                    here.case_id, there
                ):
                    passed.add(other_id)
                    ahead.append((other, there))
                    yield SamePerson(other, there)


def _victims(case: Case) -> list[UUID]:
    """Return who is the victim, and who was recorded as such in error."""
    contact = case.contact
    others = (
        id_
        for id_ in contact.everyone
        if id_ != contact.applicant_id and id_ not in contact.ever_spoke
    )
    return list(dict.fromkeys((contact.victim_id, *others)))


def _person(person: Person, known: Callable[[Sealed[str]], str]) -> PersonTold:
    return PersonTold(
        name=known(person.name),
        address=known(person.address),
        email=known(person.email),
        phone=known(person.phone),
        safe=person.safe,
        prefers=person.prefers,
    )


def _complaint(
    logged: ComplaintLogged, known: Callable[[Sealed[str]], str]
) -> ComplaintTold:
    made = logged.complaint
    return ComplaintTold(
        behaviour_on=made.behaviour_on,
        made_on=made.made_on,
        made_to=made.made_to,
        account=known(logged.account.text),
        their_reference=known(logged.their_reference.words),
        incident=made.incident,
        hate=made.hate,
    )


def _circumstances(
    case: Case, known: Callable[[Sealed[str]], str]
) -> CircumstancesTold:
    """Return what is told of both: how the applicant reads, the rest of the victim."""

    def of(person_id: UUID) -> CircumstancesTold:
        found = case.contact.circumstances.get(person_id)
        return _told(found, known) if found else NOTHING_KNOWN

    contact = case.contact
    reads, rest = of(contact.applicant_id), of(contact.victim_id)
    return replace(rest, language=reads.language, letter_format=reads.letter_format)


def _told(
    found: Circumstances, known: Callable[[Sealed[str]], str]
) -> CircumstancesTold:
    strands = known(found.hate_strands)
    tenure, read_as = known(found.tenure), known(found.letter_format)
    return CircumstancesTold(
        hate_strands=[HateStrand(s) for s in strands.split(PARTED_BY) if s],
        vulnerability=known(found.vulnerability),
        tenure=Tenure(tenure) if tenure else None,
        landlord=known(found.landlord),
        language=known(found.language),
        letter_format=LetterFormat(read_as) if read_as else None,
    )
