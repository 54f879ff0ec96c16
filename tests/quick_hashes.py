"""Passwords that are hashed in no time: only tests of that take the time it takes.

How they are really hashed is tried in `tests/access`, by those that ask for it; servers
in processes of their own hash as always.
"""

import pytest
from argon2 import PasswordHasher

from asbreview.access import accounts, passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# What hashes, and the hash of a password that nobody knows: it takes as long.
REAL = (passwords._HASHER, passwords.NOBODYS)  # noqa: SLF001  no other way


def pytest_configure(config):
    patch = pytest.MonkeyPatch()
    _hash_by(patch, QUICK, QUICK.hash("nobody's"))
    config.add_cleanup(patch.undo)


@pytest.fixture
def really_hashed(monkeypatch):
    """Let passwords be hashed as slowly as in an office."""
    _hash_by(monkeypatch, *REAL)


def _hash_by(patch, hasher, nobodys):
    patch.setattr(passwords, "_HASHER", hasher)
    for room in (passwords, accounts):
        patch.setattr(room, "NOBODYS", nobodys)
