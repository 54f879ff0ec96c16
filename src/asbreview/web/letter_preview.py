"""A letter looked at before the decision that it tells is recorded."""

from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup

from asbreview.access.status_codes import code_of
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Aggregate
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.panel.record import Panel
from asbreview.domain.rights.record import Rights
from asbreview.domain.trigger.record import Trigger
from asbreview.letters.composing import CannotBeComposed, compose
from asbreview.letters.document import Document
from asbreview.letters.html import fragment
from asbreview.letters.pdf import CannotBePrinted, printed
from asbreview.letters.saying import Follow
from asbreview.reviews.commanding import Changed
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.letter_measured import how_it_reads

SHEET: Final = Markup('<div class="asbreview-letter-preview__sheet">{}</div>')
NO_LETTER: Final = Markup(
    '<p class="govuk-body">No letter is drafted: none of it has to be told yet.</p>'
)
HELD_AS: Final[dict[type[Aggregate], str]] = {
    Trigger: "trigger",
    Evidence: "evidence",
    Panel: "panel",
    Outcome: "outcome",
    Contact: "contact",
    Rights: "rights",
}


def preview_of(view: CaseView, given: Installation, changed: Changed) -> Markup:
    """Return the letter that a command would draft, and how hard it is to read.

    `Misrecorded` if it cannot be written yet.
    """
    written = _written(view, given, changed)
    if written is None:
        return NO_LETTER
    reads = how_it_reads(written, view.case.procedure)
    return reads + SHEET.format(fragment(written, level=3))


def must_be_printable(view: CaseView, given: Installation, changed: Changed) -> None:
    """Refuse (`Misrecorded`) a letter that would be too long, or cannot be printed."""
    written = _written(view, given, changed)
    if written is None:
        return
    try:
        printed(written)
    except CannotBePrinted as why:
        raise Misrecorded(f"The letter cannot be sent like this: {why}") from why


def _written(view: CaseView, given: Installation, changed: Changed) -> Document | None:
    own = [r for r in changed if getattr(r, "case_id", None) == view.case.case_id]
    letter = next((record for record in own if isinstance(record, Letter)), None)
    if letter is None:
        return None
    records: dict[str, Any] = {
        HELD_AS[type(record)]: record for record in own if type(record) in HELD_AS
    }
    caseworker = view.case.trigger.caseworker_id
    try:
        return compose(
            replace(view.case, **records),
            letter,
            given.keyring.reveal,
            contact_name=view.to_ask_for(caseworker),
            follow=Follow(
                given.settings.follow_at, code_of(view.case.contact, given.keyring)
            ),
        )
    except CannotBeComposed as why:
        raise Misrecorded(f"The letter cannot be written yet: {why}") from why
