"""The folder of a demonstration: marked, so that no other is ever made over."""

import shutil
from enum import StrEnum
from pathlib import Path
from typing import Final

from asbreview.refusal import CannotStart
from asbreview.stores_in_folder import held

MARK: Final = "demonstration"
BEGUN: Final = "This folder holds a demonstration that is still being made.\n"
MADE: Final = "This folder holds a demonstration, and nothing of anybody's.\n"
IN_USE: Final = "in-use"


class Found(StrEnum):
    """What a folder holds."""

    NOTHING = "nothing"
    HALF = "a demonstration that was begun and not finished"
    WHOLE = "a demonstration"


def begin(folder: Path) -> Found:
    """Mark a folder as a demonstration's and empty it of one half made.

    Returns what was found; of a whole demonstration nothing is touched.  `CannotStart`
    for a folder that holds anything else.
    """
    found = look_into(folder)
    if found is Found.WHOLE:
        return found
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / MARK).write_text(BEGUN, "utf-8")
    if found is Found.HALF:
        with held(folder):
            _empty(folder)
    return found


def finish(folder: Path) -> None:
    """Mark that the demonstration in a folder is whole."""
    (folder / MARK).write_text(MADE, "utf-8")


def look_into(folder: Path) -> Found:
    """Say what a folder holds; `CannotStart` if it is not a demonstration's."""
    if not folder.exists() or not any(folder.iterdir()):
        return Found.NOTHING
    mark = folder / MARK
    told = mark.read_text("utf-8") if mark.is_file() else ""
    if told == MADE:
        return Found.WHOLE
    if told == BEGUN:
        return Found.HALF
    raise CannotStart(
        f"The folder {folder} holds something that is not a demonstration. Nothing was"
        " changed. Give the demonstration a folder of its own with ASBREVIEW_DATA."
    )


def _empty(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.name in {MARK, IN_USE}:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
