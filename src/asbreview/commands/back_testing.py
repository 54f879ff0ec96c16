"""What a changed procedure would have meant, told on the command line."""

from collections.abc import Iterator
from typing import Any

from asbreview.commands.asking import asked
from asbreview.domain.days import in_words
from asbreview.domain.procedure import Procedure
from asbreview.web.back_test import BackTest, Decisions, WouldBeFound
from asbreview.web.words import counted
from projections.back_test import WouldBeDue


def tried(procedure: Procedure) -> tuple[list[WouldBeDue], Decisions]:
    """Try a procedure on the cases of the installation; nothing is recorded."""
    with asked() as installation:
        test = BackTest(installation.reviews, installation.views, procedure)
        return test.dates(), test.decisions()


def in_lines(dates: list[WouldBeDue], decisions: Decisions) -> Iterator[str]:
    """Tell it in words."""
    yield f"{counted(len(dates), 'open deadline')} would be otherwise."
    for due in dates:
        now = in_words(due.from_) if due.from_ else "not due"
        then = in_words(due.to) if due.to else "not due"
        yield f"    {due.reference}  {due.timer_id}: {then} (now: {now})"
    looked_at = counted(decisions.looked_at, "decision")
    yield f"{looked_at} on the threshold looked back at; on {len(decisions.differ)}"
    yield "the rules would say something else."
    for found in decisions.differ:
        yield f"    {found.reference}  {_decided(found)}: {_would(found)}"


def _decided(found: WouldBeFound) -> str:
    result = "met" if found.met else "not met"
    return f"decided {result} on {in_words(found.decided_on)}"


def _would(found: WouldBeFound) -> str:
    finding = found.would
    return f"{finding.duty}, {finding.rule} ({finding.qualifying} qualifying)"


def as_json(dates: list[WouldBeDue], decisions: Decisions) -> dict[str, Any]:
    """Tell it for programs."""
    return {
        "deadlines": [
            {
                "reference": due.reference,
                "timer": due.timer_id,
                "due_on": due.from_.isoformat() if due.from_ else None,
                "would_be_due_on": due.to.isoformat() if due.to else None,
            }
            for due in dates
        ],
        "decisions_looked_at": decisions.looked_at,
        "decisions": [
            {
                "reference": found.reference,
                "decided_on": found.decided_on.isoformat(),
                "met": found.met,
                "found": found.found.duty,
                "would_be_found": found.would.duty,
                "rule": found.would.rule,
                "qualifying": found.would.qualifying,
            }
            for found in decisions.differ
        ],
    }
