"""What starts each step of a case, and what meets it: on which day."""

from collections.abc import Callable
from datetime import date
from typing import Final

from asbreview.domain.bodies import bodies_not_told
from asbreview.domain.panel.facts import Participation
from asbreview.domain.procedure import Anchor, Procedure
from projections.case.applied import Told
from projections.case.state import Case


def never(_: Case, __: Told, ___: Procedure) -> None:
    """Nothing on record meets it: a window just runs out."""


def _passed_on(case: Case, told: Told, procedure: Procedure) -> date | None:
    """Return the day on which the last of the relevant bodies was told."""
    if bodies_not_told(procedure, told.began_on, case.passed_to.keys()):
        return None
    return max(case.passed_to.values(), default=None)


def _asked(case: Case, _: Told, __: Procedure) -> date | None:
    return min((r.requested_on for r in case.requests.values()), default=None)


def decided_on(case: Case, *_: object) -> date | None:
    """Return the day on which the threshold was decided, if it was."""
    return case.threshold.decided_on if case.threshold else None


def _not_invited(case: Case, _: Told, __: Procedure) -> date | None:
    if case.participation is Participation.NOT_INVITED:
        return case.participation_on
    return None


def _reviewed(case: Case, _: Told, __: Procedure) -> date | None:
    return case.threshold_told_on if case.is_not_met else case.outcome_told_on


MET: Final[dict[str, Callable[[Case, Told, Procedure], date | None]]] = {
    "acknowledge": lambda case, *_: case.acknowledged_on,
    "pass-on": _passed_on,
    "ask-partners": _asked,
    "decide-threshold": decided_on,
    "tell-threshold": lambda case, *_: case.threshold_told_on,
    "invite-victim": lambda case, *_: case.victim_told_on,
    "refuse-invitation": _not_invited,
    "hold-panel": lambda case, *_: case.held_on,
    "send-papers": lambda case, *_: case.papers_sent_on,
    "tell-outcome": lambda case, *_: case.outcome_told_on,
    "whole-review": _reviewed,
}
"""What meets each step; a timer that a procedure adds of its own just runs out."""

STARTED: Final[dict[Anchor, Callable[[Case, Told], date | None]]] = {
    Anchor.RECEIPT: lambda _, told: told.began_on,
    Anchor.ACKNOWLEDGEMENT: lambda case, _: case.acknowledged_on,
    Anchor.REQUEST: lambda case, _: min(
        (request.requested_on for request in case.requests.values()), default=None
    ),
    Anchor.INFORMATION_COMPLETE: lambda case, _: case.information_complete_on,
    Anchor.THRESHOLD_DECISION: decided_on,
    Anchor.THRESHOLD_LETTER: lambda case, _: case.threshold_told_on,
    Anchor.ACCEPTANCE: lambda case, _: (
        case.threshold.decided_on if case.threshold and case.threshold.met else None
    ),
    Anchor.PANEL: lambda case, _: case.meets_on,
    Anchor.OUTCOME_LETTER: lambda case, _: case.outcome_told_on,
    Anchor.RECOMMENDATION: lambda _, __: None,  # each is a start of its own
    Anchor.CHALLENGE: lambda _, __: None,
    Anchor.CONTACT: lambda _, __: None,  # each contact is a start of its own
}
