"""Reporting on actions by a link: a body sees its own of one case, and what is late."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.response import Response

from asbreview.access.drafts import Drafts
from asbreview.domain.asking.facts import About
from asbreview.domain.days import local_day
from asbreview.domain.outcome.facts import ActionAdded
from asbreview.restricted_texts import is_restricted, notices_of
from asbreview.signing import signed_by_body
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


def _still_open(who: OpenHere) -> list[ActionAdded]:
    """Return the body's open actions, what is due first at the top."""
    still = who.case.outcome.open_actions_of(who.asking.body_id)
    return sorted(still, key=lambda action: action.due_on)


def _page(
    request: Asked,
    given: Installation,
    who: OpenHere,
    shown: Shown,
    *,
    is_done: bool = False,
) -> Page:
    # Anew: of what was just refused the record in hand may have taken some in.
    case, today = given.reviews.case(who.case.case_id), local_day(given.now())
    outcome, notices = case.outcome, notices_of(case.rights)
    tell = Telling(given.keyring, given.views, notices=notices)
    own = {
        str(action.action_id): action
        for action in outcome.actions.values()
        if action.body_id == who.asking.body_id
    }
    asked = {
        number: own.get(shown.value(f"reports-{number}-action_id"))
        for number in shown.groups("reports", at_least=0)
    }
    still: set[UUID] = {action.action_id for action in outcome.open_actions}
    return Page(
        "reporting/form.html.jinja",
        shown=shown,
        is_done=is_done,
        is_restricted=is_restricted(case.rights),
        reference=case.trigger.reference,
        body=case.called(who.asking.body_id),
        partnership=case.procedure.partnership,
        ended_as=case.ended_as,
        asked=asked,
        still=still,
        numbers=outcome.action_numbers,
        news=news_of_actions(outcome, given.reviews, tell),
        others_late=_others_late(who, today),
        today=today,
        choices=[{"value": h.value, "text": says} for h, says in SAID.items()],
        token=request.app.state.forms.token(who.token),
        tell=tell,
    )


def _others_late(who: OpenHere, today: date) -> list[tuple[int, str, date]]:
    """Return what other bodies owe: its number, whose it is, and since when."""
    outcome = who.case.outcome
    late = [
        action
        for action in outcome.open_actions
        if action.body_id != who.asking.body_id and action.due_on < today
    ]
    return [
        (outcome.action_numbers[a.action_id], who.case.called(a.body_id), a.due_on)
        for a in sorted(late, key=lambda action: action.due_on)
    ]
