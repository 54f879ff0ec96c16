"""What comes of a review: findings, recommendations, actions."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.evidence.facts import RiskAssessed
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.outcome.facts import OptionConsidered, Response
from asbreview.domain.statute import RECOMMENDATIONS, implements
from asbreview.reviews.case import Case, must_say, rely
from asbreview.reviews.commanding import Changed, Commands, once, within
from asbreview.reviews.consulting import take_account
from asbreview.reviews.drafting import draft, redraw
from asbreview.reviews.thresholds import (
    must_all_decide,
)
from asbreview.reviews.told import (
    ActionTold,
    FindingsTold,
    OptionTold,
    RecommendationTold,
    ResponseTold,
)

# No published procedure says how old an assessment may be: our own choice.
UP_TO_DATE: Final = timedelta(days=28)


class OutcomeCommands(Commands):
    """Findings with their reasons, and what is done about them."""

    @once
    def decide_outcome(
        self,
        case_id: UUID,
        found: FindingsTold,
        *,
        recommendations: Sequence[RecommendationTold] = (),
        actions: Sequence[ActionTold] = (),
        signed: Signed,
    ) -> Changed:
        """Record findings, recommendations and actions; draft the letter of them.

        Refused before the panel was held, without an assessment of the risk made in
        the 28 days before, and without the agreement of every relevant body; with
        actions, without a record that the victim was consulted on them, or why not.
        """
        case = self.case(case_id)
        case.must_be_open()
        _find(case, found, has_plan=bool(actions), signed=signed)
        made = [
            _recommend(case, number, told, made_on=found.made_on, signed=signed)
            for number, told in enumerate(recommendations)
        ]
        for number, action in enumerate(actions):
            with within(f"actions-{number}"):
                _add(case, number, action, made, signed=signed)
        rely((case.evidence, case.panel), "outcome", signed=signed)
        letter = draft(case, LetterKind.OUTCOME, signed=signed)
        return case.outcome, case.evidence, case.panel, letter

    @once
    def answer_recommendations(
        self, case_id: UUID, answers: Sequence[ResponseTold], *, signed: Signed
    ) -> Changed:
        """Record the bodies' answers to recommendations.

        One that is not accepted in full gives its reasons (`Misrecorded`).
        """
        case = self.case(case_id)
        case.must_be_open()
        if not answers:
            raise Misrecorded("Enter an answer to at least one recommendation")
        for number, told in enumerate(answers):
            with within(f"answers-{number}"):
                _must_give_reasons(told)
                case.outcome.answer_recommendation(
                    told.recommendation_id,
                    response=told.response,
                    answered_on=told.answered_on,
                    reasons=case.prose(told.reasons, f"answer/{number}", signed=signed),
                    signed=signed,
                )
        return (case.outcome,)

    @once
    def correct_outcome(
        self, case_id: UUID, item_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record that a recommendation, an action or a challenge was in error.

        Refused (`NotPermittedYet`) for what the applicant has been told of: an action
        is cancelled instead, with a reason that they are told.
        """
        case = self.case(case_id)
        challenge = case.outcome.challenges.get(item_id)
        if challenge is None:  # which may come after the end
            case.must_be_open()
        why = case.prose(reason, "reason", signed=signed)
        case.outcome.record_in_error(item_id, reason=why, signed=signed)
        if challenge is not None:
            kind = LetterKind.CHALLENGE_RECEIVED
            letters = self.caused_by(challenge.command_id, kind)
            held = [letter for letter in letters if letter.is_open]
            for letter in held:
                letter.hold_back(HeldBecause.CORRECTED, signed=signed)
            return case.outcome, *held
        return case.outcome, *self._outcome_letter_again(case, signed)

    def _outcome_letter_again(self, case: Case, signed: Signed) -> Iterator[Letter]:
        """Draw the outcome letter again, if it has not gone: it told what was wrong."""
        findings = case.outcome.findings
        if findings is None:
            return
        letter = self.letter(Letter.caused_by(findings.command_id, LetterKind.OUTCOME))
        if letter.is_open:
            letter.hold_back(HeldBecause.CHANGED, signed=signed)
            redraw(letter, case, signed=signed)
            yield letter


@implements(RECOMMENDATIONS)
def _must_give_reasons(told: ResponseTold) -> None:
    """Refuse a rejection without reasons: who is asked "must have regard" to it."""
    if told.response is not Response.ACCEPTED:
        asks = "Enter the body's reasons: it must have regard to the recommendation"
        must_say(told.reasons, asks=asks, field="reasons")


