"""The other cases that have a copy of a person: each forgets them by itself."""

from dataclasses import dataclass
from uuid import UUID

from asbreview.access.policy import Action, may
from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import NoSuchThing
from asbreview.reviews.carrying_over import SamePerson, copies_of
from asbreview.reviews.case import Case
from asbreview.web.desk import Desk


@dataclass(frozen=True)
class CopyShown:
    """A copy of a person on another case: who they are there, and how far it has come.

    `address` is nothing where the reader may not forget anybody of that case.
    """

    reference: str
    role: str
    address: str
    is_proposed: bool
    is_decided: bool


@dataclass(frozen=True)
class Elsewhere:
    """The copies of a person on other cases, and how many the reader may not see."""

    copies: list[CopyShown]
    hidden: int

    @property
    def is_there(self) -> bool:
        """Is there any copy at all?"""
        return bool(self.copies or self.hidden)


def elsewhere(desk: Desk, person_id: UUID) -> Elsewhere:
    """Return where else a person of the case is on record as the same person."""
    case = desk.view.case
    found = list(copies_of(case, person_id, find=desk.reviews.case))
    seen = [same for same in found if _sees(desk, same.case)]
    return Elsewhere([_shown(desk, same) for same in seen], len(found) - len(seen))


def _sees(desk: Desk, case: Case) -> bool:
    known = desk.given.case_known(case.case_id) or case.known
    return may(desk.view.who, Action.READ_CASE, known)


def _shown(desk: Desk, same: SamePerson) -> CopyShown:
    case, person_id = same
    reference = case.trigger.reference
    forgets = may(desk.view.who, Action.ERASE, case.known)
    proposals = desk.reviews.erasures_proposed(case, person_id)
    return CopyShown(
        reference,
        _role(case, person_id),
        f"/cases/{reference}/people/{person_id}/erase" if forgets else "",
        any(each.is_waiting for each in proposals),
        _is_decided(desk, person_id) or _is_decided(desk, case.case_id),
    )


def _is_decided(desk: Desk, subject_id: UUID) -> bool:
    try:
        desk.reviews.get(Erasure, Erasure.id_for(subject_id))
    except NoSuchThing:
        return False
    return True


def _role(case: Case, person_id: UUID) -> str:
    if person_id == case.contact.applicant_id:
        return "the applicant"
    if person_id == case.contact.victim_id:
        return "the victim"
    if person_id in case.contact.ever_spoke:
        return "who speaks, or spoke, for the victim"
    return "who was recorded as the victim in error"
