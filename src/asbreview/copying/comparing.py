"""Compares two ends of a copy, each read afresh: how many, and a hash of them all."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import blake2b
from secrets import token_bytes
from typing import Any, NamedTuple

from asbreview.copying.carrying import (
    carried_tables,
    files_of,
    lines_of,
    rows_of,
)
from asbreview.copying.ends import Open

Row = Iterable[Any]


class Compared(NamedTuple):
    """What was the same at both ends: how many, and what they hash to.

    Of keys the hash is not told.
    """

    what: str
    number: int
    digest: str | None


class Differs(Exception):
    """The ends differ; the message says in what."""


def compared(source: Open, target: Open) -> list[Compared]:
    """Return what both ends hold; `Differs` with all in which they differ."""
    secret = token_bytes(32)
    has_ledger = target.ledger is None  # else it is added to, and has what was there
    there, here = (
        list(_all(end, secret, has_ledger=has_ledger)) for end in (source, target)
    )
    differ = [
        f"{one.what} ({one.number:,} and {other.number:,})"
        for one, other in zip(there, here, strict=True)
        if one != other
    ]
    if differ:
        raise Differs(", ".join(differ))
    return [
        one._replace(digest=None) if one.what == "data keys" else one for one in there
    ]


def _all(end: Open, secret: bytes, *, has_ledger: bool) -> Iterator[Compared]:
    keys = end.stores.keyring.table
    yield _of("log", [[end.stores.reviews.recorder.log_id()]])
    yield _of("events", ((p, at, *_parts(stored)) for p, at, stored in lines_of(end)))
    yield _of("commands", end.log.commands())
    # Under a secret that is thrown away: nothing is ever learnt of a key from its hash.
    yield _of("data keys", keys.all_keys(), secret)
    yield _of("destroyed keys", ([owner] for owner in keys.all_destroyed()))
    yield Compared("destructions counted", keys.destructions(), None)
    with end.stores.office.reading() as db:
        for table in carried_tables(db):
            yield _of(f"office: {table.name}", rows_of(db, table))
    files = files_of(end.folder, has_ledger=has_ledger)
    named = ((f.relative_to(end.folder), f.read_bytes()) for f in files)
    yield _of("files", named)


def _parts(stored: Any) -> tuple[Any, ...]:
    return (
        stored.originator_id,
        stored.originator_version,
        stored.topic,
        bytes(stored.state),
    )


def _of(what: str, rows: Iterable[Row], secret: bytes = b"") -> Compared:
    digest, count = blake2b(key=secret, digest_size=32), 0
    for row in rows:
        count += 1
        for value in row:
            written = _written(value)
            digest.update(b"%d:" % len(written) + written)
        digest.update(b"\n")
    return Compared(what, count, digest.hexdigest())


def _written(value: Any) -> bytes:
    """Return a value as bytes that no value of another kind has."""
    if isinstance(value, bytes):
        return b"b" + value
    if isinstance(value, (datetime, date)):
        return b"d" + value.isoformat().encode()
    return type(value).__name__.encode() + b" " + str(value).encode()
