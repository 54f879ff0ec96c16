"""Restriction of processing: UK GDPR, Art. 18.

What is restricted may be stored, and used for legal claims, to protect another
person's rights, or for reasons of important public interest: the duties of s.104 are
such (`docs/decisions/0093`).  It is lifted when the person was told, and not before.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    Misrecorded,
    NoSuchThing,
)
from asbreview.domain.in_error import CorrectedRecord
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose
from asbreview.domain.statute import TOLD_BEFORE_LIFTED, implements

if TYPE_CHECKING:
    from asbreview.domain.rights.record import Rights


class RestrictedBecause(StrEnum):
    """For what the use of somebody's data is restricted: Art. 18(1)(a) to (d)."""

    ACCURACY = "they say that it is not accurate, and that is being looked into"
    UNLAWFUL = "its use is unlawful, and they want it kept and not erased"
    CLAIMS = "we need it no more, and they need it for legal claims"
    OBJECTION = "they object to its use, and that is being weighed"

    @property
    def point(self) -> str:
        """The point of Art. 18(1)."""
        return f"Art. 18(1)({'abcd'[list(RestrictedBecause).index(self)]})"


class UseRestricted(CaseEvent):
    """The use of some texts that tell of a person was restricted."""

    TOPIC: ClassVar[str] = "rights.use-restricted"

    restriction_id: UUID
    person_id: UUID
    texts: tuple[UUID, ...]
    because: RestrictedBecause
    reason: Prose

    def apply(self, aggregate: "Rights") -> None:
        """Show them from now on with a notice only."""
        aggregate.restrictions[self.restriction_id] = self


class LiftingAnnounced(CaseEvent):
    """It was decided to lift a restriction, once the person was told."""

    TOPIC: ClassVar[str] = "rights.lifting-announced"

    restriction_id: UUID
    reason: Prose

    def apply(self, aggregate: "Rights") -> None:
        """Remember that they are to be told."""
        aggregate.announced[self.restriction_id] = self


class LiftingTold(CaseEvent):
    """The person was told that the restriction is lifted."""

    TOPIC: ClassVar[str] = "rights.lifting-told"

    restriction_id: UUID
    told_on: date

    def apply(self, aggregate: "Rights") -> None:
        """Remember that they know."""
        aggregate.lifting_told[self.restriction_id] = self


class UseRestrictionLifted(CaseEvent):
    """A restriction was lifted: its texts are used like any other again."""

    TOPIC: ClassVar[str] = "rights.use-restriction-lifted"

    restriction_id: UUID

    def apply(self, aggregate: "Rights") -> None:
        """Show them without a notice."""
        aggregate.lifted[self.restriction_id] = self


class RestrictionsOnFile(CorrectedRecord):
    """Which texts are restricted, for whom, and how far the lifting has come."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.restrictions: dict[UUID, UseRestricted] = {}
        self.announced: dict[UUID, LiftingAnnounced] = {}
        self.lifting_told: dict[UUID, LiftingTold] = {}
        self.lifted: dict[UUID, UseRestrictionLifted] = {}

    @property
    def in_force(self) -> list[UseRestricted]:
        """The restrictions that are not lifted, the oldest first."""
        held = self.restrictions.items()
        return [each for id_, each in held if id_ not in self.lifted]

    @property
    def restricted_texts(self) -> dict[UUID, UseRestricted]:
        """The texts that are restricted, each with the restriction."""
        return {text: each for each in self.in_force for text in each.texts}

    def restrict(  # noqa: PLR0913  a restriction is all of these
        self,
        restriction_id: UUID,
        *,
        person_id: UUID,
        texts: tuple[UUID, ...],
        because: RestrictedBecause,
        reason: Prose,
        signed: Signed,
    ) -> None:
        """Restrict the use of texts; `Misrecorded` where none is chosen."""
        if not texts:
            raise Misrecorded("Select what is restricted", field="texts")
        if again := set(texts) & self.restricted_texts.keys():
            raise AlreadyDone(
                f"{len(again)} of these are restricted already: leave them out",
                field="texts",
            )
        self._record(
            UseRestricted,
            signed,
            restriction_id=restriction_id,
            person_id=person_id,
            texts=texts,
            because=because,
            reason=reason,
        )

    def announce_lifting(
        self, restriction_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Record that it is to be lifted, for the letter that tells the person."""
        self._must_be_restricted(restriction_id)
        if restriction_id in self.announced:
            raise AlreadyDone("The letter that it is lifted is drafted already")
        self._record(
            LiftingAnnounced, signed, restriction_id=restriction_id, reason=reason
        )

    def tell_lifting(
        self, restriction_id: UUID, *, told_on: date, signed: Signed
    ) -> None:
        """Record that the person was told that it is lifted."""
        self._must_be_restricted(restriction_id)
        self._record(
            LiftingTold, signed, restriction_id=restriction_id, told_on=told_on
        )

    @implements(TOLD_BEFORE_LIFTED)
    def lift(self, restriction_id: UUID, *, signed: Signed) -> None:
        """Lift a restriction; refused (`ContraryToLaw`) before the person was told."""
        self._must_be_restricted(restriction_id)
        if restriction_id not in self.lifting_told:
            raise ContraryToLaw(
                "They have to be told first: the letter that says so has not gone",
                TOLD_BEFORE_LIFTED,
            )
        self._record(UseRestrictionLifted, signed, restriction_id=restriction_id)

    def _must_be_restricted(self, restriction_id: UUID) -> None:
        if restriction_id not in self.restrictions:
            raise NoSuchThing("There is no such restriction")
        if restriction_id in self.lifted:
            raise AlreadyDone("The restriction was lifted")
