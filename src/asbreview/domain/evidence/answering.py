"""What an answer to a request for information has to say (Sch.4 para 7)."""

from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.people import Prose


def must_say_which_part(may_be_told: MayBeTold, part_told: Prose | None) -> None:
    """Refuse (`Misrecorded`) an answer of which part may be told, but not which."""
    if may_be_told is MayBeTold.PART and part_told is None:
        raise Misrecorded(
            "Enter the part that the applicant may be told", field="part_told"
        )


def must_have_ground(kind: AnswerKind, legal_ground: Prose | None) -> None:
    """Refuse (`Misrecorded`) a refusal that names no ground in law."""
    if kind is AnswerKind.REFUSED and legal_ground is None:
        raise Misrecorded(
            "Enter the legal ground: a body with public functions must comply"
            " unless the law forbids it (Sch.4 para 7)",
            field="legal_ground",
        )
