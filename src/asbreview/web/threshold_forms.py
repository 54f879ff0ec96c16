"""What is asked when the threshold is decided."""

from typing import ClassVar
from uuid import UUID

from asbreview.domain.threshold import Caveat
from asbreview.web.forms import Day, Form, Line, Says, Text


class DecisionForm(Form):
    """The relevant bodies' decision."""

    SAYS: ClassVar = {
        "met": Says.select("whether the threshold is met"),
        "decided_on": Says.enter("the date of the decision"),
        "decided_by": Says.select("the bodies that decided"),
        "caveats_noted": Says.select("what was noted"),
        "reasons": Says.enter("the reasons for the decision"),
    }

    met: bool
    decided_on: Day
    decided_by: tuple[UUID, ...]
    caveats_noted: tuple[Line, ...] = ()
    reasons: Text


def caveat_items(caveats: tuple[Caveat, ...]) -> list[dict[str, object]]:
    """Return what the procedure asks besides, as boxes to tick where advice is due."""
    return [
        {
            "value": caveat.caveat_id,
            "text": f"{caveat.asks} The answer is {_answer(caveat)}",
            "hint": {"text": f"If ticked, this is noted: {caveat.says}"},
        }
        for caveat in caveats
    ]


def _answer(caveat: Caveat) -> str:
    return "yes" if caveat.noted_when else "no"


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
