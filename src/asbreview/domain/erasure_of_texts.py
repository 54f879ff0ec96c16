"""Erasing some texts, because a request of a person was granted in part or whole.

The person stays on the case: what is destroyed is what they asked for, and no more.
"""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from asbreview.domain.erasure import Erasure, KeysDestroyed, Redaction
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import Aggregate, CaseEvent, OpeningEvent, Signed


class TextsErasureDecided(CaseEvent, OpeningEvent):
    """It was decided to destroy some texts, as a person of the case had asked."""

    TOPIC: ClassVar[str] = "erasure.texts-erasure-decided"

    request_id: UUID
    person_id: UUID
    decided_on: date
    redactions: tuple[Redaction, ...]
    remains: str


class TextsErasureAgreed(CaseEvent, OpeningEvent):
    """It was decided to destroy some texts, as a person asked, by two officers.

    One proposed it; another, who records this, approved it.  The keys of `drafts` go,
    too: words that were ever proposed for it.
    """

    TOPIC: ClassVar[str] = "erasure.texts-erasure-agreed"

    request_id: UUID
    person_id: UUID
    proposed_by: UUID
    decided_on: date
    redactions: tuple[Redaction, ...]
    drafts: tuple[UUID, ...]
    remains: str


class TextsErasure(Aggregate):
    """The erasing of texts that one request asked for: once for each request."""

    TOPIC = "texts-erasure"

    def __init__(  # noqa: PLR0913, PLR0917  what is decided
        self,
        case_id: UUID,
        request_id: UUID,
        person_id: UUID,
        decided_on: date,
        redactions: tuple[Redaction, ...],
        remains: str,
        recorded_by: UUID,
        drafts: tuple[UUID, ...] = (),
        proposed_by: UUID | None = None,
    ) -> None:
        self.case_id, self.request_id, self.person_id = case_id, request_id, person_id
        self.decided_on, self.redactions, self.remains = decided_on, redactions, remains
        self.drafts, self.proposed_by = drafts, proposed_by or recorded_by
        self.decided_by = recorded_by
        self.packs: tuple[UUID, ...] = ()  # in which the texts may stand
        self.is_done = False

    @staticmethod
    def id_for(request_id: UUID) -> UUID:
        """Return the id of the one erasure of a request."""
        return Erasure.id_for(request_id)

    @classmethod
    def decide(  # noqa: PLR0913  what is decided
        cls,
        case_id: UUID,
        *,
        request_id: UUID,
        person_id: UUID,
        redactions: tuple[Redaction, ...],
        remains: str,
        signed: Signed,
    ) -> Self:
        """Decide alone to erase texts; from here on it is finished, come what may."""
        return cls._open(
            TextsErasureDecided,
            cls.id_for(request_id),
            signed,
            case_id=case_id,
            request_id=request_id,
            person_id=person_id,
            decided_on=signed.on,
            redactions=redactions,
            remains=remains,
        )

    @classmethod
    def agree(  # noqa: PLR0913  what is decided
        cls,
        case_id: UUID,
        *,
        request_id: UUID,
        person_id: UUID,
        proposed_by: UUID,
        redactions: tuple[Redaction, ...],
        drafts: tuple[UUID, ...],
        remains: str,
        signed: Signed,
    ) -> Self:
        """Decide to erase what another officer proposed: finished, come what may."""
        return cls._open(
            TextsErasureAgreed,
            cls.id_for(request_id),
            signed,
            case_id=case_id,
            request_id=request_id,
            person_id=person_id,
            proposed_by=proposed_by,
            decided_on=signed.on,
            redactions=redactions,
            drafts=drafts,
            remains=remains,
        )

    @property
    def subject_id(self) -> UUID:
        """What is carried out: the request."""
        return self.request_id

    @property
    def owners(self) -> tuple[UUID, ...]:
        """Whose keys are destroyed: those of the texts, of drafts, and of packs."""
        old = (old.text_id for old in self.redactions)
        return (*old, *self.drafts, *self.packs)

    def destroyed(self, *, packs: tuple[UUID, ...] = (), signed: Signed) -> None:
        """Record that the keys are destroyed, with those of the packs of the case."""
        if self.is_done:
            raise AlreadyDone("The keys are destroyed")
        owners = (*self.owners, *packs)
        self._record(KeysDestroyed, signed, case_id=self.case_id, owners=owners)
