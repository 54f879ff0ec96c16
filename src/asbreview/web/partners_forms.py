"""What is asked when the bodies are asked, and when one has answered."""

from collections.abc import Sequence
from typing import ClassVar, Final, Literal
from uuid import UUID

from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.people import Channel
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.typed import Fields

NOTHING_HELD: Final = "A nil return: nothing is held."
QUESTIONS: Final = """\
Please search your records for the victim, for the people said to be responsible and \
for the address, and answer each question. Where there is nothing, say so: that is an \
answer too.

1. Reports. Which reports of this behaviour have you received, on which dates, and \
from whom?
2. Assessments. Which assessments of risk or harm have you made, when, and with what \
result?
3. Actions taken. What have you done about it, when, and what came of it?
4. Actions not taken. What did you consider and not do, and why?
5. Vulnerabilities. What do you know of the health, age, disability or other \
circumstances of those affected that the review should take into account?
6. What may be told. What of your answer may be told to the applicant, and what may \
not, and why?
7. Recommendations. What, in your view, should be done next, and by whom?
8. The meeting. Who will attend for you if a panel meets, and how can they be reached?
"""


class AskForm(Form):
    """The same questions to several bodies."""

    SAYS: ClassVar = {
        "bodies": Says.select("the bodies to ask"),
        "requested_on": Says.enter("the date of the request"),
        "questions": Says.enter("the questions"),
        "by_email": Says.select("whether an email goes"),
    }

    bodies: tuple[UUID, ...]
    requested_on: Day
    questions: Text
    by_email: Literal["yes"] | None = None


class AnswerForm(Form):
    """A body's answer."""

    SAYS: ClassVar = {
        "answered_on": Says.enter("the date of the answer"),
        "kind": Says.select("how the body answered"),
        "answer": Says.enter("what the body answered"),
        "may_be_told": Says.select("how much of it the applicant may be told"),
        "part_told": Says.enter("the part that the applicant may be told"),
        "legal_ground": Says.enter("the legal ground"),
    }

    answered_on: Day
    kind: AnswerKind
    answer: Text
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
    for name, known in (("answer", NOTHING_HELD), ("may_be_told", MayBeTold.ALL.value)):
        if not any(value.strip() for value in full.get(name, ())):
            full[name] = [known]
    return full
