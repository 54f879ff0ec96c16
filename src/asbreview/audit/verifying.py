"""Verifying: every leaf computed anew from the stored bytes, beside every head.

It finds what was changed, put between, deleted or cut off, and names the first event
that is not what it was.  What was recorded after the last head is vouched for by none:
it is counted apart, and never among what is covered.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.audit.heads import Head
from asbreview.audit.leaves import case_of, entry_of, rows_of
from asbreview.audit.ledger_folder import KeptLeaves
from asbreview.audit.notes import NotANote, Note, Verifier
from asbreview.audit.stamps import Stamp
from asbreview.audit.tree import HASH, GrowingTree, leaf_hash
from asbreview.store.recording import LAST, LogRecorder

OFFICE: Final = "the office"
FOLDER: Final = "the folder"
OUTSIDE: Final = "your hands"
EVERY: Final = 5_000  # events, between two words of progress
Progress = Callable[[int, int], None]


class Witnessed(NamedTuple):
    """A head as it lies somewhere: where, under what name, its bytes."""

    where: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Witnesses:
    """All that a log is compared with.

    *known* are the keys whose signatures count; one that merely lies beside the heads
    proves nothing.
    """

    heads: tuple[Witnessed, ...]
    leaves: KeptLeaves
    known: tuple[Verifier, ...]
    cosigners: tuple[Verifier, ...] = ()


class FirstBad(NamedTuple):
    """The first event that is not what it was.

    Where nothing tells which it is, `is_exact` is false: it is that one or a later one,
    before `before`.
    """

    event: int
    before: int
    is_exact: bool
    case_id: UUID | None


@dataclass
class Verified:
    """What was found: nothing wrong, where `findings` is empty.

    `covered` are the events under heads that fit; `under` those that any head that
    counts is over, fit or not.
    """

    events: int = 0
    covered: int = 0
    under: int = 0
    heads: int = 0
    cosigned: int = 0
    stamped: int = 0
    last_stamp: Stamp | None = None
    first_bad: FirstBad | None = None
    findings: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def unprotected(self) -> int:
        """How many events no head is over yet; the first of them is event `under`."""
        return max(0, self.events - self.under)


class _Read(NamedTuple):
    """A head whose signature is right, and where it lies."""

    head: Head
    where: frozenset[str]


def verify(
    recorder: LogRecorder, witnesses: Witnesses, *, progress: Progress = lambda *_: None
) -> Verified:
    """Compute every leaf anew, and compare with every head."""
    found = Verified()
    heads = _standing(_signed(witnesses, found), found)
    log = _Leaves(recorder)
    log.read({read.head.size for read in heads}, progress)
    found.events = log.number
    found.findings += [f"The database finds its own fault: {f}" for f in log.faults()]
    if log.number and not heads:
        found.findings.append("No head vouches for any event")
    _compare(heads, log, witnesses.leaves, found)
    return found


class _Leaves:
    """The leaves of a log as it lies there, and its heads at some sizes."""

    def __init__(self, recorder: LogRecorder) -> None:
        self._recorder, self.hashes = recorder, bytearray()
        self.heads: dict[int, bytes] = {}
        self.number = self._end = 0

    def read(self, sizes: set[int], progress: Progress) -> None:
        """Read all there is at this moment; more may be recorded meanwhile."""
        self._end = self._recorder.max_notification_id() or 0
        expected = self._recorder.number_up_to(self._end)
        log_id, tree = self._recorder.log_id(), GrowingTree()
        self.heads[0] = tree.head
        for row in rows_of(self._recorder, up_to=self._end):
            hashed = leaf_hash(entry_of(log_id, row))
            tree.add(hashed)
            self.hashes += hashed
            if tree.size in sizes:
                self.heads[tree.size] = tree.head
            if not tree.size % EVERY:
                progress(tree.size, expected)
        self.number = tree.size
        progress(tree.size, expected)

    def __getitem__(self, index: int) -> bytes:
        """Return the hash of an event."""
        return bytes(self.hashes[index * HASH : (index + 1) * HASH])

    def case_of(self, index: int) -> UUID | None:
        """Return the case that an event says it is of."""
        row = next(islice(rows_of(self._recorder), index, None), None)
        return row and case_of(row.state)

    def faults(self) -> Iterator[str]:
        """Yield what the database says of itself, and where it counts otherwise."""
        yield from self._recorder.faults()
        counted = self._recorder.number_up_to(self._end)
        if counted != self.number:
            yield f"it counts {counted} events and gives {self.number}"


def _signed(witnesses: Witnesses, found: Verified) -> list[_Read]:
    """Return the heads that a known key signed; what is wrong with others is told."""
    places: dict[Head, set[str]] = {}
    for where, name, content in witnesses.heads:
        try:
            note = Note.read(content)
            head = Head.read(note)
        except NotANote:
            found.findings.append(f"{name} in {where} is no head of a ledger")
            continue
        if not note.signed_by(witnesses.known):
            found.findings.append(
                f"{name} in {where}, over {head.size} events, is not signed by a key"
                " that is known"
            )
            continue
        if head.origin not in {verifier.name for verifier in witnesses.known}:
            found.findings.append(f"{name} in {where} is of another log")
            continue
        places.setdefault(head, set()).add(where)
        found.cosigned += bool(note.signed_by(witnesses.cosigners))
    reads = [_Read(head, frozenset(where)) for head, where in places.items()]
    found.heads = len(reads)
    return sorted(reads, key=lambda read: (read.head.at, read.head.size))


def _tell_missing(reads: Iterable[_Read], found: Verified) -> None:
    for where in (OFFICE, FOLDER):
        for read in reads:
            if where not in read.where:
                found.findings.append(
                    f"{where[0].upper()}{where[1:]} lacks the head of"
                    f" {read.head.at.isoformat()}, over {read.head.size} events"
                )


def _standing(reads: list[_Read], found: Verified) -> list[_Read]:
    """Return the heads that the log has to fit; not those of events said to be lost."""
    standing: list[_Read] = []
    for read in reads:
        head, before = read.head, standing[-1].head.size if standing else 0
        if head.loss:
            standing = [r for r in standing if r.head.size <= head.loss.kept]
            found.notices.append(
                f"On {head.at.isoformat()} an older log was put back: of"
                f" {head.loss.of} events {head.loss.kept} were kept"
            )
        elif head.size < before:
            found.findings.append(
                f"The head of {head.at.isoformat()} is over {head.size} events, and one"
                f" before it over {before}"
            )
        standing.append(read)
    _tell_missing(standing, found)
    return standing


def _compare(
    heads: list[_Read], log: _Leaves, kept: KeptLeaves, found: Verified
) -> None:
    """Compare the log with its heads, and name the first event that differs."""
    bad = [
        read.head for read in heads if log.heads.get(read.head.size) != read.head.hash
    ]
    for head in bad:
        found.findings.append(
            f"The log has {log.number} events, and the head of {head.at.isoformat()} is"
            f" over {head.size}"
            if head.size > log.number
            else f"The first {head.size} events are not those that the head of"
            f" {head.at.isoformat()} was signed over"
        )
    smallest = min((head.size for head in bad), default=LAST)
    good = [read.head.size for read in heads if read.head.size < smallest]
    found.covered = max(good, default=0)
    found.under = max((read.head.size for read in heads), default=0)
    differs = _first_difference(log, kept)
    if bad:
        found.first_bad = _first_bad(found.covered, smallest, differs, log, kept, bad)
    elif differs is not None and differs < min(len(kept), log.number):
        found.findings.append(
            f"The folder has another hash of event {differs} than the log, though every"
            " head fits the log: the folder was changed"
        )
    else:
        _tell_lacking(heads, kept, found)


def _tell_lacking(heads: list[_Read], kept: KeptLeaves, found: Verified) -> None:
    """Say if the folder has heads over events whose hashes it has no more."""
    over = max((r.head.size for r in heads if FOLDER in r.where), default=0)
    if len(kept) < over:
        found.findings.append(
            f"The folder has the hashes of the first {len(kept)} events, and heads over"
            f" {over}: files were taken from it, or changed"
        )


def _first_difference(log: _Leaves, kept: KeptLeaves) -> int | None:
    """Return the first event of which the folder has another hash, or more."""
    both = min(len(kept), log.number)
    if log.hashes[: both * HASH] != kept.hashes[: both * HASH]:
        return next(index for index in range(both) if log[index] != kept[index])
    return both if len(kept) > both else None


def _first_bad(  # noqa: PLR0913, PLR0917  all that is known of it
    good: int,
    before: int,
    differs: int | None,
    log: _Leaves,
    kept: KeptLeaves,
    bad: list[Head],
) -> FirstBad:
    """Name the first bad event: by the folder, if a head vouches for what it has."""
    if differs is not None and good <= differs < before and _vouched(kept, before, bad):
        return FirstBad(differs, before, True, kept.case_of(differs))  # noqa: FBT003
    if log.number < before and log.number >= good and differs is None:
        return FirstBad(log.number, before, False, None)  # noqa: FBT003
    return FirstBad(good, before, False, log.case_of(good))  # noqa: FBT003


def _vouched(kept: KeptLeaves, size: int, bad: list[Head]) -> bool:
    """Say whether a head was signed over what the folder has."""
    if len(kept) < size:
        return False
    tree = GrowingTree()
    for index in range(size):
        tree.add(kept[index])
    return tree.head in {head.hash for head in bad if head.size == size}
