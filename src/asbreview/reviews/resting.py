"""What rests on a fact, and has to be taken back before it (`docs/decisions/0012`)."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.evidence.in_error import EvidenceFact
from asbreview.domain.letter.record import Letter
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.panel.in_error import WHILE_SITTING, PanelFact
from asbreview.domain.trigger.in_error import SAID_OF_CONSENT, TriggerFact
from asbreview.reviews.case import Case

TOLD_BY_LETTER: Final = frozenset(
    {TriggerFact.ACKNOWLEDGED, TriggerFact.TOLD, OutcomeFact.TOLD}
)


def nothing_may_rest_on(
    case: Case, topic: str, item_id: UUID, letters: list[Letter]
) -> None:
    """Refuse to take away what something rests on that can be taken back itself.

    *letters* are those that told it, or were to.
    """
    if topic in TOLD_BY_LETTER:
        raise NotPermittedYet(
            "Record that its letter was posted in error, or was told in another way in"
            " error"
        )
    if topic == PanelFact.PLACE:
        raise NotPermittedYet(
            "The place is put right by putting the meeting off, to the same time"
        )
    if topic in {TriggerFact.CONSENT, TriggerFact.PASSED_ON}:
        decision_may_not_rest_on_it(case)
    if topic in WAS_TOLD and any(letter.has_told for letter in letters):
        raise NotPermittedYet(WAS_TOLD[topic])
    rests = RESTS.get(topic)
    if rests is not None and (because := rests(case, item_id)):
        raise NotPermittedYet(because)


def decision_may_not_rest_on_it(case: Case) -> None:
    """Refuse while the decision on the threshold can be taken back itself."""
    trigger = case.trigger
    if trigger.threshold and not trigger.threshold_told_on and not case.panel.convened:
        raise NotPermittedYet(
            "The decision on the threshold rests on this. Record first that the"
            " decision was in error, and decide again afterwards"
        )


WAS_TOLD: Final[dict[str, str]] = {
    TriggerFact.MORE_TIME: (
        "The applicant has been told the new day. Give more time again instead"
    ),
    PanelFact.NOT_INVITED: (
        "The victim has been told that they are not invited, and why. Record how they"
        " take part instead: that takes its place"
    ),
}
"""What is not taken back once its letter has told it, and what to do instead."""


def _said_since(case: Case, item_id: UUID) -> str:
    trigger = case.trigger
    if item_id not in trigger.said_of_consent or trigger.is_said_last(item_id):
        return ""
    return "Record first that what the victim said of it since was in error"


def _answer(case: Case, item_id: UUID) -> str:
    answered = item_id in case.evidence.answers
    return "Record first that the answer to it was in error" if answered else ""


def _meeting(case: Case, _: UUID) -> str:
    held = case.panel.held is not None
    return "Record first that the meeting was recorded in error" if held else ""


def _sat(case: Case, item_id: UUID) -> str:
    if case.panel.held is None and case.panel.sittings:
        return "The panel has begun to meet: record first that this was in error"
    return _meeting(case, item_id)


def _moved_since(case: Case, item_id: UUID) -> str:
    """Refuse what the panel has met on since, or been put off again from."""
    panel = case.panel
    if meeting := _meeting(case, item_id):
        return meeting
    if panel.last_move != item_id:
        return "It was put off again since: record first that this was in error"
    if panel.sitting is not None:
        return "The panel has begun to meet: record first that this was in error"
    return ""


def _met_on_it(case: Case, _: UUID) -> str:
    if case.panel.held is None:
        return ""
    return (
        "The panel has met, which it may not before it is known how the victim takes"
        " part. Put it right on the page of the panel, where both are recorded at once"
    )


def _findings(case: Case, _: UUID) -> str:
    found = case.outcome.findings is not None
    return "Record first that the findings were recorded in error" if found else ""


def _proposal(case: Case, item_id: UUID) -> str:
    """Refuse to take a meeting away while actions that came of it are proposed."""
    if findings := _findings(case, item_id):
        return findings
    proposed = bool(case.outcome.proposals)
    return "Record first that the plan was proposed in error" if proposed else ""


def _telling(case: Case, _: UUID) -> str:
    told = case.outcome.told_on is not None
    return "The applicant has been told the outcome" if told else ""


RESTS: Final[dict[str, Callable[[Case, UUID], str]]] = {
    **dict.fromkeys(SAID_OF_CONSENT, _said_since),
    EvidenceFact.REQUESTED: _answer,
    PanelFact.CONVENED: _sat,
    PanelFact.POSTPONED: _moved_since,
    PanelFact.ADJOURNED: _moved_since,
    **dict.fromkeys(WHILE_SITTING, _meeting),
    PanelFact.PAPERS: _meeting,
    PanelFact.HELD: _proposal,
    PanelFact.CHOSEN: _met_on_it,
    PanelFact.DECLINED: _met_on_it,
    PanelFact.NOT_INVITED: _meeting,
    OutcomeFact.FOUND: _telling,
    OutcomeFact.PROPOSED: _findings,
    OutcomeFact.HEARD: _findings,
    OutcomeFact.DECLINED: _findings,
    OutcomeFact.NOT_CONSULTED: _findings,
}
"""What may rest on a fact, and has to be taken back before it."""
