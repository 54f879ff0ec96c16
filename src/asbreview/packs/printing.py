"""Printing a pack: tagged (PDF/UA-1), with contents and page numbers.

A large one is laid out by a process of its own (`python -m asbreview.packs.printing`),
since what that takes of memory is given back only when the process ends.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

import typst

from asbreview.letters.pdf import FONT, HERE_IF_NEED_BE, STANDARD, UNBROKEN, fonts
from asbreview.packs.document import Block, PackDocument, Sheet
from asbreview.settings_of_files import AS_IS_USUAL

PROGRAM: Final = Path(__file__).with_name("pack.typ")
NO_LETTER: Final = re.compile("[^\n\t -\u052f\u1e00-\u1fff\u2000-\u22ff]")
INSTEAD: Final = "[?]"  # of a character that no font here shows
LARGE: Final = 40  # pages of files
CANNOT: Final = 3  # what the process ends with, where it cannot be laid out
LENGTH: Final = 8  # bytes, in which the number of pages is told
BEGUN_WITH: Final = (sys.executable, "-I", "-m", "asbreview.packs.printing")


class CannotBePrinted(ValueError):
    """A pack could not be laid out."""


class TookTooLong(Exception):
    """A pack was not laid out within the time that it is given."""


class PrintedPack(NamedTuple):
    """A pack as it is laid out, with a dot where each page of a file is to be."""

    pdf: bytes
    pages: int


def printed_pack(
    document: PackDocument, *, within: float = AS_IS_USUAL.seconds_of_a_pack
) -> PrintedPack:
    """Lay a pack out (`CannotBePrinted` if that cannot be).

    A character that no font shows stands as [?]: it keeps no pack from being made.
    One that is laid out apart is given so many seconds (`TookTooLong` after them).
    """
    said = json.dumps(_data(document), ensure_ascii=False)
    is_large = len(document.sheets) >= LARGE
    lay_out = partial(_laid_out_apart, within=within) if is_large else _laid_out
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


def _laid_out_apart(dated: date, said: str, *, within: float) -> PrintedPack:
    """Lay it out in a process with nothing of this one's surroundings."""
    command = [*BEGUN_WITH, dated.isoformat()]
    with _process(command) as laying_out:
        try:
            made, _ = laying_out.communicate(said.encode(), timeout=within)
        except subprocess.TimeoutExpired:
            raise TookTooLong from None
        if laying_out.returncode == CANNOT:
            raise CannotBePrinted("something in it cannot be printed")
        if laying_out.returncode:
            raise subprocess.CalledProcessError(laying_out.returncode, command)
    pages = int.from_bytes(made[:LENGTH], "big")
    return PrintedPack(made[LENGTH:], pages)


@contextmanager
def _process(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Begin a process in a group of its own, and end it with all that it began."""
    own = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    with subprocess.Popen(  # noqa: S603  our own, with a day
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=own,
        start_new_session=True,
    ) as begun:
        try:
            yield begun
        finally:
            with suppress(ProcessLookupError):  # all of them have ended
                os.killpg(begun.pid, signal.SIGKILL)


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
