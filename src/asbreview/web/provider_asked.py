"""What a question to the identity provider is known by, in one browser alone.

All of it is made from a token in the browser's own cookie: an answer to another
browser's question fits nobody's.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from asbreview.access.provider import Asking
from asbreview.web.carried import own_address


def asking_of(token: str) -> Asking:
    """Return what the question of a token is known by."""
    made = (_made(token, of) for of in Asking._fields)
    return Asking(*made)


def _made(token: str, of: str) -> str:
    digest = hmac.digest(token.encode(), f"provider|{of}".encode(), "sha256")
    return urlsafe_b64encode(digest).decode().rstrip("=")


def carrying(token: str, wanted: str) -> str:
    """Return what a cookie carries: the token, and the page that was wanted."""
    return f"{token}.{urlsafe_b64encode(wanted.encode()).decode().rstrip('=')}"


def carried_by(cookie: str) -> tuple[str, str]:
    """Return the token of a cookie, and the page that was wanted."""
    token, _, wanted = cookie.partition(".")
    padding = "=" * (-len(wanted) % 4)
    try:
        return token, own_address(urlsafe_b64decode(wanted + padding).decode())
    except ValueError:
        return "", "/"
