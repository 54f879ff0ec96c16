"""The page on which a body reports on its actions, and what it sends from there.

However it was opened: by its link, or signed in.  What it says counts at once.  See
`docs/decisions/0091`.
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from litestar.response import Redirect, Response

from asbreview.domain.days import local_day
from asbreview.domain.outcome.facts import ActionAdded
from asbreview.restricted_texts import is_restricted, notices_of
from asbreview.reviews.case import Case
from asbreview.web.answering_page import LAYOUTS
from asbreview.web.answering_who import Reporting
from asbreview.web.given import Asked, Installation
from asbreview.web.outcome_view import news_of_actions
from asbreview.web.page import Page
from asbreview.web.reporting_forms import SAID, OwnersForm
from asbreview.web.submitted import Shown, submitted
from asbreview.web.telling import Telling
from asbreview.web.typed import Fields


def shown_actions(request: Asked, given: Installation, who: Reporting) -> Page:
    """Show the body's open actions, each with what there is to say of it."""
    known: dict[str, str | list[str]] = {
        f"reports-{number}-action_id": str(action.action_id)
        for number, action in enumerate(_still_open(who))
    }
    binding = {
        "csrf_token": request.app.state.forms.token(who.token),
        "command_id": str(uuid4()),
    }
    is_done = request.query_params.get("done") == "reported"
    return _page(request, given, who, Shown.first(binding, **known), is_done=is_done)


def reported(
    request: Asked, given: Installation, who: Reporting, typed: Fields
) -> Response[Any]:
    """Put on record what the body says; the same form again has the same effect."""

    def record(form: OwnersForm) -> Redirect:
        command_id = uuid5(who.request_id, f"report {form.command_id}")
        position = given.reviews.report_by_owner(
            who.case.case_id,
            who.body_id,
            [report.report for report in form.reports],
            signed=who.signed(given.now(), command_id=command_id),
        )
        given.projector.wait_for(position)
        return Redirect(f"{who.at}?done=reported", status_code=303)

    return submitted(
        OwnersForm,
        typed,
        do=record,
        show_again=lambda shown: _page(request, given, who, shown),
    )


def _still_open(who: Reporting) -> list[ActionAdded]:
    """Return the body's open actions, what is due first at the top."""
    still = who.case.outcome.open_actions_of(who.body_id)
    return sorted(still, key=lambda action: action.due_on)


def _page(
    request: Asked,
    given: Installation,
    who: Reporting,
    shown: Shown,
    *,
    is_done: bool = False,
) -> Page:
    # Anew: of what was just refused the record in hand may have taken some in.
    case, today = given.reviews.case(who.case.case_id), local_day(given.now())
    outcome, notices = case.outcome, notices_of(case.rights)
    tell = Telling(given.keyring, given.views, notices=notices)
    still: set[UUID] = {action.action_id for action in outcome.open_actions}
    return Page(
        "reporting/form.html.jinja",
        shown=shown,
        is_done=is_done,
        is_restricted=is_restricted(case.rights),
        reference=case.trigger.reference,
        body=case.called(who.body_id),
        partnership=case.procedure.partnership,
        ended_as=case.ended_as,
        asked=_asked_about(case, who, shown),
        still=still,
        numbers=outcome.action_numbers,
        news=news_of_actions(outcome, tell),
        others_late=_others_late(who, today),
        today=today,
        choices=[{"value": h.value, "text": says} for h, says in SAID.items()],
        token=request.app.state.forms.token(who.token),
        by_link=who.account is None,
        layout=LAYOUTS[who.account is None],
        tell=tell,
    )


def _asked_about(
    case: Case, who: Reporting, shown: Shown
) -> dict[int, ActionAdded | None]:
    """Return the action that each part of the form is about, if it is the body's."""
    own = {
        str(action.action_id): action
        for action in case.outcome.actions.values()
        if action.body_id == who.body_id
    }
    return {
        number: own.get(shown.value(f"reports-{number}-action_id"))
        for number in shown.groups("reports", at_least=0)
    }


def _others_late(who: Reporting, today: date) -> list[tuple[int, str, date]]:
    """Return what other bodies owe: its number, whose it is, and since when."""
    outcome = who.case.outcome
    late = [
        action
        for action in outcome.open_actions
        if action.body_id != who.body_id and action.due_on < today
    ]
    return [
        (outcome.action_numbers[a.action_id], who.case.called(a.body_id), a.due_on)
        for a in sorted(late, key=lambda action: action.due_on)
    ]
