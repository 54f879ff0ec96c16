"""What keeps a letter from going out, asked again as long as it has not gone."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.panel.facts import Participation
from asbreview.domain.people import Channel
from asbreview.domain.sealed import ERASED
from asbreview.letters.about_rights import asked_by
from asbreview.letters.addresses import lines_of, postable
from asbreview.letters.languages import language_for
from asbreview.letters.layouts import NOT_ON_PAPER, asked_for, layout_for
from asbreview.letters.own_words import are_gone
from asbreview.letters.saying import Reveal
from asbreview.letters.wording import has_text
from asbreview.reviews.after_the_end import tells_of_what_comes_no_more
from asbreview.reviews.case import Case

ABOUT_THE_MEETING: Final = frozenset({LetterKind.INVITATION, LetterKind.NOT_INVITED})


def why_held(
    letter: Letter, *, now: Case, then: Case, reveal: Reveal, by_email: bool = False
) -> HeldBecause | None:
    """Say why a letter may not go; *then* is the case it was drawn from.

    What was true when it was drafted may not be now: a person moves, or it stops
    being safe to write to them.  One that goes *by_email* shows no postal address.
    """
    person = now.contact.people[letter.to]
    name, address = reveal(person.name), reveal(person.address)
    if name is ERASED or address is ERASED:
        return HeldBecause.ERASED
    if untrue := _untrue(letter, now=now, then=then):
        return untrue
    if _restricted(now) - _restricted(then):
        return HeldBecause.CHANGED
    if are_gone(letter.own_words, reveal):
        return HeldBecause.WORDS_GONE
    if not by_email and not person.safe.to_write:
        return HeldBecause.NOT_SAFE_TO_WRITE
    return _astray(letter, now=now, then=then, reveal=reveal, by_email=by_email)


def _astray(
    letter: Letter, *, now: Case, then: Case, reveal: Reveal, by_email: bool
) -> HeldBecause | None:
    """Say why a letter would not get there, or to where they lived before."""
    person, was = now.contact.people[letter.to], then.contact.people[letter.to]
    name, address = str(reveal(person.name)), str(reveal(person.address))
    channel = Channel.EMAIL if by_email else Channel.LETTER
    if channel in now.contact.unreached.get(letter.to, ()):
        return HeldBecause.ADDRESS_FAILED
    shows, showed = [name], [str(reveal(was.name))]
    if not by_email:
        shows += lines_of(address)
        showed += lines_of(str(reveal(was.address)))
    if _moved(letter, now=now, then=then) and shows != showed:
        return HeldBecause.ADDRESS_CHANGED
    if not by_email and postable(name, address):
        return HeldBecause.NO_ADDRESS
    if untold := _in_another_language(letter, now=now, then=then, reveal=reveal):
        return untold
    reads = asked_for(now.contact, letter.to, reveal)
    if reads in NOT_ON_PAPER and not by_email:
        return HeldBecause.READ_OTHERWISE
    layout = layout_for(then.contact, letter.to, reveal)
    is_otherwise = layout is not layout_for(now.contact, letter.to, reveal)
    return HeldBecause.READ_OTHERWISE if is_otherwise else None


def _in_another_language(
    letter: Letter, *, now: Case, then: Case, reveal: Reveal
) -> HeldBecause | None:
    """Say why they could not read it: there is no text, or they asked for one since."""
    layout = layout_for(now.contact, letter.to, reveal)
    language = language_for(now.contact, letter.to, reveal, now.procedure)
    if not has_text(letter.kind, language, layout, now.procedure.letters):
        return HeldBecause.LANGUAGE
    was = language_for(then.contact, letter.to, reveal, then.procedure)
    return HeldBecause.READ_OTHERWISE if language != was else None


def _restricted(case: Case) -> set[UUID]:
    """Return the texts whose use is restricted: a letter may hold one of them."""
    return set(case.rights.restricted_texts) if case.rights else set()


def _untrue(letter: Letter, *, now: Case, then: Case) -> HeldBecause | None:
    """Say why what a letter tells or asks holds no more, if that is so.

    Of a meeting that was held, what was decided about it is told in another way.
    """
    about_meeting = letter.kind in ABOUT_THE_MEETING
    if about_meeting and (untrue := _untrue_of_meeting(letter, now=now, then=then)):
        return untrue
    if tells_of_what_comes_no_more(letter, now):
        return HeldBecause.SUPERSEDED
    if holds := HOLDS_STILL.get(letter.kind):
        return None if holds(letter, now, then) else HeldBecause.SUPERSEDED
    return None


def _untrue_of_meeting(letter: Letter, *, now: Case, then: Case) -> HeldBecause | None:
    """Say why an invitation, or that there is none, holds no more, if that is so."""
    if _is_superseded(letter, now=now, then=then):
        return HeldBecause.SUPERSEDED
    if now.panel.held is not None:
        return HeldBecause.OVERTAKEN
    otherwise = _arranged(now, letter.to) != _arranged(then, letter.to)
    invites = letter.kind is LetterKind.INVITATION
    return HeldBecause.CHANGED if invites and otherwise else None


def _plan_waits(_: Letter, now: Case, then: Case) -> bool:
    """Is it still asked what they think of the plan that the letter names?"""
    asked = now.outcome.waits_for_view
    return asked is not None and asked == then.outcome.proposal


def _asks_for_consent_still(_: Letter, now: Case, __: Case) -> bool:
    said = now.trigger.consent or now.trigger.disagreed
    return said is None


def _is_owed_still(letter: Letter, now: Case, then: Case) -> bool:
    told = {owed.telling_id for owed in then.contact.owed_to(letter.to)}
    return bool(told & {owed.telling_id for owed in now.still_to_tell})


def _stands_still(_: Letter, now: Case, then: Case) -> bool:
    return now.trigger.paused.keys() >= then.trigger.paused.keys()


def _is_awaited_still(_: Letter, now: Case, then: Case) -> bool:
    asked = then.contact.unanswered
    return asked is not None and now.contact.unanswered == asked


def _is_to_be_answered_by_then(letter: Letter, now: Case, then: Case) -> bool:
    """Is what they asked about their data still open, and due when the letter says?"""
    if now.rights is None or then.rights is None:
        return False
    request = asked_by(then.rights, letter)
    if request is None or not now.rights.is_open(request.request_id):
        return False
    id_ = request.request_id
    return now.rights.answer_by(id_) == then.rights.answer_by(id_)


def _is_answered_so_still(letter: Letter, now: Case, then: Case) -> bool:
    """Is what the letter answers still the answer?"""
    if now.rights is None or then.rights is None:
        return False
    request = asked_by(then.rights, letter)
    if request is None:
        return False
    id_ = request.request_id
    return now.rights.answered.get(id_) == then.rights.answered.get(id_)


HOLDS_STILL: Final[dict[LetterKind, Callable[[Letter, Case, Case], bool]]] = {
    LetterKind.CONSENT: _asks_for_consent_still,
    LetterKind.DAYS_MOVED: _is_owed_still,
    LetterKind.CLOCK_STOPPED: _stands_still,
    LetterKind.PLAN_CONSULTATION: _plan_waits,
    LetterKind.REQUEST: _is_awaited_still,
    LetterKind.DATA_REQUEST_RECEIVED: _is_to_be_answered_by_then,
    LetterKind.DATA_REQUEST_LONGER: _is_to_be_answered_by_then,
    LetterKind.DATA_REQUEST_ANSWERED: _is_answered_so_still,
}


def _is_superseded(letter: Letter, *, now: Case, then: Case) -> bool:
    """Was the meeting put off since, or decided otherwise whether they are invited?"""
    is_not_invited = now.panel.participation is Participation.NOT_INVITED
    tells_so = letter.kind is LetterKind.NOT_INVITED
    return is_not_invited != tells_so or now.panel.meets_at != then.panel.meets_at


def _arranged(case: Case, person_id: UUID) -> list[object]:
    """Return what a person asked to be done differently, and the answers to it."""
    contact = case.contact
    asked = contact.adjustments_of(person_id)
    return [(a, contact.adjustments_answered.get(a.adjustment_id)) for a in asked]


def _moved(letter: Letter, *, now: Case, then: Case) -> bool:
    """Were other details recorded since?  They may be the same where it matters."""
    return now.contact.details_since[letter.to] != then.contact.details_since[letter.to]
