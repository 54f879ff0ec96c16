"""Reporting on actions by a link: a body sees its own of one case, and what is late."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.response import Response

from asbreview.access.drafts import Drafts
from asbreview.domain.asking.facts import About
from asbreview.web.answer import OF_BODIES
from asbreview.web.answering_who import NotAnswering, Reporting, open_here
from asbreview.web.given import Asked, Given, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import REPORTING
from asbreview.web.reporting_page import reported, shown_actions
from asbreview.web.sessions import ANSWERING_COOKIE, ended_cookie

LARGEST: Final = 400_000  # bytes


def reporting(request: Asked) -> Reporting:
    """Return whose actions are open in this browser (`NotAnswering` if nobody's)."""
    here = open_here(request)
    if here.asking.about is not About.ACTIONS:
        raise NotAnswering
    return Reporting(here.token, here.case, here.asking.body_id)


WHO_REPORTS: Final[dict[str, Any]] = {
    "who_reports": Provide(reporting, sync_to_thread=True),
}
ByOwner = NamedDependency[Reporting]


class ReportingPages(Controller):
    """The actions that were opened in this browser."""

    path = REPORTING
    opt: dict[str, Any] | None = OF_BODIES
    dependencies = WHO_REPORTS
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def ask(self, request: Asked, who_reports: ByOwner, installation: Given) -> Page:
        """Show the body's open actions, each with what there is to say of it."""
        return shown_actions(request, installation, who_reports)

    @post(sync_to_thread=True)
    def report(
        self,
        request: Asked,
        who_reports: ByOwner,
        installation: Given,
        typed: TypedFields,
    ) -> Response[Any]:
        """Put on record what the body says; the same form again has the same effect."""
        return reported(request, installation, who_reports, typed)

    @post("/end", sync_to_thread=True)
    def end(self, installation: Given, who_reports: ByOwner) -> Page:
        """Close the page in this browser."""
        Drafts(installation.office).end(who_reports.token)
        page = Page(
            "reporting/ended.html.jinja",
            partnership=who_reports.case.procedure.partnership,
        )
        page.set_cookie(ended_cookie(ANSWERING_COOKIE))
        return page
