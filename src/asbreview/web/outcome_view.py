"""Recommendations and actions, as the pages of the outcome show them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from asbreview.domain.outcome.facts import ActionHeldUp, Response
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.people import Prose
from asbreview.signing import A_BODY
from asbreview.web.case_view import CaseView
from asbreview.web.words import due

ANSWERS: Final = "answer-recommendation"
"""The timer of a body's answer to a recommendation."""


@dataclass(frozen=True)
class Recommended:
    """A recommendation, numbered as it was made, and the body's answer to it."""

    id: UUID
    number: int
    body: str
    text: str
    response: Response | None
    answered_on: date | None
    reasons: str
    due_on: date | None = None
    is_late: bool = False
    to_outside: UUID | None = None
    sent_on: date | None = None


class Stands(StrEnum):
    """How an action stands; `OVERDUE` is open after its day."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class News:
    """What was reported of an action that went on.

    `is_held_up`, it says why the action is not done; `is_by_link`, its owner wrote it.
    """

    on: date
    says: str
    is_held_up: bool
    is_by_link: bool

    @property
    def title(self) -> str:
        """What it is: "Progress", or that it was not done yet."""
        return "Not done yet" if self.is_held_up else "Progress"


@dataclass(frozen=True)
class Planned:
    """An action, numbered as it was added; `says` is its result, or why it ended."""

    id: UUID
    number: int
    body: str
    text: str
    recommendation: int | None
    due_on: date
    stands: Stands
    how_far: str
    on: date | None
    says: str
    progress: tuple["News", ...]
    is_by_link: bool = False

    @property
    def is_open(self) -> bool:
        """Is it neither done nor cancelled?"""
        return self.stands in {Stands.OPEN, Stands.OVERDUE}


def recommendations_of(view: CaseView) -> list[Recommended]:
    """Return the recommendations in the order in which they were made."""
    outcome = view.case.outcome
    found = []
    for number, (id_, made) in enumerate(outcome.recommendations.items(), start=1):
        answer, sent = outcome.responses.get(id_), outcome.written_to.get(made.body_id)
        is_outside = made.body_id in outcome.from_outside
        due_on = None if answer else view.case.due_on(ANSWERS, made.made_on)
        found.append(
            Recommended(
                id=id_,
                number=number,
                body=view.body_name(made.body_id),
                text=view.tell(made.recommendation),
                response=answer.response if answer else None,
                answered_on=answer.answered_on if answer else None,
                reasons=view.tell(answer.reasons) if answer else "",
                due_on=due_on,
                is_late=due_on is not None and due_on < view.today,
                to_outside=made.body_id if is_outside else None,
                sent_on=sent.sent_on if sent else None,
            )
        )
    return found


def actions_of(view: CaseView) -> list[Planned]:
    """Return the actions, what is open first, then by the day they are due."""
    numbers = {id_: n for n, id_ in enumerate(view.case.outcome.recommendations, 1)}
    reported = news_of_actions(view.case.outcome, view.tell)
    planned = [
        _planned(view, id_, numbers, tuple(reported.get(id_, ())))
        for id_ in view.case.outcome.actions
    ]
    return sorted(planned, key=lambda action: (not action.is_open, action.due_on))


def _planned(
    view: CaseView,
    action_id: UUID,
    numbers: dict[UUID, int],
    progress: tuple[News, ...],
) -> Planned:
    added = view.case.outcome.actions[action_id]
    stands, on, says = _became(view, action_id)
    done = view.case.outcome.done.get(action_id)
    number = numbers.get(added.recommendation_id) if added.recommendation_id else None
    return Planned(
        id=action_id,
        number=view.case.outcome.action_numbers[action_id],
        body=view.body_name(added.body_id),
        text=view.tell(added.action),
        recommendation=number,
        due_on=added.due_on,
        stands=stands,
        how_far=due((added.due_on - view.today).days, unit="day"),
        on=on,
        says=view.tell(says),
        progress=progress,
        is_by_link=done is not None and done.recorded_by == A_BODY,
    )


def _became(
    view: CaseView, action_id: UUID
) -> tuple[Stands, date | None, Prose | None]:
    outcome = view.case.outcome
    if done := outcome.done.get(action_id):
        return Stands.DONE, done.done_on, done.result
    if cancelled := outcome.cancelled.get(action_id):
        return Stands.CANCELLED, cancelled.cancelled_on, cancelled.reason
    late = outcome.actions[action_id].due_on < view.today
    return Stands.OVERDUE if late else Stands.OPEN, None, None


def news_of_actions(
    outcome: Outcome, tell: Callable[[Prose], str]
) -> dict[UUID, list[News]]:
    """Return what was reported of each action, but for what was reported in error."""
    found: dict[UUID, list[News]] = {}
    for told in outcome.news.values():
        is_held_up = isinstance(told, ActionHeldUp)
        words = told.reason if isinstance(told, ActionHeldUp) else told.progress
        is_by_link = told.recorded_by == A_BODY
        news = News(told.reported_on, tell(words), is_held_up, is_by_link)
        found.setdefault(told.action_id, []).append(news)
    return found
