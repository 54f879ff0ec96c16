"""Reporting on actions by a link: a body sees its own of one case, and what is late."""

from typing import Any, Final

from litestar import post
from litestar.di import Provide

from asbreview.access.drafts import Drafts
from asbreview.domain.asking.facts import About
from asbreview.web.answer import OF_BODIES
from asbreview.web.answered_by_body import ActionsReported, ByOwner
from asbreview.web.answering_who import NotAnswering, Reporting, open_here
from asbreview.web.given import Asked, Given
from asbreview.web.page import Page
from asbreview.web.public import REPORTING
from asbreview.web.sessions import ANSWERING_COOKIE, ended_cookie


def reporting(request: Asked) -> Reporting:
    """Return whose actions are open in this browser (`NotAnswering` if nobody's)."""
    here = open_here(request)
    if here.asking.about is not About.ACTIONS:
        raise NotAnswering
    return Reporting(here.token, here.case, here.asking.body_id)


WHO_REPORTS: Final[dict[str, Any]] = {
    "who_reports": Provide(reporting, sync_to_thread=True),
}


class ReportingPages(ActionsReported):
    """The actions that were opened in this browser."""

    path = REPORTING
    opt: dict[str, Any] | None = OF_BODIES
    dependencies = WHO_REPORTS

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
