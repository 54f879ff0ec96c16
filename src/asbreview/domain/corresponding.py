"""What the review procedures of an area set for its letters.

An area may supply texts of its own, in another language or another form, and with a
language everything that a letter in it says besides: what days and months are called,
and each computed phrase.  None of it is made here (`docs/decisions/0051`).
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Value

ENGLISH: Final = "en-GB"
# Languages that an area may promise before it has supplied anything.
KNOWN_AS: Final = {"cy": ("Welsh", "Cymraeg")}


class TextFormat(StrEnum):
    """What a text is written for; large print has the words of the standard one."""

    STANDARD = "standard"
    EASY_READ = "easy-read"


class LetterText(Value):
    """The text of a kind of letter, or a piece that such texts include.

    A kind is named with dashes, as "threshold-not-met"; a piece as "_contact".
    """

    name: str
    language: str
    format: TextFormat = TextFormat.STANDARD
    text: str


class Phrase(Value):
    """What a letter says in English where it computes it, and says in a language.

    Days and numbers stand in it as {1}, {2} and so on.
    """

    english: str
    says: str


class LettersIn(Value):
    """What letters in a language say outside their texts.

    `day` has {weekday}, {day}, {month} and {year} in it, `greeting` {name}, `page` and
    `of_several` {1} and {2}, `in_this_order` {1}.  `called` is what people may say
    that they speak.
    """

    language: str
    called: tuple[str, ...]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    day: str
    greeting: str
    close: str
    our_reference: str
    telephone: str
    page: str
    of_several: str
    in_this_order: str
    another_format: str
    formats: str
    phrases: tuple[Phrase, ...] = ()

    def say(self, day: date) -> str:
        """Say a day."""
        told = {
            "{weekday}": self.weekdays[day.weekday()],
            "{day}": str(day.day),
            "{month}": self.months[day.month - 1],
            "{year}": str(day.year),
        }
        said = self.day
        for hole, words in told.items():
            said = said.replace(hole, words)
        return said


class Correspondence(Value):
    """How letters are written; another officer approves those of `second_officer`.

    By default none does: guidance asks for reasons and for time, and for no signature.
    """

    second_officer: tuple[LetterKind, ...] = ()
    languages: tuple[LettersIn, ...] = ()
    texts: tuple[LetterText, ...] = ()

    def language(self, code: str) -> LettersIn | None:
        """Return what is supplied for letters in a language; nothing for most."""
        return next((x for x in self.languages if x.language == code), None)

    def texts_in(self, code: str, written_for: TextFormat) -> dict[str, str]:
        """Return the texts that are supplied in a language and form, by their names."""
        return {
            each.name: each.text
            for each in self.texts
            if (each.language, each.format) == (code, written_for)
        }

    def missing_in(self, code: str) -> Iterator[tuple[TextFormat, LetterKind]]:
        """Yield each kind of letter that has no text in a language, by the form."""
        for written_for in TextFormat:
            there = self.texts_in(code, written_for)
            for kind in LetterKind:
                if named(kind) not in there:
                    yield written_for, kind

    def spoken(self, told: str, promised: tuple[str, ...]) -> str:
        """Return the language, of those promised, that somebody says they speak best.

        English, if they named none of these.
        """
        for code in promised:
            supplied = self.language(code)
            called = supplied.called if supplied else KNOWN_AS.get(code, ())
            if told.strip().casefold() in {name.casefold() for name in called}:
                return code
        return ENGLISH


def named(kind: LetterKind) -> str:
    """Return the name of the text of a kind of letter: "threshold-not-met"."""
    return kind.replace(" ", "-")
