"""How hard each shipped letter is to read, measured on a case that was told for it."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.document import Document
from asbreview.letters.reading import (
    OLDEST_EASY_READ,
    OLDEST_STANDARD,
    reading_of_text,
)

AS_WRITTEN: Final = (
    "Each text that is shipped, as it was written to somebody in a case that was told"
    " for it: with its names, days and bodies, and without what a caseworker or the"
    " panel wrote into it. How it is counted: `decisions/0046`. The same figures, and"
    " those of the words that were written into it, stand beside every draft."
)
TO_READ_THEM: Final = (
    "To read them all, in each form, as PDF and as plain text:"
    " `.venv/bin/python scripts/print_letters.py FOLDER`."
)
STANDARD: Final = (
    "A standard letter has a reading age of at most {}; large print has the same words."
)
EASY: Final = (
    "A letter in easy read has a reading age of at most {}, and no sentence of more"
    " than 15 words but those that the area itself has published."
)
STORIES: Final = Path(__file__).resolve().parent.parent / "tests"


def letters_page(made_by: str) -> str:
    """Return the page that tells of each letter how hard it is to read."""
    lines = [
        "# The letters, and how hard they are to read",
        "",
        made_by,
        "",
        AS_WRITTEN,
        "",
        TO_READ_THEM,
        "",
        STANDARD.format(OLDEST_STANDARD),
        "",
        *_table(None),
        "",
        EASY.format(OLDEST_EASY_READ),
        "",
        *_table(LetterFormat.EASY_READ),
    ]
    return "\n".join([*lines, ""])


def _table(reads: LetterFormat | None) -> Iterator[str]:
    yield "| Letter | Reading age | Words in a sentence | In the longest |"
    yield "| --- | ---: | ---: | ---: |"
    for kind, document in letters(reads):
        yield _row(kind, document)


def _row(kind: LetterKind, document: Document) -> str:
    reading = reading_of_text(document)
    assert reading  # noqa: S101  no text says nothing
    name = kind.capitalize()
    return f"| {name} | {reading.age:.1f} | {reading.average:.1f} | {reading.longest} |"


def letters(reads: LetterFormat | None) -> Iterator[tuple[LetterKind, Document]]:
    """Yield each kind of letter, to somebody who reads letters in a form."""
    if str(STORIES) not in sys.path:
        sys.path.insert(0, str(STORIES))
    from journey import opened  # noqa: PLC0415  the stories stand beside the tests
    from letters.posting import Post  # noqa: PLC0415

    for kind in LetterKind:
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as reviews:
            post = Post(reviews).stand().read_in(reads)
            yield kind, post.on_to(kind).document(kind)
