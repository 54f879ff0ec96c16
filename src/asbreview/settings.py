"""What the environment may set, read once when a command starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final, NamedTuple, Self
from urllib.parse import urlsplit

from asbreview.refusal import CannotStart
from asbreview.settings_of_files import (
    AS_IS_USUAL,
    FileSettings,
    read_file_settings,
)
from asbreview.settings_of_ledger import (
    AS_USUAL,
    LedgerSettings,
    read_ledger_settings,
)
from asbreview.settings_of_oidc import NO_PROVIDER, OidcSettings, read_oidc
from asbreview.settings_of_sending import (
    HOST_OF_NOTIFY,
    NOTHING_SET,
    Sending,
    read_sending,
)
from asbreview.settings_of_signing_in import (
    BY_PASSWORD_ALONE,
    SigningInSettings,
    read_signing_in,
)

SHORTEST_SECRET: Final = 32  # characters


class Setting(NamedTuple):
    """A setting: the variable, what it is when it is not set, and what it does."""

    variable: str
    default: str
    says: str


SETTINGS: Final = (
    Setting("ASBREVIEW_DATA", "var/data", "The folder in which everything is kept."),
    Setting(
        "ASBREVIEW_KEYS",
        "the file `kek` in the data folder",
        "The file with the key-encryption key, readable by its owner alone. Keep it,"
        " and its backup, apart from the data.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_FOLDER",
        "the folder `ledger` in the data folder",
        "The folder that signed heads of the ledger are added to. Let it lie elsewhere,"
        " best with another body: who can change the data must not be able to change"
        " it.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_KEY",
        "the file `ledger-key` beside the key file",
        "The file with the key that signs the ledger's heads, made with the first one.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_COSIGNERS",
        "none: nobody else signs",
        "The public keys, with commas between them, of bodies that check the ledger by"
        " themselves and sign its heads as well.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_MAIL",
        "none: heads are sent to nobody",
        "The email addresses, with commas between them, of bodies that are sent each"
        " new head of the ledger, to keep. It needs a mail server.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_TSA",
        "none: nobody stamps heads",
        "The address of a time stamping authority (RFC 3161), which is given a hash of"
        " each new head of the ledger and says when it was there.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_TSA_ROOTS",
        "none",
        "A PEM file with the root certificates of that authority, as it publishes them:"
        " by these its stamps are checked.",
    ),
    Setting(
        "ASBREVIEW_DATABASE_URL",
        "none: SQLite files in the data folder",
        "The PostgreSQL database of events, office and views, for several processes:"
        " postgresql://user:password@host:5432/asbreview",
    ),
    Setting(
        "ASBREVIEW_KEYS_DATABASE_URL",
        "the same server, the database's name with `_keys` added",
        "The PostgreSQL database of data keys; better on a server of its own.",
    ),
    Setting(
        "ASBREVIEW_SECRET",
        "none: it must be set, except in a demonstration",
        "At least 32 characters that nobody can guess; they bind forms to sessions.",
    ),
    Setting(
        "ASBREVIEW_PROCEDURE",
        "east-cambridgeshire",
        "The review procedure that applications are received under: the name of a"
        " shipped one, or the path of a TOML file. Later versions of it are adopted in"
        " the pages.",
    ),
    Setting(
        "ASBREVIEW_OTHER_PROCEDURES",
        "none: one partnership alone",
        "The other review procedures that cases of this installation are under, as for"
        " ASBREVIEW_PROCEDURE, with commas between them: one for each further"
        " partnership.",
    ),
    Setting(
        "ASBREVIEW_SECOND_FACTOR",
        "caseworker,lead,administrator: whoever reaches far or may erase; in a"
        " demonstration nobody",
        "The roles, with commas between them, that have to have a second factor; `none`"
        " if no role has to. Anybody may add one.",
    ),
    Setting(
        "ASBREVIEW_ASK_AGAIN",
        "15",
        "Before what reaches far or cannot be undone, the password or the code is asked"
        " for again if it was last shown so many minutes ago.",
    ),
    Setting(
        "ASBREVIEW_OIDC_ISSUER",
        "none: everybody signs in with a password",
        "The issuer of a council's identity provider (OpenID Connect), as its "
        "discovery document has it: https://login.example. It is told to send people "
        "back to ASBREVIEW_PAGES_AT with /sign-in/provider/back.",
    ),
    Setting(
        "ASBREVIEW_OIDC_CLIENT_ID",
        "none: it must be set where the issuer is",
        "The id that the provider gave to this installation.",
    ),
    Setting(
        "ASBREVIEW_OIDC_CLIENT_SECRET",
        "none: it must be set where the issuer is",
        "The secret that it gave with it.",
    ),
    Setting(
        "ASBREVIEW_OIDC_NAME",
        "your organisation",
        "What the provider is called on the page to sign in.",
    ),
    Setting(
        "ASBREVIEW_OIDC_BY_EMAIL",
        "no",
        "`yes` where an account may be linked, once, by an email address that the "
        "provider says is verified. Otherwise an administrator links each.",
    ),
    Setting(
        "ASBREVIEW_OIDC_SECOND_FACTOR",
        "none: the provider's word stands for the password alone",
        "The values of `amr` or `acr`, with commas between them, that stand for a "
        "second factor: mfa",
    ),
    Setting("ASBREVIEW_ADDRESS", "127.0.0.1", "The address the pages are served on."),
    Setting("PORT", "8000", "The port the pages are served on."),
    Setting(
        "ASBREVIEW_METRICS_PORT",
        "none: no figures are served",
        "The port on which figures for a Prometheus server are served.",
    ),
    Setting(
        "ASBREVIEW_METRICS_ADDRESS",
        "127.0.0.1",
        "The address on which those figures are served. They ask nobody who they are:"
        " name only one that the Prometheus server alone can reach.",
    ),
    Setting(
        "ASBREVIEW_HOSTS",
        "127.0.0.1,localhost",
        "The names, with commas between them, that browsers may call the server by.",
    ),
    Setting(
        "ASBREVIEW_HTTPS",
        "no",
        "`yes` where a proxy serves the pages over HTTPS: browsers are then told to"
        " use nothing else.",
    ),
    Setting(
        "ASBREVIEW_PAGES_AT",
        "https:// and the first of ASBREVIEW_HOSTS; where ASBREVIEW_HTTPS is not"
        " `yes`, http://, ASBREVIEW_ADDRESS and PORT",
        "The address of the pages, as letters print it for applicants to follow their"
        " case at, and links to bodies begin with: https://reviews.example",
    ),
    Setting(
        "ASBREVIEW_PROXIES",
        "none: whoever connects is whoever asks",
        "The network addresses, with commas between them, of proxies that are believed"
        " when they say, in `X-Forwarded-For`, for whom they ask.",
    ),
    Setting(
        "ASBREVIEW_SENDER",
        "none: it must be set where ASBREVIEW_SMTP_URL is",
        "From whom letters by email come, as readers see it:"
        " East Council <letters@east.example>",
    ),
    Setting(
        "ASBREVIEW_SMTP_URL",
        "none: no letter goes by email",
        "The mail server: smtp://user:password@host:587 (STARTTLS),"
        " smtps://user:password@host:465, or smtp+unencrypted://host:25 for one that is"
        " trusted with everything in the clear.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_KEY",
        "none: GOV.UK Notify is not used",
        "An API key of GOV.UK Notify.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_TEMPLATE",
        "none: Notify sends no email",
        "The id of the Notify template that letters by email are put into.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_LETTERS",
        "no",
        "`yes` where Notify prints and posts letters; else they go to the print queue.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_RECEIPTS",
        "none: Notify is asked every ten minutes, and tells nothing by itself",
        "The bearer token, of at least 32 characters, with which Notify tells at"
        " /notify/receipts what became of a letter.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_URL",
        HOST_OF_NOTIFY,
        "The address of Notify, for whoever tries things out on another.",
    ),
    Setting(
        "ASBREVIEW_LARGEST_FILE",
        "25",
        "How many megabytes a file given as evidence may have, up to 90. A proxy before"
        " the pages has to let more through, or it answers in their place.",
    ),
    Setting(
        "ASBREVIEW_FILES_OF_A_CASE",
        "250",
        "How many megabytes all files of a case may have.",
    ),
    Setting(
        "ASBREVIEW_SCANNER",
        "none: files are marked as not scanned",
        "The virus scanner, ClamAV's daemon: tcp://host:3310, or"
        " unix:///run/clamav/clamd.ctl. Let its StreamMaxLength be no less than the"
        " largest file.",
    ),
)


# Whose cases a demonstration has besides: the other partnerships of the county.
COUNTY: Final = (
    "east-cambridgeshire,cambridge-city,fenland,huntingdonshire,south-cambridgeshire,"
    "peterborough"
)


@dataclass(frozen=True)
class Settings:
    """What one process was told."""

    data: Path
    keys: Path
    secret: bytes = field(repr=False)
    procedure: str
    address: str
    port: int
    hosts: tuple[str, ...]
    https: bool
    proxies: tuple[str, ...] = ()
    pages_at: str = "http://127.0.0.1:8000"
    demonstration: bool = False
    metrics_port: int | None = None
    metrics_address: str = "127.0.0.1"
    database: str = field(default="", repr=False)
    keys_database: str = field(default="", repr=False)
    sending: Sending = NOTHING_SET
    files: FileSettings = AS_IS_USUAL
    other_procedures: tuple[str, ...] = ()
    signing_in: SigningInSettings = BY_PASSWORD_ALONE
    oidc: OidcSettings = NO_PROVIDER
    ledger: LedgerSettings = AS_USUAL

    @property
    def ledger_outside(self) -> Path | None:
        """The ledger's folder, if it lies elsewhere than in the data folder."""
        folder = self.ledger.folder
        inside = folder and folder.resolve().is_relative_to(self.data.resolve())
        return None if inside else folder

    @property
    def follow_at(self) -> str:
        """The address at which an applicant follows a case."""
        return f"{self.pages_at}/status"

    @property
    def procedures(self) -> tuple[str, ...]:
        """Every procedure that cases are under, the first one first."""
        return tuple(dict.fromkeys((self.procedure, *self.other_procedures)))

    @property
    def answer_at(self) -> str:
        """The address at which a body answers a request; a link adds its token."""
        return f"{self.pages_at}/answer"

    @classmethod
    def read(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        demonstration: bool = False,
    ) -> Self:
        """Read the environment; what is missing or wrong is `CannotStart`."""
        told = {s.variable: environment.get(s.variable, "") for s in SETTINGS}
        data = Path(
            told["ASBREVIEW_DATA"] or ("var/demo" if demonstration else "var/data")
        )
        address = told["ASBREVIEW_ADDRESS"] or "127.0.0.1"
        port = _port(told["PORT"] or "8000")
        hosts = _hosts(told["ASBREVIEW_HOSTS"] or f"127.0.0.1,localhost,{address}")
        return cls(
            data=data,
            keys=Path(told["ASBREVIEW_KEYS"] or data / "kek"),
            metrics_port=_metrics_port(told["ASBREVIEW_METRICS_PORT"]),
            metrics_address=told["ASBREVIEW_METRICS_ADDRESS"] or "127.0.0.1",
            database=told["ASBREVIEW_DATABASE_URL"],
            keys_database=told["ASBREVIEW_KEYS_DATABASE_URL"],
            secret=_secret(told["ASBREVIEW_SECRET"], demonstration=demonstration),
            procedure=told["ASBREVIEW_PROCEDURE"] or "east-cambridgeshire",
            other_procedures=_hosts(
                told["ASBREVIEW_OTHER_PROCEDURES"] or (COUNTY if demonstration else "")
            ),
            ledger=read_ledger_settings(told),
            address=address,
            port=port,
            hosts=hosts,
            pages_at=_pages_at(told, hosts, f"{address}:{port}"),
            proxies=_proxies(told["ASBREVIEW_PROXIES"]),
            https=_yes_or_no("ASBREVIEW_HTTPS", told["ASBREVIEW_HTTPS"]),
            demonstration=demonstration,
            # The people of a demonstration are invented, their addresses perhaps not.
            sending=NOTHING_SET if demonstration else read_sending(told),
            files=read_file_settings(told),
            signing_in=read_signing_in(told, demonstration=demonstration),
            oidc=read_oidc(told, demonstration=demonstration),
        )


