"""A proposal to dispose of cases, as it is shown: what of it, and what keeps any."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from litestar.exceptions import NotFoundException

from asbreview.access.accounts import Account, account_names
from asbreview.access.second_officer import may_be_one_of
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.retention.disposals import CaseDue, Disposal
from asbreview.domain.retention.rules import RecordKind
from asbreview.reviews.disposing import Sealing
from asbreview.web.areas import own_areas
from asbreview.web.given import Installation
from asbreview.web.held_told import keeps_told
from projections.keys_of_cases import keys_of_case
from projections.scope import Scope, seen_among

SOMEBODY = "somebody who has left"


class CaseShown(NamedTuple):
    """A case of a proposal; `keeps` says what keeps it, if anything does.

    `is_done` says that what it told is destroyed.
    """

    reference: str
    due: CaseDue
    keeps: str
    is_done: bool


class DisposalShown(NamedTuple):
    """A proposal, the cases of it that the reader may see, and how many more."""

    area_id: str
    area: str
    disposal: Disposal
    cases: list[CaseShown]
    hidden: int
    proposed_by: str
    decided_by: str
    returned_because: str

    def is_own(self, who: Account) -> bool:
        """Did this account propose it?"""
        return who.account_id == self.disposal.proposed_by

    def is_of_same_name(self, who: Account) -> bool:
        """Did somebody of the name of this account: the same person with two of them?

        What is destroyed comes back by nothing: two who are named alike are one here.
        """
        names = {self.disposal.proposed_by: self.proposed_by}
        return may_be_one_of(who, names.keys(), names)

    @property
    def is_unfinished(self) -> bool:
        """Was it approved, and not everything destroyed yet?"""
        going = self.disposal.approved
        return any(c.due.case_id in going and not c.is_done for c in self.cases)


def disposal_shown(  # noqa: PLR0913  what of which area, to whom
    given: Installation,
    who: Account,
    disposal_id: UUID,
    *,
    seen: Scope,
    signed: Signed,
    as_of: int | None = None,
) -> DisposalShown:
    """Return a proposal of an area of theirs; 404 if it is none."""
    for area_id, area in own_areas(given, who).items():
        record = given.reviews.disposals(area_id, as_of=as_of)
        disposal = record.disposals.get(disposal_id) if record else None
        if disposal is not None:
            shown = _shown(given, area_id, area, disposal, seen=seen, signed=signed)
            return shown._replace(cases=[_to(given, who, c) for c in shown.cases])
    raise NotFoundException


def _shown(  # noqa: PLR0913  what of which area, to whom
    given: Installation,
    area_id: str,
    area: str,
    disposal: Disposal,
    *,
    seen: Scope,
    signed: Signed,
) -> DisposalShown:
    ids = [due.case_id for due in disposal.cases]
    with given.views.connect() as db:
        visible = seen_among(db, ids, seen)
    keeps: Mapping[UUID, str] = {out.case_id: out.because for out in disposal.left_out}
    if disposal.is_waiting:
        keeps = given.reviews.kept_of(area_id, disposal, sealing={}, signed=signed)
    cases = [
        CaseShown(
            reference_of(given, disposal.rule.of, due.case_id),
            due,
            keeps.get(due.case_id, ""),
            _is_done(given, subject_of(given, disposal.rule.of, due.case_id)),
        )
        for due in disposal.cases
        if due.case_id in visible
    ]
    names, reason = account_names(given.office), disposal.returned_because
    return DisposalShown(
        area_id,
        area,
        disposal,
        cases,
        len(ids) - len(cases),
        names.get(disposal.proposed_by, SOMEBODY),
        names.get(disposal.decided_by, SOMEBODY) if disposal.decided_by else "",
        str(given.keyring.reveal(reason)) if reason else "",
    )


def _to(given: Installation, who: Account, shown: CaseShown) -> CaseShown:
    """Return a case as somebody is told of it, who may not see what it is linked with.

    One of the past is linked with none.
    """
    try:
        case = given.reviews.case(shown.due.case_id)
    except NoSuchThing:
        return shown
    return shown._replace(keeps=keeps_told(given, who, case, shown.keeps))


def sealing_of(given: Installation, disposal: Disposal) -> dict[UUID, Sealing]:
    """Return whose keys seal each case of a proposal, up to the end of the log."""
    return {due.case_id: sealing_of_case(given, due.case_id) for due in disposal.cases}


def sealing_of_case(given: Installation, case_id: UUID) -> Sealing:
    """Return whose keys seal a case, up to the end of the log."""
    end = given.reviews.end_of_log()
    given.projector.wait_for(end)
    with given.views.connect() as db:
        return Sealing(keys_of_case(db, case_id), end)


def reference_of(given: Installation, of: RecordKind, case_id: UUID) -> str:
    """Return what a case of a class is called, an earlier one too."""
    if of.is_of_past:
        return given.reviews.past_case(case_id).facts.reference
    return given.reviews.case(case_id).trigger.reference


def subject_of(given: Installation, of: RecordKind, case_id: UUID) -> UUID:
    """Return who or what is forgotten: of an earlier case, whoever applied."""
    if of.is_of_past:
        return given.reviews.past_case(case_id).person.person_id
    return case_id


def _is_done(given: Installation, subject_id: UUID) -> bool:
    try:
        return given.reviews.erasure_of(subject_id).is_done
    except NoSuchThing:
        return False
