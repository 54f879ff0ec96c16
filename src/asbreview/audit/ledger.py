"""Signing heads: when a case is closed and at least daily, each one from the last.

What is signed goes on from the last head and not from the log as it lies there now: a
log that was changed behind the program's back gets no head that fits it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from asbreview.access.office import Office
from asbreview.audit.heads import Head, Loss, origin_of
from asbreview.audit.kept_heads import (
    KeptHead,
    keep_head,
    last_heads,
    newest_first,
)
from asbreview.audit.leaves import BEFORE_ALL, Leaf, leaves_of
from asbreview.audit.ledger_folder import Differs, LedgerFolder
from asbreview.audit.notes import (
    NotAKey,
    NotANote,
    Note,
    Signer,
    Verifier,
    keep_key,
    key_of,
)
from asbreview.audit.tree import GrowingTree
from asbreview.domain.outcome.facts import CaseClosed
from asbreview.store.recording import LAST, LogRecorder

DAILY: Final = timedelta(days=1)


class CannotSign(Exception):
    """No head is signed, since something does not fit; the message says what."""


@dataclass(frozen=True)
class Kept:
    """Where the ledger's key lies, and the folder outside that heads go to."""

    key: Path
    folder: LedgerFolder


class Ledger:
    """The ledger of one log."""

    def __init__(self, recorder: LogRecorder, office: Office, kept: Kept) -> None:
        self.recorder, self.office, self.kept = recorder, office, kept
        self.origin = origin_of(recorder.log_id())

    def is_due(self, now: datetime, *, every: timedelta = DAILY) -> bool:
        """Say whether a head is to be signed: a case was closed, or it is time."""
        end = self.recorder.max_notification_id() or 0
        last = self.last()
        if last is None:
            return end > 0
        if now - Head.read(last.note).at >= every:
            return True
        closings = self.recorder.select_notifications(
            last.position + 1, 1, topics=[CaseClosed.TOPIC]
        )
        return bool(closings)

    def last(self) -> KeptHead | None:
        """Return the last head, if any was signed."""
        with self.office.reading() as db:
            return next(iter(last_heads(db, 1)), None)

    def sign(self, now: datetime, *, loss: Loss | None = None) -> Head | None:
        """Sign a head over all there is, and keep it in the office and the folder.

        Returns nothing where another process signed one meanwhile.  `CannotSign` where
        the last head is not this key's or does not fit, or the log lacks events that it
        was over or has others between them.  `OSError` where the folder cannot be
        written to: the head is kept in the office, and added when it can.
        """
        last = self.last()
        signer = self._signer(is_first=last is None)
        tree, after = self._grown(last, signer)
        position = after
        for leaf in leaves_of(self.recorder, after):
            tree.add(leaf.hash)
            position = leaf.position
        at = max(now, Head.read(last.note).at) if last else now  # clocks are set back
        head = Head(self.origin, tree.size, tree.head, at.replace(microsecond=0), loss)
        note = Note(head.text, (signer.sign(head.text),))
        if not self._keep(last, note, tree, position):
            return None
        self.fill_folder(signer)
        return head

    def vouch_for(self, says: str) -> Note:
        """Sign words that are no head, such as those of a backup; `CannotSign`."""
        return Note(says, (self._signer(is_first=self.last() is None).sign(says),))

    def public_keys(self) -> list[str]:
        """Return the key that heads are signed by, as it is handed on.

        Where its file is not to be had here, what is written down in the folder.
        """
        try:
            return [str(key_of(self.kept.key).verifier)]
        except (OSError, NotAKey):
            return [key.strip() for key in self.kept.folder.keys()]  # noqa: SIM118

    def own_up_to_loss(self, now: datetime) -> Head | None:
        """Sign that an older log was put back, if the folder has heads over more.

        So that what was lost is told, by our key, and not found.  Otherwise the folder
        gets the heads that it lacks.  Refused as `sign`.
        """
        signer = self._signer(is_first=self.last() is None)
        size = self.recorder.number_up_to(LAST)
        known = max(self._sizes_in_folder(signer.verifier), default=0)
        if known <= size:
            self.fill_folder(signer)
            return None
        return self.sign(now, loss=Loss(size, known))

    def _sizes_in_folder(self, verifier: Verifier) -> Iterator[int]:
        """Yield over how many events the heads in the folder are that are ours."""
        for _, content in self.kept.folder.notes():
            with suppress(NotANote):
                note = Note.read(content)
                if note.signed_by([verifier]):
                    yield Head.read(note).size

    def fill_folder(self, signer: Signer) -> None:
        """Add to the folder the last heads that it lacks; `CannotSign`, `OSError`."""
        folder = self.kept.folder
        folder.add_key(signer.verifier)
        missing: list[KeptHead] = []
        with self.office.reading() as db:
            for kept in newest_first(db):
                before = kept
                if folder.has(Head.read(kept.note)):
                    break
                missing.append(kept)
            else:
                before = None
        for kept in reversed(missing):
            self._add_to_folder(before, kept)
            before = kept

    def _add_to_folder(self, before: KeptHead | None, kept: KeptHead) -> None:
        head = Head.read(kept.note)
        tree, after = (before.tree, before.position) if before else _nothing()
        first, new = tree.size, list[Leaf]()
        for leaf in leaves_of(self.recorder, after, up_to=kept.position):
            tree.add(leaf.hash)
            new.append(leaf)
        if tree.head != head.hash:
            raise CannotSign(
                f"The events from {first} to {kept.size} are not those that the head"
                f" of {head.at.isoformat()} was signed over"
            )
        try:
            self.kept.folder.add(head, kept.note, first, new)
        except Differs as other:
            raise CannotSign(
                f"The folder has another {other} than was put there"
            ) from other

    def _signer(self, *, is_first: bool) -> Signer:
        """Return the key; one is made with the first head and never after."""
        path = self.kept.key
        try:
            if is_first and not path.exists():
                keep_key(Signer.make(self.origin), path)
            signer = key_of(path)
        except FileNotFoundError as missing:
            raise CannotSign(
                f"The ledger's key {path} is missing. Put it back from where its copy"
                " is kept: another key would make the heads before it worthless"
            ) from missing
        except NotAKey as why:
            raise CannotSign(f"The ledger's key cannot be used: {why}") from why
        if signer.verifier.name != self.origin:
            raise CannotSign(f"The ledger's key {path} is that of another log")
        return signer

    def _grown(self, last: KeptHead | None, signer: Signer) -> tuple[GrowingTree, int]:
        """Return the tree of the last head and where its events end, if all fits."""
        if last is None:
            return _nothing()
        try:
            head, tree = Head.read(last.note), last.tree
        except (NotANote, ValueError) as why:
            raise CannotSign("The last head in the office cannot be read") from why
        if not last.note.signed_by([signer.verifier]):
            raise CannotSign("The last head in the office is not signed by our key")
        if (head.size, head.hash) != (tree.size, tree.head):
            raise CannotSign("What is kept of the last head does not fit what it says")
        number = self.recorder.number_up_to(last.position)
        if number != head.size:
            raise CannotSign(
                f"The last head was signed over {head.size} events, and there are"
                f" {number}: `asbreview verify` says what is not as it was"
            )
        return tree, last.position

    def _keep(
        self, last: KeptHead | None, note: Note, tree: GrowingTree, position: int
    ) -> bool:
        with self.office.writing() as db:
            newest = next(iter(last_heads(db, 1)), None)
            if newest != last:
                return False
            keep_head(db, note, tree, position)
        return True


def _nothing() -> tuple[GrowingTree, int]:
    return GrowingTree(), BEFORE_ALL
