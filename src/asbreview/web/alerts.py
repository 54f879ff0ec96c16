"""Telling somebody by email what was done about their account, where there is mail.

It tells nothing of any case.  What is told stands on the account's own page too.
"""

import logging
from email.errors import MessageError
from typing import Final
from uuid import uuid4

from asbreview.access.accounts import Account
from asbreview.letters.ways.carrying import NotTaken, Unsure
from asbreview.letters.ways.smtp import Mail
from asbreview.web.given import Installation
from asbreview.web.words import moment

log = logging.getLogger(__name__)


WHAT_THEN: Final = (
    "If this is not what you expected, tell whoever keeps the accounts at once."
    " Nobody will ask you for your password or for a code."
)


def alert(
    given: Installation, account: Account, happened: str, what_then: str = WHAT_THEN
) -> None:
    """Tell whose account it is what happened to it, in a sentence.

    An email that cannot be sent undoes nothing: it is logged, by the account's id.
    """
    if given.mail is None:
        return
    now = given.now()
    text = (
        f"{happened}\n\nWhen: {moment(now)}\n"
        f"Account: {account.sign_in_name}, {given.settings.partnership}\n\n"
        f"{what_then}\n"
    )
    mail = Mail(
        to=account.sign_in_name,
        subject=f"Your account: {given.settings.partnership}",
        text=text,
        known_as=uuid4().hex,
        at=now,
    )
    try:
        given.mail.send(mail)
    except (NotTaken, Unsure, MessageError, ValueError):
        log.warning("An alert could not be sent to account %s", account.account_id)
