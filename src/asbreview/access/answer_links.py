"""The link and the codes with which a body answers a request without an account.

None of them is kept anywhere.  Each is made, whenever it is needed, from the secret in
the record of how the body is asked, which is sealed under the case's key: whoever has
the office or the log has none, and they are gone with the case.
See `docs/decisions/0062`.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.access.status_codes import in_letters
from asbreview.domain.asking.record import Asking
from asbreview.domain.sealed import ERASED
from asbreview.store.keys import KeyRing

PROVES: Final = 18  # bytes: 144 bits that nobody guesses
NUMBER: Final = 2  # bytes
LENGTH: Final = 16 + NUMBER + PROVES
DIGITS: Final = 6


class Named(NamedTuple):
    """What a link names, whether or not it is one: a request, and which of its links.

    `token` is the whole link, to be compared.
    """

    request_id: UUID
    number: int
    token: str


def answer_token(keyring: KeyRing, asking: Asking, number: int) -> str:
    """Return what a link to answer by ends with; nothing once the case is forgotten."""
    named = asking.request_id.bytes + number.to_bytes(NUMBER)
    proof = _made(keyring, asking, f"link {number}")
    if not proof:
        return ""
    return urlsafe_b64encode(named + proof[:PROVES]).decode()


def named_by(token: str) -> Named | None:
    """Return what a link names; nothing if it cannot be one."""
    try:
        read = urlsafe_b64decode(token)
    except ValueError:
        return None
    if len(read) != LENGTH or not token.isascii():
        return None
    number = int.from_bytes(read[16 : 16 + NUMBER])
    return Named(UUID(bytes=read[:16]), number, token)


def is_link(keyring: KeyRing, asking: Asking, named: Named) -> bool:
    """Say whether a link was made for this request, whether or not it still holds."""
    made = answer_token(keyring, asking, named.number)
    return bool(made) and hmac.compare_digest(made.encode(), named.token.encode())


def mailed_code(keyring: KeyRing, asking: Asking, nonce: bytes) -> str:
    """Return the six digits that go to the body's mailbox for a link of its own."""
    made = _made(keyring, asking, f"mailed code {nonce.hex()}")
    return f"{int.from_bytes(made) % 10**DIGITS:0{DIGITS}}" if made else ""


def spoken_code(keyring: KeyRing, asking: Asking, number: int) -> str:
    """Return the code that is told by telephone, of a link passed on by hand."""
    made = _made(keyring, asking, f"spoken code {number}")
    return in_letters(made) if made else ""


def _made(keyring: KeyRing, asking: Asking, of: str) -> bytes:
    secret = keyring.reveal(asking.secret)
    if secret is ERASED:
        return b""
    return hmac.digest(str(secret).encode(), f"answer|{of}".encode(), "sha256")
