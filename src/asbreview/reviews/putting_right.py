"""Putting a slip right: a fact recorded in error, and what an application says.

What a decision rests on stays while the decision itself can be taken back, and what
the applicant was told stays told (`docs/decisions/0012` and `0013`).
"""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from asbreview.domain.application import Application, Capacity
from asbreview.domain.consent import ConsentStands
from asbreview.domain.contact.in_error import ContactFact
from asbreview.domain.errors import Misrecorded, NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.in_error import LetterFact
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.people import Prose
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.domain.trigger.in_error import SAID_OF_CONSENT, TriggerFact
from asbreview.reviews.case import Case, must_say, rely
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.contacts_in_error import OF_CONTACT, ContactsInError
from asbreview.reviews.drafting import draft, redraw
from asbreview.reviews.letters_in_error import LettersInError
from asbreview.reviews.moved_in_error import MEETING, MOVES, MovesInError, calling
from asbreview.reviews.procedures import ProcedureCommands
from asbreview.reviews.resting import decision_may_not_rest_on_it, nothing_may_rest_on
from asbreview.reviews.rights import RightsCommands

APPLICATION_OVERTAKEN: Final = overtaken("The application was put right")
ENDS: Final = frozenset(
    {
        TriggerFact.WITHDRAWN,
        TriggerFact.TRANSFERRED,
        OutcomeFact.CLOSED,
        OutcomeFact.DECIDED,
    }
)
AFTER_THE_END: Final = ENDS | {
    TriggerFact.COMPARED,
    OutcomeFact.SATISFACTION,
    OutcomeFact.TAKEN_ON,
    OutcomeFact.MAY_BE_PASSED,
    OutcomeFact.HEARING,
    ContactFact.HELP_ANSWERED,
    *LetterFact,
    *RightsFact,
}
"""What is taken back on a case that has ended, too."""
FITS: Final = {Capacity.VICTIM: True, Capacity.REPRESENTATIVE: False}
"""Whether who applies so applies for themselves; a business, say, may or may not."""


