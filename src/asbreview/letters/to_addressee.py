"""The letter to somebody with public functions to whom something is recommended.

They are no relevant body, and nothing else of the case is for them: it says what is
recommended, by which law, and how to answer, and names nobody who applied.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.outcome.facts import RecommendationMade
from asbreview.domain.sealed import ERASED
from asbreview.letters.document import (
    Block,
    Document,
    Heading,
    InOwnWords,
    Letterhead,
    Line,
    Paragraph,
    Points,
    Quotation,
    Run,
)
from asbreview.reviews import Case
from asbreview.store.keys import KeyRing

ANSWERS: Final = "answer-recommendation"
TITLE: Final = "Recommendation of an ASB case review"
TITLE_OF_MANY: Final = "Recommendations of an ASB case review"
WHY: Final = (
    "We write to you because you carry out public functions. An ASB case review looks"
    " at how public bodies responded to complaints of anti-social behaviour. {us}"
    " carried one out, and {recommends} the following."
)
REGARD: Final = (
    "The bodies that carry out a review may make recommendations to other persons, and"
    " somebody who carries out public functions must have regard to a recommendation"
    " made to them in carrying out those functions. This is section 104(7) of the"
    " Anti-social Behaviour, Crime and Policing Act 2014. To have regard to it means to"
    " take it into account. You are not bound to follow it; if you do not, please say"
    " why."
)
TOLD: Final = (
    "The person who applied for the review must be told its outcome and the"
    " recommendations (section 104(8)). They were told, or will be, what is recommended"
    " to you, and we tell them your answer."
)
HOW: Final = (
    "whether you accept each recommendation: in whole, in part or not at all",
    "what you will do, and by when, where you accept it",
    "your reasons, where you do not, or only in part",
)
NOBODY: Final = (
    "This letter does not say who applied. Please do not try to find out, and leave"
    " names and addresses out of your answer."
)


def letter_to_addressee(
    case: Case, body_id: UUID, keyring: KeyRing, *, dated: date, signed_by: str
) -> Document:
    """Return the letter, dated a London date, of every recommendation made to them.

    Its address is their name alone: where they are is not on record.
    """
    us = case.procedure.partnership
    made = [r for r in case.outcome.recommendations.values() if r.body_id == body_id]
    name = _told(keyring, case, body_id)
    return Document(
        language="en-GB",
        title=TITLE if len(made) == 1 else TITLE_OF_MANY,
        dated=dated,
        reference=case.trigger.reference,
        letterhead=Letterhead(us.name, us.address, us.phone, us.email),
        address=(name,),
        greeting="Dear Sir or Madam",
        body=tuple(_body(case, made, keyring, dated)),
        signed_by=signed_by,
        formats=us.formats,
    )


def _body(
    case: Case, made: list[RecommendationMade], keyring: KeyRing, dated: date
) -> Iterator[Block]:
    us = case.procedure.partnership
    recommends = "recommends" if len(made) == 1 else "makes these recommendations:"
    says = WHY.format(us=us.name or "The partnership", recommends=recommends)
    yield _said(says if len(made) == 1 else says.replace(" the following.", ""))
    for number, each in enumerate(made, 1):
        if len(made) > 1:
            yield Heading(_line(f"Recommendation {number}"))
        words = keyring.reveal(each.recommendation.text)
        text = "[removed]" if words is ERASED else words
        lines = [line for line in text.splitlines() if line.strip()]
        yield Quotation(tuple((Run(InOwnWords(line), own=True),) for line in lines))
    yield Heading(_line("What the law says"))
    yield _said(REGARD)
    yield _said(TOLD)
    yield Heading(_line("How to answer"))
    yield _said(_by_when(case, made, dated))
    yield Points(tuple(_line(point) for point in HOW), numbered=False)
    yield _said(NOBODY)


def _by_when(case: Case, made: list[RecommendationMade], dated: date) -> str:
    """Say where to answer, and by which day if the procedure sets one to come."""
    us = case.procedure.partnership
    due = [case.due_on(ANSWERS, each.made_on) for each in made]
    known = [day for day in due if day is not None]
    where = f" to {us.email}" if us.email else " to us"
    if not known:
        when = "as soon as you can; no day is set for it"
    elif min(known) < dated:
        when = f"as soon as you can: it was asked for by {in_words(min(known))}"
    else:
        when = f"by {in_words(min(known))}"
    return f"Please answer in writing{where} {when}. Give our reference. Say:"


def _told(keyring: KeyRing, case: Case, body_id: UUID) -> str:
    name = keyring.reveal(case.outcome.from_outside[body_id].text)
    return "[removed]" if name is ERASED else name


def _line(text: str) -> Line:
    return (Run(text),)


def _said(text: str) -> Paragraph:
    return Paragraph(_line(text))
