"""The page of what is erased as somebody asked: to be chosen, or as it is proposed."""

from uuid import UUID

from litestar.exceptions import NotFoundException
from markupsafe import Markup

from asbreview.domain.retention.proposed_texts_erasures import ProposedTextsErasure
from asbreview.reviews.rights_answered import REMAINS
from asbreview.web.data_requests import told_request
from asbreview.web.data_requests_answered import GRANTS, listed
from asbreview.web.data_requests_forms import choices
from asbreview.web.data_requests_told import RequestTold
from asbreview.web.desk import NOTHING, Desk
from asbreview.web.erasure_forms import ASKED_OF, CONFIRM
from asbreview.web.erasure_told import (
    Returned,
    how_returned,
    officer_of,
    texts_to_decide,
)
from asbreview.web.held_told import held_told
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


def erase_page(
    desk: Desk, request_id: UUID, shown: Shown, letter: Markup = NOTHING
) -> Page:
    """Ask what is erased, or show what is proposed and waits for another officer."""
    about = told_request(desk, request_id)
    if not about.asks_to_erase:
        raise NotFoundException
    if about.erasure_waits:
        return _waiting(desk, about, about.erasure_waits, shown)
    return Page(
        "rights/erase.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        told=about,
        granted=choices(GRANTS),
        grounds=listed(about),
        texts=texts_to_decide(desk, about.asked.person_id),
        held=_held(desk, about),
        officer=officer_of(desk, None),
        returned=_returned(desk, request_id),
        remains=REMAINS,
        **ASKED_OF,
    )


def _waiting(
    desk: Desk, about: RequestTold, proposed: ProposedTextsErasure, shown: Shown
) -> Page:
    texts = texts_to_decide(desk, about.asked.person_id)
    return Page(
        "rights/erase_proposed.html.jinja",
        view=desk.view,
        shown=shown,
        told=about,
        held=_held(desk, about),
        proposed=proposed,
        by=desk.view.name_of(proposed.proposed_by),
        texts={text.written.prose.text_id: text for text in texts},
        officer=officer_of(desk, proposed),
        remains=REMAINS,
        confirm=CONFIRM,
    )


def _held(desk: Desk, about: RequestTold) -> list[str]:
    asked = about.asked
    held = desk.reviews.held_by(
        desk.view.case, asked.person_id, answering=asked.request_id
    )
    return held_told(desk, held)


def _returned(desk: Desk, request_id: UUID) -> Returned | None:
    ever = desk.reviews.texts_erasures_proposed(desk.view.case, request_id)
    return how_returned(desk, ever[-1] if ever else None)
