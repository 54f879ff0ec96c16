"""Who has had a part in a case, as it stands beside the choice of a chair."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from asbreview.access.accounts import name_alone
from asbreview.reviews.chairs import is_named
from asbreview.web.case_view import CaseView
from asbreview.web.desk import Desk
from asbreview.web.words import counted, day


class HadAPart(NamedTuple):
    """Somebody who had a part in the case, and in what."""

    name: str
    what: str


def accounts_named(typed: str, names: Mapping[UUID, str]) -> tuple[UUID, ...]:
    """Return the accounts whose name was typed, whatever stands around it.

    Also of somebody who has left: what they did on the case they did.
    """
    return tuple(
        id_ for id_, name in names.items() if is_named(typed, name_alone(name))
    )


def who_had_a_part(desk: Desk) -> list[HadAPart]:
    """Return who recorded something, assessed the risk, or has a conflict."""
    view, known = desk.view, desk.view.names
    parts = desk.reviews.parts_in(view.case)
    recorded = [
        HadAPart(
            known[part.account_id],
            f"recorded {counted(part.times, 'thing')}, last on {day(part.last_on)}",
        )
        for part in parts
        if part.account_id in known
    ]
    return [*recorded, *_assessed(view), *_conflicted(view)]


def _assessed(view: CaseView) -> list[HadAPart]:
    made = view.case.evidence.assessments.values()
    names = dict.fromkeys(view.tell(assessment.assessor.name) for assessment in made)
    return [HadAPart(name, "assessed the risk") for name in names]


def _conflicted(view: CaseView) -> list[HadAPart]:
    conflicts = view.case.trigger.conflicts
    return [
        HadAPart(view.names[account_id], "has a conflict of interest")
        for account_id in conflicts
        if account_id in view.names
    ]
