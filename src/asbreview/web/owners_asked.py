"""How the bodies that own open actions are asked for news of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from asbreview.domain.asking.record import Asking
from asbreview.domain.days import in_words
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.partners_sent_told import sent_of
from asbreview.web.task_list import Status, Task


@dataclass(frozen=True)
class OwnerAsked:
    """A body that owns open actions, and what it was sent to report on them by.

    `to_ring` says why somebody is to ring it, while nothing is heard of its
    actions.
    """

    body_id: UUID
    body: str
    request_id: UUID
    says: str
    to_ring: str


def owners_of(view: CaseView, given: Installation) -> Iterator[OwnerAsked]:
    """Yield each body that has an action to carry out still, as of the view."""
    owners = dict.fromkeys(action.body_id for action in view.case.outcome.open_actions)
    for owner in owners:
        request_id = Asking.of_actions(view.case.case_id, owner)
        sent = sent_of(given, request_id, as_of=view.position)
        because = _to_ring(view, owner, sent.asking)
        yield OwnerAsked(owner, view.body_name(owner), request_id, sent.says, because)


def owners_to_ring(view: CaseView, given: Installation) -> Iterator[Task]:
    """Yield each owner that somebody has to ring, since no email could go to it."""
    if view.case.ended_as is not None:
        return
    for owner in owners_of(view, given):
        if owner.to_ring:
            still = view.case.outcome.open_actions_of(owner.body_id)
            due = in_words(min(action.due_on for action in still))
            says = (
                f"Its next action is due on {due}. No email tells it, because"
                f" {owner.to_ring}. Record what it says of its actions"
            )
            verb = f"Ring {owner.body} about its actions"
            yield Task(verb, Status.NOT_STARTED, says, "/outcome/actions")


def _to_ring(view: CaseView, owner: UUID, asking: Asking | None) -> str:
    if asking is None or asking.to_ring_since is None:
        return ""
    heard = view.case.outcome.last_heard_from(owner)
    is_heard = heard is not None and heard > asking.to_ring_since
    return "" if is_heard else asking.rings_because
