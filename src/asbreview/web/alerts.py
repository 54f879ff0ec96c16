"""Telling somebody by email what was done about their account, where there is mail.

It tells nothing of any case.  What is told stands on the account's own page too.
"""

from typing import Final
from uuid import uuid4

from asbreview.access.accounts import Account
from asbreview.access.alerts_due import Alert, note_alert
from asbreview.web.given import Installation
from asbreview.web.words import moment

WHAT_THEN: Final = (
    "If this is not what you expected, tell whoever keeps the accounts at once."
    " Nobody will ask you for your password or for a code."
)


def alert(
    given: Installation, account: Account, happened: str, what_then: str = WHAT_THEN
) -> None:
    """Write down what whose account it is is told of what happened, in a sentence.

    Together with what happened (`Office.together`): it is sent in the background, and
    a mail server that is away undoes nothing, keeps nobody waiting, and loses nothing.
    """
    if given.mail is None:
        return
    now = given.now()
    text = (
        f"{happened}\n\nWhen: {moment(now)}\n"
        f"Account: {account.sign_in_name}, {given.settings.partnership}\n\n"
        f"{what_then}\n"
    )
    alert = Alert(
        alert_id=uuid4(),
        account_id=account.account_id,
        to=account.sign_in_name,
        subject=f"Your account: {given.settings.partnership}",
        text=text,
        at=now,
    )
    note_alert(given.office, alert)
