"""Passwords: how they are kept, and which are refused.

Long ones, of anything at all: rules about capitals and digits make passwords worse.
"""

import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

SHORTEST: Final = 12
LONGEST: Final = 200
DENIED: Final = (
    "password",
    "passw0rd",
    "qwerty",
    "letmein",
    "welcome",
    "iloveyou",
    "football",
    "abcdefgh",
    "asdfghjk",
    "12345678",
    "87654321",
    "changeme",
    "administrator",
    "antisocial",
    "asbreview",
    "casereview",
    "communitytrigger",
    "neighbourhood",
)
BESIDES: Final = 8  # characters a password has beside a word easily guessed
KINDS_OF_CHARACTER: Final = 5  # fewer different ones make "aaaaaaaaaaaa"

_HASHER: Final = PasswordHasher()
# Of a password that nobody knows, hashed as all are: to look for a name that nobody has
# takes as long.  Written down, as to hash it is a quarter of every start.
NOBODYS: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$yIxah6OiGcSF5JP6TvsrKg"
    "$pTkLkk66coKxT9GMwT7i3Fnci1skOcvJ+SSUPGHxM/E"
)


class PasswordRefused(ValueError):
    """A password that is too easy to guess; its words say why."""


def hashed(password: str, *, sign_in_name: str) -> str:
    """Return what is kept of a password; refuse one that is easily guessed.

    Takes a tenth of a second of one core on purpose: call it in a thread.
    """
    refuse_if_easy(password, sign_in_name=sign_in_name)
    return _HASHER.hash(_as_typed(password))


def is_password(kept: str, password: str) -> bool:
    """Say whether a password is the one that was kept; as slow as `hashed`."""
    try:
        return _HASHER.verify(kept, _as_typed(password)[: LONGEST + 1])
    except VerifyMismatchError:
        return False


def _as_typed(password: str) -> str:
    # The same characters, typed on another keyboard, are the same password.
    return unicodedata.normalize("NFKC", password)


def refuse_if_easy(password: str, *, sign_in_name: str) -> None:
    """Refuse (`PasswordRefused`) a password that is easily guessed."""
    plain = "".join(filter(str.isalnum, _as_typed(password).casefold()))
    if len(_as_typed(password)) < SHORTEST:
        raise PasswordRefused(f"The password must have {SHORTEST} characters or more")
    if len(_as_typed(password)) > LONGEST:
        raise PasswordRefused(f"The password must have {LONGEST} characters or fewer")
    if len(set(plain)) < KINDS_OF_CHARACTER:
        raise PasswordRefused("The password must have more different characters")
    own = sign_in_name.casefold().split("@", maxsplit=1)[0]
    if any(len(plain) - len(word) < BESIDES for word in _found(plain, own)):
        raise PasswordRefused("The password must not be one that is easily guessed")


def _found(plain: str, own: str) -> list[str]:
    return [word for word in (*DENIED, own) if word and word in plain]
