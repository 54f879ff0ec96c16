"""Where in a letter there is room for somebody's own words, and what stands there."""

from types import SimpleNamespace as Said
from typing import Final

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.wording import OwnWords, Place
from asbreview.domain.sealed import ERASED
from asbreview.letters.saying import CannotBeComposed, Reveal, Telling
from asbreview.letters.wording import Texts

FIELDS: Final = {
    Place.AFTER_REASONS: "after_reasons",
    Place.AT_THE_END: "at_the_end",
}


def places_in(kind: LetterKind, texts: Texts) -> tuple[Place, ...]:
    """Return where the text of a kind of letter has room for somebody's own words."""
    names = texts.names(kind)
    return tuple(place for place in Place if f"own.{FIELDS[place]}" in names)


def own_words(telling: Telling, texts: Texts) -> Said:
    """Return what somebody wrote into a letter, by the places that its text names.

    `CannotBeComposed` if there are words for a place that the text does not have: left
    out, they would be missed by nobody.
    """
    letter = telling.letter
    written = {each.place: telling.prose(each.words) for each in letter.own_words}
    if written.keys() - set(places_in(letter.kind, texts)):
        raise CannotBeComposed("The text of this letter has no place for those words")
    return Said(**{FIELDS[place]: written.get(place, "") for place in Place})


def are_gone(written: tuple[OwnWords, ...], reveal: Reveal) -> bool:
    """Say whether some of the words told of somebody who has been forgotten since."""
    return any(reveal(each.words.text) is ERASED for each in written)
