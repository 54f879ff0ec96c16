"""What the environment says of a council's identity provider (OpenID Connect)."""

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from asbreview.refusal import CannotStart

ISSUER: Final = "ASBREVIEW_OIDC_ISSUER"
CLIENT_ID: Final = "ASBREVIEW_OIDC_CLIENT_ID"
CLIENT_SECRET: Final = "ASBREVIEW_OIDC_CLIENT_SECRET"  # noqa: S105  a variable's name
NAME: Final = "ASBREVIEW_OIDC_NAME"
BY_EMAIL: Final = "ASBREVIEW_OIDC_BY_EMAIL"
SECOND_FACTOR: Final = "ASBREVIEW_OIDC_SECOND_FACTOR"
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class OidcSettings(NamedTuple):
    """An identity provider, and what is believed of it; no issuer means none.

    `by_email` lets an account be linked, once, by an email address that the provider
    says is verified.  `second_factor` are values of `amr` or `acr` that stand for one.
    """

    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    name: str = ""
    by_email: bool = False
    second_factor: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"OidcSettings({self.issuer!r})"


NO_PROVIDER: Final = OidcSettings()


def read_oidc(told: Mapping[str, str], *, demonstration: bool) -> OidcSettings:
    """Read which provider there is; what is missing or wrong is `CannotStart`.

    The people of a demonstration are invented: no provider knows them.
    """
    if demonstration or not told[ISSUER]:
        return NO_PROVIDER
    if not told[CLIENT_ID] or not told[CLIENT_SECRET]:
        raise CannotStart(
            f"{ISSUER} is set: {CLIENT_ID} and {CLIENT_SECRET}, as the provider gave"
            " them, have to be set too."
        )
    values = (value.strip() for value in told[SECOND_FACTOR].split(","))
    return OidcSettings(
        issuer=_issuer(told[ISSUER]),
        client_id=told[CLIENT_ID],
        client_secret=told[CLIENT_SECRET],
        name=told[NAME] or "your organisation",
        by_email=_yes_or_no(told[BY_EMAIL]),
        second_factor=frozenset(filter(None, values)),
    )


def _issuer(told: str) -> str:
    url = urlsplit(told)
    safe = url.scheme == "https" or (url.scheme == "http" and url.hostname in LOOPBACK)
    if not safe or not url.netloc or url.query or url.fragment or not told.isascii():
        raise CannotStart(
            f"{ISSUER} is {told!r}; it must be the issuer's address as its discovery"
            " document has it: https://login.example"
        )
    return told


def _yes_or_no(told: str) -> bool:
    if told.casefold() not in {"", "yes", "no"}:
        raise CannotStart(f"{BY_EMAIL} is {told!r}; it must be yes or no.")
    return told.casefold() == "yes"
