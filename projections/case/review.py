"""What each event of a panel and an outcome does to a case.

To import this module is to teach them to `happens`.
"""

from datetime import date
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.domain.outcome.consulting import (
    ConsultationDeclined,
    PlanProposed,
    PlanViewGiven,
    VictimNotConsulted,
)
from asbreview.domain.outcome.facts import (
    ActionAdded,
    ActionCancelled,
    ActionDone,
    CaseClosed,
    FindingsMade,
    OutcomeRecordedInError,
    OutcomeTold,
    RecommendationAnswered,
    RecommendationMade,
)
from asbreview.domain.outcome.hearing import (
    ChallengeMayBePassed,
    ChallengeTakenOn,
    HearingArranged,
)
from asbreview.domain.outcome.satisfaction import SaidHowItWas
from asbreview.domain.panel.facts import (
    PanelConvened,
    PanelHeld,
    PanelPostponed,
    PapersSent,
    ParticipationChosen,
    ParticipationCorrected,
    ParticipationDeclined,
    VictimNotInvited,
)
from asbreview.domain.panel.facts import Part as DomainPart
from asbreview.domain.panel.sitting_facts import SittingAdjourned
from projections.case.people import happens
from projections.case.reviewed import Action, Challenge, Part, Proposal, Recommendation
from projections.case.state import Case

__all__ = ["happens"]


@happens.register
def _(event: PanelConvened, case: Case) -> None:
    case.meets_on = local_day(event.meets_at)
    case.arrangements.arrange(event.originator_id, event.originator_version)


@happens.register
def _(event: PanelPostponed, case: Case) -> None:
    _meets_again(case, event, by=event.command_id)


@happens.register
def _(event: SittingAdjourned, case: Case) -> None:
    _meets_again(case, event, by=event.sitting_id)


def _meets_again(
    case: Case, event: PanelPostponed | SittingAdjourned, *, by: UUID
) -> None:
    case.meet_on(local_day(event.meets_at), by=by)
    case.arrangements.put_off(event.originator_id, event.originator_version, by=by)


@happens.register
def _(event: ParticipationChosen, case: Case) -> None:
    _takes_part(case, event, on=event.chosen_on)


@happens.register
def _(event: ParticipationDeclined, case: Case) -> None:
    _takes_part(case, event, on=event.declined_on)


@happens.register
def _(event: VictimNotInvited, case: Case) -> None:
    _takes_part(case, event, on=event.decided_on)


@happens.register
def _(event: ParticipationCorrected, case: Case) -> None:
    _takes_part(case, event, on=event.decided_on)


def _takes_part(case: Case, event: DomainPart, *, on: date) -> None:
    case.parts[event.command_id] = Part(participation=event.participation, on=on)


@happens.register
def _(event: PapersSent, case: Case) -> None:
    case.papers_sent_on = event.sent_on


@happens.register
def _(event: PanelHeld, case: Case) -> None:
    case.held_on = event.held_on


@happens.register
def _(event: PlanProposed, case: Case) -> None:
    case.proposals[event.proposal_id] = Proposal(
        proposal_id=event.proposal_id,
        proposed_on=event.proposed_on,
        answer_by=event.answer_by,
    )


@happens.register
def _(event: PlanViewGiven, case: Case) -> None:
    case.consultations[event.view_id] = event.given_on


@happens.register
def _(event: ConsultationDeclined, case: Case) -> None:
    case.consultations[event.command_id] = event.declined_on


@happens.register
def _(event: VictimNotConsulted, case: Case) -> None:
    case.consultations[event.command_id] = event.decided_on


@happens.register
def _(event: FindingsMade, case: Case) -> None:
    case.found_on = event.made_on


@happens.register
def _(event: RecommendationMade, case: Case) -> None:
    case.recommendations[event.recommendation_id] = Recommendation(
        body_id=event.body_id, made_on=event.made_on
    )


@happens.register
def _(event: RecommendationAnswered, case: Case) -> None:
    if event.recommendation_id in case.recommendations:
        made = case.recommendations[event.recommendation_id]
        made.answered_on = event.answered_on


@happens.register
def _(event: ActionAdded, case: Case) -> None:
    case.actions_added += 1  # a number is given once, whatever is taken back
    case.actions[event.action_id] = Action(
        number=case.actions_added,
        body_id=event.body_id,
        added_on=local_day(event.timestamp),
        due_on=event.due_on,
    )


@happens.register
def _(event: ActionDone, case: Case) -> None:
    case.actions[event.action_id].done_on = event.done_on


@happens.register
def _(event: ActionCancelled, case: Case) -> None:
    case.actions[event.action_id].cancelled_on = event.cancelled_on


@happens.register
def _(event: ChallengeDecided, case: Case) -> None:
    case.challenges[event.challenge_id].decided_on = event.decided_on


@happens.register
def _(event: ChallengeReceived, case: Case) -> None:
    case.challenges[event.challenge_id] = Challenge(
        received_on=event.received_on,
        of=event.of,
        tier=event.on_what.tier,
        to_take_on=event.has_to_be_taken_on,
        to_agree=event.on_what.needs_agreement,
    )


@happens.register
def _(event: ChallengeTakenOn, case: Case) -> None:
    case.challenges[event.challenge_id].to_take_on = False


@happens.register
def _(event: ChallengeMayBePassed, case: Case) -> None:
    case.challenges[event.challenge_id].to_agree = False


@happens.register
def _(event: HearingArranged, case: Case) -> None:
    case.challenges[event.challenge_id].hearings.add(event.hearing_id)


@happens.register
def _(event: OutcomeRecordedInError, case: Case) -> None:
    case.challenges.pop(event.item_id, None)
    case.recommendations.pop(event.item_id, None)
    case.actions.pop(event.item_id, None)


@happens.register
def _(event: OutcomeTold, case: Case) -> None:
    case.outcome_told_on = event.told_on


@happens.register
def _(event: CaseClosed, case: Case) -> None:
    case.ended_as, case.ended_on = "closed", event.closed_on


@happens.register
def _(event: SaidHowItWas, case: Case) -> None:
    case.satisfaction[event.answer_id] = event.answers
