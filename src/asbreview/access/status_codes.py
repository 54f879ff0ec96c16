"""The code with which an applicant follows their application.

It is kept nowhere.  It is made from the applicant's own data key: so the letter and the
page that asks for it make the same one, whoever has the office or the log has none, and
it is gone when the applicant is forgotten.  See `docs/decisions/0044`.
"""

import hmac
from typing import Final
from uuid import UUID

from asbreview.domain.contact.record import Contact
from asbreview.domain.sealed import ERASED
from asbreview.store.keys import KeyRing

LETTERS: Final = "ACDEFGHJKMNPQRTUVWXY34679"  # none that is taken for another
LENGTH: Final = 10
MEANT: Final = str.maketrans("", "", " -\u2010\u2011\u2013")
NOBODYS: Final = "A" * LENGTH


def status_code(keyring: KeyRing, person_id: UUID, number: int) -> str:
    """Return a person's so-manyth code, as it is printed: "K3MQ9-TXR4C".

    Nothing once the person is forgotten.
    """
    secret = keyring.derived(person_id, f"status code {number}")
    if secret is ERASED:
        return ""
    return in_letters(secret)


def in_letters(secret: bytes) -> str:
    """Return a code of ten letters that is made of a secret."""
    rest, letters = int.from_bytes(secret), []
    for _ in range(LENGTH):
        rest, letter = divmod(rest, len(LETTERS))
        letters.append(LETTERS[letter])
    code = "".join(letters)
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def code_of(contact: Contact, keyring: KeyRing) -> str:
    """Return the code with which whoever applied follows a case, as it stands there."""
    return status_code(keyring, contact.applicant_id, contact.code_number)


LEFT_OUT: Final = "left out of this copy"


def codes_left_out(text: str, contact: Contact, keyring: KeyRing) -> str:
    """Return a text without the code of whoever applied, or any they had before.

    For whoever reads a letter and may not write as the applicant.
    """
    for number in range(contact.code_number + 1):
        if code := status_code(keyring, contact.applicant_id, number):
            text = text.replace(code, LEFT_OUT)
    return text


def is_code(code: str, typed: str) -> bool:
    """Say whether what was typed is a code: in whatever case, with or without dashes.

    It takes as long whether or not there is a code to compare it with.
    """
    kept = plain_code(code) or NOBODYS
    same = hmac.compare_digest(kept.encode(), plain_code(typed).encode())
    return same and bool(code)


def plain_code(code: str) -> str:
    """Return a code as it is compared, however it was typed."""
    return code.upper().translate(MEANT)
