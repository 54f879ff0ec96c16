"""What a form does with one's second factor: once, however often it is sent."""

from typing import ClassVar, Final

from asbreview.access.accounts import Account
from asbreview.access.keeping import note_change, take_second_factor
from asbreview.access.second_factors import SecondFactors
from asbreview.domain.errors import Misrecorded
from asbreview.web.alerts import alert
from asbreview.web.forms import Form, Line, Says
from asbreview.web.given import Installation
from asbreview.web.sent import done_once
from asbreview.web.typed import Fields

WRONG: Final = (
    "The code is not the one that the app shows for this key. Check that the clock of"
    " your phone is right, wait for the next code, and enter that"
)
NOT_OURS: Final = "This key was not made for you. Open the page again"
ADDED: Final = "A second factor was added to your account."
RENEWED: Final = "New recovery codes were made for your account."
REMOVED: Final = "The second factor of your account was removed."


class AddForm(Form):
    """The code that shows that the app has the key; and what is carried past it."""

    SAYS: ClassVar = {
        "code": Says.enter("the code that your app shows"),
        "secret": Says.enter("the key"),
        "next": Says.enter("the page"),
        "kept": Says.enter("the form"),
    }

    code: Line
    secret: str
    next: str = "/"
    kept: str = ""


class SureForm(Form):
    """Nothing but that it is meant."""


def added(given: Installation, who: Account, form: AddForm, typed: Fields) -> list[str]:
    """Take the key into use, and end every other session (`Misrecorded`).

    Returns recovery codes; none for a form that has come again: they are told once.
    """
    factors, now = SecondFactors(given.office, given.keyring), given.now()
    if factors.shown(who.account_id, form.secret) is None:
        raise Misrecorded(NOT_OURS, field="code")
    with given.office.together():
        if not done_once(given, form.command_id, typed):
            return []
        codes = factors.add(who.account_id, form.secret, form.code, at=now)
        if codes is None:
            raise Misrecorded(WRONG, field="code")
        _noted(given, who, "second factor added", ADDED)
    return codes


def renewed(
    given: Installation, who: Account, form: SureForm, typed: Fields
) -> list[str]:
    """Return other recovery codes; none for a form that has come again."""
    factors = SecondFactors(given.office, given.keyring)
    with given.office.together():
        if not done_once(given, form.command_id, typed):
            return []
        if factors.held(who.account_id) is None:
            raise Misrecorded("Add a second factor first")
        codes = factors.renew_codes(who.account_id)
        _noted(given, who, "new recovery codes made", RENEWED)
    return codes


def removed(given: Installation, who: Account, form: SureForm, typed: Fields) -> None:
    """Take it away, and end every session."""
    its, office = who.account_id, given.office
    with office.together():
        is_first = done_once(given, form.command_id, typed)
        if is_first and take_second_factor(office, its, by=its, at=given.now()):
            alert(given, who, REMOVED)


def _noted(given: Installation, who: Account, what: str, says: str) -> None:
    its = who.account_id
    note_change(given.office, its, by=its, at=given.now(), what=what)
    alert(given, who, says)
