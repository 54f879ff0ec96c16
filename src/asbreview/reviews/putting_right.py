"""Putting a slip right: a fact recorded in error, and what an application says.

What a decision rests on stays while the decision itself can be taken back, and what
the applicant was told stays told (`docs/decisions/0012` and `0013`).
"""

from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID

from asbreview.domain.application import Application, Capacity
from asbreview.domain.contact import PromiseKept
from asbreview.domain.errors import Misrecorded, NoSuchThing, NotPermittedYet
from asbreview.domain.evidence.in_error import EvidenceFact
from asbreview.domain.letter.facts import HeldBecause, LetterKind, LetterPosted
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.people import Prose
from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.reviews.case import Case, must_say, rely
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import redraw
from asbreview.reviews.procedures import ProcedureCommands

ENDS: Final = frozenset(
    {TriggerFact.WITHDRAWN, TriggerFact.TRANSFERRED, OutcomeFact.CLOSED}
)
TOLD_BY_LETTER: Final = frozenset(
    {TriggerFact.ACKNOWLEDGED, TriggerFact.TOLD, OutcomeFact.TOLD}
)


class PuttingRight(ProcedureCommands, Commands):
    """A correction is a new event: nothing is overwritten."""

    @once
    def correct_fact(
        self, case_id: UUID, topic: str, item_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record that a fact, named by its topic and its id, was recorded in error.

        What did happen is then recorded afresh.  Refused (`NotPermittedYet`) while
        something rests on it that can be taken back itself, and for what the applicant
        was told; (`NoSuchThing`) for what is not on record.  A letter that would have
        told it is held back.
        """
        case = self.case(case_id)
        must_say(reason, asks="Enter what was wrong", field="reason")
        if topic == LetterPosted.TOPIC:
            return self._not_posted(case, item_id, reason, signed=signed)
        if topic not in ENDS:
            case.must_be_open()
        why = case.prose(reason, "reason", signed=signed)
        if topic == PromiseKept.TOPIC:
            case.contact.take_back_keeping(item_id, reason=why, signed=signed)
            return (case.contact,)
        letters = [self.letter(id_) for id_ in _letters_of(case, topic, item_id)]
        _nothing_may_rest_on(case, topic, item_id, letters)
        _take_back(case, topic, item_id, why, signed=signed)
        held = [letter for letter in letters if letter.is_open]
        for letter in held:
            letter.hold_back(HeldBecause.CORRECTED, signed=signed)
        return *_relied_on(case, signed=signed), *held

    @once
    def correct_application(
        self, case_id: UUID, application: Application, *, reason: str, signed: Signed
    ) -> Changed:
        """Put right what an application says; its deadlines are counted anew.

        Refused where the day brings it under another version of the procedures, or is
        what a decision rests on that can still be recorded in error itself.
        """
        case = self.case(case_id)
        case.must_be_open()
        must_say(reason, asks="Enter what was wrong", field="reason")
        self._may_say(case, application)
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.correct_application(application, reason=why, signed=signed)
        changed = _relied_on(case, signed=signed)
        return *changed, *self._acknowledgement_again(case, signed=signed)

    def _may_say(self, case: Case, application: Application) -> None:
        trigger, procedure = case.trigger, case.procedure
        if application.applied_on != trigger.application.applied_on:
            _decision_may_not_rest_on_it(case)
            then = self.procedure_in_force(
                procedure.procedure_id, application.applied_on
            )
            if then.version != procedure.version:
                raise NotPermittedYet(
                    f"Version {then.version} of the review procedures was in force on"
                    " that day: record a new application, and end this one",
                    field="applied_on",
                )
        applies_themselves = trigger.victim_id == trigger.applicant_id
        if (application.capacity is Capacity.VICTIM) != applies_themselves:
            raise Misrecorded(
                "Who the victim is does not change here: record a new application,"
                " and end this one",
                field="capacity",
            )

    def _acknowledgement_again(self, case: Case, *, signed: Signed) -> Iterator[Letter]:
        """Draw the acknowledgement again, if it has not gone: it tells of the day."""
        received = next(iter(self.events.get(case.trigger.id, lte=1)))
        assert isinstance(received, ApplicationReceived)  # noqa: S101
        kind = LetterKind.ACKNOWLEDGEMENT
        letter = self.letter(Letter.caused_by(received.command_id, kind))
        if letter.is_open:
            letter.hold_back(HeldBecause.CHANGED, signed=signed)
            redraw(letter, case, signed=signed)
            yield letter

    def _not_posted(
        self, case: Case, letter_id: UUID, reason: str, *, signed: Signed
    ) -> Changed:
        """Take back a posting, and with it that the applicant was told."""
        letter = self.letter(letter_id)
        if letter.case_id != case.case_id:
            raise NoSuchThing("There is no such letter on this case")
        if letter.kind is not LetterKind.CLOSING:
            case.must_be_open()
        posted = letter.posted_by
        why = case.prose(reason, "reason", signed=signed)
        letter.take_back_posting(reason=why, signed=signed)
        trigger, outcome, id_ = case.trigger, case.outcome, case.case_id
        for fact, told_by in trigger.told_by.items():
            if told_by == posted:
                trigger.take_back(fact, id_, reason=why, signed=signed)
                break
        if outcome.told_by == posted:
            outcome.take_back(OutcomeFact.TOLD, id_, reason=why, signed=signed)
        told = [record for record in (trigger, outcome) if record.pending_events]
        return letter, *told


def _take_back(
    case: Case, topic: str, item_id: UUID, why: Prose, *, signed: Signed
) -> None:
    record, _, _ = topic.partition(".")
    match record:
        case "trigger":
            trigger = TriggerFact(topic)
            case.trigger.take_back(trigger, item_id, reason=why, signed=signed)
        case "evidence":
            evidence = EvidenceFact(topic)
            case.evidence.take_back(evidence, item_id, reason=why, signed=signed)
        case "panel":
            panel = PanelFact(topic)
            case.panel.take_back(panel, item_id, reason=why, signed=signed)
        case "outcome":
            outcome = OutcomeFact(topic)
            case.outcome.take_back(outcome, item_id, reason=why, signed=signed)
        case _:
            raise NoSuchThing("This is not put right here")


def _relied_on(case: Case, *, signed: Signed) -> tuple[Aggregate, ...]:
    """Note on the other records that a correction rests on them as they stand."""
    records = case.trigger, case.evidence, case.panel, case.outcome
    others = [record for record in records if not record.pending_events]
    rely(others, "correction", signed=signed)
    return records


def _letters_of(case: Case, topic: str, item_id: UUID) -> Iterator[UUID]:
    """Yield the letters that were drafted to tell what was in error."""
    trigger, panel, outcome = case.trigger, case.panel, case.outcome
    match topic:
        case TriggerFact.MORE_TIME if given := trigger.more_time.get(item_id):
            yield Letter.caused_by(given.command_id, LetterKind.DELAY)
        case TriggerFact.WITHDRAWN | TriggerFact.TRANSFERRED if trigger.ended:
            yield Letter.caused_by(trigger.ended.command_id, LetterKind.CLOSING)
        case PanelFact.CONVENED:
            for called in filter(None, (panel.convened, panel.postponed)):
                yield Letter.caused_by(called.command_id, LetterKind.INVITATION)
        case OutcomeFact.FOUND if outcome.findings:
            yield Letter.caused_by(outcome.findings.command_id, LetterKind.OUTCOME)
        case OutcomeFact.CLOSED if outcome.closed:
            yield Letter.caused_by(outcome.closed.command_id, LetterKind.CLOSING)


def _decision_may_not_rest_on_it(case: Case) -> None:
    trigger = case.trigger
    if trigger.threshold and not trigger.threshold_told_on and not case.panel.convened:
        raise NotPermittedYet(
            "The decision on the threshold rests on this. Record first that the"
            " decision was in error, and decide again afterwards"
        )


def _nothing_may_rest_on(
    case: Case, topic: str, item_id: UUID, letters: list[Letter]
) -> None:
    """Refuse to take away what something rests on that can be taken back itself."""
    if topic in TOLD_BY_LETTER:
        raise NotPermittedYet("Record that its letter was posted in error")
    if topic in {TriggerFact.CONSENT, TriggerFact.PASSED_ON}:
        _decision_may_not_rest_on_it(case)
    if topic == TriggerFact.MORE_TIME and any(not x.is_open for x in letters):
        raise NotPermittedYet(
            "The applicant has been told the new day. Give more time again instead"
        )
    rests = RESTS.get(topic)
    if rests is not None and (because := rests(case, item_id)):
        raise NotPermittedYet(because)


def _answer(case: Case, item_id: UUID) -> str:
    answered = item_id in case.evidence.answers
    return "Record first that the answer to it was in error" if answered else ""


def _meeting(case: Case, _: UUID) -> str:
    held = case.panel.held is not None
    return "Record first that the meeting was recorded in error" if held else ""


def _findings(case: Case, _: UUID) -> str:
    found = case.outcome.findings is not None
    return "Record first that the findings were recorded in error" if found else ""


def _telling(case: Case, _: UUID) -> str:
    told = case.outcome.told_on is not None
    return "The applicant has been told the outcome" if told else ""


RESTS: Final[dict[str, Callable[[Case, UUID], str]]] = {
    EvidenceFact.REQUESTED: _answer,
    PanelFact.CONVENED: _meeting,
    PanelFact.PAPERS: _meeting,
    PanelFact.HELD: _findings,
    OutcomeFact.FOUND: _telling,
}
"""What may rest on a fact, and has to be taken back before it."""
