"""A case at a glance: where it is, what is next, by when and why, who is waited for."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, Final, NamedTuple

from litestar import Controller, get
from sqlalchemy import Connection

from asbreview.domain.trigger.facts import ApplicationTransferred
from asbreview.reviews.handed_over import counted
from asbreview.web.case_view import CaseView
from asbreview.web.countdown import countdown
from asbreview.web.deadlines_told import why_in_words
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.earlier_told import Looking
from asbreview.web.finding import Index
from asbreview.web.given import Seen
from asbreview.web.handing_over import told_as
from asbreview.web.last_heard import last_heard
from asbreview.web.letters_to_look_at import letters_to_look_at
from asbreview.web.letters_wrong import tasks_of_wrong_letters
from asbreview.web.owners_asked import owners_to_ring
from asbreview.web.page import Page
from asbreview.web.partners_reminded import ringing_tasks
from asbreview.web.perhaps_the_same import perhaps_the_same
from asbreview.web.submitted import Shown
from asbreview.web.task_list import Status, Task, tasks_of
from asbreview.web.told_in_error import tasks_of_told_in_error
from asbreview.web.what_first import First
from projections.case.left_to_do import ABOUT_DATA
from projections.case.runs import (
    ACTION,
    ADJUSTMENT,
    CONSULTATION,
    DATA_REQUEST,
    HELP,
    PROMISE,
    TELLING,
    UPDATES,
)
from projections.case.standing import CALLS
from projections.timeline import Happened, latest_of
from projections.waits import waits_since

LATEST: Final = 3
DONE: Final = {
    "assigned": "The case has a new caseworker.",
    "passed-on": "It is recorded that the application was passed on.",
    "consent": "The victim's consent is recorded.",
    "withdrawn": (
        "The application is withdrawn. The case has ended. The closing letter is"
        " drafted."
    ),
    "compared": "It is recorded what is known of earlier cases.",
    "joint": "The case is joint. The letter that says so is drafted.",
    "transferred": "The application is transferred. The case has ended.",
    "closed": "The case is closed.",
}
BY_PEOPLE: Final = {
    ACTION: "Carry out an action of the plan, by the day the panel gave it",
    PROMISE: "Do what was promised, by the day it was promised for",
    CONSULTATION: "Get the victim\u2019s view of the plan, by the day they were given",
    ADJUSTMENT: "Answer the adjustment that they asked for, within five working days",
    DATA_REQUEST: "Answer what they ask about their data, within a month (UK GDPR)",
    HELP: "Answer their call for help: on the day if they do not feel safe",
    UPDATES: "Tell them how it goes, as often as they were promised",
    TELLING: "Tell them the new date, before the day that they were told comes",
}
TAGS: Final = {
    Status.NOT_STARTED: "govuk-tag--blue",
    Status.IN_PROGRESS: "govuk-tag--light-blue",
}


class StillAt(NamedTuple):
    """Where something is done that is left of a case that has ended."""

    page: str
    says: str


class Step(NamedTuple):
    """A step as the task list shows it; `tag` is the colour of its status, if any."""

    verb: str
    says: str
    href: str | None
    status: str
    tag: str | None
    cannot: bool


class Overview(Controller):
    """The first page of a case."""

    dependencies = DESK

    @get("/cases/{reference:str}", sync_to_thread=True)
    def show(self, desk: OnDesk, index: Index, seen: Seen) -> Page:
        """Show where the case is, and what can be done."""
        view = desk.view
        to_look_at, over = letters_to_look_at(view, desk.given)
        first = [
            *to_look_at,
            *tasks_of_wrong_letters(view, desk.given),
            *tasks_of_told_in_error(view, desk.given),
            *ringing_tasks(view, desk.given),
            *owners_to_ring(view, desk.given),
        ]
        with desk.given.views.connect() as db:
            told = _told(db, view)
        return Page(
            "overview/show.html.jinja",
            view=view,
            shown=Shown.first(desk.form_fields),
            received=_received(desk),
            done=DONE.get(desk.done, ""),
            perhaps_the_same=perhaps_the_same(view, desk.given, index),
            earlier=Looking(view, desk.given, index, seen).earlier(),
            steps=[_step(view, task) for task in tasks_of(view.case, first, over)],
            still_at=_still_at(view),
            **told,
            **_handed(view),
        )


def _still_at(view: CaseView) -> StillAt:
    """Say where to do what is left: mostly it is a letter that has not gone."""
    left = view.row.next_step if view.row else ""
    if "challenge" in left and "letter" not in left:
        return StillAt("/outcome", "the challenges")
    if left == ABOUT_DATA:
        return StillAt("/data-requests", "what they ask")
    if left in CALLS.values():
        return StillAt("/contacts", "the contacts")
    return StillAt("/letters", "the letters")


def _handed(view: CaseView) -> dict[str, Any]:
    """Say how much was handed over with the case, to here and from here."""
    came, ended = view.case.trigger.came, view.case.trigger.ended
    items = ended.items if isinstance(ended, ApplicationTransferred) else ()
    return {
        "came_beside": told_as(came.beside) if came else "",
        "handed_here": told_as(counted(view.case, items)),
    }


def _told(db: Connection, view: CaseView) -> dict[str, Any]:
    case_id, position = view.case.case_id, view.position
    return {
        "waits_since": waits_since(db, case_id, as_of=position),
        "due": countdown(db, today=view.today, as_of=position),
        "first": view.first,
        "why": _why(view, view.first),
        "heard": last_heard(db, view),
        "latest": list(
            islice(_together(latest_of(db, case_id, as_of=position)), LATEST)
        ),
    }


def _together(lines: Iterable[Happened]) -> Iterator[tuple[Happened, int]]:
    """Yield what happened, and how often: four complaints of one call are one line."""
    for _, same in groupby(lines, key=lambda line: (line.title, line.said_at)):
        told = list(same)
        yield told[0], len(told)


def _why(view: CaseView, first: First | None) -> str:
    """Say the rule for the day of what is first; a promise follows none."""
    if first is None or first.thing.due_on is None:
        return ""
    timer_id = first.thing.timer_id
    timer = view.case.procedure.timer(timer_id)
    return why_in_words(timer) if timer else BY_PEOPLE.get(timer_id, "")


def _received(desk: Desk) -> list[str]:
    """Say, once, what was done when the application was recorded."""
    if desk.done != "received":
        return []
    trigger = desk.view.case.trigger
    bodies = [desk.view.body_name(body_id) for body_id in trigger.passed_to]
    whose = desk.view.name_of(trigger.caseworker_id)
    return [
        "An acknowledgement to the applicant is drafted.",
        f"Passed on to {', '.join(bodies)}."
        if bodies
        else "It has still to be passed on to the relevant bodies.",
        f"The caseworker is {whose}.",
    ]


def _step(view: CaseView, task: Task) -> Step:
    may_be_read = {Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_DONE}
    leads = task.page and (view.may_go_on or task.status in may_be_read)
    return Step(
        verb=task.verb,
        says=task.says,
        href=view.at(task.page) if leads and task.page else None,
        status=str(task.status),
        tag=TAGS.get(task.status),
        cannot=task.status in {Status.CANNOT_START, Status.NOT_DONE},
    )
