"""A letter as plain text: for an e-mail, a Braille printer, or to be read out.

It says what the letter says, in the same order, and of whom and to whom it is: but no
postal address, which nobody needs on a screen, and which others may see there.
"""

from collections.abc import Iterator

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


def as_plain_text(document: Document) -> str:
    """Return a letter as text: a line for each paragraph, an empty one between two.

    Lines are as long as they are: what shows them breaks them to its own width, and
    lines that were broken here are broken once more on a telephone.  Nothing is
    underlined by signs, which a screen reader would say one by one.
    """
    head = document.letterhead
    formats = document.formats
    parts = [
        head.name,
        f"{in_words(document.dated)}\nOur reference: {document.reference}",
        document.greeting,
        document.title,
        *(part for block in document.body for part in _block(block)),
        f"This letter in another format: {formats}" if formats else "",
        "Yours sincerely",
        "\n".join(filter(None, (document.signed_by, head.name))),
        "\n".join(filter(None, (head.phone and f"Telephone {head.phone}", head.email))),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield plain(block.line)
        case Paragraph():
            yield plain(block.line)
        case Quotation():
            for line in block.paragraphs:
                yield f"    {plain(line)}"
        case Points():
            yield "\n".join(_points(block))
        case Table():
            yield from _table(block)


def _points(block: Points) -> Iterator[str]:
    for number, line in enumerate(block.points, start=1):
        yield f"{f'{number}.' if block.numbered else '*'} {plain(line)}".rstrip()


def _table(table: Table) -> Iterator[str]:
    """Say a table row by row: columns do not stand one below another everywhere."""
    yield f"{table.caption}:"
    for number, row in enumerate(table.rows, start=1):
        cells = [
            f"   {plain(head)}: {plain(cell)}".rstrip()
            for head, cell in zip(table.header, row, strict=True)
        ]
        yield "\n".join([f"{number} of {len(table.rows)}", *cells])
