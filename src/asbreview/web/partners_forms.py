"""What is asked when a body has answered, and when one is reminded."""

from collections.abc import Sequence
from typing import ClassVar, Final

from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.people import Channel
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.typed import Fields

NOTHING_HELD: Final = "A nil return: nothing is held."


class AnswerForm(Form):
    """A body's answer."""

    SAYS: ClassVar = {
        "came_by": Says.select("how the answer came"),
        "given_by": Says.enter("who gave the answer for the body"),
        "answered_on": Says.enter("the date on which the answer came"),
        "kind": Says.select("how the body answered"),
        "answer": Says.enter("what the body answered"),
        "tells_of": Says.select("whom the answer tells of"),
        "may_be_told": Says.select("how much of it the applicant may be told"),
        "part_told": Says.enter("the part that the applicant may be told"),
        "legal_ground": Says.enter("the legal ground"),
    }

    came_by: CameBy
    given_by: Line
    answered_on: Day
    kind: AnswerKind
    answer: Text
    tells_of: tuple[Whom, ...]
    may_be_told: MayBeTold
    part_told: Text = ""
    legal_ground: Line = ""


class ChaseForm(Form):
    """That a body was reminded."""

    SAYS: ClassVar = {
        "chased_on": Says.enter("the date on which you reminded it"),
        "channel": Says.select("how you reminded it"),
        "said": Says.enter("what was said"),
    }

    channel: Channel
    chased_on: Day
    said: Text = ""


class HoldForm(Form):
    """Why a body is not reminded by rule."""

    SAYS: ClassVar = {"reason": Says.enter("why it is not reminded")}

    reason: Text


def nil_in_full(typed: Fields) -> Fields:
    """Return an answer; a nil return says so without anything more being typed."""
    if list(typed.get("kind", ())) != [AnswerKind.NIL.value]:
        return typed
    full: dict[str, Sequence[str]] = dict(typed)
    for name, known in (
        ("answer", NOTHING_HELD),
        ("tells_of", Whom.NOBODY.value),
        ("may_be_told", MayBeTold.ALL.value),
    ):
        if not any(value.strip() for value in full.get(name, ())):
            full[name] = [known]
    return full
