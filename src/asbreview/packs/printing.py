"""Printing a pack: tagged (PDF/UA-1), with contents and page numbers.

A large one is laid out by a process of its own (`python -m asbreview.packs.printing`),
since what that takes of memory is given back only when the process ends.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

import typst

from asbreview.letters.pdf import FONT, HERE_IF_NEED_BE, STANDARD, UNBROKEN, fonts
from asbreview.packs.document import Block, PackDocument, Sheet

PROGRAM: Final = Path(__file__).with_name("pack.typ")
NO_LETTER: Final = re.compile("[^\n\t -\u052f\u1e00-\u1fff\u2000-\u22ff]")
INSTEAD: Final = "[?]"  # of a character that no font here shows
LARGE: Final = 40  # pages of files
CANNOT: Final = 3  # what the process ends with, where it cannot be laid out
LENGTH: Final = 8  # bytes, in which the number of pages is told


class CannotBePrinted(ValueError):
    """A pack could not be laid out."""


class PrintedPack(NamedTuple):
    """A pack as it is laid out, with a dot where each page of a file is to be."""

    pdf: bytes
    pages: int


def printed_pack(document: PackDocument) -> PrintedPack:
    """Lay a pack out (`CannotBePrinted` if that cannot be).

    A character that no font shows stands as [?]: it keeps no pack from being made.
    """
    said = json.dumps(_data(document), ensure_ascii=False)
    is_large = len(document.sheets) >= LARGE
    lay_out = _laid_out_apart if is_large else _laid_out
    try:
        return lay_out(document.dated, said)
    except CannotBePrinted:
        return lay_out(document.dated, NO_LETTER.sub(INSTEAD, said))


def made_with() -> tuple[str, ...]:
    """Name what a pack is made with: the layout, the compiler, the font, what joins."""
    layout = sha256(PROGRAM.read_bytes()).hexdigest()[:12]
    names = "typst", FONT, "pikepdf"
    return (f"layout {layout}", *(f"{name} {version(name)}" for name in names))


def _laid_out(dated: date, said: str) -> PrintedPack:
    midnight = datetime.combine(dated, time(), UTC)
    compiler = typst.Compiler(PROGRAM, font_paths=fonts(), sys_inputs={"pack": said})
    try:
        pdf = compiler.compile(
            format="pdf", pdf_standards=[STANDARD], timestamp=int(midnight.timestamp())
        )
        (pages,) = json.loads(compiler.query("<pages>", field="value"))
    except typst.TypstError as error:
        raise CannotBePrinted("something in it cannot be printed") from error
    assert isinstance(pdf, bytes)  # noqa: S101
    return PrintedPack(pdf, pages)


def _laid_out_apart(dated: date, said: str) -> PrintedPack:
    """Lay it out in a process with nothing of this one's surroundings."""
    own = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    done = subprocess.run(  # noqa: S603  our own, with a day
        [sys.executable, "-I", "-m", "asbreview.packs.printing", dated.isoformat()],
        input=said.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=own,
        check=False,
    )
    if done.returncode == CANNOT:
        raise CannotBePrinted("something in it cannot be printed")
    done.check_returncode()
    pages = int.from_bytes(done.stdout[:LENGTH], "big")
    return PrintedPack(done.stdout[LENGTH:], pages)


def _alone(dated: str) -> None:
    """Lay out what comes in, and give what was made; nobody is told what it was."""
    said = sys.stdin.buffer.read().decode()
    try:
        made = _laid_out(date.fromisoformat(dated), said)
    except CannotBePrinted:
        sys.exit(CANNOT)
    sys.stdout.buffer.write(made.pages.to_bytes(LENGTH, "big") + made.pdf)


def _data(document: PackDocument) -> dict[str, Any]:
    on, number = document.dated, {id(s): n for n, s in enumerate(document.sheets)}

    def data(block: Block) -> dict[str, Any]:
        told: dict[str, Any] = _broken(asdict(block)) | {"kind": type(block).__name__}
        if isinstance(block, Sheet):
            told |= {"index": number[id(block)], "caption": _caption(block)}
            del told["file_id"]
        return told

    return {
        "title": document.title,
        "larger": document.larger,
        "edition": document.edition,
        "reference": document.reference,
        "partnership": document.partnership,
        "dated": {"year": on.year, "month": on.month, "day": on.day},
        "cover": [data(block) for block in document.cover],
        "sections": [
            {
                "title": _broken(section.title),
                "short": section.short,
                "blocks": [data(each) for each in section.blocks],
            }
            for section in document.sections
        ],
    }


def _caption(sheet: Sheet) -> str:
    called = sheet.called
    return f"{called}, page {sheet.number} of {sheet.of}" if sheet.of > 1 else called


def _broken(told: Any) -> Any:
    """Let a word break that is too long for a line, wherever it stands."""
    match told:
        case str():
            return UNBROKEN.sub(rf"\1{HERE_IF_NEED_BE}", told)
        case dict():
            return {name: _broken(value) for name, value in told.items()}
        case list() | tuple():
            return [_broken(each) for each in told]
        case _:
            return told


if __name__ == "__main__":
    _alone(sys.argv[1])
