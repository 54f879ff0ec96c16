"""What whoever looks at a case is not to know of it, and who is to know that."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Engine

from asbreview.access.accounts import Account
from asbreview.access.policy import ItemKept, may_know
from asbreview.domain.people import Prose
from asbreview.domain.trigger.need_to_know import ItemKeptToSome
from asbreview.domain.trigger.record import Trigger
from asbreview.kept_texts import kept_texts
from asbreview.reviews import Case, CaseReviews


@dataclass(frozen=True)
class KeptTo:
    """Whom an item was for on the day that is looked at, in words.

    `named` says whether whoever looks was one of them then, `knows` whether they may
    know today what it says.
    """

    says: str
    reason: Prose
    by: UUID
    knows: bool
    named: bool


class KeptNow(NamedTuple):
    """What of a case is kept to some as it stands now.

    `closed` are the items that whoever looks is not to know, `texts` all that they say.
    """

    items: Mapping[UUID, ItemKeptToSome]
    closed: frozenset[UUID]
    texts: frozenset[UUID]


NOTHING_KEPT: Final = KeptNow({}, frozenset(), frozenset())


def kept_as(fact: ItemKeptToSome | None) -> ItemKept | None:
    """Return what the policy has to know of it."""
    return ItemKept(fact.bodies, fact.roles, fact.recorded_by) if fact else None


def kept_now(
    who: Account, of: Case | UUID, reviews: CaseReviews, views: Engine
) -> KeptNow:
    """Return what is kept to some of a case, and what of it an account is not to know.

    Whatever day is looked at: by today's permissions.  Of a case as it was, given by
    its id, the record that says so is read alone: mostly nothing is kept, and of a long
    case the other records are most of what there is to read.
    """
    if isinstance(of, UUID):
        if not reviews.get(Trigger, Trigger.id_for(of)).kept_to_some:
            return NOTHING_KEPT
        of = reviews.case(of)
    items = of.trigger.kept_to_some
    closed = frozenset(
        item_id
        for item_id, fact in items.items()
        if not may_know(who, kept_as(fact), of.known)
    )
    return KeptNow(items, closed, kept_texts(reviews, views, of, closed))
