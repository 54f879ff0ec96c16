"""One report: what it says, section by section, before it is shown or printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

NUMBER: Final = re.compile("(\\d[\\d,]*|\u2013)$")  # or a dash in its place


class OfAKind:
    """What a report is made of: each block is shown, and printed, by its kind."""

    @property
    def kind(self) -> str:
        """What it is called by whatever shows it."""
        return type(self).__name__


@dataclass(frozen=True)
class Says(OfAKind):
    """A sentence or a few, computed; a strong one is what is not to be missed."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Points(OfAKind):
    """A list of sentences."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class Written(OfAKind):
    """What somebody wrote for the report in their own words, and whose words they are.

    Nothing else in a report is written by anybody.
    """

    text: str
    by: str


@dataclass(frozen=True)
class Table(OfAKind):
    """A table: its first column names the rows; `widths` are shares of its width."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Say of each column whether it is one of numbers: these stand to the right."""
        columns = zip(*self.rows, strict=True)
        found = tuple(all(NUMBER.match(said) for said in each) for each in columns)
        return found or (False,) * len(self.header)


@dataclass(frozen=True)
class Drawn(OfAKind):
    """A chart, the sentence that says what it shows, and how to read it.

    The table of its numbers stands after it.  Without a drawing there is the sentence.
    """

    chart_id: str
    title: str
    sentence: str
    svg: Markup
    how_to_read: str
    table: Table


Block = Says | Points | Written | Table | Drawn


@dataclass(frozen=True)
class Section:
    """A section, with its heading and what it says."""

    section_id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A report, ready to be shown or printed.

    `about` says of what and when it is, `what_it_is` what anybody has to know to read
    it; `counted` as of when it was counted; `dated` is the day of that, in London.
    """

    title: str
    about: str
    for_whom: str
    partnership: str
    what_it_is: str
    counted: str
    dated: date
    sections: tuple[Section, ...]

    @property
    def by(self) -> str:
        """Whose report it is, as after "by": with one article, whatever its name."""
        return f"the {self.partnership.removeprefix('The ').removeprefix('the ')}"

    @property
    def words(self) -> Iterator[str]:
        """Yield everything that it says, piece by piece."""
        yield from (self.title, self.about, self.for_whom, self.counted)
        yield self.what_it_is
        for section in self.sections:
            yield section.title
            for block in section.blocks:
                yield from _words(block)


def _words(block: Block) -> Iterator[str]:
    match block:
        case Says(text=text) | Written(text=text):
            yield text
        case Points(points=points):
            yield from points
        case Table(caption=caption, header=header, rows=rows):
            yield from (caption, *header)
            for row in rows:
                yield from row
        case Drawn(title=title, sentence=sentence, how_to_read=how, table=table):
            yield from (title, sentence, how)
            yield from _words(table)
