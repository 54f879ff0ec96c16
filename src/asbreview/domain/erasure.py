"""Forgetting a person: what is decided, what is destroyed, and what remains."""

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self
from uuid import UUID, uuid5

from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import Aggregate, CaseEvent, OpeningEvent, Signed, Value
from asbreview.domain.people import Prose


class Basis(StrEnum):
    """Why a person is forgotten."""

    REQUEST = "the person asked, and it was granted"
    RETENTION = "the retention period ended"
    IN_ERROR = "the person was recorded in error"


class Redaction(Value):
    """A text that told of the person, written again without them."""

    text_id: UUID
    instead: Prose


class ErasureDecided(CaseEvent, OpeningEvent):
    """It was decided to destroy what tells of a person.

    `texts` lists every text that tells of them; those in `redactions` are written
    again, and the keys of the old ones destroyed with the person's, and of `drafts`:
    words that were proposed to stand instead.  Whoever records it approves what
    `proposed_by` proposed; where both are one, nobody else could have approved it.
    """

    TOPIC: ClassVar[str] = "erasure.erasure-decided"

    person_id: UUID
    basis: Basis
    decided_on: date
    texts: tuple[UUID, ...]
    redactions: tuple[Redaction, ...]
    drafts: tuple[UUID, ...]
    proposed_by: UUID
    remains: str


class KeysDestroyed(CaseEvent):
    """The keys were destroyed: what they sealed can be read by nobody."""

    TOPIC: ClassVar[str] = "erasure.keys-destroyed"

    owners: tuple[UUID, ...]

    def apply(self, aggregate: Any) -> None:
        """Remember that nothing is left to do, and what went besides: the packs."""
        decided = set(aggregate.owners)
        aggregate.packs = tuple(id_ for id_ in self.owners if id_ not in decided)
        aggregate.is_done = True


class Erasure(Aggregate):
    """The forgetting of one person of one case."""

    TOPIC = "erasure"

    def __init__(  # noqa: PLR0913, PLR0917  what is decided
        self,
        case_id: UUID,
        person_id: UUID,
        basis: Basis,
        decided_on: date,
        texts: tuple[UUID, ...],
        redactions: tuple[Redaction, ...],
        drafts: tuple[UUID, ...],
        proposed_by: UUID,
        remains: str,
        recorded_by: UUID,
    ) -> None:
        self.case_id, self.person_id = case_id, person_id
        self.basis, self.decided_on = basis, decided_on
        self.texts, self.redactions, self.remains = texts, redactions, remains
        self.drafts, self.proposed_by = drafts, proposed_by
        self.decided_by = recorded_by
        self.packs: tuple[UUID, ...] = ()  # in which the person may have been told of
        self.is_done = False

    @staticmethod
    def id_for(person_id: UUID) -> UUID:
        """Return the id of the one erasure of a person."""
        return uuid5(person_id, "erasure")

    @classmethod
    def decide(  # noqa: PLR0913  what is decided
        cls,
        case_id: UUID,
        *,
        person_id: UUID,
        basis: Basis,
        texts: tuple[UUID, ...],
        redactions: tuple[Redaction, ...],
        drafts: tuple[UUID, ...] = (),
        proposed_by: UUID | None = None,
        remains: str,
        signed: Signed,
    ) -> Self:
        """Decide to forget a person; from here on it is finished, whatever happens.

        Without *proposed_by* it is decided by one officer alone.
        """
        return cls._open(
            ErasureDecided,
            cls.id_for(person_id),
            signed,
            case_id=case_id,
            person_id=person_id,
            basis=basis,
            decided_on=signed.on,
            texts=texts,
            redactions=redactions,
            drafts=drafts,
            proposed_by=proposed_by or signed.by,
            remains=remains,
        )

    @property
    def is_by_one(self) -> bool:
        """Did one officer decide it, as nobody else could have approved it?"""
        return self.decided_by == self.proposed_by

    @property
    def subject_id(self) -> UUID:
        """Who or what is forgotten: the person."""
        return self.person_id

    @property
    def owners(self) -> tuple[UUID, ...]:
        """Whose keys are destroyed: the person's, of old texts, drafts and packs."""
        old = (old.text_id for old in self.redactions)
        return (self.person_id, *old, *self.drafts, *self.packs)

    def destroyed(self, *, packs: tuple[UUID, ...] = (), signed: Signed) -> None:
        """Record that the keys are destroyed, with those of the packs of the case."""
        if self.is_done:
            raise AlreadyDone("The keys are destroyed")
        owners = (*self.owners, *packs)
        self._record(KeysDestroyed, signed, case_id=self.case_id, owners=owners)
