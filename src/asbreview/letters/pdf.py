"""A letter as a PDF: tagged (PDF/UA-1), and the same bytes whenever it is made again.

The same letter, compiler and fonts give the same bytes: nothing of the machine, its
clock or its own fonts comes in.
"""

import atexit
import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import font_source_sans_pro
import typst

from asbreview.letters.document import Block, Document, Line, Paragraph, Table, plain

PROGRAM: Final = Path(__file__).with_name("letter.typ")
STANDARD: Final = "ua-1"
FONT: Final = "font-source-sans-pro"
# The wheel has each face twice: which of them is found first must not matter.
FACES: Final = ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf")
MOST_PAGES: Final = 10
MOST_BYTES: Final = 2_000_000
ACROSS: Final = 80  # about as many characters as stand side by side in a table
WIDEST: Final = 60
UNTORN: Final = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|\S+")
UNBROKEN: Final = re.compile(r"(\S{30})(?=\S)")
HERE_IF_NEED_BE: Final = "\u200b"  # a line may break here


class CannotBePrinted(ValueError):
    """A letter is too long to post, or has characters that no font shows."""


@dataclass(frozen=True)
class Printed:
    """A letter as it goes out."""

    pdf: bytes
    pages: int

    @property
    def sha256(self) -> str:
        """What the letter is known by."""
        return sha256(self.pdf).hexdigest()


def printed(document: Document) -> Printed:
    """Print a letter (`CannotBePrinted` if it cannot go by post)."""
    midnight = datetime.combine(document.dated, time(), UTC)
    compiler = _compiler({"letter": json.dumps(_data(document))})
    try:
        pdf = compiler.compile(
            format="pdf",
            pdf_standards=[STANDARD],
            timestamp=int(midnight.timestamp()),
        )
        (pages,) = json.loads(compiler.query("<pages>", field="value"))
    except typst.TypstError as error:
        raise CannotBePrinted("something in it cannot be printed") from error
    assert isinstance(pdf, bytes)  # noqa: S101
    if pages > MOST_PAGES or len(pdf) > MOST_BYTES:
        raise CannotBePrinted(
            f"a letter has at most {MOST_PAGES} pages, and it would have {pages}"
        )
    return Printed(pdf, pages)


def made_with(template: str) -> tuple[str, ...]:
    """Name what a letter is made with: its text, the layout, the compiler, the font."""
    layout = sha256(PROGRAM.read_bytes()).hexdigest()[:12]
    return (
        f"text {template}",
        f"layout {layout}",
        f"typst {version('typst')}",
        f"{FONT} {version(FONT)}",
    )


@cache
def fonts() -> typst.Fonts:
    """Find the faces that are used, and no others, in a folder of their own.

    They are read when first needed, so the folder lasts as long as the program.
    """
    folder = Path(mkdtemp(prefix="asbreview-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for face in FACES:
        shutil.copyfile(Path(font_source_sans_pro.font_directory) / face, folder / face)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _compiler(inputs: dict[str, str]) -> typst.Compiler:
    """Return a compiler of its own for each letter, with the letter as its data."""
    return typst.Compiler(PROGRAM, font_paths=fonts(), sys_inputs=inputs)


def _data(document: Document) -> dict[str, Any]:
    """Return a letter as the layout reads it."""
    lang, _, region = document.language.partition("-")
    head, on = document.letterhead, document.dated
    says = document.labels
    contact = (f"{says.telephone} {head.phone}" if head.phone else "", head.email)
    return {
        "lang": lang,
        "region": region,
        "layout": document.layout,
        "title": document.title,
        "dated": {"year": on.year, "month": on.month, "day": on.day},
        "date_in_words": document.dated_in_words,
        "our_reference": says.our_reference,
        "page": re.split(r"\{[12]\}", says.page),
        "another_format": says.another_format,
        "close": says.close,
        "months": says.months,
        "reference": document.reference,
        "letterhead": {
            "name": head.name,
            "address": head.address,
            "contact": [line for line in contact if line],
        },
        "address": document.address,
        "greeting": document.greeting,
        "body": [_block(block) for block in document.body],
        "signed_by": document.signed_by,
        "formats": document.formats,
    }


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__
    if isinstance(block, Table):
        return {
            "kind": kind,
            "caption": block.caption,
            "header": [_line(line) for line in block.header],
            "rows": [[{"line": _line(cell)} for cell in row] for row in block.rows],
            "widths": _widths(block),
        }
    data = {name: _lines(value) for name, value in vars(block).items()}
    if isinstance(block, Paragraph):
        data["leads"] = plain(block.line).endswith(":")
    return {"kind": kind} | data


def _lines(value: Any) -> Any:
    """Return the lines in a block as data, whatever they are held in."""
    match value:
        case bool():
            return value
        case ((*_,), *_) if value and isinstance(value[0], tuple):
            return [_line(line) for line in value]
        case _:
            return _line(value)


def _line(line: Line) -> list[dict[str, Any]]:
    return [
        {"text": UNBROKEN.sub(rf"\1{HERE_IF_NEED_BE}", run.text), "strong": run.strong}
        for run in line
    ]


def _widths(table: Table) -> tuple[float, ...]:
    """Give each column room for its longest word, and the more the more it says."""
    columns = [
        [plain(cell) for cell in column]
        for column in zip(table.header, *table.rows, strict=True)
    ]
    wanted = [min(WIDEST, max(map(len, column)) + 2) for column in columns]
    if sum(wanted) <= ACROSS:
        return tuple(wanted)
    needed = [max(map(_longest_word, column)) + 1 for column in columns]
    more = [max(0, want - need) for want, need in zip(wanted, needed, strict=True)]
    spare = max(0, ACROSS - sum(needed)) / (sum(more) or 1)
    return tuple(need + spare * m for need, m in zip(needed, more, strict=True))


def _longest_word(text: str) -> int:
    return max((len(word) for word in UNTORN.findall(text)), default=0)
