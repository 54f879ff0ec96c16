"""What each account may do, and see: the one place that answers.

What is not allowed here is refused.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final
from uuid import UUID

from asbreview.access.accounts import Account, Role


class Action(StrEnum):
    """Something an account may want to do."""

    READ_CASES = "read the cases"
    READ_CASE = "read a case"
    READ_HISTORY = "read a case as it was"
    READ_FIGURES = "read the figures"
    READ_READS = "read who read a case"
    WRITE = "record anything"


READS: Final = frozenset(
    {Action.READ_CASES, Action.READ_CASE, Action.READ_HISTORY, Action.READ_FIGURES}
)
ALLOWED: Final[Mapping[Role, frozenset[Action]]] = {
    Role.CASEWORKER: READS | {Action.WRITE},
    Role.AUDITOR: READS | {Action.READ_READS},
}


def may(account: Account | None, action: Action, case_id: UUID | None = None) -> bool:
    """Say whether an account may do this, to this case where there is one.

    One installation serves one partnership, so that every case is open to all of its
    accounts; what is asked of a case is asked here all the same.
    """
    del case_id
    return account is not None and action in ALLOWED.get(account.role, frozenset())
