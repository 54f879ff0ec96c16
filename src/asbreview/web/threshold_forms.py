"""What is asked when the threshold is decided."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple
from uuid import UUID

from asbreview.domain.threshold import Caveat
from asbreview.web.forms import Day, Form, Group, Line, Says, Text


class CaveatGroup(Group):
    """The answer to something that the procedure asks besides."""

    TITLE = "Question"
    NOT_FILLED_IN = frozenset({"caveat_id"})
    SAYS: ClassVar = {
        "caveat_id": Says.select("what the procedure asks"),
        "answer": Says.select("yes or no"),
    }

    caveat_id: Line
    answer: bool


class DecisionForm(Form):
    """The relevant bodies' decision."""

    SAYS: ClassVar = {
        "met": Says.select("whether the threshold is met"),
        "decided_on": Says.enter("the date of the decision"),
        "decided_by": Says.select("the bodies that decided"),
        "caveats": Says.select("the answers"),
        "reasons": Says.enter("the reasons for the decision"),
    }

    met: bool
    decided_on: Day
    decided_by: tuple[UUID, ...]
    caveats: tuple[CaveatGroup, ...] = ()
    reasons: Text


class CaveatAsked(NamedTuple):
    """A question of the procedure, and what either answer comes to."""

    caveat_id: str
    asks: str
    hint: str


def caveats_asked(caveats: Sequence[Caveat]) -> list[CaveatAsked]:
    """Return what the procedure asks besides: each answered by yes or no, or left."""
    return [
        CaveatAsked(
            caveat.caveat_id,
            caveat.asks,
            f"If {'yes' if caveat.noted_when else 'no'}, the decision notes:"
            f" {caveat.says}",
        )
        for caveat in caveats
    ]


def noted(answers: Sequence[CaveatGroup], caveats: Sequence[Caveat]) -> frozenset[str]:
    """Return the caveats that the answers call for; what is unknown is among them.

    So it is the command that refuses what the procedure does not ask.
    """
    when = {caveat.caveat_id: caveat.noted_when for caveat in caveats}
    return frozenset(
        given.caveat_id
        for given in answers
        if when.get(given.caveat_id, given.answer) is given.answer
    )


def skeleton(considerations: list[str]) -> str:
    """Return reasons still to be written, a heading for each thing to be looked at."""
    return "\n\n\n".join(considerations)


def unanswered(reasons: str, considerations: list[str]) -> list[str]:
    """Return the headings that are not in the reasons, or have nothing under them."""
    found = {asks: reasons.find(asks) for asks in considerations}
    starts = sorted(at for at in found.values() if at >= 0)

    def under(asks: str) -> str:
        ends = next((at for at in starts if at > found[asks]), len(reasons))
        return reasons[found[asks] + len(asks) : ends]

    return [
        a for a in considerations if found[a] < 0 or not under(a).strip(" \n\t:?.-")
    ]
