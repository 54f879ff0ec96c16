"""Who is the second officer where two have to say so (`docs/decisions/0108`)."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from asbreview.access.accounts import Account, is_same_name
from asbreview.access.policy import Action, CaseKnown, may

Names = Mapping[UUID, str]


def may_be_one_of(who: Account, accounts: Collection[UUID], names: Names) -> bool:
    """Say whether somebody may be one of those from whom they have to be another.

    By their own account, or by one that is named as they are: a person may have an
    account for each body they work for, and two officers are two people.
    """
    return who.account_id in accounts or any(
        is_same_name(who.name, names[each]) for each in accounts if each in names
    )


def kept_away(
    accounts: Iterable[Account], case: CaseKnown, *, beside: UUID, named: str
) -> list[Account]:
    """Return who could approve it, were the case not kept from them.

    By a restriction, which whoever proposes may have made, or a conflict of interest.
    While there is anybody, no officer is alone (`docs/decisions/0153`).
    """
    open_to_all = case._replace(is_restricted=False, conflicted=())
    found = second_officers(accounts, open_to_all, beside=beside, named=named)
    return [each for each in found if not may(each, Action.ERASE, case)]


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