def _pages_at(told: Mapping[str, str], hosts: tuple[str, ...], own: str) -> str:
    """Return the address of the pages; the process's own where there is no proxy."""
    if given := told["ASBREVIEW_PAGES_AT"].rstrip("/"):
        url = urlsplit(given)
        is_whole = url.scheme in {"http", "https"} and url.netloc
        if not is_whole or url.query or url.fragment or not given.isascii():
            raise CannotStart(
                f"ASBREVIEW_PAGES_AT is {given!r}; it must be the address of the pages,"
                " as people type it into a browser: https://reviews.example"
            )
        return given
    is_behind_proxy = told["ASBREVIEW_HTTPS"].casefold() == "yes"
    return f"https://{hosts[0]}" if is_behind_proxy else f"http://{own}"


def _secret(told: str, *, demonstration: bool) -> bytes:
    if told and len(told) < SHORTEST_SECRET:
        raise CannotStart(
            f"ASBREVIEW_SECRET has {len(told)} characters; give it at least"
            f" {SHORTEST_SECRET} that nobody can guess."
        )
    if not told and not demonstration:
        raise CannotStart(
            "ASBREVIEW_SECRET is not set. Set it to at least 32 characters that nobody"
            " can guess, for instance from: python -c 'import secrets;"
            " print(secrets.token_urlsafe(32))'"
        )
    return told.encode()


def _port(told: str, variable: str = "PORT") -> int:
    if not told.isdecimal() or not 0 < int(told) < 2**16:
        raise CannotStart(
            f"{variable} is {told!r}; it must be a number from 1 to 65535."
        )
    return int(told)


def _metrics_port(told: str) -> int | None:
    return _port(told, "ASBREVIEW_METRICS_PORT") if told else None


def _hosts(told: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name.strip() for name in told.split(",") if name.strip())
    )


def _proxies(told: str) -> tuple[str, ...]:
    try:
        return tuple(str(ip_address(address)) for address in _hosts(told))
    except ValueError as why:
        raise CannotStart(
            f"ASBREVIEW_PROXIES is {told!r}; it must be network addresses with commas"
            " between them, such as 127.0.0.1,::1"
        ) from why


def _yes_or_no(variable: str, told: str) -> bool:
    if told.casefold() not in {"", "yes", "no"}:
        raise CannotStart(f"{variable} is {told!r}; it must be yes or no.")
    return told.casefold() == "yes"
