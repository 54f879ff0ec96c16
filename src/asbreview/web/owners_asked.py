"""How the bodies that own open actions are asked for news of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from asbreview.domain.asking.record import Asking
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.partners_sent_told import sent_of


@dataclass(frozen=True)
class OwnerAsked:
    """A body that owns open actions, and what it was sent to report on them by."""

    body: str
    request_id: UUID
    says: str


def owners_of(view: CaseView, given: Installation) -> Iterator[OwnerAsked]:
    """Yield each body that has an action to carry out still, as of the view."""
    owners = dict.fromkeys(action.body_id for action in view.case.outcome.open_actions)
    for owner in owners:
        request_id = Asking.of_actions(view.case.case_id, owner)
        sent = sent_of(given, request_id, as_of=view.position)
        yield OwnerAsked(view.body_name(owner), request_id, sent.says)
