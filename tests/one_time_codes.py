"""One-time codes as an app makes them: by RFC 4226 and 6238, by nothing of ours."""

import hmac
from base64 import b32decode


def code_at(secret, at, *, steps=0):
    """Return the code that an app with this key shows at an instant."""
    counter = int(at.timestamp()) // 30 + steps
    digest = hmac.digest(b32decode(secret), counter.to_bytes(8), "sha1")
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"
