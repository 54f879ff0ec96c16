"""Finding a case by a name, an address or a reference.

What is looked for is sent in the form, never in an address: an address is logged, and
kept by the browser.
"""

import re
from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Response

from asbreview.web.countdown import countdown
from asbreview.web.forms import Form, Line, Says
from asbreview.web.given import (
    FormFields,
    Given,
    Today,
    TypedFields,
    Views,
)
from asbreview.web.page import Page
from asbreview.web.search_index import SearchIndex
from asbreview.web.sessions import RECORDS_NOTHING
from asbreview.web.submitted import Shown, submitted
from asbreview.web.telling import Tell
from projections.queue import case_rows

Index = NamedDependency[SearchIndex]
MOST: Final = 50
REFERENCE: Final = re.compile("([A-Z]{2})([0-9]{2})([0-9A-Z]{5})")


class FindForm(Form):
    """What is looked for."""

    SAYS: ClassVar = {
        "query": Says.enter("a name, an address or a reference"),
    }

    query: Line


class Finding(Controller):
    """Finding a case."""

    path = "/find"

    @get(sync_to_thread=False)
    def ask(self, form_fields: FormFields) -> Page:
        """Ask what to look for."""
        return _page(Shown.first(form_fields))

    @post(opt={RECORDS_NOTHING: True}, sync_to_thread=True, status_code=200)
    def find(  # noqa: PLR0913, PLR0917  what a list of cases is made of
        self,
        typed: TypedFields,
        installation: Given,
        index: Index,
        views: Views,
        tell: Tell,
        today: Today,
    ) -> Response[Any]:
        """Go to the case of a reference, or show the cases that are found."""

        def found(form: FindForm) -> Response[Any]:
            reference = as_reference(form.query)
            if reference and installation.find_case(reference):
                return Redirect(f"/cases/{reference}", status_code=303)
            case_ids = index.find(form.query)
            with views.connect() as db:
                rows = case_rows(db, case_ids[:MOST])
                due = countdown(db, today=today, as_of=None)
            told = {"rows": rows, "total": len(case_ids), "most": MOST}
            return _page(Shown(typed), tell=tell, due=due, **told)

        return submitted(FindForm, typed, do=found, show_again=_page)


def as_reference(typed: str) -> str | None:
    """Return what was typed as a reference is written, if it looks like one.

    "ec 26 7k3mo" is EC-26-7K3M0: a letter O is not in any reference, nor are I and L.
    """
    found = REFERENCE.fullmatch(re.sub(r"[\W_]", "", typed.upper()))
    if found is None:
        return None
    area, year, letters = found.groups()
    return f"{area}-{year}-{letters.translate(str.maketrans('OIL', '011'))}"


def _page(shown: Shown, **found: Any) -> Page:
    return Page("finding/show.html.jinja", shown=shown, found=found)
