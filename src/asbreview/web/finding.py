"""Finding a case by a name, an address, a telephone number or a reference.

What is looked for is sent in the form, never in an address: an address is logged, and
kept by the browser.
"""

import re
from typing import Any, ClassVar, Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.di import NamedDependency
from litestar.response import Redirect, Response
from sqlalchemy import Connection

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, may
from asbreview.web.as_of import AsOf
from asbreview.web.case_known import NO_CASE
from asbreview.web.countdown import countdown
from asbreview.web.forms import Form, Line, Says
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Seen,
    Today,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.search_index import SearchIndex
from asbreview.web.sessions import RECORDS_NOTHING, note_refusal
from asbreview.web.submitted import Shown, submitted
from asbreview.web.telling import Tell
from asbreview.web.what_first import what_first
from projections.past import PastRow, past_found
from projections.queue import case_rows, cases_by_part
from projections.scope import Scope

Index = NamedDependency[SearchIndex]
MOST: Final = 50
MISREAD: Final = str.maketrans("OIL", "011")
PART: Final = re.compile("(?=.*[0-9])[0-9A-Z]{3,9}")
REFERENCE: Final = re.compile("([A-Z]{2})([0-9]{2})([0-9A-Z]{5})")


class FindForm(Form):
    """What is looked for."""

    SAYS: ClassVar = {
        "query": Says.enter("a name, an address, a telephone number or a reference"),
    }

    query: Line


class Finding(Controller):
    """Finding a case."""

    path = "/find"

    @get(sync_to_thread=False)
    def ask(self, form_fields: FormFields, as_of: AsOfAsked) -> Page:  # noqa: ARG002
        """Ask what to look for, and as of when."""
        return _page(Shown.first(form_fields))

    @post(opt={RECORDS_NOTHING: True}, sync_to_thread=True, status_code=200)
    def find(  # noqa: PLR0913, PLR0917  what a list of cases is made of
        self,
        typed: TypedFields,
        request: Request[Any, Any, Any],
        who: Who,
        installation: Given,
        index: Index,
        seen: Seen,
        tell: Tell,
        today: Today,
        as_of: AsOfAsked,
    ) -> Response[Any]:
        """Go to the case of a reference, or show the cases that are found.

        As of an instant people are looked for, and cases told, as they were then.
        """
        on = today if as_of.is_now else as_of.on

        def found(form: FindForm) -> Response[Any]:
            reference = as_reference(form.query)
            if reference and _is_there(reference, request, who, installation):
                return Redirect(_at(reference, as_of), status_code=303)
            with installation.views.connect() as db:
                told = _found(db, index, form.query, seen, as_of.position)
                due = countdown(db, today=on, as_of=as_of.position)
            return _page(Shown(typed), tell=tell, due=due, **told)

        return submitted(FindForm, typed, do=found, show_again=_page)


def _at(reference: str, as_of: AsOf) -> str:
    """Return the address of a case, as of when it was looked for."""
    asked = {"as_of": as_of.instant.isoformat()} if as_of.instant else {}
    return f"/cases/{reference}" + (f"?{urlencode(asked)}" if asked else "")


def _is_there(
    reference: str, request: Request[Any, Any, Any], who: Account, given: Installation
) -> bool:
    """Say whether whoever asks may see the case of a reference, if there is one."""
    case_id = given.find_case(reference)
    known = given.case_known(case_id or NO_CASE)
    if case_id and known and may(who, Action.READ_CASE, known):
        return True
    note_refusal(request, who, case_id)
    return False


def _found(
    db: Connection, index: SearchIndex, query: str, seen: Scope, at: int | None
) -> dict[str, Any]:
    """Find what was typed in names, addresses, telephones, and parts of references."""
    part = as_part_of_reference(query)
    just, nearly = index.look(query, as_of=at)
    by_part = cases_by_part(db, part, seen, most=MOST, as_of=at) if part else []
    past = _past(db, [*just, *nearly], query, seen, at)
    of_past = {row.case_id for row in past}
    just = [id_ for id_ in just if id_ not in of_past]
    nearly = [id_ for id_ in nearly if id_ not in of_past]
    others = [id_ for id_ in nearly if id_ not in by_part]
    just = list(dict.fromkeys([*by_part, *just])) if by_part else just
    return {
        "rows": case_rows(db, just[:MOST], seen, as_of=at),
        "nearly": case_rows(db, others[:MOST], seen, as_of=at),
        "past": past[:MOST],
        "total": len(just),
        "most": MOST,
    }


def _past(
    db: Connection, found: list[UUID], query: str, seen: Scope, at: int | None
) -> list[PastRow]:
    """Find earlier cases: by the people on them, or by a part of their reference."""
    if seen.only is not None or not seen.areas:
        return []
    part = query if any(c.isdigit() for c in query) else ""
    return past_found(db, found, seen.areas, part, as_of=at)


def as_part_of_reference(typed: str) -> str:
    """Return what was typed as part of a reference; nothing if it cannot be one.

    "26-7k3" may be, a name without a digit is none.
    """
    bare = re.sub(r"[\s_-]", "", typed.upper())
    if not PART.fullmatch(bare):
        return ""
    return bare if bare[:2].isalpha() else bare.translate(MISREAD)


def as_reference(typed: str) -> str | None:
    """Return what was typed as a reference is written, if it looks like one.

    "ec 26 7k3mo" is EC-26-7K3M0: a letter O is not in any reference, nor are I and L.
    """
    found = REFERENCE.fullmatch(re.sub(r"[\W_]", "", typed.upper()))
    if found is None:
        return None
    area, year, letters = found.groups()
    return f"{area}-{year}-{letters.translate(MISREAD)}"


def _page(shown: Shown, **found: Any) -> Page:
    return Page(
        "finding/show.html.jinja", shown=shown, found=found, what_first=what_first
    )
