"""Data keys in a PostgreSQL database of their own, wrapped in epochs.

See `epochs.py` for why.  A part is changed by one process at a time, under a lock of
the database; a key is made under the same lock, shared, so that it is never wrapped
under an epoch that is just being ended.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import URL, Connection, Row, text

from asbreview.domain.sealed import ERASED, Erased
from asbreview.store.batches import batched
from asbreview.store.database import engine, is_replica
from asbreview.store.epochs import Epoch, Epochs, part_of
from asbreview.store.keys import CHECKED, KeyLost, OtherKeys, Wrapping, WrongKey
from asbreview.store.postgres_key_tables import (
    ADD,
    BURIED_ALIVE,
    COUNT,
    FIND,
    FIND_ALL,
    LOCK,
    LOCK_SESSION,
    LOCKS,
    NOBODYS,
    NOTE,
    REWRAP,
    SHARE,
    TABLES,
    UNLOCK_SESSION,
    WHOLE_FILE,
)

SCHEMA: Final = "keys"
BATCH: Final = 1_000


class PostgresKeys:
    """The database of data keys, and the file of epochs beside the key for them all."""

    is_far = True

    def __init__(self, url: URL, epochs: Path, kek: bytes) -> None:
        self._engine = engine(url, SCHEMA)
        self._epochs = Epochs(epochs, kek)
        self._checking = Wrapping(kek)

    def prepare(self) -> None:
        """Make the tables, and the first epoch of every part."""
        with self._alone() as db, db.begin():
            for statement in TABLES:
                db.execute(text(statement))
            if not db.scalar(text("SELECT count(*) FROM parts")):
                rows = [
                    {"part": part, "epoch": epoch}
                    for part, epoch in self._epochs.start().items()
                ]
                db.execute(text("INSERT INTO parts VALUES (:part, :epoch)"), rows)
        self.must_fit()

    def must_fit(self) -> None:
        """Refuse (`WrongKey`) a key-encryption key other than the one of this table."""
        closed = self._note("check", self._checking.wrap(CHECKED, b"checked"))
        try:
            self._checking.unwrap(CHECKED, closed)
        except InvalidTag as wrong:
            raise WrongKey from wrong

    def is_nobodys(self) -> bool:
        """Say whether it never held a key and nobody noted whose it is."""
        with self._engine.connect() as db:
            return bool(db.scalar(NOBODYS))

    def belongs_to(self, log_id: str) -> None:
        """Note, once, whose keys these are; another log's are `OtherKeys`."""
        if self._note("log", log_id.encode()) != log_id.encode():
            raise OtherKeys

    def tidy(self) -> None:
        """Finish what a crash or a restore left.

        Only the epochs that the database names are kept, and what has a tombstone is
        destroyed: tombstones alone may have been put back from outside.  A replica is
        left as it is.  `KeyLost` where an epoch that the database names is not in the
        file; nothing is then destroyed.
        """
        if is_replica(self._engine):
            return
        with self._alone() as db:
            with db.begin():
                rows = db.execute(text("SELECT part, epoch FROM parts")).all()
            self._epochs.keep_only({row.part: row.epoch for row in rows})
        with self._engine.connect() as db:
            left = list(db.scalars(text(BURIED_ALIVE)))
        for owner in left:
            self.destroy(owner)

    def find(self, owner: UUID) -> bytes | Erased | None:
        """Return the owner's key, that it was destroyed, or that there is none."""
        try:
            return self._found(self._row(owner))
        except KeyLost:  # its epoch ended between, and it was wrapped anew
            return self._found(self._row(owner))

    def find_all(self, owners: Collection[UUID]) -> Mapping[UUID, bytes | Erased]:
        """Return, in one question, the keys there are, or that they were destroyed."""
        with self._engine.connect() as db:
            rows = db.execute(FIND_ALL, {"owners": list(owners)}).all()
        found: dict[UUID, bytes | Erased] = {}
        lost: list[UUID] = []
        for row in rows:
            try:
                key = self._found(row)
            except KeyLost:
                lost.append(row.owner)
            else:
                found |= {row.owner: key} if key is not None else {}
        for owner in lost:  # found again, or lost: which is to spoil no other
            with suppress(KeyLost):
                found |= {owner: key} if (key := self.find(owner)) is not None else {}
        return found

    def forget(self) -> None:
        """Keep in mind no longer what wrapped the keys that were seen."""
        self._epochs.forget()

    def make(self, owner: UUID) -> None:
        """Put a new key on the disk, unless there is one or it was destroyed."""
        self.put(owner, AESGCM.generate_key(256))

    def put(self, owner: UUID, key: bytes) -> None:
        """Put a key here that was made elsewhere."""
        part = part_of(owner)
        with self._engine.begin() as db:
            _lock(db, part, shared=True)
            db.execute(ADD, self._new_row(owner, key, self._current(db, part)))

    def take_in(
        self, keys: Iterable[tuple[UUID, bytes]], destroyed: Iterable[UUID]
    ) -> None:
        """Put in all that another table holds, its tombstones first; all or nothing."""
        with self._alone() as db, db.begin():
            new = sum(self._bury(db, owner) for owner in destroyed)
            db.execute(COUNT, {"new": new})
            parts = db.execute(text("SELECT part, epoch FROM parts")).all()
            current = {row.part: Epoch(row.part, row.epoch) for row in parts}
            for some in batched(keys, BATCH):
                rows = [
                    self._new_row(owner, key, current[part_of(owner)])
                    for owner, key in some
                ]
                db.execute(ADD, rows)

    def destroy(self, owner: UUID) -> None:
        """Take the key away, and darken what archives hold of its part."""
        part = part_of(owner)
        with self._alone() as db:
            with db.begin():
                _lock(db, part)
                current = self._current(db, part)
                found = db.execute(
                    text("DELETE FROM keys WHERE owner = :id"), {"id": owner}
                )
                new = self._bury(db, owner)
                if found.rowcount:
                    current = self._move(db, part, self._epochs.begin(part))
                db.execute(COUNT, {"new": max(new, found.rowcount)})
            self._epochs.keep_only({part: current.name})

    def destructions(self) -> int:
        """Return how many keys have been destroyed."""
        with self._engine.connect() as db:
            return int(db.scalar(text("SELECT destroyed FROM counted")) or 0)

    def all_keys(self) -> Iterator[tuple[UUID, bytes]]:
        """Yield every owner and their key, in the order of the owners."""
        with self._engine.connect() as db:
            for row in db.execute(text("SELECT * FROM keys ORDER BY owner")):
                yield row.owner, self._unwrapped(row.owner, row.epoch, row.wrapped)

    def all_destroyed(self) -> Iterator[UUID]:
        """Yield every owner whose key was destroyed, in order."""
        with self._engine.connect() as db:
            yield from db.scalars(text("SELECT owner FROM destroyed ORDER BY owner"))

    def close(self) -> None:
        """Put the table away."""
        self._engine.dispose()

    def _row(self, owner: UUID) -> Row[Any]:
        with self._engine.connect() as db:
            return db.execute(FIND, {"owner": owner}).one()

    def _found(self, row: Row[Any]) -> bytes | Erased | None:
        if row.destroyed:
            return ERASED
        if row.wrapped is None:
            return None
        return self._unwrapped(row.owner, row.epoch, row.wrapped)

    def _new_row(self, owner: UUID, key: bytes, epoch: Epoch) -> dict[str, Any]:
        wrapped = self._epochs.wrapping(epoch).wrap(owner, key)
        named = {"owner": owner, "part": epoch.part, "epoch": epoch.name}
        return {**named, "wrapped": wrapped}

    def _unwrapped(self, owner: UUID, epoch: str, wrapped: bytes) -> bytes:
        wrapping = self._epochs.wrapping(Epoch(part_of(owner), epoch))
        return wrapping.unwrap(owner, wrapped)

    def _note(self, name: str, value: bytes) -> bytes:
        """Note a value, unless there is one; return the one that there is."""
        asked = text("SELECT value FROM about WHERE name = :name")
        with self._engine.begin() as db:
            found = db.scalar(asked, {"name": name})
            if found is None:  # a replica, which can only be read, has all of them
                db.execute(NOTE, {"name": name, "value": value})
                found = db.scalar(asked, {"name": name})
            return bytes(found or b"")

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """Hold the file of epochs until its change is finished, whatever commits."""
        with self._engine.connect() as db:
            with db.begin():
                db.execute(LOCK_SESSION, {"space": LOCKS, "number": WHOLE_FILE})
            try:
                yield db
            finally:
                with db.begin():
                    db.execute(UNLOCK_SESSION, {"space": LOCKS, "number": WHOLE_FILE})

    def _current(self, db: Connection, part: int) -> Epoch:
        asked = text("SELECT epoch FROM parts WHERE part = :part")
        return Epoch(part, str(db.scalar(asked, {"part": part})))

    def _bury(self, db: Connection, owner: UUID) -> int:
        """Set the tombstone; say whether there was none."""
        dead = text("INSERT INTO destroyed VALUES (:owner) ON CONFLICT DO NOTHING")
        return db.execute(dead, {"owner": owner}).rowcount

    def _move(self, db: Connection, part: int, new: Epoch) -> Epoch:
        """Wrap what is left of a part under a new epoch."""
        left = db.execute(text("SELECT * FROM keys WHERE part = :part"), {"part": part})
        wrapping = self._epochs.wrapping(new)
        rows: list[dict[str, Any]] = [
            {
                "id": row.owner,
                "epoch": new.name,
                "wrapped": wrapping.wrap(
                    row.owner, self._unwrapped(row.owner, row.epoch, row.wrapped)
                ),
            }
            for row in left
        ]
        if rows:
            db.execute(REWRAP, rows)
        moved = text("UPDATE parts SET epoch = :epoch WHERE part = :part")
        db.execute(moved, {"epoch": new.name, "part": part})
        return new


def _lock(db: Connection, part: int, *, shared: bool = False) -> None:
    """Hold a part until the transaction ends."""
    db.execute(SHARE if shared else LOCK, {"space": LOCKS, "number": part})
