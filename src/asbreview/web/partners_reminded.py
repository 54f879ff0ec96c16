"""How a body that has not answered is reminded: what went by rule, and what is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asbreview.domain.asking.facts import HeldBackBecause
from asbreview.domain.asking.record import Asking
from asbreview.domain.days import in_words, local_day
from asbreview.domain.people import Prose
from asbreview.reviews.reminding import next_reminder
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.task_list import Status, Task


@dataclass(frozen=True)
class ByRule:
    """A reminder that fell due by a rule: which, in words, and on which day."""

    says: str
    on: date


@dataclass(frozen=True)
class Reminded:
    """What is known of the reminders of a request that nobody recorded by hand.

    `to_ring` says why somebody is to ring the body, while nobody has; `held_because`
    why none goes by rule; `next_on` on which day the next one falls due, and
    `not_mailed` why no email goes then, so that the case asks to ring; nothing if one
    does.
    """

    by_rule: tuple[ByRule, ...]
    to_ring: str
    held_because: Prose | None
    held_by: UUID | None
    next_on: date | None
    next_says: str
    not_mailed: str


def reminded(
    view: CaseView, given: Installation, asking: Asking | None, request_id: UUID
) -> Reminded:
    """Gather how a body is reminded of a request, as of the view's instant."""
    held = asking.held if asking else None
    to_come = next_reminder(view.case, request_id, asking, view.today)
    body_id = view.case.evidence.requests[request_id].body_id
    return Reminded(
        by_rule=tuple(_by_rule(view, asking)),
        to_ring=why_ring(view, asking),
        held_because=held.reason if held else None,
        held_by=held.recorded_by if held else None,
        next_on=to_come[0] if to_come else None,
        next_says=to_come[1].in_words if to_come else "",
        not_mailed=_why_not_mailed(given, body_id, to_come[0]) if to_come else "",
    )


def _why_not_mailed(given: Installation, body_id: UUID, on: date) -> str:
    """Say why no email will go to a body on a day, as things stand."""
    if given.mail is None:
        return HeldBackBecause.NO_SERVER
    if not given.reviews.has_email(body_id, on):
        return HeldBackBecause.NO_ADDRESS
    return ""


def why_ring(view: CaseView, asking: Asking | None) -> str:
    """Say why somebody is to ring a body; nothing if nobody has to, or somebody did."""
    if asking is None or asking.to_ring_since is None:
        return ""
    evidence, since = view.case.evidence, asking.to_ring_since
    is_over = view.case.ended_as is not None or asking.request_id in evidence.answers
    was_rung = any(
        chase.request_id == asking.request_id and chase.timestamp > since
        for chase in evidence.chases.values()
    )
    if is_over or was_rung or asking.request_id not in evidence.requests:
        return ""
    return asking.rings_because


def ringing_tasks(view: CaseView, given: Installation) -> Iterator[Task]:
    """Yield each body that somebody has to ring, since no email could remind it."""
    for request in view.case.evidence.unanswered:
        asking = given.reviews.asking(request.request_id, as_of=view.position)
        if because := why_ring(view, asking):
            due_on = view.case.answer_due_on(request)
            due = f"Its answer was due on {in_words(due_on)}. " if due_on else ""
            says = f"{due}No email reaches it, because {because}"
            verb = f"Ring {view.body_name(request.body_id)}"
            page = f"/partners/{request.request_id}/chase"
            yield Task(verb, Status.NOT_STARTED, says, page)


def _by_rule(view: CaseView, asking: Asking | None) -> Iterator[ByRule]:
    words = {c.chaser_id: c.in_words for c in view.case.procedure.chasers}
    for fell in asking.reminders.values() if asking else ():
        yield ByRule(words.get(fell.rule, fell.rule), local_day(fell.timestamp))
