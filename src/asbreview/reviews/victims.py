"""Putting right who the victim of a case is (`docs/decisions/0029`)."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from asbreview.domain.application import Capacity
from asbreview.domain.consent import ConsentStands
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.reviews.applying import people_must_fit
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.drafting import TO_THE_VICTIM, draft
from asbreview.reviews.panels import invite
from asbreview.reviews.putting_right import PuttingRight, relied_on
from asbreview.reviews.resting import decision_may_not_rest_on_it
from asbreview.reviews.told import PersonTold


class VictimCorrections(PuttingRight):
    """Whom a case is about."""

    @once
    def correct_victim(  # noqa: PLR0913  who it is, and of which record
        self,
        case_id: UUID,
        capacity: Capacity,
        victim: PersonTold | None,
        *,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Put right who the victim is: whoever applied, or (*victim*) another.

        *since* says which record of it is put right: refused (`AlreadyDone`) where
        another was made since.

        Refused (`NotPermittedYet`) while something rests on who it was: the decision on
        the threshold, until it was told; how they take part; the risk to them; and for
        good once the panel has met.  Letters to whom it is not are held back, and those
        that whom it is has to have are drafted.
        """
        case = self.case(case_id)
        case.must_be_open()
        must_say(reason, asks="Enter what was wrong", field="reason")
        people_must_fit(capacity, names_a_victim=victim is not None, consents=False)
        _nothing_may_rest_on_it(case)
        held = self._hold_letters(case, signed=signed)
        why = case.prose(reason, "reason", signed=signed)
        victim_id = case.trigger.applicant_id
        if victim is not None:
            victim_id = uuid5(signed.command_id, "victim")
        case.trigger.correct_victim(victim_id, capacity, reason=why, signed=signed)
        person = victim.sealed(victim_id) if victim else None
        case.contact.put_victim_right(victim_id, person, since=since, signed=signed)
        drafted = list(_letters_anew(case, signed=signed))
        return *relied_on(case, signed=signed), case.contact, *held, *drafted

    def _hold_letters(self, case: Case, *, signed: Signed) -> list[Letter]:
        """Hold back what has not gone to whom it is not."""
        received = next(iter(self.events.get(case.trigger.id, lte=1)))
        assert isinstance(received, ApplicationReceived)  # noqa: S101
        panel, corrected_by = case.panel, case.trigger.victim_corrected_by
        commands = [received.command_id, *([corrected_by] if corrected_by else [])]
        commands += panel.called_by
        found = [
            letter
            for command in dict.fromkeys(commands)
            for letter in self.caused_by(command, *TO_THE_VICTIM)
            if letter.is_open and letter.held_because is not HeldBecause.CORRECTED
        ]
        for letter in found:
            letter.hold_back(HeldBecause.CORRECTED, signed=signed)
        return found


def _letters_anew(case: Case, *, signed: Signed) -> Iterator[Letter]:
    """Draft what whoever is the victim is asked, and invited to."""
    if case.trigger.consent_stands is ConsentStands.UNKNOWN:
        yield draft(case, LetterKind.CONSENT, signed=signed)
    if case.panel.convened is not None:
        yield from invite(case, signed=signed)


def _nothing_may_rest_on_it(case: Case) -> None:
    decision_may_not_rest_on_it(case)
    if case.panel.held is not None:
        raise NotPermittedYet(
            "The panel has met on the case of who was the victim then. Record first"
            " that the meeting was recorded in error"
        )
    if case.panel.participation is not None:
        raise NotPermittedYet(
            "It is on record how they take part. Record first that that was in error"
        )
    if case.evidence.assessments:
        raise NotPermittedYet(
            "The risk to them was assessed. Record first that the assessment was in"
            " error"
        )
