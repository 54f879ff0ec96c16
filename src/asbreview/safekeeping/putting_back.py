"""Putting a backup back into an empty place, on either kind of database.

Everything is read and compared with the manifest before anything is written.  Who was
forgotten stays forgotten: what any register of destroyed keys names is destroyed in the
backup's keys before they get to where they are used.
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from asbreview.audit.heads import Head
from asbreview.audit.kept_heads import Checked, note_check
from asbreview.audit.leaves import leaves_of
from asbreview.audit.ledger import CannotSign
from asbreview.audit.ledger_folder import DESTROYED
from asbreview.audit.tree import GrowingTree
from asbreview.copying import copied
from asbreview.copying.carrying import Progress
from asbreview.copying.ends import End
from asbreview.copying.in_folder import Folder
from asbreview.domain.sealed import ERASED
from asbreview.installation import ledger_key_of, now, opened
from asbreview.key_file import epochs_beside
from asbreview.refusal import CannotStart
from asbreview.safekeeping.manifest import (
    KEYS_FOLDER,
    Manifest,
    place_of,
)
from asbreview.safekeeping.manifest_signed import why_unproved
from asbreview.settings import Settings
from asbreview.store.recording import LogRecorder
from asbreview.stores_in_folder import make_folder, stores_in_folder

WITHOUT: Final = (
    "A backup was put back without the register of destroyed keys, so whoever was"
    " forgotten after it was made may be remembered"
)
MAY_BE_THERE: Final = ("in-use", "ledger-key")


@dataclass(frozen=True)
class PutBack:
    """What was put back; `loss` is the head that tells of events that were lost.

    `without` is the register of destroyed keys that was not to be had; `unproved` why
    nothing proves that the backup is what was saved, if nothing does.
    """

    manifest: Manifest
    destroyed_again: int
    loss: Head | None = None
    not_told: str = ""
    without: Path | None = None
    unproved: str = ""


def put_back(  # noqa: PLR0913  what a backup is put back by
    settings: Settings,
    from_: Path,
    *,
    keys: Path | None = None,
    registers: Iterable[Path] = (),
    without_register: bool = False,
    progress: Progress = lambda *_: None,
) -> PutBack:
    """Put a backup back to where the settings say; *keys* is the folder of its keys.

    *registers* are files of ids whose keys were destroyed, besides the backup's own and
    the one in the ledger's folder outside.  Where that one is not to be had, it can be
    gone on *without_register*: whoever was forgotten since the backup is remembered,
    and that it may be so is noted among the checks of the ledger.  `CannotStart`, and
    nothing is changed, for what is no whole backup or is signed otherwise, a place that
    is not empty, a key that is missing or not its own, a register that is not there, or
    a log that is not the one that the manifest was written of.
    """
    keys = keys or from_ / KEYS_FOLDER
    manifest = Manifest.read(from_)
    manifest.must_be_whole(from_, keys)
    unproved = why_unproved(from_, manifest.log_id, ledger_key_of(settings))
    _must_have_key(settings)
    _must_be_empty(settings)
    outside = _register_outside(settings)
    without = outside if outside and not outside.exists() else None
    if without and not without_register:
        raise _not_there(without)
    named = [keys / DESTROYED, *registers]
    named += [outside] if outside and not without else []
    destroyed = {id_ for register in named for id_ in ids_in(register)}
    settings.data.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restore-", dir=settings.data.parent) as scratch:
        staged = replace(settings, data=Path(scratch), database="", keys_database="")
        _stage(manifest, from_, keys, staged.data)
        again = _destroy(staged, destroyed, manifest)
        copied(Folder(staged), _target(settings), progress=progress)
    loss, not_told = _own_up(settings, without)
    return PutBack(manifest, again, loss, not_told, without, unproved)


def ids_in(register: Path) -> Iterator[UUID]:
    """Yield the ids in a register; `CannotStart` for one that cannot be read."""
    try:
        for line in register.read_text("ascii").split():
            yield UUID(line)
    except (OSError, ValueError) as why:
        raise CannotStart(
            f"The register of destroyed keys {register} cannot be read ({why}). Who was"
            " forgotten would be remembered. Nothing was changed."
        ) from why


def _stage(manifest: Manifest, from_: Path, keys: Path, into: Path) -> None:
    for name in manifest.parts:
        to = into / name.removeprefix(f"{KEYS_FOLDER}/")
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(place_of(name, from_, keys), to)
    (into / DESTROYED).unlink(missing_ok=True)


def _destroy(staged: Settings, owners: set[UUID], manifest: Manifest) -> int:
    """Destroy the keys of all who were to be forgotten; return how many there were.

    Opening brings a log of an earlier release up to date as well.
    """
    with stores_in_folder(staged, clock=now, alone=True) as stores:
        _must_be_the_log(stores.reviews.recorder, manifest)
        table, number = stores.keyring.table, 0
        for owner in sorted(owners):
            found = table.find(owner)
            number += found is not None and found is not ERASED
            stores.keyring.destroy(owner)
    return number


def _must_be_the_log(recorder: LogRecorder, manifest: Manifest) -> None:
    """Refuse a log whose tree is not that which the manifest was written with."""
    tree = GrowingTree()
    for leaf in leaves_of(recorder):
        tree.add(leaf.hash)
    if (tree.size, tree.head.hex()) != (manifest.events, manifest.head):
        raise CannotStart(
            "The events in the backup are not those that its manifest tells of:"
            " somebody changed them, and the hash of their file. Put back another one."
            " Nothing was changed."
        )


def _target(settings: Settings) -> End:
    if not settings.database:
        return Folder(settings)
    from asbreview.copying.on_server import Server  # noqa: PLC0415  an extra's driver

    return Server(settings)


def _own_up(settings: Settings, without: Path | None) -> tuple[Head | None, str]:
    """Tell in the ledger, by its key, if the folder outside knows of more events.

    That it was gone on *without* a register is noted where the ledger's page shows it.
    """
    with opened(settings) as installation:
        if without:
            says = f"{WITHOUT}: {without} was not there"
            noted = Checked(installation.clock(), 0, 0, is_sound=False, says=(says,))
            note_check(installation.office, noted)
        try:
            return installation.ledger.own_up_to_loss(installation.clock()), ""
        except (CannotSign, OSError) as why:
            return None, str(why)


def _register_outside(settings: Settings) -> Path | None:
    folder = settings.ledger_outside
    return folder / DESTROYED if folder else None


def _not_there(register: Path) -> CannotStart:
    return CannotStart(
        f"The register of destroyed keys {register} is not there: without it whoever"
        " was forgotten after this backup would be remembered. Let the ledger's folder"
        " be there (is its share mounted?), or put a copy of the register into it. If"
        " none is to be had, --without-register goes on without one, and that is noted."
        " Nothing was changed."
    )


def _must_have_key(settings: Settings) -> None:
    if not settings.keys.exists():
        raise CannotStart(
            f"The key file {settings.keys} is missing. Put its copy there first: it is"
            " in no backup, and nothing that is sealed can be read without it. Nothing"
            " was changed."
        )


def _must_be_empty(settings: Settings) -> None:
    """Refuse a data folder that holds anything but keys, or what was begun before."""
    folder, keys = settings.data, settings.keys
    if _target(settings).is_begun:
        return
    make_folder(folder)
    may = {*MAY_BE_THERE, keys.name, epochs_beside(keys).name}
    left = sorted(path.name for path in folder.iterdir() if path.name not in may)
    if left:
        raise CannotStart(
            f"The folder {folder} is not empty: it holds {', '.join(left[:5])}. Backups"
            " are put back into an empty place only. Nothing was changed."
        )
