"""What is held about one person of a case, for that person: a subject access request.

Words are in it that they wrote, or that somebody wrote for them to read.  All other
words on the case are listed, line by line, as withheld, with the ground: whoever
answers the request looks at each before it goes, as the page says where it is opened.
Nothing in here is for anybody but the person.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from uuid import UUID

from asbreview.chronology.rows import Row
from asbreview.domain.contact.help import HelpAskedFor
from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import InformationAnswered
from asbreview.domain.evidence.responses import ResponsePutOnFile
from asbreview.packs.about_reader import OF_ANOTHER, is_of_another
from asbreview.packs.document import (
    Block,
    Facts,
    Heading,
    PackDocument,
    Points,
    Quotation,
    Table,
    Words,
)
from asbreview.packs.edition import Part, edition
from asbreview.packs.files_told import FileTold, shown
from asbreview.packs.for_applicant import may_be_told, own_statements
from asbreview.packs.given_to_subject import TO_BE_TOLD, is_given, is_yet_to_be_told
from asbreview.packs.letters_told import letters_told
from asbreview.packs.lines_for_applicant import ASKED_FOR_HELP, lines_for_applicant
from asbreview.packs.of_case import OfCase, moment
from asbreview.packs.proofs_told import attached, proofs_told

TITLE: Final = "What we hold about you"
EDITION: Final = "For the person it is about, and nobody else"
WHAT_IT_IS: Final = (
    "This is what is on record about you in this case, and what is not given to you and"
    " why. What is known of other people is not in here: nothing has been crossed out."
)
OTHERS: Final = (
    "it tells, or may tell, of other people who can be identified (Data Protection Act"
    " 2018, Schedule 2, paragraph 16)"
)
FROM_A_BODY: Final = (
    "the body that gave it says that it may not be passed on, or only in part: it may"
    " be needed to prevent or detect crime (Data Protection Act 2018, Schedule 2,"
    " paragraph 2), or tell of other people (paragraph 16)"
)
NOT_ASKED: Final = (
    "the body that gave it said what may be told to whoever applied, and nothing of"
    " you. It may be needed to prevent or detect crime (Data Protection Act 2018,"
    " Schedule 2, paragraph 2), or tell of other people (paragraph 16)"
)
NOT_TOLD_YET: Final = (
    "the letter that tells it has not gone yet: it is for that letter to tell it first."
    " Ask again once you have it"
)
FROM_BODIES: Final = frozenset({InformationAnswered.TOPIC, ResponsePutOnFile.TOPIC})
RIGHTS: Final = (
    "If something is wrong, tell us: it is put right by an entry of its own.",
    "You may complain to us about this answer, and to the Information Commissioner.",
)


def subject_access_of_applicant(of: OfCase) -> PackDocument:
    """Return what is held about whoever applied."""
    return _about(of, of.case.contact.applicant_id)


def subject_access_of_victim(of: OfCase) -> PackDocument:
    """Return what is held about the victim."""
    return _about(of, of.case.contact.victim_id)


def _about(of: OfCase, person_id: UUID) -> PackDocument:
    of = replace(of, reader=person_id)
    own = [told for told in of.files if told.file.giver_id == person_id]
    return edition(
        of,
        title=TITLE,
        head=EDITION,
        cover=_cover(of),
        parts=(
            Part("Who you are, as we have it", _person(of)),
            Part("What happened, in order", _lines(of)),
            Part("What the bodies say you may know", may_be_told(of)),
            Part("What you said for the panel", own_statements(of)),
            Part("What you challenged", _challenged(of), short=True),
            Part("The letters to you", letters_told(of, to=person_id)),
            Part("The files you gave us", _files(own)),
            Part("What is withheld, and on what ground", _withheld(of)),
            Part("Your rights", (Points(RIGHTS),), short=True),
            Part("The proofs", proofs_told(of.proofs)),
        ),
        shows=own,
        attached=attached(of.proofs, with_contents=False),
    )


def _cover(of: OfCase) -> Iterator[Block]:
    person = of.case.contact.people[of.for_whom]
    yield Facts(
        (
            ("Case", of.reference),
            ("About", of.tell(person.name)),
            ("As it stood on", moment(of.asked_at)),
        )
    )
    yield Words(WHAT_IT_IS)


def _person(of: OfCase) -> Iterator[Block]:
    contact = of.case.contact
    person = contact.people[of.for_whom]
    safe = person.safe
    ways = {
        "by letter": safe.to_write,
        "by email": safe.to_email,
        "by telephone": safe.to_ring,
        "by a message": safe.to_leave_a_message,
    }
    yes = ", ".join(way for way, is_safe in ways.items() if is_safe)
    yield Facts(
        (
            ("Name", of.tell(person.name)),
            ("Address", of.tell(person.address) or "none"),
            ("Email", of.tell(person.email) or "none"),
            ("Telephone", of.tell(person.phone) or "none"),
            ("Safe to reach you", yes or "in no way that we know"),
            ("You prefer", str(person.prefers)),
            ("You are", _part(of)),
        )
    )


def _part(of: OfCase) -> str:
    contact = of.case.contact
    if contact.applicant_id == contact.victim_id:
        return "who applied, for yourself"
    return "who applied" if of.for_whom == contact.applicant_id else "the victim"


def _lines(of: OfCase) -> Iterator[Block]:
    yield Table(
        caption="By the day it happened",
        header=("When", "What happened"),
        rows=tuple(
            (
                in_words(line.on),
                f"{line.title}\n{line.more}" if line.more else line.title,
            )
            for line in lines_for_applicant(of)
        ),
        widths=(20, 50),
        leads=1,
    )


def _challenged(of: OfCase) -> Iterator[Block]:
    outcome = of.case.outcome
    own = [c for c in outcome.challenges.values() if c.made_by == of.for_whom]
    if not own:
        yield Words("You have challenged nothing.")
    for challenge in own:
        yield Heading(f"Your challenge of {in_words(challenge.received_on)}")
        yield Quotation(of.tell(challenge.grounds))
        if of.is_told_of_challenge(challenge.challenge_id):
            decided = outcome.decided[challenge.challenge_id]
            yield Words(f"Decided on {in_words(decided.decided_on)}: {decided.upheld}.")
            yield Quotation(of.tell(decided.reasons))


def _files(own: list[FileTold]) -> Iterator[Block]:
    if not own:
        yield Words("You gave us no file.")
    for number, told in enumerate(own, 1):
        received = in_words(told.file.received_on)
        kind = told.file.contents.kind
        called = f"Your file {number}"
        yield Heading(f"{called}: {kind}, received on {received}")
        yield from shown(told, f"{called}: {kind}", called=called)


def _withheld(of: OfCase) -> Iterator[Block]:
    """List every line of the case whose words are not in here."""
    rows = tuple(
        (
            in_words(row.on),
            _called(of, row),
            _ground(of, row),
        )
        for row in of.chronology.rows
        if row.texts and not row.in_error and not is_given(of, row)
    )
    if not rows:
        yield Words("No words of anybody on this case are withheld.")
        return
    yield Words(
        "Words that somebody typed on this case and that are not given here, or not"
        " whole. They may tell of you, of others, or of both."
    )
    yield Table(
        caption="What is withheld",
        header=("When", "What it is", "The ground that may apply"),
        rows=rows,
        widths=(18, 24, 40),
        leads=1,
    )


def _called(of: OfCase, row: Row) -> str:
    """Return what a line is called; of a decision not told yet, not what it was."""
    if is_yet_to_be_told(of, row):
        return TO_BE_TOLD[row.topic]
    return ASKED_FOR_HELP if row.topic == HelpAskedFor.TOPIC else row.title


def _ground(of: OfCase, row: Row) -> str:
    if is_yet_to_be_told(of, row):
        return NOT_TOLD_YET
    if row.topic not in FROM_BODIES:
        return OTHERS
    if row.item_id is not None and is_of_another(of, row.item_id):
        return OF_ANOTHER
    return FROM_A_BODY if of.is_for_applicant else NOT_ASKED
