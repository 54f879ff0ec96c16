"""Making a letter as it goes out: its PDF and its text, sealed and kept."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

import structlog
from jinja2 import TemplateError

from asbreview.access.status_codes import code_of
from asbreview.domain.errors import CaseReviewRefused, PersonErased
from asbreview.domain.letter.facts import HeldBecause
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.letters.composing import compose
from asbreview.letters.outbox import Copy, Outbox
from asbreview.letters.pdf import made_with, printed
from asbreview.letters.plain_text import as_plain_text
from asbreview.letters.saying import Follow
from asbreview.letters.wording import template_id
from asbreview.reviews import CaseReviews
from asbreview.reviews.case import Case

NameOf = Callable[[UUID], str]
Sign = Callable[[Letter, str], Signed]
LOG: Final = structlog.get_logger(__name__)


class Making:
    """Makes letters; *name_of* tells a caseworker's name from their account.

    *follow_at* is the address at which an applicant follows a case.
    """

    def __init__(
        self,
        reviews: CaseReviews,
        outbox: Outbox,
        name_of: NameOf,
        sign: Sign,
        follow_at: str,
    ) -> None:
        self._reviews, self._outbox = reviews, outbox
        self._follow_at = follow_at
        self._name_of, self._sign = name_of, sign

    def prepare(self, letter: Letter, drawn: Case) -> HeldBecause | None:
        """Make a letter and keep its copy; or say why it cannot be made."""
        try:
            copy = self._make(letter, drawn)
        except PersonErased:
            return HeldBecause.ERASED
        except (CaseReviewRefused, LookupError, TemplateError, ValueError) as error:
            LOG.warning(
                "a letter could not be made",
                letter_id=str(letter.id),
                because=type(error).__name__,
            )
            return HeldBecause.FAILED
        self._reviews.prepare_letter(
            letter.id,
            sha256=copy.sha256,
            pages=copy.pages,
            made_with=made_with(template_id(letter.kind, drawn.procedure.letters)),
            signed=self._sign(letter, "prepare"),
        )
        return None

    def _make(self, letter: Letter, drawn: Case) -> Copy:
        caseworker = drawn.trigger.caseworker_id
        document = compose(
            drawn,
            letter,
            self._reviews.keyring.reveal,
            contact_name=self._name_of(caseworker) if caseworker else "",
            follow=Follow(
                self._follow_at, code_of(drawn.contact, self._reviews.keyring)
            ),
        )
        made, text = printed(document), as_plain_text(document)
        return self._outbox.keep(letter.id, letter, made, text)
