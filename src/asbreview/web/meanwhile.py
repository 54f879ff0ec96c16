"""What colleagues recorded on a case not long ago, for whoever they overtook."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from asbreview.domain.outcome.consulting import VictimNotConsulted, ViewConsidered
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.words import counted
from projections.timeline import Happened, timeline_of

LATELY: Final = timedelta(hours=1)
MOST: Final = 3
BESIDE: Final = frozenset({VictimNotConsulted.TOPIC, ViewConsidered.TOPIC})
"""What is recorded with a decision, and before it."""


def what_happened(view: CaseView, given: Installation) -> list[str]:
    """Tell what others recorded on the case in the last hour, the newest first.

    "Sam Reed recorded “Threshold decided: met” 2 minutes ago."  Of what one command
    recorded, what it was given for stands for the rest: the first of it that was not
    recorded beside something else.
    """
    given.projector.wait_for(given.reviews.end_of_log())
    now = given.now()
    with given.views.connect() as db:
        lines = timeline_of(db, view.case.case_id)
    others: dict[tuple[UUID, datetime], Happened] = {}
    for line in lines:
        command = (line.recorded_by, line.said_at)
        is_beside = line.topic in BESIDE and command in others
        if _is_news(line, view, now) and not is_beside:
            others[command] = line
    return [_sentence(line, view, now) for line in list(others.values())[:MOST]]


def ago(at: datetime, now: datetime) -> str:
    """Say how long ago it was: "just now", "1 minute ago", "59 minutes ago"."""
    minutes = int((now - at).total_seconds()) // 60
    return f"{counted(minutes, 'minute')} ago" if minutes > 0 else "just now"


def _is_news(line: Happened, view: CaseView, now: datetime) -> bool:
    by_others = line.recorded_by != view.who.account_id
    return by_others and line.recorded_at > now - LATELY


def _sentence(line: Happened, view: CaseView, now: datetime) -> str:
    who = view.name_of(line.recorded_by)
    return f"{who} recorded “{line.title}” {ago(line.recorded_at, now)}."
