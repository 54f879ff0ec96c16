"""A letter as plain text: for an e-mail, for Braille, or to be read out to somebody.

It says what the letter says, in the same order, and of whom and to whom it is: but no
postal address, which nobody needs on a screen, and which others may see there.
"""

from collections.abc import Iterator
from textwrap import TextWrapper
from typing import Final

from asbreview.domain.days import in_words
from asbreview.letters.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Points,
    Quotation,
    Table,
    plain,
)

ACROSS: Final = 72  # characters: programs for e-mail break longer lines anywhere


def as_plain_text(document: Document) -> str:
    """Return a letter as text of lines that are not too long, ended by a newline."""
    head = document.letterhead
    parts = [
        head.name,
        f"{in_words(document.dated)}\nOur reference: {document.reference}",
        document.greeting,
        _underlined(document.title, "="),
        *(part for block in document.body for part in _block(block)),
        _wrapped(f"This letter in another format: {document.formats}")
        if document.formats
        else "",
        "Yours sincerely",
        "\n".join(filter(None, (document.signed_by, head.name))),
        "\n".join(filter(None, (head.phone and f"Telephone {head.phone}", head.email))),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _underlined(plain(block.line), "-")
        case Paragraph():
            yield _wrapped(plain(block.line))
        case Quotation():
            for line in block.paragraphs:
                yield _wrapped(plain(line), "    ")
        case Points():
            yield "\n".join(_points(block))
        case Table():
            yield from _table(block)


def _points(block: Points) -> Iterator[str]:
    for number, line in enumerate(block.points, start=1):
        yield _hanging(plain(line), f"{number}. " if block.numbered else "* ")


def _table(table: Table) -> Iterator[str]:
    """Say a table row by row: columns do not stand one below another everywhere."""
    yield _wrapped(f"{table.caption}:")
    for number, row in enumerate(table.rows, start=1):
        cells = [
            _hanging(f"{plain(head)}: {plain(cell)}", "   ")
            for head, cell in zip(table.header, row, strict=True)
        ]
        yield "\n".join([f"{number} of {len(table.rows)}", *cells])


def _hanging(text: str, mark: str) -> str:
    return "\n".join(_wrapper(mark, " " * len(mark)).wrap(text)) or mark.rstrip()


def _wrapped(text: str, indent: str = "") -> str:
    return "\n".join(_wrapper(indent, indent).wrap(text))


def _wrapper(first: str, others: str) -> TextWrapper:
    return TextWrapper(
        width=ACROSS,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _underlined(text: str, with_: str) -> str:
    lines = _wrapper("", "").wrap(text)
    return "\n".join([*lines, with_ * max(map(len, lines), default=0)])
