"""One structured letter: what it says, whatever it is then shown or printed on."""

from calendar import month_name
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from asbreview.domain.days import in_words

MOST_APART: Final = 12  # things that are each told at length, in larger letters


class Layout(StrEnum):
    """In which form a letter is laid out."""

    STANDARD = "standard"
    LARGE_PRINT = "large print"
    EASY_READ = "easy read"

    def is_brief(self, rows: int) -> bool:
        """Are so many things told in a line each, for the letter not to be too long?"""
        return self is not Layout.STANDARD and rows > MOST_APART


class InOwnWords(str):
    """What somebody wrote: it is inserted into a letter, and is no part of its text."""

    __slots__ = ()


@dataclass(frozen=True)
class Run:
    """Some words of a line, plain or strong, of the text or in somebody's own words."""

    text: str
    strong: bool = False
    own: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """The heading of a section; the letter's own title stands above all of them."""

    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Quotation:
    """What somebody wrote in their own words, paragraph by paragraph."""

    paragraphs: tuple[Line, ...]


@dataclass(frozen=True)
class Points:
    """A list, numbered when the order matters."""

    points: tuple[Line, ...]
    numbered: bool


@dataclass(frozen=True)
class Table:
    """A table, with a caption that says what it shows and a header to every column."""

    caption: str
    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Heading | Paragraph | Quotation | Points | Table


@dataclass(frozen=True)
class Letterhead:
    """Who writes, and where they are to be found."""

    name: str
    address: tuple[str, ...]
    phone: str
    email: str


@dataclass(frozen=True)
class Labels:
    """What a letter says outside its text, in its language.

    `page` and `of_several` have {1} and {2} in them, `in_this_order` has {1}.
    """

    dated: str = ""
    close: str = "Yours sincerely"
    our_reference: str = "Our reference"
    telephone: str = "Telephone"
    page: str = "Page {1} of {2}"
    of_several: str = "{1} of {2}"
    in_this_order: str = "Each line says, in this order: {1}"
    another_format: str = "This letter in another format"
    months: tuple[str, ...] = tuple(month_name[1:])


@dataclass(frozen=True)
class Document:
    """A letter, ready to be shown, read out or printed.

    Its title names nobody.  `address` is what stands in the window of the envelope,
    the person's name first, and nothing else does.
    """

    language: str
    title: str
    dated: date
    reference: str
    letterhead: Letterhead
    address: tuple[str, ...]
    greeting: str
    body: tuple[Block, ...]
    signed_by: str
    formats: str
    layout: Layout = Layout.STANDARD
    labels: Labels = Labels()

    @property
    def dated_in_words(self) -> str:
        """Its day, as it says it."""
        return self.labels.dated or in_words(self.dated)


def plain(line: Line) -> str:
    """Return the words of a line without their weight."""
    return "".join(run.text for run in line)
