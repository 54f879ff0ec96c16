"""What letters say on the way: how a case is going, and what we need to know."""

from types import SimpleNamespace as Said
from typing import Any

from asbreview.domain.letter.record import Letter
from asbreview.letters.saying import CannotBeComposed, Telling


def progress(telling: Telling) -> dict[str, Any]:
    """Say what has happened, how far the case has come, and what comes next."""
    letter, case = telling.letter, telling.case
    told = (
        report
        for report in case.contact.progress.values()
        if Letter.caused_by(report.command_id, letter.kind) == letter.id
    )
    report = next(told, None)
    if report is None:
        raise CannotBeComposed("Nobody has written how the case is going")
    decided = case.trigger.threshold
    if case.is_still_to_tell_a_decision:
        raise CannotBeComposed("A decision has still to be told, by its own letter")
    return {
        "progress": Said(
            says=telling.prose(report.progress),
            is_undecided=decided is None,
            is_not_met=decided is not None and not decided.met,
            has_met=case.panel.held is not None,
            has_outcome=case.outcome.findings is not None,
            has_actions=bool(case.outcome.open_actions),
        ),
        "days": telling.days(),
    }


def request(telling: Telling) -> dict[str, Any]:
    """Say what they are asked for, and by when."""
    letter = telling.letter
    for asked in telling.case.contact.asked.values():
        if Letter.caused_by(asked.command_id, letter.kind) == letter.id:
            return {
                "request": Said(asks=telling.prose(asked.asked)),
                "days": telling.days(),
            }
    raise CannotBeComposed("They were not asked for anything")
