"""What a changed procedure would have meant, told on the command line."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import click

from asbreview.commands.asking import asked
from asbreview.domain.days import in_words
from asbreview.domain.procedure import Procedure
from asbreview.web.back_test import BackTest, Decisions, WouldBeFound
from asbreview.web.words import counted
from projections.back_test import WouldBeDue


def tried(procedure: Procedure) -> tuple[list[WouldBeDue], Decisions]:
    """Try a procedure on the cases of the installation; nothing is recorded.

    How far it has come is shown on a terminal, apart from what is printed.
    """
    with asked() as installation:
        test = BackTest(installation.reviews, installation.views, procedure)
        still_open, decided = test.to_look_at()
        with _progress("Open cases", still_open) as bar:
            dates = test.dates(seen=lambda: bar.update(1)).differ
        with _progress("Decisions", decided) as bar:
            return dates, test.decisions(seen=lambda: bar.update(1))


def _progress(label: str, length: int) -> AbstractContextManager[Any]:
    """Show a bar where somebody looks on; what is printed stays as it is."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden)


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
