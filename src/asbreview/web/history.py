"""The history of a case: what happened, who recorded it, and who read the case."""

from typing import Any, Final

from litestar import Controller, get
from litestar.connection import Request
from litestar.exceptions import PermissionDeniedException
from litestar.response import Response

from asbreview.access.policy import Action, may
from asbreview.access.read_log import reads_of
from asbreview.web.case_view import ViewOfCase
from asbreview.web.given import Given
from asbreview.web.history_then import ThenAsked, then
from asbreview.web.history_told import part_of_history
from asbreview.web.page import Page
from asbreview.web.submitted import Shown, submitted

MOST_READS: Final = 500
FOR_AUDITORS: Final = "Who read a case is shown to auditors only."

DONE: Final = {
    "in-error": "It is recorded that this was in error. Record what did happen.",
    "put-right": "The application is put right. Its deadlines are counted anew.",
}

Asked = Request[Any, Any, Any]


class History(Controller):
    """What happened on a case."""

    path = "/cases/{reference:str}/history"

    @get(sync_to_thread=True)
    def show(self, request: Asked, view: ViewOfCase, installation: Given) -> Page:
        """Show what happened, or a part of it, newest first: in short or every word."""
        in_detail = request.query_params.get("detail") == "yes"
        part = part_of_history(request, view, installation, in_detail=in_detail)
        return Page(
            "history/show.html.jinja",
            view=view,
            part=part,
            done=DONE.get(request.query_params.get("done", ""), ""),
            in_detail=in_detail,
            shown=Shown(),
            seen_at=view.as_of.instant or installation.now(),
            may_see_reads=may(view.who, Action.READ_READS),
        )

    @get("/then", sync_to_thread=True)
    def then(
        self, request: Asked, view: ViewOfCase, installation: Given
    ) -> Response[Any]:
        """Go to the case as it was on a day, or at a time of it."""
        params = request.query_params
        typed = {n: params.getall(n) for n in params if n.startswith("seen_")}
        return submitted(
            ThenAsked,
            typed,
            do=lambda asked: then(asked, view, installation),
            show_again=lambda shown: Page(
                "history/then.html.jinja", view=view, shown=shown
            ),
        )

    @get("/reads", sync_to_thread=True)
    def reads(self, view: ViewOfCase, installation: Given) -> Page:
        """Show who had read the case by then, the latest first."""
        if not may(view.who, Action.READ_READS):
            raise PermissionDeniedException(FOR_AUDITORS)
        by = view.as_of.instant
        reads = [
            read
            for read in reads_of(installation.office, view.case.case_id)
            if by is None or read.at <= by
        ]
        return Page(
            "history/reads.html.jinja",
            view=view,
            reads=reads[:MOST_READS],
            left_out=len(reads[MOST_READS:]),
        )
