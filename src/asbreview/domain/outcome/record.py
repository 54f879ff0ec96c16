"""The record of what comes of a case."""

from collections.abc import Container, Mapping
from datetime import date
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.ground import Ground
from asbreview.domain.model import Signed
from asbreview.domain.outcome.addressees import AddresseeNamed, AddresseeWrittenTo
from asbreview.domain.outcome.facts import (
    ActionAdded,
    CaseClosed,
    ClosedAs,
    FindingsMade,
    OptionConsidered,
    OutcomeFileOpened,
    OutcomeRecordedInError,
    OutcomeReliedOn,
    OutcomeTold,
    RecommendationAnswered,
    RecommendationMade,
    Response,
)
from asbreview.domain.outcome.in_error import OutcomeFact, OutcomeFactInError
from asbreview.domain.outcome.plan import PlanOfActions
from asbreview.domain.people import Channel, Prose
from asbreview.domain.statute import RECOMMENDATIONS, implements


class Outcome(PlanOfActions):
    """Findings, recommendations, the plan of actions, and the end of the case."""

    TOPIC = "outcome"
    relied_on_as = OutcomeReliedOn
    in_error_as = OutcomeFactInError

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.recommendations: dict[UUID, RecommendationMade] = {}
        self.from_outside: dict[UUID, Prose] = {}  # what each is called
        self.written_to: dict[UUID, AddresseeWrittenTo] = {}
        self.responses: dict[UUID, RecommendationAnswered] = {}
        self.told_on: date | None = None
        self.told_by: UUID | None = None
        self.closed: CaseClosed | None = None

    @classmethod
    def open_file(cls, case_id: UUID, *, signed: Signed) -> "Outcome":
        """Open the file; it is opened with the case."""
        return cls._open_on(case_id, OutcomeFileOpened, signed)

    @property
    def closed_on(self) -> date | None:
        """The day on which the case was closed."""
        return self.closed.closed_on if self.closed else None

    def find(  # noqa: PLR0913  findings and their whole ground
        self,
        findings_id: UUID,
        *,
        made_on: date,
        made_by: tuple[UUID, ...],
        findings: Prose,
        options: tuple[OptionConsidered, ...],
        assessment_id: UUID,
        ground: Ground,
        signed: Signed,
    ) -> None:
        """Record the findings; without an option considered they are refused."""
        self._may_find(made_on, options, signed=signed)
        self._record(
            FindingsMade,
            signed,
            findings_id=findings_id,
            made_on=made_on,
            made_by=made_by,
            findings=findings,
            options=options,
            assessment_id=assessment_id,
            ground=ground,
        )

    @implements(RECOMMENDATIONS)
    def recommend(
        self,
        recommendation_id: UUID,
        *,
        body_id: UUID,
        made_on: date,
        recommendation: Prose,
        signed: Signed,
    ) -> None:
        """Make a recommendation; it follows the findings."""
        self._must_have_found()
        self._record(
            RecommendationMade,
            signed,
            recommendation_id=recommendation_id,
            body_id=body_id,
            made_on=made_on,
            recommendation=recommendation,
        )

    @implements(RECOMMENDATIONS)
    def name_addressee(self, body_id: UUID, *, name: Prose, signed: Signed) -> None:
        """Name somebody with public functions to whom a recommendation is made."""
        self._must_have_found()
        self._record(AddresseeNamed, signed, body_id=body_id, name=name)

    @implements(RECOMMENDATIONS)
    def write_to_addressee(
        self, body_id: UUID, *, sent_on: date, channel: Channel, signed: Signed
    ) -> None:
        """Record that the recommendations to somebody from outside went to them.

        On a London date, once; `NoSuchThing` where none stands that is made to them.
        """
        made = [r for r in self.recommendations.values() if r.body_id == body_id]
        if not made or body_id not in self.from_outside:
            raise NoSuchThing("There is no such recommendation on this case")
        if body_id in self.written_to:
            raise AlreadyDone("It is on record already that this letter was sent")
        what, first = "The sending", min(each.made_on for each in made)
        has_happened(sent_on, what=what, field="sent_on", signed=signed)
        is_not_before(sent_on, first, what=what, field="sent_on")
        self._record(
            AddresseeWrittenTo,
            signed,
            body_id=body_id,
            sent_on=sent_on,
            channel=channel,
        )

    def answer_recommendation(
        self,
        recommendation_id: UUID,
        *,
        response: Response,
        answered_on: date,
        reasons: Prose,
        signed: Signed,
    ) -> None:
        """Record a body's answer, once."""
        made = self.recommendations.get(recommendation_id)
        if made is None:
            raise NoSuchThing("There is no such recommendation on this case")
        if recommendation_id in self.responses:
            raise AlreadyDone("This recommendation has been answered")
        has_happened(answered_on, what="The answer", field="answered_on", signed=signed)
        is_not_before(answered_on, made.made_on, what="The answer", field="answered_on")
        self._record(
            RecommendationAnswered,
            signed,
            recommendation_id=recommendation_id,
            response=response,
            answered_on=answered_on,
            reasons=reasons,
        )

    def add_action(  # noqa: PLR0913  an action is all of these
        self,
        action_id: UUID,
        *,
        body_id: UUID,
        due_on: date,
        action: Prose,
        recommendation_id: UUID | None,
        signed: Signed,
    ) -> None:
        """Add an action to the plan, with its owner and day."""
        self._must_have_found()
        self._must_be_open()
        if recommendation_id and recommendation_id not in self.recommendations:
            raise NoSuchThing("There is no such recommendation on this case")
        self._record(
            ActionAdded,
            signed,
            action_id=action_id,
            body_id=body_id,
            due_on=due_on,
            action=action,
            recommendation_id=recommendation_id,
        )

    def tell(self, *, told_on: date, signed: Signed) -> None:
        """Record that the applicant was told the outcome; a repeat adds nothing."""
        if self.told_on is None:
            made_on = self._must_have_found().made_on
            is_not_before(told_on, made_on, what="The telling", field="posted_on")
            self._record(OutcomeTold, signed, told_on=told_on)

    def close(
        self, *, closed_on: date, closed_as: ClosedAs, ground: Ground, signed: Signed
    ) -> None:
        """Close the case; `NotPermittedYet` while an action of it is open."""
        self._must_be_open()
        if self.open_actions:
            raise NotPermittedYet(
                f"{len(self.open_actions)} of the actions are open: an action is done,"
                " or cancelled with a reason that the applicant is told"
            )
        has_happened(closed_on, what="The closing", field="closed_on", signed=signed)
        self._record(
            CaseClosed,
            signed,
            closed_on=closed_on,
            closed_as=closed_as,
            ground=ground,
        )

    def record_in_error(self, item_id: UUID, *, reason: Prose, signed: Signed) -> None:
        """Record that a recommendation, an action or a challenge was in error.

        What was in the outcome that the applicant was told is not taken back
        (`NotPermittedYet`).
        """
        made = (
            self.recommendations.get(item_id)
            or self.actions.get(item_id)
            or self.challenges.get(item_id)
        )
        if made is None:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        if self.told_on is not None and self._was_in_the_outcome(made.command_id):
            raise NotPermittedYet(
                "The applicant has been told of it in the outcome: cancel the action,"
                " with a reason that they are told"
            )
        self._record(OutcomeRecordedInError, signed, item_id=item_id, reason=reason)

    @property
    def facts_on_record(self) -> Mapping[str, Container[UUID]]:
        """What is on record and may turn out to be in error: ids, by their topic."""
        return {
            OutcomeFact.FOUND: (self.findings.findings_id,) if self.findings else (),
            **self._consultation_on_record,
            OutcomeFact.WRITTEN_TO: self.written_to,
            OutcomeFact.ANSWERED: self.responses,
            **self._news_on_record,
            OutcomeFact.DONE: self.done,
            OutcomeFact.CANCELLED: self.cancelled,
            OutcomeFact.TOLD: self._its_own(there=self.told_on is not None),
            **self._challenges_on_record,
            OutcomeFact.SATISFACTION: self.satisfaction,
            OutcomeFact.CLOSED: self._its_own(there=self.closed is not None),
        }

    @property
    def _news_on_record(self) -> Mapping[str, Container[UUID]]:
        kinds, news = (OutcomeFact.PROGRESSED, OutcomeFact.HELD_UP), self.news.items()
        return {k: [id_ for id_, told in news if k == told.TOPIC] for k in kinds}

    @property
    def _challenges_on_record(self) -> Mapping[str, Container[UUID]]:
        """What went before a decision is not taken back while the decision stands."""
        still_open = {each.challenge_id for each in self.undecided}
        heard = self.hearings.items()
        return {
            OutcomeFact.DECIDED: self.decided,
            OutcomeFact.TAKEN_ON: still_open & self.taken_on.keys(),
            OutcomeFact.MAY_BE_PASSED: still_open & self.may_be_passed.keys(),
            OutcomeFact.HEARING: [k for k, h in heard if h.challenge_id in still_open],
        }

    @property
    def _consultation_on_record(self) -> Mapping[str, Container[UUID]]:
        given = self.consultations.items()
        kinds = OutcomeFact.HEARD, OutcomeFact.DECLINED, OutcomeFact.NOT_CONSULTED
        of_kind: dict[str, Container[UUID]]
        of_kind = {k: [id_ for id_, c in given if k == c.TOPIC] for k in kinds}
        return {OutcomeFact.PROPOSED: self.proposals, **of_kind}

    def _may_find(
        self, made_on: date, options: tuple[OptionConsidered, ...], *, signed: Signed
    ) -> None:
        if self.findings is not None:
            raise AlreadyDone("The findings have been made")
        has_happened(made_on, what="The decision", field="made_on", signed=signed)
        if not options:
            raise Misrecorded(
                "Enter each option considered, and why it was or was not chosen",
                field="options-0-option",
            )

    def _was_in_the_outcome(self, command_id: UUID) -> bool:
        return self.findings is not None and command_id == self.findings.command_id

    def _must_have_found(self) -> FindingsMade:
        if self.findings is None:
            raise NotPermittedYet("Record the outcome first")
        return self.findings

    def _must_be_open(self) -> None:
        if self.closed_on is not None:
            raise AlreadyDone("The case has been closed")
