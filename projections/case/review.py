"""What each event of a panel, an outcome and a letter does to a case.

To import this module is to teach them to `happens`.
"""

from datetime import date
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.letter.approving import LetterApproved, LetterSentBack
from asbreview.domain.letter.facts import (
    HeldBecause,
    LetterCancelled,
    LetterDrafted,
    LetterHandedOver,
    LetterHeldBack,
    LetterPosted,
    LetterPrepared,
    LetterRedrawn,
    LetterToldOtherwise,
    Status,
)
from asbreview.domain.letter.sending import (
    LetterAccepted,
    LetterFailed,
    LetterFoundSent,
    LetterFoundUnsent,
    LetterRefusedForNow,
    LetterReturned,
    LetterUncertain,
)
from asbreview.domain.model import CaseEvent
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
from projections.case.happens import happens
from projections.case.in_touch import Given
from projections.case.on_record import Written
from projections.case.reviewed import Action, Challenge, Part, Proposal, Recommendation
from projections.case.state import Case

__all__ = ["happens"]


@happens.register
def _(event: PanelConvened, case: Case) -> None:
    case.meets_on = local_day(event.meets_at)


@happens.register
def _(event: PanelPostponed, case: Case) -> None:
    case.meets_on = local_day(event.meets_at)


@happens.register
def _(event: SittingAdjourned, case: Case) -> None:
    case.meets_on = local_day(event.meets_at)


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


@happens.register
def _(event: LetterDrafted, case: Case) -> None:
    case.letters[event.originator_id] = Written(
        kind=event.kind,
        to=event.to,
        drafted_by=event.command_id,
        drawn_from=_drawn_from(event),
    )


@happens.register
def _(event: LetterHeldBack, case: Case) -> None:
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = Status.HELD, event.because


@happens.register
def _(event: LetterRedrawn, case: Case) -> None:
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = Status.DRAFTED, None
    letter.drawn_from = _drawn_from(event)


@happens.register
def _(event: LetterApproved, case: Case) -> None:
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = Status.DRAFTED, None


@happens.register
def _(event: LetterSentBack, case: Case) -> None:
    case.letters[event.originator_id].held_because = HeldBecause.SENT_BACK


@happens.register
def _(event: LetterPrepared, case: Case) -> None:
    case.letters[event.originator_id].status = Status.PREPARED


@happens.register
def _(event: LetterHandedOver, case: Case) -> None:
    case.letters[event.originator_id].status = event.status


@happens.register
def _(event: LetterRefusedForNow, case: Case) -> None:
    case.letters[event.originator_id].status = Status.PREPARED


@happens.register
def _(event: LetterUncertain, case: Case) -> None:
    case.letters[event.originator_id].status = Status.UNKNOWN


@happens.register
def _(event: LetterAccepted, case: Case) -> None:
    _has_gone(case, event, Status.ACCEPTED, event.sent_on)


@happens.register
def _(event: LetterFoundSent, case: Case) -> None:
    _has_gone(case, event, Status.ACCEPTED, event.sent_on)


@happens.register
def _(event: LetterFoundUnsent, case: Case) -> None:
    case.letters[event.originator_id].status = Status.HELD


@happens.register
def _(event: LetterFailed, case: Case) -> None:
    _has_not_gone(case, event)


@happens.register
def _(event: LetterReturned, case: Case) -> None:
    _has_not_gone(case, event)


@happens.register
def _(event: LetterPosted, case: Case) -> None:
    _has_gone(case, event, Status.POSTED, event.posted_on)


@happens.register
def _(event: LetterToldOtherwise, case: Case) -> None:
    _has_gone(case, event, Status.TOLD_OTHERWISE, event.told_on)


@happens.register
def _(event: LetterCancelled, case: Case) -> None:
    case.letters[event.originator_id].status = Status.CANCELLED


def _drawn_from(event: LetterDrafted | LetterRedrawn) -> dict[UUID, int]:
    return {relied.record_id: relied.version for relied in event.drawn_from}


def _has_gone(case: Case, event: CaseEvent, status: Status, on: date) -> None:
    """Remember that whoever it is to heard from us by it, whichever way it went."""
    letter = case.letters[event.originator_id]
    letter.status = status
    case.in_touch[event.originator_id] = on
    case.given[event.originator_id] = Given(person_id=letter.to, on=on)


def _has_not_gone(case: Case, event: CaseEvent) -> None:
    """Remember that it reached nobody, even if it had been taken."""
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = Status.HELD, None
    case.in_touch.pop(event.originator_id, None)
    case.given.pop(event.originator_id, None)
