"""What an answer to a request for information has to say (Sch.4 para 7)."""

from collections.abc import Collection

from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.facts import (
    AnswerKind,
    HowAnswered,
    MayBeTold,
)
from asbreview.domain.evidence.tells_of import (
    Whom,
    must_be_somebody_or_nobody,
    must_not_tell_of_others,
)
from asbreview.domain.people import Prose


def must_say_which_part(
    may_be_told: MayBeTold, telling: Prose | None, how: HowAnswered
) -> None:
    """Refuse (`Misrecorded`) an answer of which part may be told, but not which.

    A body that answers itself also says why nothing of it may be told.
    """
    if telling is not None:
        return
    if may_be_told is MayBeTold.PART:
        raise Misrecorded(
            "Enter the part that the applicant may be told", field="part_told"
        )
    if may_be_told is MayBeTold.NONE and how.by_itself:
        raise Misrecorded(
            "Enter why the applicant may be told none of it", field="why_none"
        )


def must_have_ground(kind: AnswerKind, legal_ground: Prose | None) -> None:
    """Refuse (`Misrecorded`) a refusal that names no ground in law."""
    if kind is AnswerKind.REFUSED and legal_ground is None:
        raise Misrecorded(
            "Enter the legal ground: a body with public functions must comply"
            " unless the law forbids it (Sch.4 para 7)",
            field="legal_ground",
        )


def must_say_whom_it_tells_of(
    tells_of: Collection[Whom], may_be_told: MayBeTold
) -> None:
    """Refuse (`Misrecorded`) an answer to be told whole, though it tells of others.

    What tells of somebody else is told as a part, written for the applicant to read.
    """
    must_be_somebody_or_nobody(tells_of)
    if may_be_told is MayBeTold.ALL:
        must_not_tell_of_others(tells_of)
