"""What the environment may set about sending letters: a mail server, GOV.UK Notify.

A setting that cannot be right is refused at the start (`CannotStart`).  That a server
cannot be reached then is none: it may be back in a minute, and letters wait.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import getaddresses
from enum import Enum
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from asbreview.refusal import CannotStart

HOST_OF_NOTIFY: Final = "https://api.notifications.service.gov.uk"
SHORTEST_TOKEN: Final = 32  # characters
UUID_IN_WORDS: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
KEY: Final = re.compile(rf".+-({UUID_IN_WORDS})-({UUID_IN_WORDS})")
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class Security(Enum):
    """How what is said to a mail server is kept from others, by its URL's scheme."""

    STARTTLS = "smtp"
    TLS = "smtps"
    NONE = "smtp+unencrypted"


PORTS: Final = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True)
class SmtpServer:
    """A mail server."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class NotifyService:
    """A service of GOV.UK Notify: for email with a template, for letters, or both."""

    url: str
    service_id: str
    secret: str = field(repr=False)
    email_template: str = ""
    posts_letters: bool = False


@dataclass(frozen=True)
class Sending:
    """What letters can be sent with; with nothing set, all go to the print queue."""

    sender: Address | None = None
    smtp: SmtpServer | None = None
    notify: NotifyService | None = None
    receipts_token: str = field(default="", repr=False)


NOTHING_SET: Final = Sending()


def read_sending(told: Mapping[str, str]) -> Sending:
    """Read the settings; what is wrong, or does not go together, is `CannotStart`."""
    sender = _sender(told["ASBREVIEW_SENDER"])
    smtp = _smtp(told["ASBREVIEW_SMTP_URL"])
    if smtp and sender is None:
        raise CannotStart(
            "ASBREVIEW_SMTP_URL is set and ASBREVIEW_SENDER is not. Say from which"
            " address letters are sent: East Council <letters@east.example>"
        )
    return Sending(sender, smtp, _notify(told), _receipts_token(told))


def _sender(told: str) -> Address | None:
    if not told:
        return None
    addresses = getaddresses([told])
    if len(addresses) != 1:
        raise _wrong_sender()
    ((name, address),) = addresses
    try:
        sender = Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError, MessageError) as why:
        raise _wrong_sender() from why
    if not sender.username or not sender.domain or not sender.domain.isascii():
        raise _wrong_sender()
    return sender


def _wrong_sender() -> CannotStart:
    return CannotStart(
        "ASBREVIEW_SENDER is not an email address. Write it with the name that readers"
        " see: East Council <letters@east.example>"
    )


def _smtp(told: str) -> SmtpServer | None:
    """Read the URL of a mail server; it is not repeated: it holds a password."""
    if not told:
        return None
    wrong = CannotStart(
        "ASBREVIEW_SMTP_URL is not the URL of a mail server. Write smtp://user:password"
        "@host:587 (STARTTLS), smtps://user:password@host:465, or, for a server that is"
        " trusted with everything in the clear, smtp+unencrypted://host:25"
    )
    url, port = _split(told, wrong)
    try:
        security = Security(url.scheme)
    except ValueError:
        raise wrong from None
    if not url.hostname or url.path.strip("/") or url.query or url.fragment:
        raise wrong
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if bool(user) != bool(password):
        raise wrong
    return SmtpServer(url.hostname, port or PORTS[security], security, user, password)


def _notify(told: Mapping[str, str]) -> NotifyService | None:
    key, template = told["ASBREVIEW_NOTIFY_KEY"], told["ASBREVIEW_NOTIFY_TEMPLATE"]
    posts = _yes("ASBREVIEW_NOTIFY_LETTERS", told["ASBREVIEW_NOTIFY_LETTERS"])
    url = _notify_url(told["ASBREVIEW_NOTIFY_URL"] or HOST_OF_NOTIFY)
    if not key:
        if template or posts:
            raise CannotStart(
                "ASBREVIEW_NOTIFY_KEY is not set, and letters are to go by Notify. Make"
                " an API key in Notify and set it, or unset the other settings."
            )
        return None
    parts = KEY.fullmatch(key)
    if parts is None:
        raise CannotStart(
            "ASBREVIEW_NOTIFY_KEY is not a key of GOV.UK Notify: a name, the service's"
            " id and the secret, with dashes between them. Copy all of it."
        )
    if template and not re.fullmatch(UUID_IN_WORDS, template):
        raise CannotStart(
            "ASBREVIEW_NOTIFY_TEMPLATE is not the id of a template. Copy it from the"
            " template's page in Notify."
        )
    if not template and not posts:
        raise CannotStart(
            "ASBREVIEW_NOTIFY_KEY is set, and nothing is to go by Notify. Set"
            " ASBREVIEW_NOTIFY_TEMPLATE for email, ASBREVIEW_NOTIFY_LETTERS=yes for"
            " letters, or both."
        )
    return NotifyService(url, parts[1], parts[2], template, posts)


def _receipts_token(told: Mapping[str, str]) -> str:
    """Read the token that Notify bears when it tells what became of a letter."""
    token = told["ASBREVIEW_NOTIFY_RECEIPTS"]
    if token and not told["ASBREVIEW_NOTIFY_KEY"]:
        raise CannotStart(
            "ASBREVIEW_NOTIFY_RECEIPTS is set and ASBREVIEW_NOTIFY_KEY is not: Notify"
            " tells of nothing that it did not send. Set the key, or unset the token."
        )
    if token and (
        len(token) < SHORTEST_TOKEN or not (token.isascii() and token.isprintable())
    ):
        raise CannotStart(
            f"ASBREVIEW_NOTIFY_RECEIPTS has to have at least {SHORTEST_TOKEN}"
            " characters that nobody can guess, without accents. Make it with: python"
            " -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return token


def _notify_url(told: str) -> str:
    wrong = CannotStart(
        "ASBREVIEW_NOTIFY_URL is not the address of a server over HTTPS, such as"
        f" {HOST_OF_NOTIFY}"
    )
    url, _ = _split(told, wrong)
    is_safe = url.scheme == "https" or (
        url.scheme == "http" and url.hostname in LOOPBACK
    )
    if not is_safe or not url.hostname:
        raise wrong
    return told.rstrip("/")


def _split(told: str, wrong: CannotStart) -> tuple[SplitResult, int | None]:
    try:
        url = urlsplit(told)
        port = url.port
    except ValueError:
        raise wrong from None
    return url, port


def _yes(variable: str, told: str) -> bool:
    if told.casefold() not in {"", "yes", "no"}:
        raise CannotStart(f"{variable} is {told!r}; it must be yes or no.")
    return told.casefold() == "yes"
