"""Data keys in an SQLite file of their own.

`secure_delete` overwrites a deleted key's bytes, and a truncating checkpoint takes
them out of the write-ahead log.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asbreview.domain.sealed import ERASED, Erased
from asbreview.store.keys import CHECKED, OtherKeys, StillRead, Wrapping, WrongKey

SCHEMA: Final = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS keys (owner BLOB PRIMARY KEY, wrapped BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS destroyed (owner BLOB PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
NOBODYS: Final = """SELECT NOT EXISTS (SELECT * FROM keys)
    AND NOT EXISTS (SELECT * FROM destroyed)
    AND NOT EXISTS (SELECT * FROM about WHERE name = 'log')"""
ADD: Final = """INSERT INTO keys SELECT :owner, :wrapped WHERE NOT EXISTS
    (SELECT * FROM destroyed WHERE owner = :owner) ON CONFLICT DO NOTHING"""
FIND: Final = """SELECT (SELECT wrapped FROM keys WHERE owner = :owner),
    EXISTS (SELECT * FROM destroyed WHERE owner = :owner)"""
FIND_ALL: Final = """SELECT owner, wrapped FROM keys WHERE owner IN ({0})
    UNION ALL SELECT owner, NULL FROM destroyed WHERE owner IN ({0})"""
AT_ONCE: Final = 10_000  # SQLite takes three times as many values, and no more


class SQLiteKeys:
    """The file of data keys; `WrongKey` where another key wraps what is in it."""

    is_far = False

    def __init__(self, path: Path, kek: bytes, *, patience: float = 5) -> None:
        self._wrapping = Wrapping(kek)
        self._db = sqlite3.connect(
            path, timeout=patience, isolation_level=None, check_same_thread=False
        )
        self._db.executescript(SCHEMA)
        self._lock = Lock()
        self._must_fit()

    def find(self, owner: UUID) -> bytes | Erased | None:
        """Return the owner's key, that it was destroyed, or that there is none."""
        with self._lock:
            row = self._db.execute(FIND, {"owner": owner.bytes}).fetchone()
        wrapped, destroyed = row
        if destroyed:
            return ERASED
        return None if wrapped is None else self._wrapping.unwrap(owner, wrapped)

    def find_all(self, owners: Collection[UUID]) -> Mapping[UUID, bytes | Erased]:
        """Return, in one question, the keys there are, or that they were destroyed."""
        left, found = iter(owners), dict[UUID, bytes | Erased]()
        while some := [owner.bytes for owner in islice(left, AT_ONCE)]:
            numbered = ",".join(f"?{number + 1}" for number in range(len(some)))
            with self._lock:
                rows = self._db.execute(FIND_ALL.format(numbered), some).fetchall()
            keys = [(UUID(bytes=owner), wrapped) for owner, wrapped in rows]
            found |= {o: self._wrapping.unwrap(o, w) for o, w in keys if w is not None}
            found |= {owner: ERASED for owner, wrapped in keys if wrapped is None}
        return found

    def forget(self) -> None:
        """Do nothing: what wraps the keys is one key, from outside."""

    def make(self, owner: UUID) -> None:
        """Put a new key on the disk, unless there is one or it was destroyed."""
        self.put(owner, AESGCM.generate_key(256))

    def put(self, owner: UUID, key: bytes) -> None:
        """Put a key here that was made elsewhere."""
        wrapped = self._wrapping.wrap(owner, key)
        with self._lock:
            self._db.execute(ADD, {"owner": owner.bytes, "wrapped": wrapped})

    def destroy(self, owner: UUID) -> None:
        """Take the key away; `StillRead` while a reader keeps its bytes on the disk."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            with self._db:
                self._db.execute("DELETE FROM keys WHERE owner = ?", [owner.bytes])
                self._db.execute(
                    "INSERT OR IGNORE INTO destroyed VALUES (?)", [owner.bytes]
                )
            (busy, *_) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StillRead(owner)

    def destructions(self) -> int:
        """Return how many keys have been destroyed."""
        with self._lock:
            (number,) = self._db.execute("SELECT count(*) FROM destroyed").fetchone()
        return int(number)

    def all_keys(self) -> Iterator[tuple[UUID, bytes]]:
        """Yield every owner and their key, in the order of the owners."""
        for owner, wrapped in self._rows("SELECT owner, wrapped FROM keys ORDER BY 1"):
            id_ = UUID(bytes=owner)
            yield id_, self._wrapping.unwrap(id_, wrapped)

    def all_destroyed(self) -> Iterator[UUID]:
        """Yield every owner whose key was destroyed, in order."""
        for (owner,) in self._rows("SELECT owner FROM destroyed ORDER BY 1"):
            yield UUID(bytes=owner)

    def take_in(
        self, keys: Iterable[tuple[UUID, bytes]], destroyed: Iterable[UUID]
    ) -> None:
        """Put in all that another table holds, its tombstones first; all or nothing."""
        buried = [(owner.bytes,) for owner in destroyed]
        wrapped = (
            {"owner": owner.bytes, "wrapped": self._wrapping.wrap(owner, key)}
            for owner, key in keys
        )
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            with self._db:
                self._db.executemany(
                    "INSERT OR IGNORE INTO destroyed VALUES (?)", buried
                )
                self._db.executemany(ADD, wrapped)

    def is_nobodys(self) -> bool:
        """Say whether it never held a key and nobody noted whose it is."""
        return bool(self._rows(NOBODYS)[0][0])

    def belongs_to(self, log_id: str) -> None:
        """Note, once, whose keys these are; another log's are `OtherKeys`."""
        if self._note("log", log_id.encode()) != log_id.encode():
            raise OtherKeys

    def close(self) -> None:
        """Put the table away."""
        self._db.close()

    def _must_fit(self) -> None:
        """Refuse a key-encryption key that does not open what the first one closed."""
        one = self._rows("SELECT owner, wrapped FROM keys LIMIT 1")
        try:
            for owner, wrapped in one:
                self._wrapping.unwrap(UUID(bytes=owner), wrapped)
            closed = self._note("check", self._wrapping.wrap(CHECKED, b"checked"))
            self._wrapping.unwrap(CHECKED, closed)
        except InvalidTag as wrong:
            self._db.close()
            raise WrongKey from wrong

    def _note(self, name: str, value: bytes) -> bytes:
        """Note a value, unless there is one; return the one that there is."""
        with self._lock:
            noted = {"name": name, "value": value}
            self._db.execute(
                "INSERT OR IGNORE INTO about VALUES (:name, :value)", noted
            )
            found = self._db.execute("SELECT value FROM about WHERE name = ?", [name])
            kept: bytes = found.fetchone()[0]
        return kept

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(statement).fetchall()
