"""Forgetting whoever applied in an earlier case: two officers, or its time is over."""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.erasure import Basis, Erasure
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.past.record import PastCase
from asbreview.domain.people import Prose
from asbreview.domain.retention.rules import RetentionRule
from asbreview.reviews.commanding import FAR, Changed, once
from asbreview.reviews.erasing import ErasingCommands
from asbreview.reviews.past import PastCommands
from asbreview.reviews.retention import RetentionCommands
from asbreview.reviews.two_officers import why_returned

PAST_REMAINS: Final = (
    "The reference, the dates, what was decided, how many recommendations there were,"
    " and the figures."
)


class PastForgettingCommands(ErasingCommands, RetentionCommands, PastCommands):
    """The name, the address and the words of an earlier case go; its facts stay."""

    @once
    def propose_past_erasure(
        self, past_id: UUID, *, basis: Basis, signed: Signed
    ) -> Changed:
        """Propose to forget whoever applied in an earlier case.

        `AlreadyDone` where that was decided, or another proposal of it waits.
        """
        past = self.past_case(past_id)
        self.may_forget_past(past)
        disposals = self.disposals_to_add_to(past.area_id, signed=signed)
        disposals.propose_erasure(
            uuid5(signed.command_id, "erasure"),
            case_id=past_id,
            person_id=past.person.person_id,
            basis=basis,
            texts=(),
            redactions=(),
            remains=PAST_REMAINS,
            signed=signed,
        )
        return (disposals,)

    @once
    def approve_past_erasure(
        self, past_id: UUID, proposal_id: UUID, *, signed: Signed
    ) -> Changed:
        """Approve it: never by whoever proposed it (`NotPermittedYet`).

        `finish_erasure` of the person does the rest.
        """
        past = self.past_case(past_id)
        disposals = self.disposals_proposed_on(past.area_id)
        proposed = disposals.approve_erasure(past_id, proposal_id, signed=signed)
        self.may_forget_past(past)
        erasure = self.past_forgotten(
            past, basis=proposed.basis, proposed_by=proposed.proposed_by, signed=signed
        )
        return disposals, erasure

    @once
    def return_past_erasure(
        self, past_id: UUID, proposal_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Return a proposal, and say why; the reason goes with the person."""
        past = self.past_case(past_id)
        disposals = self.disposals_proposed_on(past.area_id)
        why = Prose.of(
            why_returned(reason),
            text_id=uuid5(signed.command_id, "reason"),
            about=(past.person.person_id,),
        )
        disposals.return_erasure(past_id, proposal_id, reason=why, signed=signed)
        return (disposals,)

    @once
    def forget_past_person(
        self, case_id: UUID, *, basis: Basis, signed: Signed
    ) -> Changed:
        """Decide alone to forget whoever applied, where nobody else could approve it.

        The name, the address and what was recommended go; dates and figures stay.
        `AlreadyDone` where it was decided, or a proposal of it waits.
        """
        past = self.past_case(case_id)
        self.may_forget_past(past)
        disposals = self.disposals(past.area_id)
        if disposals:
            disposals.must_not_wait_of(past.person.person_id)
        erasure = self.past_forgotten(
            past, basis=basis, proposed_by=signed.by, signed=signed
        )
        return (erasure,)

    def may_forget_past(self, past: PastCase) -> None:
        """Refuse (`AlreadyDone`) to forget whoever is forgotten."""
        if self.is_past_forgotten(past):
            raise AlreadyDone("It has been decided already to forget this person")

    def is_past_forgotten(self, past: PastCase) -> bool:
        """Was it decided to forget whoever applied?"""
        record_id = Erasure.id_for(past.person.person_id)
        return bool(self.recorder.version_as_of(record_id, FAR))

    def past_forgotten(
        self, past: PastCase, *, basis: Basis, proposed_by: UUID, signed: Signed
    ) -> Erasure:
        """Return the decision; the reasons for which it was returned go, too."""
        person_id = past.person.person_id
        disposals = self.disposals(past.area_id)
        ever = disposals.erasures_of(person_id) if disposals else []
        returned = (each.returned_because for each in ever)
        return Erasure.decide(
            past.case_id,
            person_id=person_id,
            basis=basis,
            texts=(),
            redactions=(),
            drafts=tuple(reason.text_id for reason in returned if reason),
            proposed_by=proposed_by,
            remains=PAST_REMAINS,
            signed=signed,
        )

    def keeps_past(
        self, past_id: UUID, area_id: str, rule: RetentionRule | None, *, on: date
    ) -> str:
        """Say what keeps an earlier case of an area; nothing if it is due today."""
        past = self.past_case(past_id)
        if past.area_id != area_id:
            raise NoSuchThing("Select from the cases that are due", field="cases")
        if self.is_past_forgotten(past):
            return "Whoever applied is forgotten already."
        due_on = past_due_on(past, rule) if rule else None
        if due_on is None or due_on > on:
            return "It is not due for disposal."
        return ""


def past_due_on(past: PastCase, rule: RetentionRule) -> date | None:
    """Return the first day on which an earlier case is kept no longer, if known."""
    return rule.past_due_on(
        ended_on=past.facts.ended_on, brought_in_on=past.brought_in_on
    )
