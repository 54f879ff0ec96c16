"""The key-encryption key, in a file for its owner alone."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from pathlib import Path
from secrets import token_bytes
from typing import Final

from asbreview.refusal import CannotStart

KEY_BYTES: Final = 32


def key_in(path: Path) -> bytes:
    """Read the key; make one if there is none.  `CannotStart` if it is not a key."""
    if not path.exists():
        _make(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise CannotStart(
            f"The key file {path} can be read by others than its owner. Run chmod 600"
            " on it, and make sure that nobody took a copy. Nothing was changed."
        )
    try:
        key = urlsafe_b64decode(path.read_bytes().strip())
    except (OSError, Error) as why:
        raise CannotStart(f"The key file {path} cannot be read: {why}.") from why
    if len(key) != KEY_BYTES:
        raise CannotStart(
            f"The key file {path} does not hold a key of {KEY_BYTES} bytes."
        )
    return key


def epochs_beside(path: Path) -> Path:
    """Return where the epochs of a key are kept: in the same folder."""
    return path.with_name(f"{path.name}.epochs")


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = urlsafe_b64encode(token_bytes(KEY_BYTES))
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
