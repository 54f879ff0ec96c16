"""Printing a pack: tagged (PDF/UA-1), with contents and page numbers."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, time
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
    try:
        return _compiled(document, said)
    except typst.TypstError:
        pass
    try:
        return _compiled(document, NO_LETTER.sub(INSTEAD, said))
    except typst.TypstError as error:
        raise CannotBePrinted("something in it cannot be printed") from error


def made_with() -> tuple[str, ...]:
    """Name what a pack is made with: the layout, the compiler, the font, what joins."""
    layout = sha256(PROGRAM.read_bytes()).hexdigest()[:12]
    names = "typst", FONT, "pikepdf"
    return (f"layout {layout}", *(f"{name} {version(name)}" for name in names))


def _compiled(document: PackDocument, said: str) -> PrintedPack:
    midnight = datetime.combine(document.dated, time(), UTC)
    compiler = typst.Compiler(PROGRAM, font_paths=fonts(), sys_inputs={"pack": said})
    pdf = compiler.compile(
        format="pdf", pdf_standards=[STANDARD], timestamp=int(midnight.timestamp())
    )
    (pages,) = json.loads(compiler.query("<pages>", field="value"))
    assert isinstance(pdf, bytes)  # noqa: S101
    return PrintedPack(pdf, pages)


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
