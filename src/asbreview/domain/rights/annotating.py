"""Rectification: UK GDPR, Art. 16, and whom that is told: Art. 19.

What somebody said or wrote stays as it was given; beside it stands what the person
says of it, and what was decided.  A fact that was wrong is recorded in error, and
recorded again (`docs/decisions/0013`).
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID, uuid5

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
)
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Channel, Prose
from asbreview.domain.rights.restricting import RestrictionsOnFile
from asbreview.domain.statute import (
    RECIPIENTS_TOLD,
    RECTIFIED,
    implements,
)

if TYPE_CHECKING:
    from asbreview.domain.rights.record import Rights


class Rectified(StrEnum):
    """What was decided of a text that a person says is inaccurate or incomplete."""

    ANNOTATED = "it stays as it was given, and what they say stands beside it"
    SUPPLEMENTED = "it was incomplete: what they add stands beside it"
    CORRECTED = "it was inaccurate: it is recorded in error, and recorded again"
    REFUSED = "it is accurate, and complete for what it is used for: it is not changed"

    @property
    def must_give_reasons(self) -> bool:
        """Is it not changed as they ask?  Then they are told why: Art. 12(4)."""
        return self in {Rectified.ANNOTATED, Rectified.REFUSED}


class NotTold(StrEnum):
    """For what alone a recipient need not be told: Art. 19."""

    IMPOSSIBLE = "it is impossible to tell them"
    DISPROPORTIONATE = "to tell them would take a disproportionate effort"


class TextsAnnotated(CaseEvent):
    """What a person says of some texts was put beside them, and what was decided."""

    TOPIC: ClassVar[str] = "rights.texts-annotated"

    annotation_id: UUID
    request_id: UUID
    person_id: UUID
    texts: tuple[UUID, ...]
    decision: Rectified
    decided_on: date
    said: Prose
    reasons: Prose | None

    def apply(self, aggregate: "Rights") -> None:
        """Show it beside them from now on."""
        aggregate.annotations[self.annotation_id] = self


class RecipientTold(CaseEvent):
    """Somebody who was told what is put right since was told so: Art. 19.

    `about_id` is the annotation, or what was recorded in error; `recipient_id` the body
    or the person who had it, the pack that they were given, or another area.
    """

    TOPIC: ClassVar[str] = "rights.recipient-told"

    about_id: UUID
    recipient_id: UUID
    told_on: date
    how: Channel

    def apply(self, aggregate: "Rights") -> None:
        """Remember that they know."""
        aggregate.settled_by_telling[self.settling_id] = self

    @property
    def settling_id(self) -> UUID:
        """The id by which it is taken back: by where it stands on its record."""
        return _settling_id(self)


class RecipientNotTold(CaseEvent):
    """It was recorded why somebody who had what is put right is not told: Art. 19."""

    TOPIC: ClassVar[str] = "rights.recipient-not-told"

    about_id: UUID
    recipient_id: UUID
    because: NotTold
    reason: Prose

    def apply(self, aggregate: "Rights") -> None:
        """Remember why they are not told."""
        aggregate.settled_by_leaving[self.settling_id] = self

    @property
    def settling_id(self) -> UUID:
        """The id by which it is taken back: by where it stands on its record."""
        return _settling_id(self)


def _settling_id(settled: CaseEvent) -> UUID:
    return uuid5(settled.originator_id, f"recipient/{settled.originator_version}")


class AnnotationsOnFile(RestrictionsOnFile):
    """What stands beside which texts, and who of those who had them was told."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.annotations: dict[UUID, TextsAnnotated] = {}
        self.settled_by_telling: dict[UUID, RecipientTold] = {}
        self.settled_by_leaving: dict[UUID, RecipientNotTold] = {}

    @property
    def recipients_told(self) -> dict[tuple[UUID, UUID], RecipientTold]:
        """Who was told of what: by the id of that, and by theirs."""
        told = self.settled_by_telling.values()
        return {(each.about_id, each.recipient_id): each for each in told}

    @property
    def recipients_left(self) -> dict[tuple[UUID, UUID], RecipientNotTold]:
        """Who is not told of what, and why: by the id of that, and by theirs."""
        left = self.settled_by_leaving.values()
        return {(each.about_id, each.recipient_id): each for each in left}

    @property
    def recipients_settled(self) -> set[tuple[UUID, UUID]]:
        """Of which annotations who was told, or need not be: their ids."""
        return {*self.recipients_told, *self.recipients_left}

    def annotated_for(self, request_id: UUID) -> list[TextsAnnotated]:
        """Return what was put beside texts because of a request, the oldest first."""
        held = self.annotations.values()
        return [each for each in held if each.request_id == request_id]

    def said_by(self, person_id: UUID) -> set[UUID]:
        """Return the texts in which a person says what is wrong: they go with them."""
        held = self.annotations.values()
        return {each.said.text_id for each in held if each.person_id == person_id}

    def stays_as_given(self, request_id: UUID) -> bool:
        """Is a text that they say is wrong not changed as they ask?"""
        return any(x.decision.must_give_reasons for x in self.annotated_for(request_id))

    @implements(RECTIFIED)
    def annotate(  # noqa: PLR0913  an annotation is all of these
        self,
        annotation_id: UUID,
        *,
        request_id: UUID,
        person_id: UUID,
        texts: tuple[UUID, ...],
        decision: Rectified,
        decided_on: date,
        received_on: date,
        said: Prose,
        reasons: Prose | None,
        signed: Signed,
    ) -> None:
        """Put beside texts what a person says of them, decided on a London date.

        `Misrecorded` where no text is chosen, or where it is not changed as they ask
        and no reasons are given.
        """
        if not texts:
            raise Misrecorded("Select what they say is wrong", field="texts")
        if decision.must_give_reasons and reasons is None:
            raise Misrecorded(
                "Enter the reasons: it is not changed as they ask", field="reasons"
            )
        what, field = "The decision", "decided_on"
        has_happened(decided_on, what=what, field=field, signed=signed)
        is_not_before(decided_on, received_on, what=what, field=field)
        self._record(
            TextsAnnotated,
            signed,
            annotation_id=annotation_id,
            request_id=request_id,
            person_id=person_id,
            texts=texts,
            decision=decision,
            decided_on=decided_on,
            said=said,
            reasons=reasons,
        )

    @implements(RECIPIENTS_TOLD)
    def tell_recipient(
        self,
        about_id: UUID,
        recipient_id: UUID,
        *,
        told_on: date,
        how: Channel,
        signed: Signed,
    ) -> None:
        """Record that a recipient was told, on a London date; once (`AlreadyDone`).

        It is of an annotation, or of what the command knows to be in error.
        """
        self._must_be_told(about_id, recipient_id)
        what, field = "The day on which they were told", "told_on"
        has_happened(told_on, what=what, field=field, signed=signed)
        if annotated := self.annotations.get(about_id):
            is_not_before(told_on, annotated.decided_on, what=what, field=field)
        self._record(
            RecipientTold,
            signed,
            about_id=about_id,
            recipient_id=recipient_id,
            told_on=told_on,
            how=how,
        )

    @implements(RECIPIENTS_TOLD)
    def leave_recipient(
        self,
        about_id: UUID,
        recipient_id: UUID,
        *,
        because: NotTold,
        reason: Prose,
        signed: Signed,
    ) -> None:
        """Record why a recipient is not told; `AlreadyDone` once that is settled."""
        self._must_be_told(about_id, recipient_id)
        self._record(
            RecipientNotTold,
            signed,
            about_id=about_id,
            recipient_id=recipient_id,
            because=because,
            reason=reason,
        )

    def _must_be_told(self, about_id: UUID, recipient_id: UUID) -> None:
        annotated = self.annotations.get(about_id)
        if annotated and annotated.decision is Rectified.REFUSED:
            raise NoSuchThing(NOTHING_TO_TELL)
        if (about_id, recipient_id) in self.recipients_settled:
            raise AlreadyDone("Whether they are told is on record already")


NOTHING_TO_TELL: Final = "Nothing was put right: there is nothing to tell them"
