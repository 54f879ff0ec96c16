"""From a letter's text to its blocks: a light markup, and what is inserted into it.

A text is Markdown with paragraphs, `##` headings, lists, tables, quotations and strong
words, and nothing else.  A paragraph "Table: …" before a table is its caption.  What a
person wrote is never part of the markup: the text holds a mark in its place, and the
words are put in once the structure is settled.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from asbreview.letters.document import (
    Block,
    Heading,
    InOwnWords,
    Line,
    Paragraph,
    Points,
    Quotation,
    Run,
    Table,
    plain,
)

MARKDOWN: Final = MarkdownIt("zero").enable(
    ["blockquote", "emphasis", "heading", "list", "table"]
)
MARK: Final = re.compile("\ue000(\\d+)\ue001")
AROUND_MARKS: Final = re.compile("(\ue000\\d+\ue001)")
BREAK: Final = re.compile(r"\s*\n\s*")
CAPTION: Final = "Table: "
# Turning the direction of writing, a name could reorder what stands around it.
INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cs"})


class NotALetter(ValueError):
    """A text has something in it that a letter has no place for."""


class Inserted:
    """What is inserted into one letter, each thing under a mark of its own.

    *say* puts a value into words.
    """

    def __init__(self, say: Callable[[object], str]) -> None:
        self._say = say
        self._texts: list[str] = []
        self._own: set[int] = set()

    def hold(self, value: object) -> str:
        """Take what a text prints, and return the mark that stands for it."""
        words = self._say(value)
        if isinstance(value, InOwnWords):
            self._own.add(len(self._texts))
        self._texts.append(_clean(words))
        return f"\ue000{len(self._texts) - 1}\ue001"

    def in_line(self, text: str) -> str:
        """Put the words in, all on one line."""
        return MARK.sub(lambda mark: BREAK.sub(" ", self._of(mark)), text)

    def paragraphs(self, line: Line) -> Iterator[Line]:
        """Put the words in; a text that stands alone keeps its own paragraphs."""
        alone = MARK.fullmatch(plain(line))
        if not alone:
            yield self.whole(line)
            return
        for words in BREAK.split(self._of(alone)):
            yield (Run(words, strong=line[0].strong, own=self._is_own(alone)),)

    def whole(self, line: Line) -> Line:
        """Put the words in, apart from the text where they are somebody's own."""
        return tuple(part for run in line for part in self._parts(run))

    def _parts(self, run: Run) -> Iterator[Run]:
        text = ""
        for piece in AROUND_MARKS.split(run.text):
            mark = MARK.fullmatch(piece)
            if mark is None or not self._is_own(mark):
                text += self.in_line(piece)
                continue
            yield from _run(run, text)
            yield from _run(replace(run, own=True), self.in_line(piece))
            text = ""
        yield from _run(run, text)

    def _is_own(self, mark: re.Match[str]) -> bool:
        return int(mark[1]) in self._own

    def _of(self, mark: re.Match[str]) -> str:
        return self._texts[int(mark[1])]


def _run(like: Run, text: str) -> Iterator[Run]:
    if text:
        yield replace(like, text=text)


def _clean(words: str) -> str:
    """Drop what cannot be seen, and the marks themselves."""
    lines = (
        "".join(c for c in line if unicodedata.category(c) not in INVISIBLE).strip()
        for line in words.replace("\t", " ").splitlines()
    )
    return "\n".join(line for line in lines if line)


def blocks(text: str, inserted: Inserted) -> tuple[str, tuple[Block, ...]]:
    """Return the title of a letter, its only `#` heading, and the blocks below it."""
    parts = SyntaxTreeNode(MARKDOWN.parse(text)).children
    if not parts or parts[0].tag != "h1":
        raise NotALetter("A letter begins with its title")
    first, *rest = parts
    title = inserted.in_line(plain(_line(first.children[0])))
    return title, tuple(_captioned(_blocks(rest, inserted)))


def _blocks(nodes: list[SyntaxTreeNode], inserted: Inserted) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading" if node.tag == "h2":
                yield from map(Heading, _inside(node, inserted))
            case "paragraph":
                yield from map(Paragraph, _inside(node, inserted))
            case "blockquote":
                yield Quotation(
                    tuple(line for p in node.children for line in _inside(p, inserted))
                )
            case "bullet_list" | "ordered_list":
                points = tuple(_point(item, inserted) for item in node.children)
                yield Points(points, numbered=node.type == "ordered_list")
            case "table":
                yield _table(node, inserted)
            case other:
                raise NotALetter(f"A letter has no place for {other} {node.tag}")


def _captioned(found: Iterator[Block]) -> Iterator[Block]:
    """Give each table the caption that stands before it."""
    caption = ""
    for block in found:
        if isinstance(block, Paragraph) and plain(block.line).startswith(CAPTION):
            caption = plain(block.line).removeprefix(CAPTION)
        elif isinstance(block, Table):
            if not caption:
                raise NotALetter("A table has no caption")
            yield replace(block, caption=caption)
            caption = ""
        else:
            yield block


def _table(node: SyntaxTreeNode, inserted: Inserted) -> Table:
    header, *bodies = node.children
    (heads,) = header.children
    rows = tuple(_cells(row, inserted) for body in bodies for row in body.children)
    return Table("", _cells(heads, inserted), rows)


def _cells(row: SyntaxTreeNode, inserted: Inserted) -> tuple[Line, ...]:
    return tuple(inserted.whole(_line(cell.children[0])) for cell in row.children)


def _point(item: SyntaxTreeNode, inserted: Inserted) -> Line:
    if [child.type for child in item.children] != ["paragraph"]:
        raise NotALetter("A point of a list is one paragraph")
    return inserted.whole(_line(item.children[0].children[0]))


def _inside(node: SyntaxTreeNode, inserted: Inserted) -> Iterator[Line]:
    (inline,) = node.children
    return inserted.paragraphs(_line(inline))


def _line(inline: SyntaxTreeNode) -> Line:
    return tuple(run for node in inline.children for run in _runs(node, strong=False))


def _runs(node: SyntaxTreeNode, *, strong: bool) -> Iterator[Run]:
    match node.type:
        case "text":
            if node.content:
                yield Run(node.content, strong=strong)
        case "softbreak":
            yield Run(" ", strong=strong)
        case "strong":
            for child in node.children:
                yield from _runs(child, strong=True)
        case other:
            raise NotALetter(f"A line of a letter has no place for {other}")