class PuttingRight(
    ProcedureCommands, RightsCommands, LettersInError, ContactsInError, MovesInError
):
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
        if topic in set(LetterFact):
            fact = LetterFact(topic)
            return self._correct_letter(case, fact, item_id, reason, signed=signed)
        if topic not in AFTER_THE_END:
            case.must_be_open()
        why = case.prose(reason, "reason", signed=signed)
        if topic in set(RightsFact):
            told = RightsFact(topic)
            return self.take_back_of_rights(case, told, item_id, why, signed=signed)
        if topic in OF_CONTACT:
            return self._correct_contact(case, topic, item_id, why, signed=signed)
        _must_not_be_referred_back(case, topic, item_id)
        letters = list(self._letters_of(case, topic, item_id))
        nothing_may_rest_on(case, topic, item_id, letters)
        agenda: list[Aggregate] = []
        if topic in MOVES:
            agenda = self._not_moved(case, topic, item_id, why, signed=signed)
        else:
            _take_back(case, topic, item_id, why, signed=signed)
        held = [letter for letter in letters if letter.is_open]
        for letter in held:
            letter.hold_back(_what_is_left(case, letter), signed=signed)
        anew = list(self._ask_again(case, topic, signed=signed))
        if topic == PanelFact.POSTPONED:
            anew += self._invited_again(case, letters, signed=signed)
        return *relied_on(case, signed=signed), *agenda, *held, *anew

    @once
    def correct_application(
        self,
        case_id: UUID,
        application: Application,
        *,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Put right what an application says; its deadlines are counted anew.

        Refused where the day brings it under another version of the procedures, or is
        what a decision rests on that can still be recorded in error itself; and
        (`AlreadyDone`) where it was put right *since* that version of its record.
        """
        case = self.case(case_id)
        case.must_be_open()
        must_stand(since, case.trigger.application_since, says=APPLICATION_OVERTAKEN)
        must_say(reason, asks="Enter what was wrong", field="reason")
        self._may_say(case, application)
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.correct_application(application, reason=why, signed=signed)
        changed = relied_on(case, signed=signed)
        return *changed, *self._acknowledgement_again(case, signed=signed)

    def _may_say(self, case: Case, application: Application) -> None:
        trigger, procedure = case.trigger, case.procedure
        if application.applied_on != trigger.application.applied_on:
            decision_may_not_rest_on_it(case)
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
        fits = FITS.get(application.capacity, applies_themselves)
        if fits != applies_themselves:
            raise Misrecorded(
                "Who the victim is does not change here: put that right by itself",
                field="capacity",
            )

    def _ask_again(self, case: Case, topic: str, *, signed: Signed) -> Iterator[Letter]:
        """Draft the letter that asks the victim, if they turn out never to be asked."""
        unknown = case.trigger.consent_stands is ConsentStands.UNKNOWN
        if topic in SAID_OF_CONSENT and unknown:
            asked = self.letters_of_application(case, LetterKind.CONSENT)
            if not any(letter.is_open or letter.has_told for letter in asked):
                yield draft(case, LetterKind.CONSENT, signed=signed)

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

    def _letters_of(self, case: Case, topic: str, item_id: UUID) -> Iterator[Letter]:
        """Yield the letters that were drafted to tell what was in error."""
        trigger = case.trigger
        match topic:
            case TriggerFact.MORE_TIME if given := trigger.more_time.get(item_id):
                yield from self.caused_by(given.command_id, LetterKind.DELAY)
            case TriggerFact.PAUSED if pause := trigger.pauses.get(item_id):
                yield from self.caused_by(pause.command_id, LetterKind.CLOCK_STOPPED)
            case TriggerFact.RESUMED if item_id in trigger.resumed_by:
                command = trigger.resumed_by[item_id]
                yield from self.caused_by(command, LetterKind.CLOCK_STARTED)
            case TriggerFact.WITHDRAWN | TriggerFact.TRANSFERRED if trigger.ended:
                yield from self.caused_by(trigger.ended.command_id, LetterKind.CLOSING)
            case TriggerFact.JOINT if trigger.joint:
                command = trigger.joint.command_id
                yield from self.caused_by(command, LetterKind.JOINT_CASE)
            case PanelFact.CONVENED | PanelFact.POSTPONED | PanelFact.ADJOURNED:
                for command in calling(case, topic, item_id):
                    yield from self.caused_by(command, *MEETING)
            case PanelFact.NOT_INVITED:
                yield from self.caused_by(item_id, LetterKind.NOT_INVITED)
            case _:
                yield from self._letters_of_outcome(case, topic, item_id)

    def _letters_of_outcome(
        self, case: Case, topic: str, item_id: UUID
    ) -> Iterator[Letter]:
        outcome = case.outcome
        match topic:
            case OutcomeFact.FOUND if outcome.findings:
                command = outcome.findings.command_id
                yield from self.caused_by(command, LetterKind.OUTCOME)
            case OutcomeFact.PROPOSED if made := outcome.proposals.get(item_id):
                command = made.command_id
                yield from self.caused_by(command, LetterKind.PLAN_CONSULTATION)
            case OutcomeFact.DONE | OutcomeFact.CANCELLED:
                ended = outcome.done.get(item_id) or outcome.cancelled.get(item_id)
                if ended:
                    yield from self.caused_by(ended.command_id, LetterKind.PLAN_UPDATE)
            case OutcomeFact.DECIDED if decided := outcome.decided.get(item_id):
                command = decided.command_id
                yield from self.caused_by(command, LetterKind.CHALLENGE_DECIDED)
            case OutcomeFact.HEARING if heard := outcome.hearings.get(item_id):
                command = heard.command_id
                yield from self.caused_by(command, LetterKind.CHALLENGE_HEARING)
            case OutcomeFact.CLOSED if outcome.closed:
                command = outcome.closed.command_id
                yield from self.caused_by(command, LetterKind.CLOSING)


def _must_not_be_referred_back(case: Case, topic: str, item_id: UUID) -> None:
    """Refuse to take a decision back on which a linked review was opened."""
    decided = case.outcome.decided.get(item_id)
    if topic == OutcomeFact.DECIDED and decided and decided.referred_back:
        raise NotPermittedYet(
            f"A linked review was opened on it: {decided.referred_back.reference}. What"
            " was wrong is told there"
        )


def _what_is_left(case: Case, letter: Letter) -> HeldBecause:
    """Say whether a letter still has something to tell, once a thing was in error."""
    outcome = case.outcome
    ended = (*outcome.done.values(), *outcome.cancelled.values())
    tells = {Letter.caused_by(e.command_id, LetterKind.PLAN_UPDATE) for e in ended}
    return HeldBecause.CHANGED if letter.id in tells else HeldBecause.CORRECTED


def _take_back(
    case: Case, topic: str, item_id: UUID, why: Prose, *, signed: Signed
) -> None:
    for record in (case.trigger, case.evidence, case.panel, case.outcome):
        if topic in record.facts_on_record:
            record.take_back(topic, item_id, reason=why, signed=signed)
            return
    raise NoSuchThing("There is no such thing, or it is corrected already")


def relied_on(case: Case, *, signed: Signed) -> tuple[Aggregate, ...]:
    """Note on the other records that a correction rests on them as they stand."""
    records = case.trigger, case.evidence, case.panel, case.outcome
    others = [record for record in records if not record.pending_events]
    rely(others, "correction", signed=signed)
    return records
