"""What each event about a request of somebody about their data does to a case.

To import this module is to teach it to `happens`, with what `seen` teaches.
"""

from uuid import UUID

from asbreview.domain.rights.answering import AnswerTold, DataRequestAnswered
from asbreview.domain.rights.facts import (
    AnswerPutOff,
    DataRequestReceived,
    DataRequestWithdrawn,
    IdentityShown,
)
from projections.case.asked_about_data import DataRequest, TimeToAnswer
from projections.case.seen import happens
from projections.case.state import Case

__all__ = ["happens"]


@happens.register
def _(event: DataRequestReceived, case: Case) -> None:
    case.data_requests[event.request_id] = DataRequest(
        person_id=event.person_id,
        right=event.right,
        came=TimeToAnswer(on=event.received_on, answer_by=event.answer_by),
    )


@happens.register
def _(event: IdentityShown, case: Case) -> None:
    shown = TimeToAnswer(on=event.shown_on, answer_by=event.answer_by)
    case.data_requests[event.request_id].shown = shown


@happens.register
def _(event: AnswerPutOff, case: Case) -> None:
    case.data_requests[event.request_id].longer_until = event.answer_by


@happens.register
def _(event: DataRequestWithdrawn, case: Case) -> None:
    case.data_requests[event.request_id].withdrawn_on = event.withdrawn_on


@happens.register
def _(event: DataRequestAnswered, case: Case) -> None:
    asked = case.data_requests[event.request_id]
    asked.to_tell, asked.forgets = True, event.answer.forgets


@happens.register
def _(event: AnswerTold, case: Case) -> None:
    asked = case.data_requests[event.request_id]
    asked.to_tell, asked.answered_on = False, event.told_on


def not_received(case: Case, request_id: UUID) -> None:
    """Leave a request out that nobody made."""
    case.data_requests.pop(request_id, None)


def not_shown(case: Case, request_id: UUID) -> None:
    """Let its time run from the receipt again."""
    case.data_requests[request_id].shown = None


def not_put_off(case: Case, request_id: UUID) -> None:
    """Let it be due when it first was."""
    case.data_requests[request_id].longer_until = None


def not_withdrawn(case: Case, request_id: UUID) -> None:
    """Let it be answered after all."""
    case.data_requests[request_id].withdrawn_on = None


def not_answered(case: Case, request_id: UUID) -> None:
    """Let it be answered still."""
    asked = case.data_requests[request_id]
    asked.to_tell = asked.forgets = False


def not_told(case: Case, request_id: UUID) -> None:
    """Let them still be told the answer."""
    asked = case.data_requests[request_id]
    asked.to_tell, asked.answered_on = True, None
