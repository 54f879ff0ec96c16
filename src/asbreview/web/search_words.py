"""How what is typed in a search is read: plainly, as a number, and with slips."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

APOSTROPHES: Final = re.compile("['\u2019\u02bc]")
BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
A_NUMBER: Final = re.compile(r"[\d\s()+./-]+")
ABROAD: Final = re.compile(r"^(?:00|\+)44\(?0?\)?")
SHORTEST_NUMBER: Final = 5  # digits, or every house number were a telephone's
SHORTEST_SLIP: Final = 4  # letters: a slip in fewer is another name


def plain(text: str) -> str:
    """Return the words of a text without capitals, accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(BETWEEN_WORDS.sub(" ", bare).split())


def digits(telephone: str) -> str:
    """Return the digits of a telephone number, from home or abroad, however spaced."""
    bare = re.sub(r"[^\d+]", "", telephone)
    return re.sub(r"\D", "", ABROAD.sub("0", bare))


def as_telephone(typed: str) -> str:
    """Return what was typed as digits, if it may be (a part of) a telephone number."""
    found = digits(typed) if A_NUMBER.fullmatch(typed.strip()) else ""
    return found if len(found) >= SHORTEST_NUMBER else ""


def slips(word: str, letters: Iterable[str]) -> Iterator[str]:
    """Yield what may have been meant: one letter wrong, missing, too many, or swapped.

    A word with a digit in it has none: another house number is another house.
    """
    if len(word) < SHORTEST_SLIP or any(letter.isdigit() for letter in word):
        return
    letters = tuple(letters)
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
