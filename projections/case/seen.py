"""What each event of who sees a case does to it.

To import this module is to teach it to `happens`, with what `review` teaches.
"""

from asbreview.domain.trigger.who_sees import (
    AccountLetIn,
    AccountShutOut,
    CaseRestricted,
    ConflictDeclared,
    ConflictEnded,
    RestrictionLifted,
)
from projections.case.letters import happens
from projections.case.state import Case

__all__ = ["happens"]


@happens.register
def _(event: CaseRestricted, case: Case) -> None:
    case.is_restricted, case.named = True, event.named


@happens.register
def _(_: RestrictionLifted, case: Case) -> None:
    case.is_restricted, case.named = False, ()


@happens.register
def _(event: ConflictDeclared, case: Case) -> None:
    case.conflicted = (*case.conflicted, event.account_id)


@happens.register
def _(event: ConflictEnded, case: Case) -> None:
    left = (id_ for id_ in case.conflicted if id_ != event.account_id)
    case.conflicted = tuple(left)


@happens.register
def _(event: AccountLetIn, case: Case) -> None:
    case.let_in = (*case.let_in, event.account_id)


@happens.register
def _(event: AccountShutOut, case: Case) -> None:
    case.let_in = tuple(id_ for id_ in case.let_in if id_ != event.account_id)
