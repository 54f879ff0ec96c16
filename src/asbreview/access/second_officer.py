"""Who is the second officer where two have to say so (`docs/decisions/0108`)."""

from collections.abc import Iterable
from uuid import UUID

from asbreview.access.accounts import Account, is_same_name
from asbreview.access.policy import Action, CaseKnown, may


def second_officers(
    accounts: Iterable[Account], case: CaseKnown, *, beside: UUID, named: str
) -> list[Account]:
    """Return who may approve what one officer proposes about a case.

    A case review lead, but not whoever proposes it (*beside*, *named* so): nor another
    account of that name, which may be theirs for another body.  Where there is no such
    lead who may see the case, any other officer who may forget a person of it.  Nobody
    where one officer is alone.
    """
    others = [
        account
        for account in accounts
        if account.account_id != beside
        and not is_same_name(account.name, named)
        and may(account, Action.ERASE, case)
    ]
    leads = [a for a in others if may(a, Action.APPROVE_DISPOSAL, case)]
    return leads or others
