"""In which language a letter is written, and what it says there that is computed.

What is computed is computed in English.  A letter in another language says it as the
area has supplied it, phrase by phrase; a phrase that is not supplied is never guessed.
"""

import re
from datetime import date, datetime
from types import SimpleNamespace as Said
from typing import Any, Final
from uuid import UUID

from asbreview.domain.contact.record import Contact
from asbreview.domain.corresponding import ENGLISH, Correspondence, LettersIn
from asbreview.domain.days import in_words
from asbreview.domain.procedure import Procedure
from asbreview.domain.sealed import ERASED
from asbreview.letters.document import InOwnWords
from asbreview.letters.fields_in_common import NAMES
from asbreview.letters.saying import CannotBeComposed, Reveal

A_DAY: Final = re.compile(r"[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ \d{4}|\d+")


class InEnglish(str):
    """Words that were computed, or set by the procedure, in English."""

    __slots__ = ()


class Speech:
    """How what is inserted into a letter is said: in English, or as supplied."""

    def __init__(self, supplied: LettersIn | None = None) -> None:
        self.supplied = supplied
        phrases = supplied.phrases if supplied else ()
        self._phrases = {each.english: each.says for each in phrases}

    def say(self, value: object) -> str:
        """Say a value; `CannotBeComposed` where the area has no words for it."""
        if isinstance(value, date):
            return self.supplied.say(value) if self.supplied else in_words(value)
        if isinstance(value, InEnglish) and self.supplied and str(value).strip():
            return self._phrase(str(value))
        return str(value)

    def _phrase(self, english: str) -> str:
        """Say a phrase: the days and numbers in it are holes of what was supplied."""
        held = [match[0] for match in A_DAY.finditer(english)]
        number = iter(range(1, len(held) + 1))
        key = A_DAY.sub(lambda _: f"{{{next(number)}}}", english)
        if key not in self._phrases:
            raise CannotBeComposed(f"The area has supplied no words for “{key}”")
        said = self._phrases[key]
        for place, words in enumerate(held, start=1):
            said = said.replace(f"{{{place}}}", self._said(words))
        return said

    def _said(self, words: str) -> str:
        if words.isdigit():
            return words
        day = datetime.strptime(words, "%A %d %B %Y").date()  # noqa: DTZ007  a day
        return self.say(day)


def language_for(
    contact: Contact, person_id: UUID, reveal: Reveal, procedure: Procedure
) -> str:
    """Return the language in which a person is written to, by what they speak best."""
    known = contact.circumstances.get(person_id)
    told = reveal(known.language) if known else ""
    if not told or told is ERASED:
        return ENGLISH
    return procedure.letters.spoken(told, procedure.languages)


def speech_in(language: str, letters: Correspondence) -> Speech:
    """Return how what is inserted into letters in a language is said."""
    return Speech(None if language == ENGLISH else letters.language(language))


def marked(value: Any, path: str = "") -> Any:
    """Mark the words that are in English, but for names, which are nobody's language.

    What somebody wrote in their own words stays as they wrote it.
    """
    match value:
        case Said():
            return Said(
                **{
                    name: marked(inner, f"{path}.{name}" if path else name)
                    for name, inner in vars(value).items()
                }
            )
        case dict():
            return {name: marked(inner, name) for name, inner in value.items()}
        case list() | tuple():
            return [marked(inner, f"{path}[]") for inner in value]
        case str() if not isinstance(value, InOwnWords) and path not in NAMES:
            return InEnglish(value)
        case _:
            return value
