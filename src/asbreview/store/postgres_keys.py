"""Data keys in a PostgreSQL database of their own, wrapped in epochs.

See `epochs.py` for why.  A part is changed by one process at a time, under a lock of
the database; a key is made under the same lock, shared, so that it is never wrapped
under an epoch that is just being ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import URL, Connection, text

from asbreview.domain.sealed import ERASED, Erased
from asbreview.store.database import engine
from asbreview.store.epochs import PARTS, Epoch, Epochs, part_of
from asbreview.store.keys import CHECKED, OtherKeys, Wrapping, WrongKey

SCHEMA: Final = "keys"
TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS keys (owner uuid PRIMARY KEY,
    part int NOT NULL, epoch text NOT NULL, wrapped bytea NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS keys_part ON keys (part)",
    "CREATE TABLE IF NOT EXISTS destroyed (owner uuid PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS parts (part int PRIMARY KEY, epoch text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS counted (one int PRIMARY KEY, destroyed int NOT NULL)",
    "INSERT INTO counted VALUES (1, 0) ON CONFLICT DO NOTHING",
    "CREATE TABLE IF NOT EXISTS about (name text PRIMARY KEY, value bytea NOT NULL)",
)
LOCKS: Final = 0x4153424B  # "ASBK": the number space of these locks
WHOLE_FILE: Final = PARTS  # the lock of the file of epochs, besides one for each part
FIND: Final = text("""SELECT
    (SELECT true FROM destroyed WHERE owner = :owner) AS destroyed, epoch, wrapped
    FROM (SELECT CAST(:owner AS uuid) AS owner) asked LEFT JOIN keys USING (owner)""")
ADD: Final = text("""INSERT INTO keys SELECT :owner, :part, :epoch, :wrapped
    WHERE NOT EXISTS (SELECT FROM destroyed WHERE owner = :owner)
    ON CONFLICT DO NOTHING""")
REWRAP: Final = text(
    "UPDATE keys SET epoch = :epoch, wrapped = :wrapped WHERE owner = :id"
)
NOTE: Final = text("INSERT INTO about VALUES (:name, :value) ON CONFLICT DO NOTHING")
COUNT: Final = text("UPDATE counted SET destroyed = destroyed + :new")


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

    def belongs_to(self, log_id: str) -> None:
        """Note, once, whose keys these are; another log's are `OtherKeys`."""
        if self._note("log", log_id.encode()) != log_id.encode():
            raise OtherKeys

    def tidy(self) -> None:
        """Finish what a crash left: keep only the epochs that the database names."""
        with self._alone() as db:
            with db.begin():
                rows = db.execute(text("SELECT part, epoch FROM parts")).all()
            self._epochs.keep_only({row.part: row.epoch for row in rows})

    def find(self, owner: UUID) -> bytes | Erased | None:
        """Return the owner's key, that it was destroyed, or that there is none."""
        with self._engine.connect() as db:
            row = db.execute(FIND, {"owner": owner}).one()
        if row.destroyed:
            return ERASED
        if row.wrapped is None:
            return None
        return self._unwrapped(owner, row.epoch, row.wrapped)

    def make(self, owner: UUID) -> None:
        """Put a new key on the disk, unless there is one or it was destroyed."""
        self.put(owner, AESGCM.generate_key(256))

    def put(self, owner: UUID, key: bytes) -> None:
        """Put a key here that was made elsewhere."""
        part = part_of(owner)
        with self._engine.begin() as db:
            _lock(db, part, shared=True)
            epoch = self._current(db, part)
            wrapped = self._epochs.wrapping(epoch).wrap(owner, key)
            db.execute(
                ADD,
                {
                    "owner": owner,
                    "part": part,
                    "epoch": epoch.name,
                    "wrapped": wrapped,
                },
            )

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
                db.execute(COUNT, {"new": new})
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

    def _unwrapped(self, owner: UUID, epoch: str, wrapped: bytes) -> bytes:
        wrapping = self._epochs.wrapping(Epoch(part_of(owner), epoch))
        return wrapping.unwrap(owner, wrapped)

    def _note(self, name: str, value: bytes) -> bytes:
        """Note a value, unless there is one; return the one that there is."""
        with self._engine.begin() as db:
            db.execute(NOTE, {"name": name, "value": value})
            found = text("SELECT value FROM about WHERE name = :name")
            return bytes(db.scalar(found, {"name": name}) or b"")

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """Hold the file of epochs until its change is finished, whatever commits."""
        with self._engine.connect() as db:
            with db.begin():
                db.execute(_LOCK_SESSION, {"space": LOCKS, "number": WHOLE_FILE})
            try:
                yield db
            finally:
                with db.begin():
                    db.execute(_UNLOCK_SESSION, {"space": LOCKS, "number": WHOLE_FILE})

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


_LOCK: Final = text("SELECT pg_advisory_xact_lock(:space, :number)")
_SHARE: Final = text("SELECT pg_advisory_xact_lock_shared(:space, :number)")
_LOCK_SESSION: Final = text("SELECT pg_advisory_lock(:space, :number)")
_UNLOCK_SESSION: Final = text("SELECT pg_advisory_unlock(:space, :number)")


def _lock(db: Connection, part: int, *, shared: bool = False) -> None:
    """Hold a part until the transaction ends."""
    db.execute(_SHARE if shared else _LOCK, {"space": LOCKS, "number": part})
