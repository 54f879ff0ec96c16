"""A letter as its receiver reads it, on a page and as a PDF."""

from typing import Final, NamedTuple

from jinja2 import TemplateError
from litestar.exceptions import HTTPException
from markupsafe import Markup

from asbreview.access.policy import Action, may
from asbreview.access.status_codes import LEFT_OUT, code_of
from asbreview.domain.errors import CaseReviewRefused, PersonErased
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.sealed import ERASED
from asbreview.letters.composing import CannotBeComposed, compose
from asbreview.letters.document import Document
from asbreview.letters.html import fragment
from asbreview.letters.outbox import Outbox
from asbreview.letters.pdf import printed
from asbreview.letters.saying import Follow
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.letter_measured import how_it_reads
from asbreview.web.letters_read import LetterRead, drawn_from

GONE: Final = 410
PRINTS_THE_CODE: Final = frozenset({LetterKind.ACKNOWLEDGEMENT})


class LetterShown(NamedTuple):
    """A letter on a page, and how hard it is to read."""

    html: Markup
    reads: Markup


def as_html(view: CaseView, given: Installation, read: LetterRead) -> LetterShown:
    """Return a letter as its receiver reads it, or why it cannot be shown.

    The code for following the case is left out for whoever may not record anything.
    """
    try:
        written = _written(view, given, read)
        reads = how_it_reads(written, view.case.procedure)
        return LetterShown(fragment(written, level=3), reads)
    except PersonErased:
        says = (
            "What told of this person has been destroyed: nobody can read the letter."
        )
    except CannotBeComposed as lacking:
        says = f"The letter cannot be written from what is on record. {lacking}."
    except (CaseReviewRefused, LookupError, TemplateError, ValueError):
        says = "The letter cannot be written from what is on record."
    why = Markup('<p class="govuk-body">{}</p>').format(says)
    return LetterShown(why, Markup())


def as_pdf(view: CaseView, given: Installation, read: LetterRead) -> bytes:
    """Return the kept copy of a letter; of one not made yet, how it would go out.

    Of a letter that prints the code for following the case, whoever may not record
    anything gets one drawn anew, without it.

    410 where there is none to be had: the addressee forgotten, or it cannot be made.
    """
    outbox = Outbox(given.office, given.keyring)
    kept = outbox.printable(read.letter_id, read.letter)
    if kept is ERASED:
        raise HTTPException(status_code=GONE)
    if kept is not None and not lacks_the_code(view, read.letter):
        return kept
    try:
        return printed(_written(view, given, read)).pdf
    except (CaseReviewRefused, LookupError, TemplateError, ValueError):
        raise HTTPException(status_code=GONE) from None


def lacks_the_code(view: CaseView, letter: Letter) -> bool:
    """Is the code for following the case left out of what is shown of a letter?

    Whoever has it can write as the applicant: so whoever only reads does not get it.
    """
    may_write = may(view.who, Action.WRITE, view.case.known)
    return letter.kind in PRINTS_THE_CODE and not may_write


def _written(view: CaseView, given: Installation, read: LetterRead) -> Document:
    letter = read.letter
    drawn = read.drawn or drawn_from(given, letter)
    caseworker = drawn.trigger.caseworker_id
    code = code_of(drawn.contact, given.keyring)
    return compose(
        drawn,
        letter,
        given.keyring.reveal,
        contact_name=view.to_ask_for(caseworker),
        follow=Follow(
            given.settings.follow_at,
            LEFT_OUT if code and lacks_the_code(view, letter) else code,
        ),
    )
