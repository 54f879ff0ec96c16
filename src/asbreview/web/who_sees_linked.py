"""Where a case linked with this one, of the same people, is seen by somebody else."""

from collections.abc import Iterator
from typing import NamedTuple

from asbreview.access.accounts import Account, all_accounts
from asbreview.access.policy import Action, may
from asbreview.domain.errors import NoSuchThing
from asbreview.reviews import Case
from asbreview.reviews.carrying_over import linked_with
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation


class Linked(NamedTuple):
    """A linked case that does not keep from others what this one keeps from them.

    `is_open` where this one is restricted and it is not; `finding` are those who have a
    conflict of interest here, and read it all the same.
    """

    reference: str
    is_open: bool
    finding: tuple[str, ...]


def linked_told(view: CaseView, given: Installation) -> list[Linked]:
    """Return the linked cases to be looked at, of those that whoever looks may see.

    As they stood on the day that is looked at; who may see them stands today.
    """
    accounts = all_accounts(given.office)
    found = [
        Linked(
            there.trigger.reference,
            _is_open(view.case, there),
            tuple(_finding(view, there, accounts)),
        )
        for there in _seen(view, given)
    ]
    return [each for each in found if each.is_open or each.finding]


def _seen(view: CaseView, given: Installation) -> Iterator[Case]:
    for case_id in linked_with(view.case):
        known = given.case_known(case_id)
        if known is None or not may(view.who, Action.READ_CASE, known):
            continue
        try:
            yield given.reviews.case(case_id, as_of=view.position)
        except NoSuchThing:  # it was opened after the day that is looked at
            continue


def _is_open(here: Case, there: Case) -> bool:
    return here.known.is_restricted and not there.known.is_restricted


def _finding(view: CaseView, there: Case, accounts: list[Account]) -> Iterator[str]:
    for account in accounts:
        is_kept_here = account.account_id in view.case.known.conflicted
        if is_kept_here and may(account, Action.READ_CASE, there.known):
            yield view.name_of(account.account_id)
