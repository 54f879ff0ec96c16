"""A letter as plain text: for an e-mail, a Braille printer, or to be read out.

It says what the letter says, in the same order, and of whom and to whom it is: but no
postal address, which nobody needs on a screen, and which others may see there.
"""

from collections.abc import Iterator

from asbreview.letters.document import (
    Block,
    Document,
    Heading,
    Labels,
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
    formats, says = document.formats, document.labels
    phone = f"{says.telephone} {head.phone}" if head.phone else ""
    parts = [
        head.name,
        f"{document.dated_in_words}\n{says.our_reference}: {document.reference}",
        document.greeting,
        document.title,
        *(part for block in document.body for part in _block(block, says)),
        f"{says.another_format}: {formats}" if formats else "",
        says.close,
        "\n".join(filter(None, (document.signed_by, head.name))),
        "\n".join(filter(None, (phone, head.email))),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _block(block: Block, says: Labels) -> Iterator[str]:
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
            yield from _table(block, says)


def _points(block: Points) -> Iterator[str]:
    for number, line in enumerate(block.points, start=1):
        yield f"{f'{number}.' if block.numbered else '*'} {plain(line)}".rstrip()


def _asked(head: str) -> str:
    """Say a heading so that what it is about follows: a question is its own sign."""
    return head if head.endswith("?") else f"{head}:"


def _table(table: Table, says: Labels) -> Iterator[str]:
    """Say a table row by row: columns do not stand one below another everywhere."""
    yield f"{table.caption}:"
    for number, row in enumerate(table.rows, start=1):
        cells = [
            f"   {_asked(plain(head))} {plain(cell)}".rstrip()
            for head, cell in zip(table.header, row, strict=True)
        ]
        nth = says.of_several.replace("{1}", str(number))
        yield "\n".join([nth.replace("{2}", str(len(table.rows))), *cells])
