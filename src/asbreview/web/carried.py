"""What somebody asked for or typed, carried past a page that asks who they are."""

import json
import re
from typing import Any, Final
from urllib.parse import urlencode

from litestar.connection import Request
from litestar.response import Redirect, Response
from pydantic import TypeAdapter, ValidationError

from asbreview.web.page import Page
from asbreview.web.sessions import COOKIE
from asbreview.web.submitted import Shown
from asbreview.web.typed import SECRET, Fields

Asked = Request[Any, Any, Any]

OWN_ADDRESS: Final = re.compile(r"/(?![/\\])[!-~]*")
NOT_CARRIED: Final = frozenset({"csrf_token"})
_FIELDS: Final = TypeAdapter(dict[str, list[str]])


def own_address(asked: str) -> str:
    """Return an address of this installation; whatever else is asked for, the queue."""
    return asked if OWN_ADDRESS.fullmatch(asked) else "/"


def wanted(request: Asked) -> str:
    """Return what leads back to the page that was asked for: "?next=/cases/…"."""
    query = request.scope["query_string"].decode("latin-1")
    page = f"{request.url.path}?{query}" if query else request.url.path
    return "" if page == "/" else f"?{urlencode({'next': page})}"


def carried(request: Asked) -> dict[str, str]:
    """Return what carries a form that was sent: where it goes to, and what was typed.

    Only of a form that was shown to this browser: its token fits the cookie.  A
    password is not carried; that there was one is, so that it can be asked for again.
    """
    fields: Fields = request.state.fields
    kept = {"next": own_address(request.url.path)}
    if request.app.state.forms.fits(fields, request.cookies.get(COOKIE, "")):
        kept |= {"kept": json.dumps(_without_secrets(fields))}
    return kept


def go_on(shown: Shown, says: str) -> Response[Any]:
    """Go where the visitor was; a form that was kept is shown, to be sent again."""
    address = own_address(shown.value("next", "/"))
    kept = kept_in(shown)
    if not kept:
        return Redirect(address, status_code=303)
    template = "signing_in/send_again.html.jinja"
    return Page(template, address=address, kept=kept, says=says)


def kept_in(shown: Shown) -> dict[str, list[str]]:
    """Return the fields of the form that was carried; of anything else, none."""
    try:
        return _FIELDS.validate_json(shown.value("kept"))
    except ValidationError:
        return {}


def _without_secrets(fields: Fields) -> dict[str, list[str]]:
    return {
        name: [""] if name in SECRET else list(values)
        for name, values in fields.items()
        if name not in NOT_CARRIED and (any(values) or name not in SECRET)
    }
