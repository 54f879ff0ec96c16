"""The decisions of a case, each with what was before whoever took it."""

from uuid import UUID

from litestar import Controller, get
from litestar.params import FromPath

from asbreview.web.case_view import ViewOfCase
from asbreview.web.decisions_told import before, decisions_of
from asbreview.web.given import Given
from asbreview.web.page import Page
from asbreview.web.part_shown import Asked


class Decisions(Controller):
    """What was decided, and on what."""

    path = "/cases/{reference:str}/decisions"

    @get(sync_to_thread=True)
    def listed(self, view: ViewOfCase, installation: Given) -> Page:
        """List the decisions, the latest first."""
        return Page(
            "decisions/listed.html.jinja",
            view=view,
            decisions=decisions_of(view, installation),
        )

    @get("/{command_id:uuid}", sync_to_thread=True)
    def show(
        self,
        request: Asked,
        view: ViewOfCase,
        installation: Given,
        command_id: FromPath[UUID],
    ) -> Page:
        """Show what was before whoever decided, what was not, and what came after."""
        return Page(
            "decisions/show.html.jinja",
            view=view,
            found=before(request, view, installation, command_id),
            seen_at=view.as_of.instant or installation.now(),
        )
