"""What may have been put on record about an outcome in error."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from asbreview.domain.in_error import FactRecordedInError

if TYPE_CHECKING:
    from asbreview.domain.outcome.record import Outcome


class OutcomeFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    FOUND = "outcome.findings-made"
    PROPOSED = "outcome.plan-proposed"
    HEARD = "outcome.plan-view-given"
    DECLINED = "outcome.consultation-declined"
    NOT_CONSULTED = "outcome.victim-not-consulted"
    WRITTEN_TO = "outcome.addressee-written-to"
    ANSWERED = "outcome.recommendation-answered"
    PROGRESSED = "outcome.action-progressed"
    HELD_UP = "outcome.action-held-up"
    DONE = "outcome.action-done"
    CANCELLED = "outcome.action-cancelled"
    TOLD = "outcome.outcome-told"
    CLOSED = "outcome.case-closed"
    SATISFACTION = "outcome.said-how-it-was"
    DECIDED = "outcome.challenge-decided"
    TAKEN_ON = "outcome.challenge-taken-on"
    MAY_BE_PASSED = "outcome.challenge-may-be-passed"
    HEARING = "outcome.hearing-arranged"


OF_SEVERAL: Final = {
    OutcomeFact.PROPOSED: "proposals",
    OutcomeFact.HEARD: "consultations",
    OutcomeFact.DECLINED: "consultations",
    OutcomeFact.NOT_CONSULTED: "consultations",
    OutcomeFact.WRITTEN_TO: "written_to",
    OutcomeFact.ANSWERED: "responses",
    OutcomeFact.PROGRESSED: "news",
    OutcomeFact.HELD_UP: "news",
    OutcomeFact.DONE: "done",
    OutcomeFact.CANCELLED: "cancelled",
    OutcomeFact.DECIDED: "decided",
    OutcomeFact.TAKEN_ON: "taken_on",
    OutcomeFact.MAY_BE_PASSED: "may_be_passed",
    OutcomeFact.HEARING: "hearings",
    OutcomeFact.SATISFACTION: "satisfaction",
}
"""Where the record keeps those of which a case may have several."""


class OutcomeFactInError(FactRecordedInError):
    """Something about the outcome was recorded that did not happen, or not so."""

    TOPIC: ClassVar[str] = "outcome.fact-in-error"

    fact: OutcomeFact

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    def apply(self, aggregate: "Outcome") -> None:
        """Leave it out of account from now on."""
        match self.fact:
            case OutcomeFact.FOUND:
                aggregate.findings = aggregate.considered = None
                aggregate.recommendations, aggregate.responses = {}, {}
                aggregate.written_to, aggregate.news = {}, {}
                aggregate.actions, aggregate.done, aggregate.cancelled = {}, {}, {}
            case OutcomeFact.TOLD:
                aggregate.told_on = aggregate.told_by = None
            case OutcomeFact.CLOSED:
                aggregate.closed = None
            case _:
                getattr(aggregate, OF_SEVERAL[self.fact]).pop(self.item_id, None)
