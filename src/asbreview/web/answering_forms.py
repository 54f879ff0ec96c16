"""What a body is asked on the page for its answer."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, Final

from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.tells_of import Whom
from asbreview.web.forms import Asked, Line, Says, Text
from asbreview.web.typed import Fields

NOTHING_HELD: Final = "A nil return: nothing is held."
KEPT: Final = ("kind", "answer", "may_be_told", "part_told", "why_none")
KEPT_TOO: Final = ("tells_of", "forbidden_by", "provision", "attends")
ALL_KEPT: Final = frozenset({*KEPT, *KEPT_TOO})


class ForbiddenBy(StrEnum):
    """The only laws by which a body with public functions may refuse (Sch.4 para 7)."""

    DATA_PROTECTION = "data protection legislation"
    INVESTIGATORY_POWERS = "the Investigatory Powers Act 2016"


class AnswerByLink(Asked):
    """An answer, as the body itself gives it."""

    SAYS: ClassVar = {
        "kind": Says.select("whether you give information, hold nothing, or refuse"),
        "answer": Says.enter("your answers"),
        "tells_of": Says.select("whom your answer tells of"),
        "may_be_told": Says.select("how much of it the applicant may be told"),
        "part_told": Says.enter("the part that the applicant may be told"),
        "why_none": Says.enter("why the applicant may be told none of it"),
        "forbidden_by": Says.select("which law forbids it"),
        "provision": Says.enter("the provision that forbids it"),
        "attends": Says.enter("who will attend"),
    }

    kind: AnswerKind
    answer: Text
    tells_of: tuple[Whom, ...]
    may_be_told: MayBeTold
    part_told: Text = ""
    why_none: Text = ""
    forbidden_by: ForbiddenBy | None = None
    provision: Line = ""
    attends: Line = ""

    @property
    def legal_ground(self) -> str:
        """The law and the provision by which it is refused; nothing if either lacks."""
        if self.kind is not AnswerKind.REFUSED or not self.forbidden_by:
            return ""
        return f"{self.forbidden_by}: {self.provision}" if self.provision else ""

    def told(self) -> dict[str, Any]:
        """Return what the command is given."""
        return {
            "kind": self.kind,
            "answer": self.answer,
            "tells_of": self.tells_of,
            "may_be_told": self.may_be_told,
            "part_told": self.part_told,
            "why_none": self.why_none,
            "legal_ground": self.legal_ground,
            "attends": self.attends,
        }


def kept_of(typed: Fields) -> dict[str, list[str]]:
    """Return what is kept of what was typed: the answer, and nothing of the form."""
    return {name: list(typed.get(name, ())) for name in (*KEPT, *KEPT_TOO)}


def says_something(fields: Fields) -> bool:
    """Say whether an answer was begun, beyond that nothing is held."""
    typed = {name: values for name, values in fields.items() if name in ALL_KEPT}
    if list(typed.get("kind", ())) == [AnswerKind.NIL.value]:
        typed.pop("kind")
    return any(value.strip() for values in typed.values() for value in values)


def nil_in_full(typed: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return an answer in which a nil return says so without more being typed."""
    full = dict(typed)
    if list(full.get("kind", ())) == [AnswerKind.NIL.value]:
        for name, known in (
            ("answer", NOTHING_HELD),
            ("tells_of", Whom.NOBODY.value),
            ("may_be_told", MayBeTold.ALL.value),
        ):
            if not any(value.strip() for value in full.get(name, ())):
                full[name] = [known]
    return full


NIL: Final[dict[str, Sequence[str]]] = nil_in_full({"kind": [AnswerKind.NIL.value]})
