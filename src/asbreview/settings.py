"""What the environment may set, read once when a command starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

from asbreview.refusal import CannotStart
from asbreview.settings_named import SETTINGS
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
