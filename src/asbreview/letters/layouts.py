"""In which form a letter is laid out: as its receiver asked, told from sealed words.

A letter keeps no form of its own.  It is drawn from the contact file as it stood, which
has the person's choice, sealed under their key (`docs/decisions/0047`).
"""

from dataclasses import replace
from typing import Final
from uuid import UUID

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.contact.record import Contact
from asbreview.domain.sealed import ERASED
from asbreview.letters.document import (
    Block,
    Document,
    Labels,
    Layout,
    Line,
    Paragraph,
    Points,
    Run,
    Table,
    plain,
)
from asbreview.letters.saying import Reveal

ASKED_FOR: Final = {
    LetterFormat.LARGE_PRINT: Layout.LARGE_PRINT,
    LetterFormat.EASY_READ: Layout.EASY_READ,
}
NOT_ON_PAPER: Final = frozenset(
    {LetterFormat.BRAILLE, LetterFormat.AUDIO, LetterFormat.READ_ALOUD}
)


def asked_for(contact: Contact, person_id: UUID, reveal: Reveal) -> LetterFormat | None:
    """Return the form in which a person reads letters; None if none is on record."""
    known = contact.circumstances.get(person_id)
    told = reveal(known.letter_format) if known else ""
    return LetterFormat(told) if told and told is not ERASED else None


def layout_for(contact: Contact, person_id: UUID, reveal: Reveal) -> Layout:
    """Return the form in which a letter to a person is laid out."""
    asked = asked_for(contact, person_id, reveal)
    return ASKED_FOR.get(asked, Layout.STANDARD) if asked else Layout.STANDARD


def laid_out(document: Document, layout: Layout) -> Document:
    """Lay a letter out: larger, and then without a table, which would not fit."""
    if layout is Layout.STANDARD:
        return document
    body = tuple(
        part
        for block in document.body
        for part in _without_table(block, layout, document.labels)
    )
    return replace(document, body=body, layout=layout)


def _without_table(block: Block, layout: Layout, says: Labels) -> tuple[Block, ...]:
    """Say a table row by row: what each column is, and what stands in it."""
    if not isinstance(block, Table):
        return (block,)
    if layout.is_brief(len(block.rows)):
        return _in_lines(block, says)
    parts: list[Block] = [Paragraph((Run(f"{block.caption}:", strong=True),))]
    for number, row in enumerate(block.rows, start=1):
        if len(block.rows) > 1:
            parts.append(Paragraph((Run(f"{_nth(number, len(block.rows), says)}:"),)))
        parts.append(Points(tuple(map(_said, block.header, row)), numbered=False))
    return tuple(parts)


def _nth(number: int, of_all: int, says: Labels) -> str:
    return says.of_several.replace("{1}", str(number)).replace("{2}", str(of_all))


def _in_lines(table: Table, says: Labels) -> tuple[Block, ...]:
    """Say of a long table once what its columns are, and then each row in a line."""
    heads = ", ".join(plain(head).rstrip("?").lower() for head in table.header)
    return (
        Paragraph((Run(f"{table.caption}.", strong=True),)),
        Paragraph((Run(says.in_this_order.replace("{1}", heads)), Run(":"))),
        Points(tuple(map(_in_a_line, table.rows)), numbered=True),
    )


def _in_a_line(row: tuple[Line, ...]) -> Line:
    first, *others = row
    return (*first, *(run for cell in others for run in (Run(", "), *cell)))


def _said(head: Line, cell: Line) -> Line:
    """Return a cell with what its column is: "Made to: the police"."""
    named = tuple(replace(run, strong=True) for run in head)
    between = "" if head and head[-1].text.endswith("?") else ":"
    return (*named, Run(f"{between} ", strong=True), *cell)
