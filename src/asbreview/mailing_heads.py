"""Sending each new head of the ledger to other bodies, to keep: once, by email.

A head that was given away binds all that was recorded before it, also against whoever
has the databases, the key and the folder.  It tells of no person and of no case.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from asbreview.audit.heads import Head
from asbreview.audit.kept_heads import KeptHead, last_heads, note_mailed, was_mailed
from asbreview.audit.notes import NotANote
from asbreview.installation import Installation
from asbreview.letters.ways.carrying import NotTaken, Unsure
from asbreview.letters.ways.every import mail_server
from asbreview.letters.ways.smtp import Mail

Send = Callable[[Mail], None]
PAUSE: Final = timedelta(minutes=10)
SUBJECT: Final = "A signed head of the register of ASB case reviews, to keep"
SAYS: Final = """\
Please keep this email, or the lines between the two rules in a file whose name ends
with .head. You need not do anything with it now.

It proves that nothing that the register had recorded by then was changed later. It
names no person and no case: it says how many entries there were, and one number that is
worked out from all of them. docs/verifying.md of asbreview says how it is used, and by
which program that shares nothing with ours.

-----
{head}-----

Over {size} entries, signed at {at}.
"""
log = logging.getLogger(__name__)


class Mailing:
    """Sends the last head to whoever has not had it; with nothing set up, to nobody.

    After one that was not taken nothing is tried for some minutes; one of which nobody
    can say is not sent twice.
    """

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._again_at: datetime | None = None

    def look(self, now: datetime) -> None:
        """Send what is to be sent, unless that was tried a moment ago."""
        server = mail_server(self._installation.settings.sending)
        if server is None or (self._again_at and now < self._again_at):
            return
        is_done = send_to_all(self._installation, server.send, now)
        self._again_at = None if is_done else now + PAUSE


def send_to_all(installation: Installation, send: Send, now: datetime) -> bool:
    """Send the last head to each address that has not had it; say if none is left."""
    office = installation.office
    with office.reading() as db:
        last = next(iter(last_heads(db, 1)), None)
        waiting = [
            address
            for address in installation.settings.ledger.mail
            if last and not was_mailed(db, last.number, address)
        ]
    is_done = True
    for address in waiting:
        assert last is not None  # noqa: S101  nobody waits for none
        try:
            send(_mail(last, address, now))
        except NotTaken as why:
            log.warning("A head of the ledger was not taken: %s", why)
            is_done = False
            continue
        except Unsure as why:
            log.warning("Nobody can say whether a head was taken: %s", why)
        except NotANote:  # somebody changed what is kept of it: the check tells that
            return True
        note_mailed(office, last.number, address, now)
    return is_done


def _mail(kept: KeptHead, address: str, now: datetime) -> Mail:
    head = Head.read(kept.note)
    at = f"{head.at:%Y-%m-%dT%H:%M:%SZ}"
    text = SAYS.format(head=kept.written, size=head.size, at=at)
    known_as = f"head-{head.hash.hex()[:24]}"
    return Mail(to=address, subject=SUBJECT, text=text, known_as=known_as, at=now)
