"""The letters of a case that went, each in its words, and what they told in error."""

from collections.abc import Iterator
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.packs.document import Block, Heading, Quotation, Words
from asbreview.packs.of_case import OfCase
from projections.letters import LetterRow


def letters_told(of: OfCase, *, to: UUID | None = None) -> Iterator[Block]:
    """Tell each letter in the words in which it went; only those *to* one person."""
    sent = [
        each
        for each in of.letters
        if each.posted_on is not None and to in {None, each.to}
    ]
    if not sent:
        yield Words("No letter has gone.")
    for letter in reversed(sent):
        assert letter.posted_on is not None  # noqa: S101
        went = in_words(letter.posted_on)
        yield Heading(f"{letter.kind.capitalize()}, sent on {went}")
        person = of.case.contact.people.get(letter.to)
        name = of.tell(person.name) if person else "a person of the case"
        yield Words(f"To {name}. SHA-256 of what went: {letter.sha256 or 'none'}.")
        yield from _told_in_error(of, letter, has_reasons=to is None)
        yield Quotation(of.letter_as_sent(letter))


def _told_in_error(
    of: OfCase, letter: LetterRow, *, has_reasons: bool
) -> Iterator[Block]:
    """Say what a letter told that was recorded in error, and what was done since.

    The *reasons* why nobody was told again are an officer's words, for the file.
    """
    letters = {each.letter_id: each for each in of.letters}
    for wrong in of.wrong_letters:
        if wrong.letter_id != letter.letter_id:
            continue
        on = in_words(wrong.put_right_on)
        told = f"It told {wrong.what}, which was recorded in error: put right on {on}."
        again = letters.get(wrong.told_again_in) if wrong.told_again_in else None
        because = of.left_because.get(letter.letter_id)
        if again is not None and again.posted_on is not None:
            went = in_words(again.posted_on)
            yield Words(f"{told} The {again.kind} letter of {went} told what is right.")
        elif because is not None and not has_reasons:
            yield Words(f"{told} No other letter was sent.")
        elif because is not None:
            yield Words(f"{told} No other letter was sent. The reason:")
            yield Quotation(of.tell(because))
        elif wrong.is_left:
            yield Words(f"{told} Nobody is left who could be told.")
        else:
            says = f"{told} They have not been told what is right."
            yield Words(says, strong=True)
