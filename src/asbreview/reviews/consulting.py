"""Consulting the victim on the plan: proposed, answered, and what became of it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.dates import is_not_before
from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.outcome.consulting import Consulted, ProposedAction
from asbreview.domain.people import Channel, HeardBy
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once, within
from asbreview.reviews.drafting import copies, draft
from asbreview.reviews.told import FindingsTold, ProposedTold

BECAME_OF_IT = (
    "Enter what was changed because of what the victim said, or why nothing was: they"
    " are told"
)
CONSULT = (
    "There is no record that the victim was consulted on the plan. Propose it to them,"
    " record what they said, or enter why they were not consulted: they are told"
)


class ConsultingCommands(Commands):
    """The victim is asked about the plan before it is final."""

    @once
    def propose_plan(  # noqa: PLR0913  a proposal is all of these
        self,
        case_id: UUID,
        actions: Sequence[ProposedTold],
        *,
        how: Channel,
        proposed_on: date,
        answer_by: date,
        signed: Signed,
    ) -> Changed:
        """Record what is proposed to the victim, and draft the letter if it is by one.

        Refused before the panel has met (`NotPermittedYet`), since the actions come of
        that.  *answer_by* is a London date on which we go on at the latest.
        """
        case = self.case(case_id)
        case.must_be_open()
        if case.panel.held is None:
            raise NotPermittedYet("Record the panel's meeting first")
        what, field = "The day", "proposed_on"
        is_not_before(proposed_on, case.panel.held.held_on, what=what, field=field)
        if answer_by <= signed.on and how in {Channel.LETTER, Channel.EMAIL}:
            asks = "Give them time to answer: the day must be after today"
            raise Misrecorded(asks, field="answer_by")
        case.outcome.propose_plan(
            uuid5(signed.command_id, "proposal"),
            proposed_on=proposed_on,
            answer_by=answer_by,
            how=how,
            actions=_proposed(case, actions, signed=signed),
            signed=signed,
        )
        case.panel.rely("proposal", signed=signed)
        return case.outcome, case.panel, *_letters(case, how, signed=signed)

    @once
    def give_plan_view(  # noqa: PLR0913  a view is all of these
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        given_on: date,
        how: HeardBy,
        view: str,
        signed: Signed,
    ) -> Changed:
        """Record what somebody of the case thinks of the plan, in their own words."""
        case = self.case(case_id)
        case.must_be_open()
        if person_id not in case.contact.people:
            raise Misrecorded("Choose a person of this case", field="person_id")
        must_say(view, asks="Enter what they think of the plan", field="view")
        case.outcome.give_view(
            uuid5(signed.command_id, "view"),
            person_id=person_id,
            given_on=given_on,
            how=how,
            view=case.prose(view, "plan/view", signed=signed),
            signed=signed,
        )
        return (case.outcome,)

    @once
    def decline_consultation(
        self, case_id: UUID, *, declined_on: date, signed: Signed
    ) -> Changed:
        """Record that the victim does not wish to be asked about the plan."""
        case = self.case(case_id)
        case.must_be_open()
        case.outcome.decline_consultation(declined_on=declined_on, signed=signed)
        return (case.outcome,)

    @once
    def not_consult(
        self, case_id: UUID, *, decided_on: date, reasons: str, signed: Signed
    ) -> Changed:
        """Record that the plan goes on without the victim's view, and why."""
        case = self.case(case_id)
        case.must_be_open()
        _not_consult(case, decided_on, reasons, field="view", signed=signed)
        return (case.outcome,)


def take_account(case: Case, found: FindingsTold, *, signed: Signed) -> None:
    """Record, with the findings, what became of the victim's view of the plan.

    Refused (`Misrecorded`): nothing is on record of their being consulted and no
    reason is told; or they said what they think, and it is not told what became of it.
    """
    if case.outcome.consulted is None:
        reasons, field = found.not_consulted_because, "not_consulted_because"
        _not_consult(case, found.made_on, reasons, field=field, signed=signed)
    if case.outcome.consulted is Consulted.HEARD:
        must_say(found.became_of_view, asks=BECAME_OF_IT, field="became_of_view")
        case.outcome.consider_view(
            considered_on=found.made_on,
            became_of_it=case.prose(found.became_of_view, "plan/became", signed=signed),
            signed=signed,
        )


def _not_consult(
    case: Case, on: date, reasons: str, *, field: str, signed: Signed
) -> None:
    must_say(reasons, asks=CONSULT, field=field)
    why = case.prose(reasons, "plan/not-consulted", signed=signed)
    case.outcome.not_consult(decided_on=on, reasons=why, signed=signed)


def _proposed(
    case: Case, actions: Sequence[ProposedTold], *, signed: Signed
) -> tuple[ProposedAction, ...]:
    for number, told in enumerate(actions):
        with within(f"actions-{number}"):
            case.must_know([told.body_id], field="body_id")
            must_say(told.action, asks="Enter what is proposed", field="action")
    return tuple(
        ProposedAction(
            body_id=told.body_id,
            action=case.prose(told.action, f"proposed/{number}", signed=signed),
        )
        for number, told in enumerate(actions)
    )


def _letters(case: Case, how: Channel, *, signed: Signed) -> tuple[Letter, ...]:
    """Draft the letter of a proposal that is made in writing, and the copies of it."""
    if how is not Channel.LETTER:
        return ()
    kind = LetterKind.PLAN_CONSULTATION
    return draft(case, kind, signed=signed), *copies(case, kind, signed=signed)
