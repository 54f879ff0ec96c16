"""One pack: what it says, section by section, before it is printed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Words:
    """A paragraph; a strong one is a warning that nobody is to miss."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Quotation:
    """What somebody said in their own words, with its lines."""

    text: str


@dataclass(frozen=True)
class Points:
    """A list, numbered where somebody will refer to a point by its number."""

    points: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Short facts, each under its name."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table; `widths` are shares of its width; a line break in a cell is kept.

    Of the column `leads`, counted from none, the first line of each cell is strong.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    leads: int = -1


@dataclass(frozen=True)
class Heading:
    """The heading of a part of a section; it stands in the contents too.

    One that is `apart` begins a page.
    """

    text: str
    apart: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page or a picture of a file: of which, called what, which page, what it shows.

    `width` and `height` only say its shape.
    """

    file_id: UUID
    called: str
    number: int
    of: int
    width: float
    height: float
    says: str


Block = Words | Quotation | Points | Facts | Table | Heading | Sheet


@dataclass(frozen=True)
class Section:
    """A section, with its heading; one that is `short` begins no page of its own."""

    title: str
    blocks: tuple[Block, ...]
    short: bool = False


@dataclass(frozen=True)
class Attached:
    """A file that goes with a pack, inside its PDF; its name tells nothing."""

    name: str
    kind: str
    says: str
    content: bytes


@dataclass(frozen=True)
class PackDocument:
    """A pack, ready to be printed; its title names nobody.

    `edition` stands at the head of every page, and says who may read it.  `shows` are
    the files of which something is to be seen.  One that is `larger` is set at 18
    points or more and in one column, for somebody who asked for large print.
    """

    title: str
    edition: str
    reference: str
    partnership: str
    dated: date
    cover: tuple[Block, ...]
    sections: tuple[Section, ...]
    shows: frozenset[UUID]
    attached: tuple[Attached, ...] = ()
    larger: bool = False

    @property
    def sheets(self) -> list[Sheet]:
        """Every page and picture of a file that is shown, in order."""
        blocks = (block for section in self.sections for block in section.blocks)
        return [block for block in blocks if isinstance(block, Sheet)]
