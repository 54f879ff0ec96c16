"""What every answer tells the browser to refuse, and which hosts are answered."""

from secrets import token_urlsafe
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import ClientException
from litestar.handlers.base import BaseRouteHandler
from litestar.types import Message, Scope, Send

from asbreview.web.public import is_public

ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOT_OUR_NAME: Final = "This installation does not answer to that name."
MOST_PORTS: Final = 2**16
TWO_YEARS: Final = 63_072_000
POLICY: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def nonce_of(scope: Scope) -> str:
    """Return the word by which this answer's own scripts are known."""
    nonce: str = scope["state"].setdefault("nonce", token_urlsafe(16))
    return nonce


class Headers:
    """Writes the headers of every answer, those of problems included."""

    def __init__(self, *, https: bool) -> None:
        self._headers = dict(ALWAYS)
        if https:
            self._headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}"

    async def __call__(self, message: Message, scope: Scope) -> None:
        """Write them; what says nothing of its keeping is not to be kept."""
        if message["type"] != "http.response.start":
            return
        headers = MutableScopeHeaders.from_message(message)
        for name, value in self._headers.items():
            headers[name] = value
        if is_public(
            scope["path"]
        ):  # whoever follows a link from there says not whence
            headers["Referrer-Policy"] = "no-referrer"
        headers.setdefault("Content-Security-Policy", _policy(scope))
        headers.setdefault("Cache-Control", "no-store")


def _policy(scope: Scope) -> str:
    return POLICY.format(nonce=nonce_of(scope))


class AsGet:
    """Sends an answer on without its body: HEAD asks for what GET would say of it."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        """Send what begins an answer; of its body, that it is at an end."""
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


class HostGuard:
    """Answers only to the installation's own names, whatever the port."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self._allowed = frozenset(name.casefold() for name in allowed)

    async def __call__(
        self, asked: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
    ) -> None:
        """Refuse a name that is not ours: it may be somebody's trap."""
        if not self.allows(asked):
            raise ClientException(NOT_OUR_NAME)

    def allows(self, asked: ASGIConnection[Any, Any, Any, Any]) -> bool:
        """Say whether a request calls the installation by a name of its own."""
        return host_name(asked.headers.get("host", "")) in self._allowed


def host_name(host: str) -> str:
    """Return the name in a `Host` header, without its port: "[::1]:8000" is "[::1]"."""
    name, colon, port = host.rpartition(":")
    is_port = port.isdecimal() and port.isascii() and int(port[:6]) < MOST_PORTS
    return (name if colon and is_port else host).casefold()
