"""What a backup says of itself: what is in it, with hashes, and how far it reaches."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from asbreview.audit.ledger_folder import DESTROYED
from asbreview.refusal import CannotStart
from asbreview.store.recording import FORMAT

MANIFEST: Final = "manifest.json"
EVENTS: Final = "events.sqlite"
OFFICE: Final = "office.sqlite"
KEYS: Final = "keys.sqlite"
KEYS_FOLDER: Final = "keys"
KEPT_APART: Final = frozenset({KEYS, DESTROYED})


class Part(NamedTuple):
    """A file of a backup, by its size in bytes and its SHA-256."""

    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> Self:
        """Read a file."""
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        return cls(path.stat().st_size, digest)


@dataclass(frozen=True)
class Manifest:
    """What is in a backup; `head` is the hash of the tree over its events."""

    made_at: datetime
    format: int
    log_id: str
    events: int
    head: str
    parts: dict[str, Part]

    def write(self, folder: Path) -> None:
        """Write it down: only now the folder is a backup."""
        told: dict[str, Any] = {
            "backup_of": "asbreview",
            "made_at": self.made_at.isoformat(),
            "format": self.format,
            "log_id": self.log_id,
            "events": self.events,
            "ledger_head": self.head,
            "parts": {name: part._asdict() for name, part in self.parts.items()},
        }
        (folder / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read it; `CannotStart` for what is no backup, or of a later release."""
        try:
            told = json.loads((folder / MANIFEST).read_text("utf-8"))
        except FileNotFoundError as none:
            raise CannotStart(
                f"{folder} is no backup, or one that was not finished: it has no"
                f" {MANIFEST}. Events, keys, office or files alone are not put back."
                " Nothing was changed."
            ) from none
        except ValueError as why:
            raise _broken(folder) from why
        try:
            if told["format"] > FORMAT:
                raise CannotStart(
                    f"The backup in {folder} was made by a later release of asbreview."
                    " Put it back with that one. Nothing was changed."
                )
            return cls(
                made_at=datetime.fromisoformat(told["made_at"]),
                format=told["format"],
                log_id=told["log_id"],
                events=told["events"],
                head=told["ledger_head"],
                parts={name: Part(**part) for name, part in told["parts"].items()},
            )
        except (KeyError, TypeError, ValueError) as why:
            raise _broken(folder) from why

    def must_be_whole(self, folder: Path, keys: Path) -> None:
        """Refuse a backup of which anything is missing or not what it was."""
        wrong = list(self._wrong(folder, keys))
        if wrong:
            raise CannotStart(
                f"The backup in {folder} is not what it was: {'; '.join(wrong[:9])}."
                " Put back another one. Nothing was changed."
            )

    def _wrong(self, folder: Path, keys: Path) -> Iterator[str]:
        for needed in (EVENTS, OFFICE, f"{KEYS_FOLDER}/{KEYS}"):
            if needed not in self.parts:
                yield f"its manifest does not name {needed}"
        for name, part in self.parts.items():
            path = place_of(name, folder, keys)
            if not path.is_file():
                where = f" from {keys}" if name.startswith(KEYS_FOLDER) else ""
                yield f"{name} is missing{where}"
            elif Part.of(path) != part:
                yield f"{name} was changed"


def place_of(name: str, folder: Path, keys: Path) -> Path:
    """Return where a part lies; those of the keys may have been put elsewhere."""
    apart = name.removeprefix(f"{KEYS_FOLDER}/")
    return keys / apart if apart != name else folder / name


def parts_in(folder: Path, keys: Path) -> dict[str, Part]:
    """Return all parts of a backup that has just been written."""
    named = [(path.relative_to(folder).as_posix(), path) for path in _files(folder)]
    named = [(name, p) for name, p in named if not name.startswith(f"{KEYS_FOLDER}/")]
    apart = ((f"{KEYS_FOLDER}/{name}", keys / name) for name in sorted(KEPT_APART))
    return {name: Part.of(path) for name, path in (*named, *apart)}


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _broken(folder: Path) -> CannotStart:
    return CannotStart(
        f"The {MANIFEST} in {folder} cannot be read. Put back another backup. Nothing"
        " was changed."
    )
