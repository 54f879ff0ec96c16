"""Which way a letter takes: what the person asked for, and what is safe for them.

An email is only sent where the person asked for email, it is marked as safe for them,
and there is an address that can be used.  All other letters go by post
(`docs/decisions/0040`).
"""

from collections.abc import Callable, Collection
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.contact.record import Contact
from asbreview.domain.letter.facts import ChosenBecause, Way
from asbreview.domain.letter.record import Letter
from asbreview.domain.mailable import mailable
from asbreview.domain.people import Channel, Person
from asbreview.letters.layouts import NOT_ON_PAPER
from asbreview.letters.saying import Reveal
from asbreview.reviews.case import Case

BY_EMAIL: Final = (Way.NOTIFY_EMAIL, Way.SMTP)
"""Of two that are set up the first is taken: Notify tells what became of a letter."""


class Chosen(NamedTuple):
    """The way a letter takes, and why."""

    way: Way
    because: ChosenBecause


LookedAt = Callable[[Case, UUID, Chosen], Chosen]
"""Gives the way of a letter to somebody of a case, where it is looked at first."""


def choose(
    letter: Letter, contact: Contact, ways: Collection[Way], reveal: Reveal
) -> Chosen:
    """Choose among the ways that are set up, by what is on record now."""
    if letter.is_set_to_post:
        return Chosen(Way.PRINT_QUEUE, ChosenBecause.SET_TO_POST)
    because = _why(contact.people[letter.to], ways, reveal)
    if because is ChosenBecause.EMAIL_ASKED_FOR:
        return Chosen(next(way for way in BY_EMAIL if way in ways), because)
    if Way.NOTIFY_LETTER not in ways:
        return Chosen(Way.PRINT_QUEUE, because)
    known = contact.circumstances.get(letter.to)
    if known and reveal(known.letter_format) in NOT_ON_PAPER:
        return Chosen(Way.PRINT_QUEUE, ChosenBecause.FORMAT)
    return Chosen(Way.NOTIFY_LETTER, because)


def _why(person: Person, ways: Collection[Way], reveal: Reveal) -> ChosenBecause:
    """Say why a letter goes by email, or why not."""
    if person.prefers is not Channel.EMAIL:
        return ChosenBecause.EMAIL_NOT_ASKED_FOR
    if not person.safe.to_email:
        return ChosenBecause.EMAIL_NOT_SAFE
    if mailable(str(reveal(person.email))) is None:
        return ChosenBecause.NO_EMAIL_ADDRESS
    if not any(way in ways for way in BY_EMAIL):
        return ChosenBecause.EMAIL_NOT_SET_UP
    return ChosenBecause.EMAIL_ASKED_FOR
