"""Forgetting a whole case: its time is over, or it has to go before that."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from asbreview.domain.erasure import Erasure, KeysDestroyed
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import Aggregate, CaseEvent, OpeningEvent, Signed
from asbreview.domain.retention.rules import RetentionRule


class CaseErasureGround(StrEnum):
    """Why a whole case is forgotten before its time is over."""

    ORDER = "a court, a tribunal or the Information Commissioner ordered it"
    REQUEST = "the person asked, it was granted, and nothing of the case stays"
    UNLAWFUL = "it should never have been recorded"


class CaseErasureDecided(CaseEvent, OpeningEvent):
    """It was decided to destroy what a case tells of anybody, by a retention rule.

    One officer proposed it, another, who records this, approved it.  `owners` are all
    whose keys seal anything that was recorded of the case: people, texts, files,
    officials and the case itself.
    """

    TOPIC: ClassVar[str] = "erasure.case-erasure-decided"

    disposal_id: UUID
    rule: RetentionRule
    due_on: date
    proposed_by: UUID
    decided_on: date
    owners: tuple[UUID, ...]
    remains: str


class CaseErasureOrdered(CaseEvent, OpeningEvent):
    """It was decided to destroy what a case tells of anybody, before its time is over.

    One officer proposed it, another, who records this, approved it.  The words of the
    reason go with the case; the ground stays.
    """

    TOPIC: ClassVar[str] = "erasure.case-erasure-ordered"

    proposal_id: UUID
    because: CaseErasureGround
    proposed_by: UUID
    decided_on: date
    owners: tuple[UUID, ...]
    remains: str


class CaseErasure(Aggregate):
    """The forgetting of a whole case: once, and nothing is recorded on it again."""

    TOPIC = "case-erasure"

    def __init__(  # noqa: PLR0913, PLR0917  what is decided
        self,
        case_id: UUID,
        proposed_by: UUID,
        decided_on: date,
        owners: tuple[UUID, ...],
        remains: str,
        rule: RetentionRule | None = None,
        due_on: date | None = None,
        because: CaseErasureGround | None = None,
    ) -> None:
        self.case_id, self.because = case_id, because
        self.rule, self.due_on, self.decided_on = rule, due_on, decided_on
        self.proposed_by, self.remains = proposed_by, remains
        self._owners = owners
        self.packs: tuple[UUID, ...] = ()
        self.is_done = False

    @staticmethod
    def id_for(case_id: UUID) -> UUID:
        """Return the id of the one erasure of a case."""
        return Erasure.id_for(case_id)

    @classmethod
    def decide(  # noqa: PLR0913  what is decided
        cls,
        case_id: UUID,
        *,
        disposal_id: UUID,
        rule: RetentionRule,
        due_on: date,
        proposed_by: UUID,
        owners: tuple[UUID, ...],
        remains: str,
        signed: Signed,
    ) -> Self:
        """Decide to forget a case; from here on it is finished, whatever happens."""
        return cls._open(
            CaseErasureDecided,
            cls.id_for(case_id),
            signed,
            case_id=case_id,
            disposal_id=disposal_id,
            rule=rule,
            due_on=due_on,
            proposed_by=proposed_by,
            decided_on=signed.on,
            owners=owners,
            remains=remains,
        )

    @classmethod
    def order(  # noqa: PLR0913  what is decided
        cls,
        case_id: UUID,
        *,
        proposal_id: UUID,
        because: CaseErasureGround,
        proposed_by: UUID,
        owners: tuple[UUID, ...],
        remains: str,
        signed: Signed,
    ) -> Self:
        """Decide to forget a case that is not due: finished, whatever happens."""
        return cls._open(
            CaseErasureOrdered,
            cls.id_for(case_id),
            signed,
            case_id=case_id,
            proposal_id=proposal_id,
            because=because,
            proposed_by=proposed_by,
            decided_on=signed.on,
            owners=owners,
            remains=remains,
        )

    @property
    def subject_id(self) -> UUID:
        """Who or what is forgotten: the case."""
        return self.case_id

    @property
    def owners(self) -> tuple[UUID, ...]:
        """Whose keys are destroyed: of all that was recorded, and of packs."""
        return (*self._owners, *self.packs)

    def destroyed(self, *, packs: tuple[UUID, ...] = (), signed: Signed) -> None:
        """Record that the keys are destroyed, with those of the packs of the case."""
        if self.is_done:
            raise AlreadyDone("The keys are destroyed")
        owners = (*self.owners, *packs)
        self._record(KeysDestroyed, signed, case_id=self.case_id, owners=owners)