def _find(case: Case, found: FindingsTold, *, has_plan: bool, signed: Signed) -> None:
    asks = "Enter the findings, with reasons"
    has_happened(found.made_on, what="The decision", field="made_on", signed=signed)
    must_all_decide(case, found.made_on, found.made_by)
    must_say(found.findings, asks=asks, field="findings")
    assessment = _up_to_date_assessment(case, found.made_on)
    if has_plan and case.outcome.findings is None:
        take_account(case, found, signed=signed)
    case.outcome.find(
        uuid5(signed.command_id, "findings"),
        made_on=found.made_on,
        made_by=tuple(dict.fromkeys(found.made_by)),
        findings=case.prose(found.findings, "findings", signed=signed),
        options=_considered(case, found.options, signed=signed),
        assessment_id=assessment.assessment_id,
        ground=case.ground(case.trigger, case.evidence, case.panel),
        signed=signed,
    )


def _up_to_date_assessment(case: Case, made_on: date) -> RiskAssessed:
    if case.panel.held is None:
        raise NotPermittedYet("Record the panel's meeting first")
    held_on = case.panel.held.held_on
    is_not_before(made_on, held_on, what="The decision", field="made_on")
    last = case.evidence.last_assessment(by=made_on)
    if last is None or made_on - last.assessed_on > UP_TO_DATE:
        raise NotPermittedYet(
            "Assess the risk first: there is no assessment of the last 28 days"
        )
    return last


def _considered(
    case: Case, options: Sequence[OptionTold], *, signed: Signed
) -> tuple[OptionConsidered, ...]:
    for number, told in enumerate(options):
        with within(f"options-{number}"):
            must_say(told.option, asks="Enter the option considered", field="option")
            asks = "Enter why it was, or was not, chosen"
            must_say(told.reasons, asks=asks, field="reasons")
    return tuple(
        OptionConsidered(
            option=case.prose(told.option, f"option/{number}", signed=signed),
            chosen=told.chosen,
            reasons=case.prose(told.reasons, f"option/{number}/why", signed=signed),
        )
        for number, told in enumerate(options)
    )


def _recommend(
    case: Case,
    number: int,
    told: RecommendationTold,
    *,
    made_on: date,
    signed: Signed,
) -> UUID:
    recommendation_id = uuid5(signed.command_id, f"recommendation/{number}")
    body_id = _addressee(case, number, told, signed=signed)
    name = f"recommendation/{number}/text"
    case.outcome.recommend(
        recommendation_id,
        body_id=body_id,
        made_on=made_on,
        recommendation=case.prose(told.recommendation, name, signed=signed),
        signed=signed,
    )
    return recommendation_id


@implements(RECOMMENDATIONS)
def _addressee(
    case: Case, number: int, told: RecommendationTold, *, signed: Signed
) -> UUID:
    """Return the body a recommendation is made to; one from outside is named first."""
    field, name = f"recommendations-{number}", told.to_outside.strip()
    if told.body_id is not None:
        if name:
            asks = "Choose a relevant body, or name who else it is made to: not both"
            raise Misrecorded(asks, field=f"{field}-to_outside")
        case.must_know([told.body_id], field=f"{field}-body_id")
        return told.body_id
    must_say(
        name,
        asks="Enter who it is made to: somebody who carries out public functions",
        field=f"{field}-to_outside",
    )
    body_id = uuid5(signed.command_id, f"recommendation/{number}/body")
    called = case.prose(name, f"recommendation/{number}/to", signed=signed)
    case.outcome.name_addressee(body_id, name=called, signed=signed)
    return body_id


def _add(
    case: Case,
    number: int,
    told: ActionTold,
    made: Sequence[UUID],
    *,
    signed: Signed,
) -> None:
    case.must_know([told.body_id], field="body_id")
    if told.due_on < signed.on:
        raise Misrecorded("The action must be due today or later", field="due_on")
    if not 0 <= told.recommendation <= len(made):
        raise Misrecorded(
            f"There is no recommendation {told.recommendation}", field="recommendation"
        )
    case.outcome.add_action(
        uuid5(signed.command_id, f"action/{number}"),
        body_id=told.body_id,
        due_on=told.due_on,
        action=case.prose(told.action, f"action/{number}/text", signed=signed),
        recommendation_id=made[told.recommendation - 1]
        if told.recommendation
        else None,
        signed=signed,
    )
