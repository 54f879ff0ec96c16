"""The leaves of the ledger: one for each event, over its bytes as they are stored.

An event's index is its rank in the log, from 0: not its position, since those have
gaps.  What is erased leaves the ledger as it is: a seal is stored, and its key is not.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.audit.tree import leaf_hash
from asbreview.store.recording import LAST, LogRecorder, Row

AT_ONCE: Final = 2_000
BEFORE_ALL: Final = -(2**63)
"""Before any position, those included that only tampering can give: nought and less."""
# As every event's own class writes it: the envelope stands before all else.
CASE: Final = re.compile(rb'"case_id":"([0-9a-f-]{36})"')


class Leaf(NamedTuple):
    """The hash of an event, where that stands in the log, and whose case it is of."""

    hash: bytes
    position: int
    case_id: UUID | None


def entry_of(log_id: str, row: Row) -> bytes:
    """Return what is hashed of an event: parts, each after its length in four bytes."""
    parts = (
        log_id.encode(),
        row.stream,
        row.version,
        row.topic,
        row.recorded_at,
        sha256(row.state).digest(),
    )
    return b"".join(len(part).to_bytes(4) + part for part in parts)


def case_of(state: bytes) -> UUID | None:
    """Return whose case an event is of, as far as its clear skeleton says."""
    found = CASE.search(state)
    try:
        return UUID(found[1].decode()) if found else None
    except ValueError:  # tampered with
        return None


def rows_of(
    log: LogRecorder, after: int = BEFORE_ALL, *, up_to: int = LAST
) -> Iterator[Row]:
    """Yield the lines of a log as they lie there, in order, while others write it."""
    while some := log.rows(after, up_to=up_to, limit=AT_ONCE):
        yield from some
        after = some[-1].position


def leaves_of(
    log: LogRecorder, after: int = BEFORE_ALL, *, up_to: int = LAST
) -> Iterator[Leaf]:
    """Yield the leaf of each event after a position, in the order of the log."""
    log_id = log.log_id()
    for row in rows_of(log, after, up_to=up_to):
        hashed = leaf_hash(entry_of(log_id, row))
        yield Leaf(hashed, row.position, case_of(row.state))
