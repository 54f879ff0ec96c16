"""Of a decision that an ombudsman asks for: who was told of it, when, and how."""

from collections.abc import Iterator
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.packs.document import Block, Words
from asbreview.packs.of_case import OfCase

NO_LETTER = "That the applicant was told of it is not on record."


def told_by_letter(of: OfCase, command_id: UUID, kind: LetterKind) -> Iterator[Block]:
    """Say when the letter that a decision caused went, to whom; strongly if it did not.

    Each has the words in which it went in the section of the letters.
    """
    caused = Letter.all_caused_by(command_id, kind)
    letters = [letter for letter in of.letters if letter.letter_id in caused]
    for letter in letters:
        person = of.case.contact.people.get(letter.to)
        name = of.tell(person.name) if person else "A person of the case"
        if letter.posted_on:
            yield Words(f"{name} was told on {in_words(letter.posted_on)}, by letter.")
        else:
            why = f": {letter.held_because}" if letter.held_because else ""
            says = f"The letter that tells {name} of it has not gone{why}."
            yield Words(says, strong=True)
    if not letters:
        yield Words(NO_LETTER, strong=True)
