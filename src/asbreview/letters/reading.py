"""How hard a letter is to read: its reading age, and how long its sentences are.

The reading age is the grade of Flesch and Kincaid (1975) and five years; see
`docs/decisions/0046`.  Headings, points and captions are read, and so each is a
sentence; what stands in a table is one if it is longer than a name or a day.  Names
count as they are written.  A number, and the address of a website, is one word of one
syllable.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import syllapy

from asbreview.letters.document import (
    Document,
    Heading,
    Line,
    Paragraph,
    Points,
    Quotation,
    Run,
    Table,
)

SENTENCE_ENDS: Final = re.compile(r"(?<=[.?!])[\"'\u201d\u2019)]*\s+")
WORD: Final = re.compile(r"\S*\w\S*")
NOT_SPOKEN: Final = re.compile(r"[\d@]|www\.|://")
A_DAY: Final = 4  # words, as in "Monday 6 April 2026"
GRADE_TO_AGE: Final = 5
OLDEST_STANDARD: Final = 11
OLDEST_EASY_READ: Final = 8

Wanted = Callable[[Run], bool]


@dataclass(frozen=True)
class Reading:
    """What was counted of some words that are read one after another."""

    sentences: int
    words: int
    syllables: int
    longest: int

    @property
    def average(self) -> float:
        """How many words a sentence has."""
        return self.words / self.sentences

    @property
    def age(self) -> float:
        """The age, in years, at which a child at school in England can read it."""
        grade = 0.39 * self.average + 11.8 * self.syllables / self.words - 15.59
        return grade + GRADE_TO_AGE


def reading_of(document: Document) -> Reading | None:
    """Measure a letter as its receiver reads it; None if it says nothing."""
    return measured(sentences(document, lambda _: True))


def reading_of_text(document: Document) -> Reading | None:
    """Measure the text of a letter alone, without what anybody wrote into it."""
    return measured(sentences(document, lambda run: not run.own))


def reading_of_own(document: Document) -> Reading | None:
    """Measure what was written into a letter in somebody's own words."""
    return measured(sentences(document, lambda run: run.own))


def measured(said: Iterable[str]) -> Reading | None:
    """Measure sentences."""
    words = [found for found in map(WORD.findall, said) if found]
    if not words:
        return None
    return Reading(
        sentences=len(words),
        words=sum(map(len, words)),
        syllables=sum(syllables(word) for sentence in words for word in sentence),
        longest=max(map(len, words)),
    )


def syllables(word: str) -> int:
    """Count how often the voice rises in a word; once for whatever is not spoken."""
    if NOT_SPOKEN.search(word):
        return 1
    parts: list[str] = re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*", word)
    return max(1, sum(max(1, _count(part)) for part in parts))


def _count(part: str) -> int:
    return int(syllapy.count(_as_listed(part)))


def _as_listed(word: str) -> str:
    """Return a word as the list of syllables has it, without what makes no syllable."""
    return re.sub(r"['\u2019]s?$", "", word).replace("\u2019", "'")


def sentences(document: Document, wanted: Wanted) -> Iterator[str]:
    """Yield the sentences of a letter that are made of some of its words."""
    lines = [(Run(document.title),), *_lines(document), (Run(document.formats),)]
    for line in lines:
        said = "".join(run.text for run in line if wanted(run))
        yield from filter(WORD.search, SENTENCE_ENDS.split(said))


def _lines(document: Document) -> Iterator[Line]:
    for block in document.body:
        match block:
            case Heading() | Paragraph():
                yield block.line
            case Quotation():
                yield from block.paragraphs
            case Points():
                yield from block.points
            case Table():
                yield (Run(block.caption),)
                yield from (x for row in block.rows for x in row if _is_sentence(x))


def _is_sentence(cell: Line) -> bool:
    words = WORD.findall("".join(run.text for run in cell))
    return len(words) > A_DAY
