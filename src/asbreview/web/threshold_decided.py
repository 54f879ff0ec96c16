"""A decision on the threshold with its whole ground, as a page tells it."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid5

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import CaseEvent
from asbreview.domain.trigger.facts import ThresholdDecided, ThresholdRecordedInError
from asbreview.web.case_view import CaseView
from asbreview.web.decisions_told import rests_on
from asbreview.web.desk import Desk
from asbreview.web.evidence_file import evidence_file
from asbreview.web.threshold_found import Found, found


@dataclass(frozen=True)
class Decided:
    """A decision, the finding it was taken on, its letter, and whether it stands."""

    fact: ThresholdDecided
    found: Found
    letter: Letter
    deciders: tuple[str, ...]
    relied_on: tuple[str, ...]
    as_it_was: str
    in_error: ThresholdRecordedInError | None

    @property
    def says(self) -> str:
        """Say what was decided."""
        return "The threshold is met" if self.fact.met else "The threshold is not met"


def decisions(desk: Desk) -> list[Decided]:
    """Return the decisions on a case, the one that stands last; most have one."""
    trigger = desk.view.case.trigger
    history = list(desk.reviews.events.get(trigger.id, lte=trigger.version))
    errors = {
        event.item_id: event
        for event in history
        if isinstance(event, ThresholdRecordedInError)
    }
    return [
        _decided(desk, event, errors.get(event.decision_id))
        for event in history
        if isinstance(event, ThresholdDecided)
    ]


def _decided(
    desk: Desk, fact: ThresholdDecided, in_error: ThresholdRecordedInError | None
) -> Decided:
    view = desk.view
    file = evidence_file(desk.reviews, view.case)
    return Decided(
        fact=fact,
        found=found(fact.finding, view.case.procedure, file),
        letter=desk.reviews.letter(_letter_id(fact), as_of=view.position),
        deciders=tuple(view.body_name(body_id) for body_id in fact.decided_by),
        relied_on=tuple(rests_on(view, fact.ground)),
        as_it_was=_before(view, fact),
        in_error=in_error,
    )


def _before(view: CaseView, fact: CaseEvent) -> str:
    """Return the address of the case as it was when the decision was recorded."""
    instant = fact.timestamp.isoformat()
    return f"/cases/{view.reference}?{urlencode({'as_of': instant})}"


def _letter_id(fact: ThresholdDecided) -> UUID:
    """Return the id of the letter that was drafted with a decision."""
    kind = LetterKind.THRESHOLD_MET if fact.met else LetterKind.THRESHOLD_NOT_MET
    return uuid5(fact.command_id, f"letter/{kind}")
