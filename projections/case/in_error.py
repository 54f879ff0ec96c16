"""What a fact recorded in error does to a case: it is as if it had not been recorded.

To import this module is to teach it to `happens`, with all the rest.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from asbreview.domain.contact.adjustments import AdjustmentAskedFor
from asbreview.domain.contact.asking import AskingFact
from asbreview.domain.contact.facts import PromiseKept
from asbreview.domain.contact.in_error import ContactFact
from asbreview.domain.contact.moved_days import MovedDaysTold
from asbreview.domain.evidence.in_error import EvidenceFact
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.letter.facts import Status
from asbreview.domain.letter.in_error import STILL, LetterFact, LetterFactInError
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.panel.in_error import (
    PARTS,
    WHILE_SITTING,
    PanelFact,
    PanelFactInError,
)
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.trigger.in_error import (
    SAID_OF_CONSENT,
    ApplicationCorrected,
    TriggerFact,
    VictimCorrected,
)
from projections.case.data_requests import (
    happens,
    not_answered,
    not_put_off,
    not_received,
    not_shown,
    not_told,
    not_withdrawn,
)
from projections.case.letters import has_gone
from projections.case.state import Case

__all__ = ["happens"]


@happens.register
def _(event: ApplicationCorrected, case: Case) -> None:
    if case.told is not None:
        said = event.application
        case.told.applied_on = said.applied_on
        case.told.category, case.told.place = said.category, said.place


@happens.register
def _(event: VictimCorrected, case: Case) -> None:
    if case.told is not None:
        case.told.victim_id = event.victim_id
    case.consent_on_applying, case.said_of_consent = None, {}


@happens.register
def _(event: LetterFactInError, case: Case) -> None:
    if event.stands_as is None or event.went_on is None:
        UNDONE[event.corrects](case, event.item_id)
    else:
        has_gone(case, event, event.stands_as, event.went_on)


@happens.register
def _(event: FactRecordedInError, case: Case) -> None:
    UNDONE[event.corrects](case, event.item_id)


@happens.register
def _(event: PanelFactInError, case: Case) -> None:
    UNDONE[event.corrects](case, event.item_id)
    case.arrangements.as_before(event.originator_version, by=event.item_id)


def _sets(**nothing: object) -> Callable[[Case, UUID], None]:
    def undo(case: Case, _: UUID) -> None:
        for name, value in nothing.items():
            setattr(case, name, value)

    return undo


def _found_nothing(case: Case, _: UUID) -> None:
    case.found_on, case.recommendations, case.actions = None, {}, {}


def _unanswered(case: Case, item_id: UUID) -> None:
    if item_id in case.recommendations:
        case.recommendations[item_id].answered_on = None


def _not_done(case: Case, item_id: UUID) -> None:
    case.actions[item_id].done_on = None


def _not_cancelled(case: Case, item_id: UUID) -> None:
    case.actions[item_id].cancelled_on = None


def _undecided(case: Case, item_id: UUID) -> None:
    if item_id in case.challenges:
        case.challenges[item_id].decided_on = None


def _not_taken_on(case: Case, item_id: UUID) -> None:
    if item_id in case.challenges:
        case.challenges[item_id].to_take_on = True


def _not_agreed(case: Case, item_id: UUID) -> None:
    if item_id in case.challenges:
        case.challenges[item_id].to_agree = True


def _not_heard(case: Case, item_id: UUID) -> None:
    for challenge in case.challenges.values():
        challenge.hearings.discard(item_id)


def _owed(case: Case, item_id: UUID) -> None:
    case.promises[item_id].kept_on = None


def _not_asked(case: Case, item_id: UUID) -> None:
    case.asked.pop(item_id, None)
    case.in_touch.pop(item_id, None)


def _not_answered(case: Case, item_id: UUID) -> None:
    case.asked[item_id].answered_on = None
    case.in_touch.pop(item_id, None)


def _still_to_tell(case: Case, item_id: UUID) -> None:
    if telling := case.tellings.get(item_id):
        telling.told_on = telling.told_in = None


def _not_told(case: Case, item_id: UUID) -> None:
    letter = case.letters[item_id]
    letter.status, letter.held_because = Status.HELD, None
    case.in_touch.pop(item_id, None)
    case.given.pop(item_id, None)


def _to_be_sent(case: Case, item_id: UUID) -> None:
    letter = case.letters[item_id]
    letter.status = Status.HELD
    if letter.held_because not in STILL:
        letter.held_because = None


def _goes_on(case: Case, item_id: UUID) -> None:
    if item_id in case.pauses:
        case.pauses[item_id].resumed_on = None


def _not_put_off(case: Case, item_id: UUID) -> None:
    case.meets_on = case.met_before.pop(item_id, case.meets_on)


def _calls_again(case: Case, item_id: UUID) -> None:
    call = case.calls[item_id]
    call.answered_on = call.answered_in = None


NOT_TOLD: Final = frozenset(LetterFact) - {LetterFact.RETURNED, LetterFact.CANCELLED}
OF_RESTRICTIONS: Final = (
    RightsFact.RESTRICTED,
    RightsFact.ANNOUNCED,
    RightsFact.LIFTING_TOLD,
    RightsFact.LIFTED,
    RightsFact.ANNOTATED,
    RightsFact.RECIPIENT_TOLD,
    RightsFact.RECIPIENT_LEFT,
)
UNDONE: Final[dict[str, Callable[[Case, UUID], None]]] = {
    **dict.fromkeys(
        SAID_OF_CONSENT, lambda case, id_: _drop(case.said_of_consent, id_)
    ),
    TriggerFact.PASSED_ON: lambda case, id_: _drop(case.passed_to, id_),
    TriggerFact.ACKNOWLEDGED: _sets(acknowledged_on=None),
    TriggerFact.TOLD: _sets(threshold_told_on=None),
    TriggerFact.MORE_TIME: lambda case, id_: _drop(case.more_time, id_),
    TriggerFact.PAUSED: lambda case, id_: _drop(case.pauses, id_),
    TriggerFact.RESUMED: _goes_on,
    TriggerFact.WITHDRAWN: _sets(ended_as=None, ended_on=None),
    TriggerFact.JOINT: _sets(joint_with=None),
    TriggerFact.COMPARED: lambda case, id_: _drop(case.compared, id_),
    TriggerFact.TRANSFERRED: _sets(ended_as=None, ended_on=None),
    EvidenceFact.CHASED: _sets(),  # a reminder moves nothing
    EvidenceFact.STATEMENT: _sets(),  # nor does what somebody says
    EvidenceFact.TAKEN_DOWN: _sets(),
    EvidenceFact.RESPONSE: _sets(),  # nor what a body did before the application
    EvidenceFact.REQUESTED: lambda case, id_: _drop(case.requests, id_),
    PanelFact.CONVENED: _sets(meets_on=None, papers_sent_on=None),
    PanelFact.POSTPONED: _not_put_off,
    PanelFact.ADJOURNED: _not_put_off,
    PanelFact.PLACE: _sets(),  # no day hangs on the place
    PanelFact.PAPERS: _sets(papers_sent_on=None),
    PanelFact.HELD: _sets(held_on=None),
    **dict.fromkeys(WHILE_SITTING, _sets()),  # it was held when it had ended
    **dict.fromkeys(PARTS, lambda case, id_: _drop(case.parts, id_)),
    OutcomeFact.FOUND: _found_nothing,
    OutcomeFact.PROPOSED: lambda case, id_: _drop(case.proposals, id_),
    **dict.fromkeys(
        (OutcomeFact.HEARD, OutcomeFact.DECLINED, OutcomeFact.NOT_CONSULTED),
        lambda case, id_: _drop(case.consultations, id_),
    ),
    OutcomeFact.WRITTEN_TO: _sets(),  # whoever is no relevant body owes no answer
    OutcomeFact.ANSWERED: _unanswered,
    OutcomeFact.PROGRESSED: _sets(),  # an action stays due when it was
    OutcomeFact.HELD_UP: _sets(),
    OutcomeFact.DONE: _not_done,
    OutcomeFact.CANCELLED: _not_cancelled,
    OutcomeFact.TOLD: _sets(outcome_told_on=None),
    OutcomeFact.DECIDED: _undecided,
    OutcomeFact.TAKEN_ON: _not_taken_on,
    OutcomeFact.MAY_BE_PASSED: _not_agreed,
    OutcomeFact.HEARING: _not_heard,
    OutcomeFact.SATISFACTION: lambda case, id_: _drop(case.satisfaction, id_),
    OutcomeFact.CLOSED: _sets(ended_as=None, ended_on=None),
    AdjustmentAskedFor.TOPIC: lambda case, id_: _drop(case.adjustments, id_),
    PromiseKept.TOPIC: _owed,
    ContactFact.HELP_ANSWERED: _calls_again,
    ContactFact.CAME_BACK: _sets(),  # whether letters go is no timer
    AskingFact.ASKED: _not_asked,
    AskingFact.ANSWERED: _not_answered,
    MovedDaysTold.TOPIC: _still_to_tell,
    **dict.fromkeys(NOT_TOLD, _not_told),
    LetterFact.CANCELLED: _to_be_sent,
    LetterFact.RETURNED: _sets(),  # it has gone, as its own event says
    RightsFact.RECEIVED: not_received,
    RightsFact.SHOWN: not_shown,
    RightsFact.PUT_OFF: not_put_off,
    RightsFact.WITHDRAWN: not_withdrawn,
    RightsFact.ANSWERED: not_answered,
    RightsFact.TOLD: not_told,
    **dict.fromkeys(OF_RESTRICTIONS, _sets()),  # they move nothing
}


def _drop(kept: dict[UUID, Any], item_id: UUID) -> None:
    kept.pop(item_id, None)
