"""What is said to whoever answers a request that is open in their browser no longer."""

from typing import Any, Final

from litestar.response import Response

from asbreview.domain.days import local_day
from asbreview.web.answering_who import NotAnswering
from asbreview.web.apply import procedure_of
from asbreview.web.given import Asked, given_of
from asbreview.web.page import Page
from asbreview.web.sessions import ANSWERING_COOKIE
from asbreview.web.typed import Fields

GONE: Final = 410
IN_WORDS: Final = ("answer", "part_told", "why_none", "provision", "attends")


def not_answering(request: Asked, _: NotAnswering) -> Response[Any]:
    """Ask to open the link again; what was typed is shown, to be copied."""
    fields = request.state.get("fields", {})
    cookie = request.cookies.get(ANSWERING_COOKIE, "")
    is_theirs = request.app.state.forms.fits(fields, cookie)
    given = given_of(request)
    return Page(
        "answering/lapsed.html.jinja",
        status_code=GONE,
        typed=_words(fields) if is_theirs else "",
        partnership=procedure_of(given, local_day(given.now())).partnership,
    )


def _words(fields: Fields) -> str:
    """Return all words that were typed last: an answer, or a report on actions."""
    typed = [v for n, v in fields.items() if n in IN_WORDS or n.endswith("-says")]
    return "\n\n".join(text for texts in typed for text in texts if text.strip())
