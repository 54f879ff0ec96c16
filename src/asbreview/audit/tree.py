"""The Merkle tree of RFC 9162, section 2.1: one hash for everything recorded so far.

From two of its heads it can be proved that what the earlier one was over stands
unchanged under the later; from one, that an entry is at its place.  Indexes begin at
0.  An empty tree has a head too.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

HASH: Final = 32  # bytes
EMPTY: Final = sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees, each by its own."""
    return sha256(b"\x01" + left + right).digest()


class GrowingTree:
    """A tree to which leaves are added; it keeps its *peaks* and nothing else.

    Peaks are the heads of the full subtrees that a tree falls into, the largest first:
    there are as many as there are ones in the size, written in binary.  `ValueError`
    for a number of peaks that no tree of the size has.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size, self._peaks = size, list(peaks)
        if size < 0 or len(self._peaks) != size.bit_count():
            raise ValueError(f"{len(self._peaks)} peaks of a tree of {size}")

    def add(self, leaf: bytes) -> None:
        """Add the hash of the next entry."""
        full, size = leaf, self.size
        while size & 1:
            full, size = node_hash(self._peaks.pop(), full), size >> 1
        self._peaks.append(full)
        self.size += 1

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The heads of the full subtrees, the largest first."""
        return tuple(self._peaks)

    @property
    def head(self) -> bytes:
        """The hash of the whole."""
        if not self._peaks:
            return EMPTY
        head = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            head = node_hash(peak, head)
        return head


def tree_head(leaves: Iterable[bytes]) -> bytes:
    """Return the head over some leaves (section 2.1.1)."""
    tree = GrowingTree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.head


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return what proves that a leaf is at its index (section 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    half = _half(len(leaves))
    left, right = leaves[:half], leaves[half:]
    if index < half:
        return [*inclusion_proof(left, index), tree_head(right)]
    return [*inclusion_proof(right, index - half), tree_head(left)]


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Return what proves that the first so many stand unchanged (section 2.1.4.1)."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(earlier)
    return _subproof(leaves, earlier, is_whole=True)


def _subproof(leaves: Sequence[bytes], earlier: int, *, is_whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if is_whole else [tree_head(leaves)]
    half = _half(len(leaves))
    left, right = leaves[:half], leaves[half:]
    if earlier <= half:
        return [*_subproof(left, earlier, is_whole=is_whole), tree_head(right)]
    return [*_subproof(right, earlier - half, is_whole=False), tree_head(left)]


def _half(size: int) -> int:
    """Return the largest power of two that is smaller than a size."""
    return int(1 << (size - 1).bit_length() - 1)


def is_included(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes
) -> bool:
    """Say whether a proof shows a leaf at its index under a head (section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    found, at, last = leaf, index, size - 1
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == head


def is_consistent(
    earlier: int, earlier_head: bytes, later: int, head: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether a proof leads from one head to a later one (section 2.1.4.2)."""
    if not 0 < earlier <= later:
        return False
    if earlier == later:
        return not proof and earlier_head == head
    # The earlier tree is a full subtree: its head is the proof's first step, unsaid.
    steps = [earlier_head, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    if not steps:
        return False
    at, last = earlier - 1, later - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            was, now = node_hash(step, was), node_hash(step, now)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            now = node_hash(now, step)
        at, last = at >> 1, last >> 1
    return last == 0 and was == earlier_head and now == head
