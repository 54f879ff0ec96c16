"""Saving an installation that is in use.

What is read when matters.  Heads of the ledger first, so that none is over an event
that is not saved; then the events, up to the last one there is at that moment; then the
keys, which are on the disk before what they seal; then the office, which has a copy of
each letter before the log tells of it; and the files given as evidence, which lie there
before the event that names them.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from asbreview.audit.kept_heads import heads_mailed, ledger_heads
from asbreview.audit.kept_stamps import ledger_stamps
from asbreview.audit.leaves import leaves_of
from asbreview.audit.ledger_folder import DESTROYED, files_in
from asbreview.audit.tree import GrowingTree
from asbreview.copying.carrying import SOME, carry_office
from asbreview.copying.ends import Receiving
from asbreview.evidence_files.folder import BEGUN, NAME
from asbreview.installation import FILES, LEDGER, Installation
from asbreview.office_tables import ALL
from asbreview.refusal import CannotStart
from asbreview.safekeeping.manifest import (
    EVENTS,
    KEYS,
    KEYS_FOLDER,
    OFFICE,
    Manifest,
    parts_in,
    place_of,
)
from asbreview.safekeeping.manifest_signed import sign_manifest
from asbreview.store import receiving_sqlite
from asbreview.store.batches import batched
from asbreview.store.recording import FORMAT, Line
from asbreview.stores import Stores
from asbreview.stores_in_folder import opened_in_folder

Progress = Callable[[int, int], None]


class Saved(NamedTuple):
    """What was saved; `unsigned` says why its manifest is not signed, if it is not."""

    manifest: Manifest
    unsigned: str


def save(
    installation: Installation,
    into: Path,
    *,
    keys: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Saved:
    """Save an installation into a new folder, its keys into one of their own.

    It may be in use meanwhile.  `CannotStart` where a folder is not empty, or what was
    written is not what was read: there is then no manifest, and it is no backup.
    """
    keys = keys or into / KEYS_FOLDER
    for folder in (into, keys):
        _must_be_empty(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _copy_ledger(installation.ledger.kept.folder.path, into / LEDGER)
    end = installation.reviews.end_of_log()
    tree = _save_stores(installation, into, end, progress)
    _put_apart(installation, into, keys)
    _copy_files(installation.files_folder, into / FILES)
    return _finished(installation, into, keys, tree)


def _save_stores(
    installation: Installation, into: Path, end: int, progress: Progress
) -> GrowingTree:
    """Save what is in databases, compare the log, and return the tree over it."""
    there = replace(installation.settings, data=into, database="", keys_database="")
    of_log = installation.reviews.recorder.log_id()
    with opened_in_folder(there, clock=installation.clock, of_log=of_log) as stores:
        for tables in ALL:
            stores.office.keep(tables)
        log = receiving_sqlite.receiving(stores.reviews.recorder)
        for some in batched(_lines(installation, end), SOME):
            log.take_lines(some)
            progress(some[-1].position, end)
        done = (d for d in _receiving(installation).commands() if d[1] <= end)
        for commands in batched(done, SOME):
            log.take_commands(commands)
        log.go_on()
        stores.keyring.table.take_in(*_keys(installation))
        _save_office(installation, stores, end)
        return _same_tree(installation, stores, end)


def _same_tree(installation: Installation, stores: Stores, end: int) -> GrowingTree:
    """Return the tree over the log, which has to be the same at both ends."""
    there, here = GrowingTree(), GrowingTree()
    for leaf in leaves_of(installation.reviews.recorder, up_to=end):
        there.add(leaf.hash)
    for leaf in leaves_of(stores.reviews.recorder):
        here.add(leaf.hash)
    if (there.size, there.head) != (here.size, here.head):
        raise CannotStart(
            "What was written is not what was read. It is no backup. Make another one"
            " elsewhere, look to the disks, and run `asbreview verify`."
        )
    return here


def _lines(installation: Installation, end: int) -> Iterator[Line]:
    after = 0
    while some := installation.reviews.recorder.lines(after, up_to=end, limit=SOME):
        yield from some
        after = some[-1].position


def _keys(installation: Installation) -> tuple[list[tuple[UUID, bytes]], list[UUID]]:
    """Return the keys and then the tombstones: what is destroyed between has both."""
    table = installation.keyring.table
    keys = list(table.all_keys())
    return keys, list(table.all_destroyed())


def _save_office(installation: Installation, stores: Stores, end: int) -> None:
    """Save the office as of one instant, but for heads over events not saved."""
    with installation.office.reading() as there, stores.office.writing() as here:
        if there.dialect.name == "postgresql":
            there = there.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901
        carry_office(there, here)
        here.execute(ledger_heads.delete().where(ledger_heads.c.position > end))
        # A number is given again: what is kept of the head that had it goes with it.
        for kept in (ledger_stamps, heads_mailed):
            heads = select(ledger_heads.c.number)
            here.execute(kept.delete().where(kept.c.number.not_in(heads)))


def _receiving(installation: Installation) -> Receiving:
    recorder = installation.reviews.recorder
    if not installation.settings.database:
        return receiving_sqlite.receiving(recorder)
    from asbreview.store import receiving_postgres  # noqa: PLC0415  an extra's driver

    return receiving_postgres.receiving(recorder)


def _put_apart(installation: Installation, into: Path, keys: Path) -> None:
    """Put the keys, and what was destroyed, where they are to lie; tidy the rest."""
    for name in (EVENTS, OFFICE, KEYS):
        _settled(into / name)
    shutil.move(into / KEYS, keys / KEYS)
    destroyed = installation.keyring.table.all_destroyed()
    (keys / DESTROYED).write_text("".join(f"{id_}\n" for id_ in destroyed), "ascii")
    for left in ("views.sqlite", "views.sqlite-wal", "views.sqlite-shm"):
        (into / left).unlink(missing_ok=True)


def _settled(file: Path) -> None:
    """Let a database be one file, with nothing beside it that it needs."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA journal_mode = DELETE")


def _copy_ledger(from_: Path, into: Path) -> None:
    """Copy the ledger's folder: heads before their leaves, which lie there first."""
    into.mkdir(mode=0o700)
    for path in files_in(from_):
        shutil.copyfile(path, into / path.name)


def _copy_files(from_: Path, into: Path) -> None:
    """Copy the files given as evidence; one that is erased meanwhile may be gone."""
    for path in sorted(from_.glob("*/*")):
        if NAME.fullmatch(path.name) and not path.name.endswith(BEGUN):
            (into / path.parent.name).mkdir(parents=True, exist_ok=True, mode=0o700)
            with suppress(FileNotFoundError):
                shutil.copyfile(path, into / path.parent.name / path.name)


def _finished(
    installation: Installation, into: Path, keys: Path, tree: GrowingTree
) -> Saved:
    """Say what was saved, once all of it is on the disk."""
    parts = parts_in(into, keys)
    for name in parts:
        with place_of(name, into, keys).open("rb+") as file:
            os.fsync(file.fileno())
    manifest = Manifest(
        made_at=installation.clock(),
        format=FORMAT,
        log_id=installation.reviews.recorder.log_id(),
        events=tree.size,
        head=tree.head.hex(),
        parts=parts,
    )
    manifest.write(into)
    return Saved(manifest, sign_manifest(into, installation.ledger))


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotStart(
            f"{folder} holds something already. Name a new folder for the backup."
            " Nothing was changed."
        )
