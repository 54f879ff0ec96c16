"""A code that was entered: of somebody's app, or one of their recovery codes."""

from typing import Any, Final

from litestar.connection import Request

from asbreview.access.accounts import Account
from asbreview.access.keeping import note_change
from asbreview.access.second_factors import SecondFactors
from asbreview.access.throttle import Allowed, Throttle, TooManyTries, Try
from asbreview.web.alerts import alert
from asbreview.web.given import Installation
from asbreview.web.submitted import Fault, Shown
from asbreview.web.whence import network_address
from asbreview.web.words import moment

Asked = Request[Any, Any, Any]

# By account and network address together, and by account from wherever: so whoever
# enters wrong codes elsewhere does not at once keep its owner out.
TRIES: Final = Allowed(per_account=5, per_address=15)
ENTER_CODE: Final = Fault("Enter the code that your app shows", "code")
WRONG_CODE: Final = Fault(
    "The code is wrong, or was used already. Wait for the next one, and enter that",
    "code",
)
WRONG_RECOVERY: Final = Fault(
    "The recovery code is wrong, or was used already", "recovery"
)
SHUT: Final = Fault(
    "Too many wrong codes were entered for this account. Use a recovery code, or ask"
    " whoever keeps the accounts to remove the second factor",
    "code",
)
USED_RECOVERY: Final = "A recovery code of your account was used."


def wrong_with_code(
    request: Asked, given: Installation, account: Account, shown: Shown
) -> Fault | None:
    """Say what is wrong with the code that was typed; nothing if it was right.

    One that is right is used up by it, and a recovery code that was used is told.
    """
    is_recovery = bool(shown.value("recovery").strip())
    if not is_recovery and not shown.value("code").strip():
        return ENTER_CODE
    throttle = Throttle(given.office, TRIES)
    attempt = _attempt(request, given, account, is_recovery=is_recovery)
    try:
        throttle.note(attempt, at=given.now())
    except TooManyTries as refused:
        says = "There were too many wrong codes. You can try again on "
        says += moment(refused.again_at)
        return Fault(says, "recovery" if is_recovery else "code")
    check = _wrong_recovery if is_recovery else _wrong_code
    if wrong := check(given, account, shown):
        return wrong
    throttle.forget(attempt)
    return None


def _attempt(
    request: Asked, given: Installation, account: Account, *, is_recovery: bool
) -> Try:
    """Return as what a try is counted.

    A recovery code is too long to be guessed, and the way in for whoever is kept out by
    somebody else's guesses: it is counted by account and address alone.
    """
    address = network_address(request, given.settings.proxies)
    of = f"{'recovery' if is_recovery else 'code'} of {account.account_id}"
    here = f"{of} from {address}"
    return Try(here, here if is_recovery else of)


def _wrong_code(given: Installation, account: Account, shown: Shown) -> Fault | None:
    factors = SecondFactors(given.office, given.keyring)
    if factors.takes(account.account_id, shown.value("code"), at=given.now()):
        return None
    held = factors.held(account.account_id)
    return SHUT if held and held.is_shut else WRONG_CODE


def _wrong_recovery(
    given: Installation, account: Account, shown: Shown
) -> Fault | None:
    factors, its = SecondFactors(given.office, given.keyring), account.account_id
    with given.office.together():
        if not factors.takes_recovery(its, shown.value("recovery")):
            return WRONG_RECOVERY
        now = given.now()
        note_change(given.office, its, by=its, at=now, what="recovery code used")
        alert(given, account, USED_RECOVERY)
    return None
