"""The pack for the local policing body, to which a challenge may be passed on.

It holds what whoever applied, or the victim, was told or wrote themselves, and what
needs no words.  Nothing else that was typed is an input of it: what an agency may not
tell, and what is known of other people, is not there to be crossed out.
"""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.days import in_words
from asbreview.packs.complaints_told import complaints_table
from asbreview.packs.document import (
    Block,
    Facts,
    Heading,
    PackDocument,
    Quotation,
    Words,
)
from asbreview.packs.edition import Part, edition, missing
from asbreview.packs.for_applicant import may_be_told
from asbreview.packs.letters_told import letters_told
from asbreview.packs.of_case import OfCase, moment
from asbreview.packs.plain import (
    plain_actions,
    plain_chronology,
    plain_decisions,
)
from asbreview.packs.proofs_told import attached, proofs_told
from asbreview.packs.times_told import times_told

TITLE: Final = "The case, for the local policing body"
EDITION: Final = "For the policing body: of the applicant and the victim alone"
WHAT_IT_IS: Final = (
    "It has in it what whoever applied, and the victim, wrote or were told. What is"
    " known of other people, and what an agency said may not be passed on, is not in"
    " here at all: nothing has been crossed out."
)
AGREED: Final = "They agreed that it is passed on: this is on record."
NOT_TOLD_YET: Final = (
    "It has been decided. What was decided is not in here: the letter to whoever made"
    " it has not gone yet."
)
NOT_AGREED: Final = (
    "That they agreed to its being passed on is not on record. The procedure asks for"
    " that first: do not send these papers before."
)


def policing_bodys_pack(of: OfCase) -> PackDocument:
    """Return a case as the local policing body may have it."""
    plain = of.without_words
    return edition(
        of,
        title=TITLE,
        head=EDITION,
        cover=_cover(of),
        parts=(
            Part("What is challenged", _challenged(of)),
            Part("When each thing was due and done", times_told(plain)),
            Part("The decisions", plain_decisions(plain)),
            Part("The complaints", (complaints_table(of),), short=True),
            Part("What each body answered", may_be_told(of)),
            Part("Recommendations and actions", plain_actions(plain)),
            Part("What is missing", missing(plain), short=True),
            Part("Chronology", plain_chronology(plain)),
            Part("What they were told, letter by letter", _letters(of)),
            Part("The proofs", proofs_told(of.proofs)),
        ),
        attached=attached(of.proofs),
    )


def _cover(of: OfCase) -> Iterator[Block]:
    contact, procedure = of.case.contact, of.case.procedure
    victim = contact.people[contact.victim_id]
    other = contact.victim_id != contact.applicant_id
    yield Facts(
        (
            ("Case", of.reference),
            ("Applicant", of.tell(contact.applicant.name)),
            *((("Victim", of.tell(victim.name)),) if other else ()),
            ("Procedures", f"{procedure.area}, version {procedure.version}"),
            ("As it stood on", moment(of.asked_at)),
        )
    )
    yield Words(WHAT_IT_IS)


def _challenged(of: OfCase) -> Iterator[Block]:
    outcome = of.case.outcome
    if not outcome.challenges:
        yield Words("No challenge has been received.", strong=True)
    for id_, challenge in outcome.challenges.items():
        yield Heading(f"Received on {in_words(challenge.received_on)}")
        yield Words(f"It is of {challenge.of}, and came {challenge.timely}.")
        if challenge.on_what.needs_agreement:
            agreed = id_ in outcome.may_be_passed
            yield Words(AGREED if agreed else NOT_AGREED, strong=not agreed)
        yield Words("Their grounds:")
        yield Quotation(of.tell(challenge.grounds))
        decided = outcome.decided.get(id_)
        if decided and not of.is_told_of_challenge(id_):
            yield Words(NOT_TOLD_YET)
        elif decided:
            on = in_words(decided.decided_on)
            yield Words(f"Decided on {on}: {decided.upheld}. The reasons, as told:")
            yield Quotation(of.tell(decided.reasons))
        else:
            yield Words("It has not been decided.")


def _letters(of: OfCase) -> Iterator[Block]:
    contact = of.case.contact
    for person_id in dict.fromkeys((contact.applicant_id, contact.victim_id)):
        yield from letters_told(of, to=person_id)
