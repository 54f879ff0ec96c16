"""Letters by email, handed to a mail server over SMTP."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime
from typing import Final

from asbreview.domain.letter.facts import Way
from asbreview.domain.letter.sending import Obstacle
from asbreview.letters.ways.carrying import Fate, NotTaken, Outgoing, Unsure
from asbreview.settings_of_sending import Security, SmtpServer

PATIENCE: Final = 30.0  # seconds, for each answer
LAST_PATIENCE: Final = 120.0  # seconds, while the server takes the letter itself
GO_ON: Final = 354
DONE: Final = 250
FOR_GOOD: Final = 500
CLOSING: Final = 421
DOT_FIRST: Final = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True)
class Invite:
    """A calendar file that goes with an email, and what a calendar is to do with it.

    `method` is an iTIP method; the name of the file tells of nobody.
    """

    method: str
    file_name: str
    told: bytes = field(repr=False)


@dataclass(frozen=True)
class Mail:
    """An email that is no letter; `known_as` is an id that tells of nobody."""

    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    known_as: str
    at: datetime
    invite: Invite | None = None


def subject_from(sender: str) -> str:
    """Return what may be read over a shoulder: no more than who writes."""
    return f"A letter from {sender}" if sender else "A letter for you"


def as_message(letter: Outgoing, sender: Address) -> EmailMessage:
    """Write a letter as an email, in plain text and with nothing attached."""
    mail = Mail(
        to=letter.to_email,
        subject=subject_from(sender.display_name),
        text=letter.text,
        known_as=letter.reference,
        at=letter.at,
    )
    return written(mail, sender)


def written(mail: Mail, sender: Address) -> EmailMessage:
    """Write an email; no header tells of its receiver but To.

    `NotTaken` for an address to which none can be written.
    """
    message = EmailMessage(policy=WIRE)
    message["From"] = sender
    message["To"] = _one_address(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.known_as}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    if mail.invite is not None:
        _add(message, mail.invite)
    return message


def _one_address(of: str) -> Address:
    """Read an address; one with a header in it, or another beside it, is none."""
    try:
        return Address(addr_spec=of)
    except (ValueError, MessageError):
        raise NotTaken(Obstacle.ADDRESS, for_good=True) from None


def _add(message: EmailMessage, invite: Invite) -> None:
    """Add a calendar file beside the text (RFC 6047, 2.4), and as a file to be saved.

    As base64, so that no server on the way touches its line ends.
    """
    message.add_alternative(
        invite.told.decode(),
        subtype="calendar",
        charset="utf-8",
        cte="base64",
        params={"method": invite.method, "component": "VEVENT"},
    )
    message.add_attachment(
        invite.told, maintype="application", subtype="ics", filename=invite.file_name
    )


class MailServer:
    """A mail server that passes letters on."""

    way: Final = Way.SMTP

    def __init__(self, server: SmtpServer, sender: Address) -> None:
        self._server, self._sender = server, sender

    def look(self) -> None:
        """Connect and sign in, and send nothing."""
        with self._session():
            pass

    def carry(self, letter: Outgoing, *, about_to: Callable[[], None]) -> str:
        """Send a letter; what may go wrong surely goes wrong before its first word."""
        self._pass_on(as_message(letter, self._sender), letter.to_email, about_to)
        return ""

    def send(self, mail: Mail, *, about_to: Callable[[], None] = lambda: None) -> None:
        """Send an email, as a letter is carried: `NotTaken`, or `Unsure`, as there."""
        self._pass_on(written(mail, self._sender), mail.to, about_to)

    def _pass_on(
        self, message: EmailMessage, to: str, about_to: Callable[[], None]
    ) -> None:
        with self._session() as smtp:
            with _surely():
                _must_be_taken(*smtp.mail(self._sender.addr_spec), Obstacle.REFUSED)
                _must_be_taken(*smtp.rcpt(to), Obstacle.ADDRESS)
                _must_be_taken(*smtp.docmd("DATA"), Obstacle.REFUSED, wanted=GO_ON)
            about_to()
            code = _hand_in(smtp, message.as_bytes())
            _must_be_taken(code, b"", Obstacle.REFUSED)

    def taken_as(self, reference: str) -> str | None:
        """Return nothing: a mail server cannot be asked."""
        del reference
        return None

    def fate(self, taken_as: str) -> Fate:
        """Return that nothing is known: what bounces comes to the sender's mailbox."""
        del taken_as
        return Fate.NOT_THERE

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """Connect, and sign in; a server that is left is told so, if it listens."""
        with _surely():
            smtp = self._connected()
        try:
            with _surely():
                self._sign_in(smtp)
            yield smtp
        except BaseException:
            smtp.close()  # whatever was begun is not ended by a "."
            raise
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()

    def _connected(self) -> smtplib.SMTP:
        where = self._server.host, self._server.port
        known_as = self._sender.domain
        if self._server.security is Security.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                *where, local_hostname=known_as, timeout=PATIENCE, context=context
            )
        return smtplib.SMTP(*where, local_hostname=known_as, timeout=PATIENCE)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self._server.security is Security.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if self._server.user:
            smtp.login(self._server.user, self._server.password)


def _hand_in(smtp: smtplib.SMTP, message: bytes) -> int:
    """Send the letter itself; from here on an answer is awaited (`Unsure`)."""
    try:
        if smtp.sock is not None:
            smtp.sock.settimeout(LAST_PATIENCE)
        smtp.send(DOT_FIRST.sub(b"..", message) + b".\r\n")
        code, _ = smtp.getreply()
    except (smtplib.SMTPException, OSError):
        raise Unsure(Obstacle.NO_ANSWER) from None
    if code < 0:
        raise Unsure(Obstacle.NO_ANSWER)
    return code


def _must_be_taken(
    code: int, _: bytes, if_for_good: Obstacle, *, wanted: int = DONE
) -> None:
    """Refuse what the server refused; its words are left out: they name an address."""
    if code == wanted or (wanted == DONE and code // 10 == DONE // 10):
        return
    if code >= FOR_GOOD:
        raise NotTaken(if_for_good, for_good=True)
    raise NotTaken(Obstacle.NOT_NOW, is_down=code == CLOSING)


@contextmanager
def _surely() -> Iterator[None]:
    """Take whatever fails here for a refusal: the letter was not passed on yet.

    Without the error's own words, or its cause: they may name an address.
    """
    try:
        yield
    except smtplib.SMTPAuthenticationError:
        raise NotTaken(Obstacle.SIGN_IN, is_down=True) from None
    except smtplib.SMTPNotSupportedError:
        raise NotTaken(Obstacle.SIGN_IN, is_down=True) from None
    except smtplib.SMTPResponseException:
        raise NotTaken(Obstacle.NOT_NOW, is_down=True) from None
    except (smtplib.SMTPException, OSError):
        raise NotTaken(Obstacle.UNREACHABLE, is_down=True) from None
