"""Consulting the victim on the plan of actions, before it is final.

It is the statutory guidance of 2025 that asks for it, not the Act: so nothing of it
bars a decision, but a plan is not made final without a record of what became of it
(`docs/decisions/0052`).
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.model import CaseEvent, Signed, Value
from asbreview.domain.outcome.satisfaction import AskedHowItWas
from asbreview.domain.people import Channel, HeardBy, Prose

if TYPE_CHECKING:
    from asbreview.domain.outcome.facts import FindingsMade
    from asbreview.domain.outcome.record import Outcome

IS_FINAL = "The findings have been made, and the plan with them: it is final"


class Consulted(StrEnum):
    """What is on record of the victim's being consulted on the plan."""

    HEARD = "they said what they think of it"
    DECLINED = "they do not wish to be asked"
    NOT_ASKED = "they were not asked, or did not answer"


class ProposedAction(Value):
    """An action as it is proposed, and the body that is to do it."""

    body_id: UUID
    action: Prose


class PlanProposed(CaseEvent):
    """Actions were proposed to the victim, who is asked what they think of them.

    Later ones take the place of those before; `answer_by` is when we go on at latest.
    """

    TOPIC: ClassVar[str] = "outcome.plan-proposed"

    proposal_id: UUID
    proposed_on: date
    answer_by: date
    how: Channel
    actions: tuple[ProposedAction, ...]

    def apply(self, aggregate: "Outcome") -> None:
        """Remember what was proposed."""
        aggregate.proposals[self.proposal_id] = self


class PlanViewGiven(CaseEvent):
    """The victim, or whoever applied for them, said what they think of the plan."""

    TOPIC: ClassVar[str] = "outcome.plan-view-given"

    view_id: UUID
    person_id: UUID
    given_on: date
    how: HeardBy
    view: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember what they said."""
        aggregate.consultations[self.view_id] = self


class ConsultationDeclined(CaseEvent):
    """The victim does not wish to be asked about the plan."""

    TOPIC: ClassVar[str] = "outcome.consultation-declined"

    declined_on: date

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that they do not."""
        aggregate.consultations[self.command_id] = self


class VictimNotConsulted(CaseEvent):
    """The plan went on without the victim's view, for reasons that they are told."""

    TOPIC: ClassVar[str] = "outcome.victim-not-consulted"

    decided_on: date
    reasons: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that, and why."""
        aggregate.consultations[self.command_id] = self


class ViewConsidered(CaseEvent):
    """What the victim thinks of the plan was considered: what changed, or why not."""

    TOPIC: ClassVar[str] = "outcome.view-considered"

    considered_on: date
    became_of_it: Prose

    def apply(self, aggregate: "Outcome") -> None:
        """Remember what became of it."""
        aggregate.considered = self


Consultation = PlanViewGiven | ConsultationDeclined | VictimNotConsulted


class ConsultedOnPlan(AskedHowItWas):
    """Whether the victim was consulted on the plan, and what became of it."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.findings: FindingsMade | None = None
        self.proposals: dict[UUID, PlanProposed] = {}
        self.consultations: dict[UUID, Consultation] = {}
        self.considered: ViewConsidered | None = None

    @property
    def proposal(self) -> PlanProposed | None:
        """What was proposed last."""
        return next(reversed(self.proposals.values()), None)

    @property
    def views(self) -> tuple[PlanViewGiven, ...]:
        """What they said of the plan, in the order in which it was recorded."""
        given = self.consultations.values()
        return tuple(each for each in given if isinstance(each, PlanViewGiven))

    @property
    def consulted(self) -> Consulted | None:
        """What is on record of it: a view, whenever it came, before all else."""
        if self.views:
            return Consulted.HEARD
        match next(reversed(self.consultations.values()), None):
            case ConsultationDeclined():
                return Consulted.DECLINED
            case VictimNotConsulted():
                return Consulted.NOT_ASKED
        return None

    @property
    def not_consulted_because(self) -> Prose | None:
        """Why they were not consulted, where they were not."""
        last = next(reversed(self.consultations.values()), None)
        if self.views or not isinstance(last, VictimNotConsulted):
            return None
        return last.reasons

    @property
    def waits_for_view(self) -> PlanProposed | None:
        """What the victim was asked about and has not answered, if that is so."""
        open_still = self.findings is None and self.consulted is None
        return self.proposal if open_still else None

    def propose_plan(  # noqa: PLR0913  a proposal is all of these
        self,
        proposal_id: UUID,
        *,
        proposed_on: date,
        answer_by: date,
        how: Channel,
        actions: tuple[ProposedAction, ...],
        signed: Signed,
    ) -> None:
        """Record what was proposed to the victim, on a London date, and by when.

        Refused: no action (`Misrecorded`), once the plan is final (`AlreadyDone`).
        """
        self._must_not_be_final()
        has_happened(proposed_on, what="The day", field="proposed_on", signed=signed)
        what, field = "The day to answer by", "answer_by"
        is_not_before(answer_by, proposed_on, what=what, field=field)
        if not actions:
            asks = "Enter at least one action that is proposed"
            raise Misrecorded(asks, field="actions-0-action")
        self._record(
            PlanProposed,
            signed,
            proposal_id=proposal_id,
            proposed_on=proposed_on,
            answer_by=answer_by,
            how=how,
            actions=actions,
        )

    def give_view(  # noqa: PLR0913  a view is all of these
        self,
        view_id: UUID,
        *,
        person_id: UUID,
        given_on: date,
        how: HeardBy,
        view: Prose,
        signed: Signed,
    ) -> None:
        """Record what they think of what was proposed; they may say more than once."""
        self._must_not_be_final()
        proposed = self.proposal
        if proposed is None:
            raise NotPermittedYet("Record first what was proposed to them")
        what, field = "The day", "given_on"
        has_happened(given_on, what=what, field=field, signed=signed)
        first = next(iter(self.proposals.values()))
        is_not_before(given_on, first.proposed_on, what=what, field=field)
        self._record(
            PlanViewGiven,
            signed,
            view_id=view_id,
            person_id=person_id,
            given_on=given_on,
            how=how,
            view=view,
        )

    def decline_consultation(self, *, declined_on: date, signed: Signed) -> None:
        """Record that the victim does not wish to be asked."""
        self._must_not_be_final()
        has_happened(declined_on, what="The day", field="given_on", signed=signed)
        self._record(ConsultationDeclined, signed, declined_on=declined_on)

    def not_consult(self, *, decided_on: date, reasons: Prose, signed: Signed) -> None:
        """Record that the plan goes on without their view; they are told why."""
        self._must_not_be_final()
        has_happened(decided_on, what="The day", field="given_on", signed=signed)
        self._record(VictimNotConsulted, signed, decided_on=decided_on, reasons=reasons)

    def consider_view(
        self, *, considered_on: date, became_of_it: Prose, signed: Signed
    ) -> None:
        """Record what became of what they said, with the findings."""
        self._record(
            ViewConsidered,
            signed,
            considered_on=considered_on,
            became_of_it=became_of_it,
        )

    def _must_not_be_final(self) -> None:
        if self.findings is not None:
            raise AlreadyDone(IS_FINAL)
