"""Disposing of cases: one officer proposes it, another approves it or returns it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self
from uuid import UUID, uuid5

from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.model import Event, OpeningEvent, Signed, Value
from asbreview.domain.retention.proposed_case_erasures import (
    CaseErasureProposals,
    ProposedCaseErasure,
)
from asbreview.domain.retention.proposed_erasures import (
    ErasureProposals,
    ProposedErasure,
)
from asbreview.domain.retention.proposed_texts_erasures import (
    ProposedTextsErasure,
    TextsErasureProposals,
)
from asbreview.domain.retention.removals import Removals, Removed
from asbreview.domain.retention.rules import RetentionRule
from asbreview.domain.retention.two_officers import Proposals, Proposed
from asbreview.domain.sealed import Sealed

NAMESPACE = UUID("c2f1b0a4-3d07-5d1c-9b34-6a54a1d0b795")


class CaseDue(Value):
    """A case that is due, and the first day on which it was."""

    case_id: UUID
    due_on: date


class LeftOut(Value):
    """A case that was proposed and is kept all the same, and what keeps it."""

    case_id: UUID
    because: str


class DisposalsOpened(OpeningEvent):
    """The first disposal of an area was about to be proposed."""

    TOPIC: ClassVar[str] = "disposals.file-opened"

    area_id: str


class DisposalProposed(Event):
    """It was proposed to dispose of cases that are due by one rule."""

    TOPIC: ClassVar[str] = "disposals.disposal-proposed"

    disposal_id: UUID
    rule: RetentionRule
    cases: tuple[CaseDue, ...]

    def apply(self, aggregate: "Disposals") -> None:
        """Remember who proposed what, and when."""
        aggregate.disposals[self.disposal_id] = Disposal(
            proposal_id=self.disposal_id,
            rule=self.rule,
            cases=self.cases,
            proposed_by=self.recorded_by,
            proposed_at=self.timestamp,
        )


class DisposalApproved(Event):
    """Another officer approved it; each case says for itself that it was forgotten."""

    TOPIC: ClassVar[str] = "disposals.disposal-approved"

    disposal_id: UUID
    cases: tuple[UUID, ...]
    left_out: tuple[LeftOut, ...]

    def apply(self, aggregate: "Disposals") -> None:
        """Remember who approved it, and what was left out."""
        disposal = aggregate.disposals[self.disposal_id]
        disposal.was_decided(self)
        disposal.approved, disposal.left_out = self.cases, self.left_out


class DisposalReturned(Event):
    """An officer returned it: the cases are kept until it is proposed again."""

    TOPIC: ClassVar[str] = "disposals.disposal-returned"
    KEY_OWNER: ClassVar[str] = "disposal_id"

    disposal_id: UUID
    reason: Sealed[str]

    def apply(self, aggregate: "Disposals") -> None:
        """Remember who returned it, and why."""
        aggregate.disposals[self.disposal_id].was_decided(self, self.reason)


@dataclass(kw_only=True)
class Disposal(Proposed[Sealed[str]]):
    """What was proposed, by whom, and what became of it."""

    rule: RetentionRule
    cases: tuple[CaseDue, ...]
    approved: tuple[UUID, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def disposal_id(self) -> UUID:
        """The id of the proposal, and of the disposal."""
        return self.proposal_id


class Disposals(
    ErasureProposals, TextsErasureProposals, CaseErasureProposals, Removals
):
    """What was proposed to be disposed of in an area, and who approved it.

    Cases that are due, single persons or cases that are to be forgotten, and texts that
    somebody asked to have erased.
    """

    TOPIC = "disposals"

    def __init__(self, area_id: str) -> None:
        self.area_id = area_id
        self.disposals: Proposals[Disposal] = Proposals()
        self.erasures: Proposals[ProposedErasure] = Proposals()
        self.texts_erasures: Proposals[ProposedTextsErasure] = Proposals()
        self.case_erasures: Proposals[ProposedCaseErasure] = Proposals()
        self.removed: list[Removed] = []

    @staticmethod
    def id_for(area_id: str) -> UUID:
        """Return the id of the record of an area's disposals."""
        return uuid5(NAMESPACE, area_id)

    @classmethod
    def open_for(cls, area_id: str, *, signed: Signed) -> Self:
        """Open the record; it is opened with the first proposal."""
        return cls._open(DisposalsOpened, cls.id_for(area_id), signed, area_id=area_id)

    def every_draft(self, case_id: UUID, person_id: UUID) -> tuple[UUID, ...]:
        """Return the words ever proposed that may tell of a person of a case."""
        return (*self.drafts_of(person_id), *self.drafts_on(case_id))

    def propose(
        self,
        disposal_id: UUID,
        *,
        rule: RetentionRule,
        cases: tuple[CaseDue, ...],
        signed: Signed,
    ) -> None:
        """Propose to dispose of cases; each waits in one proposal at a time."""
        if not cases:
            raise Misrecorded("Select at least one case", field="cases")
        proposed = {
            case.case_id for each in self.disposals.waiting for case in each.cases
        }
        if any(case.case_id in proposed for case in cases):
            raise AlreadyDone(
                "One of these cases is proposed already: open the page again",
                field="cases",
            )
        self._record(
            DisposalProposed, signed, disposal_id=disposal_id, rule=rule, cases=cases
        )

    def approve(
        self,
        disposal_id: UUID,
        *,
        cases: tuple[UUID, ...],
        left_out: tuple[LeftOut, ...],
        signed: Signed,
    ) -> None:
        """Approve that cases are disposed of; never by whoever proposed it.

        Refused (`NotPermittedYet`) where something keeps every one of them.
        """
        self.disposals.of_another(disposal_id, signed=signed)
        if not cases:
            raise NotPermittedYet(f"Nothing can be disposed of. {left_out[0].because}")
        self._record(
            DisposalApproved,
            signed,
            disposal_id=disposal_id,
            cases=cases,
            left_out=left_out,
        )

    def give_back(
        self, disposal_id: UUID, *, reason: Sealed[str], signed: Signed
    ) -> None:
        """Return a proposal; whoever made it may so take it back."""
        self.disposals.that_waits(disposal_id)
        self._record(DisposalReturned, signed, disposal_id=disposal_id, reason=reason)
