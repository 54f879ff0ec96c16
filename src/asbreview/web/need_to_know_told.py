"""What whoever looks at a case is not to know of it, and who is to know that."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Engine

from asbreview.access.accounts import Account
from asbreview.access.policy import ItemKept, may_know
from asbreview.domain.people import Prose
from asbreview.domain.trigger.need_to_know import ItemKeptToSome
from asbreview.kept_texts import kept_texts
from asbreview.reviews import Case, CaseReviews


@dataclass(frozen=True)
class KeptTo:
    """Whom an item is for, in words; `knows` says whether whoever looks is of them."""

    says: str
    reason: Prose
    by: UUID
    knows: bool


def kept_as(fact: ItemKeptToSome | None) -> ItemKept | None:
    """Return what the policy has to know of it."""
    return ItemKept(fact.bodies, fact.roles, fact.recorded_by) if fact else None


def unknown_to(
    who: Account, now: Case, reviews: CaseReviews, views: Engine
) -> frozenset[UUID]:
    """Return the texts of a case that an account is not to know, as it stands *now*.

    Whatever day is looked at: by today's permissions.
    """
    items = frozenset(
        item_id
        for item_id, fact in now.trigger.kept_to_some.items()
        if not may_know(who, kept_as(fact), now.known)
    )
    return kept_texts(reviews, views, now, items)
