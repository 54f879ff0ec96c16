"""Disposing of cases: one officer proposes it, another approves it or returns it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID, uuid5

from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.model import Event, OpeningEvent, Signed, Value
from asbreview.domain.retention.proposed_case_erasures import (
    CaseErasureProposals,
    ProposedCaseErasure,
)
from asbreview.domain.retention.proposed_erasures import (
    ANOTHER,
    ErasureProposals,
    ProposedErasure,
)
from asbreview.domain.retention.removals import Removals, Removed
from asbreview.domain.retention.rules import RetentionRule
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
            self.disposal_id, self.rule, self.cases, self.recorded_by, self.timestamp
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
        disposal.decided_by, disposal.decided_at = self.recorded_by, self.timestamp
        disposal.approved, disposal.left_out = self.cases, self.left_out


class DisposalReturned(Event):
    """An officer returned it: the cases are kept until it is proposed again."""

    TOPIC: ClassVar[str] = "disposals.disposal-returned"
    KEY_OWNER: ClassVar[str] = "disposal_id"

    disposal_id: UUID
    reason: Sealed[str]

    def apply(self, aggregate: "Disposals") -> None:
        """Remember who returned it, and why."""
        disposal = aggregate.disposals[self.disposal_id]
        disposal.decided_by, disposal.decided_at = self.recorded_by, self.timestamp
        disposal.returned_because = self.reason


@dataclass
class Disposal:
    """What was proposed, by whom, and what became of it."""

    disposal_id: UUID
    rule: RetentionRule
    cases: tuple[CaseDue, ...]
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    approved: tuple[UUID, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    returned_because: Sealed[str] | None = None

    @property
    def is_waiting(self) -> bool:
        """Does it still wait for another officer?"""
        return self.decided_by is None


class Disposals(ErasureProposals, CaseErasureProposals, Removals):
    """What was proposed to be disposed of in an area, and who approved it.

    Cases that are due, and single persons or cases that are to be forgotten.
    """

    TOPIC = "disposals"

    def __init__(self, area_id: str) -> None:
        self.area_id = area_id
        self.disposals: dict[UUID, Disposal] = {}
        self.erasures: dict[UUID, ProposedErasure] = {}
        self.case_erasures: dict[UUID, ProposedCaseErasure] = {}
        self.removed: list[Removed] = []

    @staticmethod
    def id_for(area_id: str) -> UUID:
        """Return the id of the record of an area's disposals."""
        return uuid5(NAMESPACE, area_id)

    @classmethod
    def open_for(cls, area_id: str, *, signed: Signed) -> Self:
        """Open the record; it is opened with the first proposal."""
        return cls._open(DisposalsOpened, cls.id_for(area_id), signed, area_id=area_id)

    @property
    def waiting(self) -> list[Disposal]:
        """The proposals that wait for another officer, the first of them first."""
        return [each for each in self.disposals.values() if each.is_waiting]

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
        proposed = {case.case_id for each in self.waiting for case in each.cases}
        if any(case.case_id in proposed for case in cases):
            raise AlreadyDone(
                "One of these cases is proposed already: open the page again",
                field="cases",
            )
        self._record(
            DisposalProposed, signed, disposal_id=disposal_id, rule=rule, cases=cases
        )

    def of_another(self, disposal_id: UUID, *, signed: Signed) -> Disposal:
        """Return a proposal that waits, for an officer who did not make it.

        `NoSuchThing` if there is none, `AlreadyDone` if it is decided; whoever proposed
        it is refused (`NotPermittedYet`).
        """
        disposal = self.waits(disposal_id)
        if signed.by == disposal.proposed_by:
            raise NotPermittedYet(ANOTHER)
        return disposal

    def waits(self, disposal_id: UUID) -> Disposal:
        """Return a proposal that waits (`NoSuchThing`, `AlreadyDone` otherwise)."""
        disposal = self.disposals.get(disposal_id)
        if disposal is None:
            raise NoSuchThing("There is no such proposal")
        if not disposal.is_waiting:
            raise AlreadyDone("This proposal has been decided")
        return disposal

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
        self.of_another(disposal_id, signed=signed)
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
        self.waits(disposal_id)
        self._record(DisposalReturned, signed, disposal_id=disposal_id, reason=reason)
