"""Proving what was recorded on one case: that each event is at its place under a head.

Whoever has the proofs needs nothing of the other cases: beside each event there are the
hashes that lead from it to a signed head (RFC 9162, section 2.1.3), and of the others
they tell nothing.  `verify_ledger.py` checks them.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import quote_from_bytes
from uuid import UUID

from asbreview.audit.exporting import SAFE, content_of
from asbreview.audit.heads import Head
from asbreview.audit.kept_heads import KeptHead, last_heads
from asbreview.audit.kept_stamps import all_stamps
from asbreview.audit.leaves import Leaf, case_of, entry_of, leaves_of, rows_of
from asbreview.audit.ledger import CannotSign, Ledger
from asbreview.audit.notes import NotANote, Note
from asbreview.audit.tree import EMPTY, GrowingTree, leaf_hash, node_hash
from asbreview.store.recording import Row

HEADS_LOOKED_AT: Final = 200


@dataclass(frozen=True)
class Entry:
    """An event of the case: its index in the log, its leaf and how it lies there."""

    index: int
    leaf: bytes
    row: Row

    @property
    def topic(self) -> str:
        """Which kind of event it is."""
        return self.row.topic.decode("ascii", "replace")

    @property
    def recorded_at(self) -> str:
        """When the log took it in, as it is hashed."""
        return self.row.recorded_at.decode("ascii", "replace")

    def columns(self, *, with_contents: bool) -> list[str]:
        """Return it as the verifier reads it: its content with it, or a hash of it."""
        row = self.row
        parts = row.stream, row.version, row.topic, row.recorded_at
        told = [quote_from_bytes(part, SAFE) for part in parts]
        return [*told, content_of(row.state, whole=with_contents)]


@dataclass(frozen=True)
class UnderHead:
    """A signed head, and what leads from each event to it, by the event's index.

    `stamp` is its time stamp as an authority gave it, over `stamped`: the head's file.
    """

    head: Head
    written: str
    cosigned_by: tuple[str, ...]
    ways: dict[int, list[bytes]]
    stamp: bytes = b""
    stamped: str = ""


@dataclass(frozen=True)
class Proofs:
    """What was recorded on a case, and the heads that vouch for it.

    `heads` is the last head, and the last ones that others signed too or an authority
    stamped, if these are others; it is empty where none was ever signed, or none fits:
    `why_none` says so.
    """

    log: str
    case_id: UUID
    entries: tuple[Entry, ...]
    heads: tuple[UnderHead, ...]
    keys: tuple[str, ...]
    why_none: str = ""

    @property
    def later(self) -> int:
        """How many of the events are under no head yet."""
        size = max((under.head.size for under in self.heads), default=0)
        return sum(entry.index >= size for entry in self.entries)

    def as_file(self, *, with_contents: bool = True) -> bytes:
        """Return them as the verifier reads them; what contents seal stays sealed."""
        told: dict[str, Any] = {
            "log": self.log,
            "case": str(self.case_id),
            "events": [
                [entry.index, *entry.columns(with_contents=with_contents)]
                for entry in self.entries
            ],
            "heads": [
                {
                    "head": under.written,
                    **_stamp_as_file(under),
                    "proofs": {
                        str(index): [step.hex() for step in way]
                        for index, way in under.ways.items()
                    },
                }
                for under in self.heads
            ],
        }
        return json.dumps(told, indent=1).encode()


def prove(ledger: Ledger, case_id: UUID, *, up_to: int, now: datetime) -> Proofs:
    """Prove what was recorded on a case up to a position of the log.

    A head is signed first where the last one is not over all of that.  Where it cannot
    be, what the last heads are over is proved.  It reads the whole log.
    """
    why = _sign_over(ledger, up_to, now)
    entries = tuple(_entries(ledger, case_id, up_to))
    heads, chosen = [], _chosen(ledger)
    for kept, head, written, by, stamp in chosen:
        indexes = [entry.index for entry in entries if entry.index < head.size]
        leaves = leaves_of(ledger.recorder, up_to=kept.position)
        found, ways = ways_to_head(leaves, head.size, indexes)
        if found == head.hash:
            heads.append(UnderHead(head, written, by, ways, stamp, kept.written))
        else:
            why = why or (
                "The log does not fit its last head: `asbreview verify` says what is"
                " not as it was"
            )
    if not chosen and not why:
        why = "No head of the ledger has been signed yet"
    return Proofs(
        ledger.origin.partition("/")[2],
        case_id,
        entries,
        tuple(heads),
        tuple(ledger.public_keys()),
        why,
    )


def ways_to_head(
    leaves: Iterator[Leaf], size: int, indexes: list[int]
) -> tuple[bytes, dict[int, list[bytes]]]:
    """Return the head over so many leaves, and what leads to it from some of them.

    The leaves are read once, in their order, and not kept.
    """
    ways: dict[int, list[bytes]] = {index: [] for index in indexes}

    def over(first: int, size: int, wanted: list[int]) -> bytes:
        if not wanted:
            tree = GrowingTree()
            for leaf in islice(leaves, size):
                tree.add(leaf.hash)
            return tree.head
        if size == 1:
            return next(leaves).hash
        half = 1 << (size - 1).bit_length() - 1
        middle = first + half
        before = [index for index in wanted if index < middle]
        after = wanted[len(before) :]
        left, right = over(first, half, before), over(middle, size - half, after)
        for index in before:
            ways[index].append(right)
        for index in after:
            ways[index].append(left)
        return node_hash(left, right)

    try:
        return (over(0, size, sorted(indexes)) if size else EMPTY), ways
    except StopIteration:  # the log has fewer events than the head is over
        return EMPTY, {}


def _sign_over(ledger: Ledger, up_to: int, now: datetime) -> str:
    """Sign a head if the last is not over all that; return why none could be."""
    last = ledger.last()
    if last is not None and last.position >= up_to:
        return ""
    try:
        ledger.sign(now)
    except CannotSign as why:
        return str(why)
    except OSError:
        return "The ledger's key or folder cannot be reached"
    return ""


def _entries(ledger: Ledger, case_id: UUID, up_to: int) -> Iterator[Entry]:
    log_id = ledger.recorder.log_id()
    for index, row in enumerate(rows_of(ledger.recorder, up_to=up_to)):
        if case_of(row.state) == case_id:
            yield Entry(index, leaf_hash(entry_of(log_id, row)), row)


def _chosen(
    ledger: Ledger,
) -> list[tuple[KeptHead, Head, str, tuple[str, ...], bytes]]:
    """Return the last head, the last that others signed too, the last one stamped."""
    with ledger.office.reading() as db:
        newest, stamps = last_heads(db, HEADS_LOOKED_AT), all_stamps(db)
    others = _cosigned(ledger)
    chosen, is_cosigned, is_stamped = [], False, not stamps
    for number, kept in enumerate(newest):
        with suppress(NotANote):
            head = Head.read(kept.note)
            written = others.get(head.text, kept.written)
            by = _others(Note.read(written.encode()), ledger)
            stamp = stamps.get(kept.number, b"")
            new = (by and not is_cosigned) or (stamp and not is_stamped)
            if not number or new:
                chosen.append((kept, head, written, by, stamp))
            is_cosigned, is_stamped = is_cosigned or bool(by), is_stamped or bool(stamp)
            if is_cosigned and is_stamped:
                break
    return chosen


def _stamp_as_file(under: UnderHead) -> dict[str, str]:
    if not under.stamp:
        return {}
    return {"stamped": under.stamped, "stamp": b64encode(under.stamp).decode()}


def _cosigned(ledger: Ledger) -> dict[str, str]:
    """Return the heads in the folder that others signed too, by their text."""
    found = {}
    with suppress(OSError):
        for _, content in ledger.kept.folder.notes():
            with suppress(NotANote):
                note = Note.read(content)
                if _others(note, ledger):
                    found[note.text] = content.decode()
    return found


def _others(note: Note, ledger: Ledger) -> tuple[str, ...]:
    names = {signature.name for signature in note.signatures}
    return tuple(sorted(names - {ledger.origin}))
