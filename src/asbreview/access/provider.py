"""An identity provider: where it is asked, and what of its answer is believed.

OpenID Connect Core 1.0 with discovery: the code flow, with PKCE, state and nonce.  What
is believed is an ID token signed with a key of the provider's own, for this client, for
this browser's question, and not too old.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from asbreview.access.identities import Identity
from asbreview.settings_of_oidc import OidcSettings

PATIENCE: Final = 10.0  # seconds
LEEWAY: Final = 60  # seconds that two clocks may differ by
SIGNED_BY: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
SIGNED_BY_CURVE: Final = ("ES256", "ES384", "ES512")
SCOPE: Final = "openid email profile"
AFRESH: Final = {"prompt": "login", "max_age": "0"}
OK: Final = 200


class ProviderAway(Exception):
    """The provider does not answer, or not as a provider does."""


class NotBelieved(Exception):
    """What came does not prove who it is; its words say what was wrong with it."""


class Asking(NamedTuple):
    """What one browser's question is known by; nobody else has it."""

    state: str
    nonce: str
    verifier: str


class Vouched(NamedTuple):
    """Whom the provider vouches for; `email` only if it says that it is verified.

    `shown_at` is when they last showed the provider who they are, if it says so: its
    own session may be hours old.
    """

    identity: Identity
    email: str
    has_second_factor: bool
    shown_at: datetime | None


class Provider:
    """A council's identity provider."""

    def __init__(
        self,
        told: OidcSettings,
        *,
        back_at: str,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.name = told.name
        self.issuer = told.issuer
        self.by_email = told.by_email
        self._told, self._back_at = told, back_at
        self._transport = transport
        self._lock = Lock()
        self._known: dict[str, Any] = {}
        self._keys: KeySet | None = None

    def address(self, asking: Asking, *, afresh: bool = False) -> str:
        """Return where a browser asks; `ProviderAway` if that cannot be found out.

        *Afresh*, the provider is to ask who it is, whatever session it has with them
        (OpenID Connect Core 3.1.2.1), and to say when they showed it.
        """
        digest = sha256(asking.verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self._told.client_id,
            "redirect_uri": self._back_at,
            "scope": SCOPE,
            "state": asking.state,
            "nonce": asking.nonce,
            "code_challenge": urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
            **(AFRESH if afresh else {}),
        }
        endpoint = self._endpoint("authorization_endpoint")
        joint = "&" if urlsplit(endpoint).query else "?"
        return f"{endpoint}{joint}{urlencode(query)}"

    def vouched(self, code: str, asking: Asking, *, at: datetime) -> Vouched:
        """Exchange a code, and return whom it is of (`NotBelieved`, `ProviderAway`)."""
        claims = self._claims(self._id_token(code, asking.verifier), asking.nonce, at)
        email = claims.get("email") if claims.get("email_verified") is True else ""
        return Vouched(
            Identity(self.issuer, str(claims["sub"])),
            email if isinstance(email, str) else "",
            self._has_second_factor(claims),
            _shown_at(claims),
        )

    def _id_token(self, code: str, verifier: str) -> str:
        told = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back_at,
            "code_verifier": verifier,
        }
        # RFC 6749 2.3.1: both are encoded as in a form before they are put together.
        own = quote(self._told.client_id, ""), quote(self._told.client_secret, "")
        endpoint = self._endpoint("token_endpoint")
        answer = self._ask(lambda client: client.post(endpoint, data=told, auth=own))
        if httpx.codes.is_client_error(answer.status_code):
            raise NotBelieved("the code was not taken")
        token = _read(answer).get("id_token")
        if not isinstance(token, str):
            raise NotBelieved("there is no ID token")
        return token

    def _claims(self, token: str, nonce: str, at: datetime) -> Mapping[str, Any]:
        """Return what a token claims, if it is ours and holds (`NotBelieved`)."""
        rules = jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            sub={"essential": True},
            aud={"essential": True, "value": self._told.client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = self._decoded(token).claims
            rules.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as why:
            raise NotBelieved(type(why).__name__) from None
        meant_for = claims["aud"]
        others = isinstance(meant_for, list) and len(meant_for) > 1
        if (others or "azp" in claims) and claims.get("azp") != self._told.client_id:
            raise NotBelieved("it was asked for by another client")
        return claims

    def _decoded(self, token: str) -> jwt.Token:
        """Return a token that is signed; by a key that is new, if it is not known."""
        algorithms = [*SIGNED_BY, *SIGNED_BY_CURVE]
        try:
            return jwt.decode(token, self._key_set(), algorithms=algorithms)
        except (JoseError, ValueError):
            keys = self._key_set(anew=True)
            return jwt.decode(token, keys, algorithms=algorithms)

    def _has_second_factor(self, claims: Mapping[str, Any]) -> bool:
        amr, acr = claims.get("amr"), claims.get("acr")
        shown = {str(value) for value in amr} if isinstance(amr, list) else set()
        return bool(self._told.second_factor & (shown | {str(acr)}))

    def _endpoint(self, name: str) -> str:
        found = self._discovered().get(name)
        if not isinstance(found, str) or _scheme(found) != _scheme(self.issuer):
            raise ProviderAway(f"discovery has no {name}")
        return found

    def _discovered(self) -> dict[str, Any]:
        """Return what the provider says of itself; another's word is not taken."""
        with self._lock:
            if not self._known:
                where = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
                known = _read(self._ask(lambda client: client.get(where)))
                if known.get("issuer") != self.issuer:
                    raise ProviderAway("discovery names another issuer")
                self._known = known
            return self._known

    def _key_set(self, *, anew: bool = False) -> KeySet:
        where = self._endpoint("jwks_uri")
        with self._lock:
            if self._keys is None or anew:
                found = _read(self._ask(lambda client: client.get(where)))
                try:
                    self._keys = KeySet.import_key_set(found)  # type: ignore[arg-type]
                except (JoseError, ValueError, KeyError, TypeError) as why:
                    raise ProviderAway("its keys cannot be read") from why
            return self._keys

    def _ask(self, how: Callable[[httpx.Client], httpx.Response]) -> httpx.Response:
        try:
            with httpx.Client(timeout=PATIENCE, transport=self._transport) as client:
                return how(client)
        except httpx.HTTPError as why:
            raise ProviderAway(type(why).__name__) from None


def _read(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code != OK:
        raise ProviderAway(f"it answered {answer.status_code}")
    try:
        found = answer.json()
    except ValueError:
        raise ProviderAway("its answer cannot be read") from None
    if not isinstance(found, dict):
        raise ProviderAway("its answer cannot be read")
    return found


def _shown_at(claims: Mapping[str, Any]) -> datetime | None:
    """Return the time of a claim that is a number of seconds; of any other, none."""
    told = claims.get("auth_time")
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    try:
        return datetime.fromtimestamp(told, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _scheme(address: str) -> str:
    return urlsplit(address).scheme
