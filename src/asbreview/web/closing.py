"""Closing a case: what must be true first, and the letter that tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.days import in_words
from asbreview.domain.terms import Challenged
from asbreview.reviews import CaseReviews
from asbreview.web.case_view import CaseView
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says
from asbreview.web.letters_to_look_at import letters_to_look_at
from asbreview.web.page import Page
from asbreview.web.submitted import Shown
from asbreview.web.words import counted


class ClosingForm(Form):
    """The day, and that it is meant: a case is not opened again."""

    SAYS: ClassVar = {
        "closed_on": Says.enter("the date of the closing"),
        "sure": Says(
            "Confirm that the case is to be closed", "That the case is to be closed"
        ),
    }

    closed_on: Day
    sure: Literal["yes"]


@dataclass(frozen=True)
class Check:
    """Something that must be true before a closing; or, as advice, had better be."""

    says: str
    page: str
    state: str
    holds: bool
    must: bool


class ClosingPages(Controller):
    """The end of a case."""

    path = "/cases/{reference:str}/close"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Show what a closing still needs; ask for the day once it needs nothing."""
        known = filled_day("closed_on", desk.view.today)
        shown = desk.blank(**known) if desk.view.may_go_on else Shown()
        return _page(desk, shown)

    @post(sync_to_thread=True)
    def close(self, desk: OnDesk) -> Response[Any]:
        """Close the case, or show the letter that would be drafted."""
        case_id = desk.view.case.case_id

        def record(form: ClosingForm) -> Redirect:
            position = desk.reviews.close_case(
                case_id,
                closed_on=form.closed_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/outcome", "closed")

        return desk.answer(
            ClosingForm,
            record=record,
            page=lambda shown, letter: _page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.close_case,
                case_id,
                closed_on=form.closed_on,
                signed=desk.signed.by_command(form.command_id),
            ),
        )


def _page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    checks = [*checks_of(desk.view), _letters(desk), *_time_to_challenge(desk)]
    return Page(
        "closing/show.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        checks=checks,
        may_close=all(check.holds for check in checks if check.must),
    )


def checks_of(view: CaseView) -> list[Check]:
    """Return what must be true before a case is closed, in the order it comes about."""
    case = view.case
    decided, outcome = case.trigger.threshold, case.outcome
    checks = [
        _must("The threshold is decided", "/threshold", decided is not None),
        _told_threshold(view),
    ]
    if decided is None or decided.met:
        checks += [
            _must("The outcome is decided", "/outcome", outcome.findings is not None),
            _must(
                "The applicant has been told the outcome",
                "/letters",
                outcome.told_on is not None,
            ),
            _open_actions(len(outcome.open_actions)),
            _answers(set(outcome.recommendations), set(outcome.responses)),
        ]
    return [
        *checks,
        _promises(len(case.contact.promises)),
        _challenges(len(outcome.undecided)),
    ]


def _must(says: str, page: str, holds: bool) -> Check:  # noqa: FBT001  what it is for
    return Check(says, page, "Yes" if holds else "Not yet", holds, must=True)


def _told_threshold(view: CaseView) -> Check:
    """Return the check that s.104(6) asks for, whatever was decided."""
    told = view.case.trigger.threshold_told_on is not None
    says = "The applicant has been told the decision on the threshold"
    return _must(says, "/letters", told)


def _open_actions(number: int) -> Check:
    state = f"{counted(number, 'action')} open" if number else "None open"
    page = "/outcome/actions" if number else "/outcome"
    return Check("No action is open", page, state, not number, must=True)


def _answers(made: set[UUID], answered: set[UUID]) -> Check:
    number = len(made - answered)
    state = f"{number} not answered" if number else "Yes" if made else "None made"
    page = "/outcome/answers" if number else "/outcome"
    return Check("Each recommendation is answered", page, state, not number, must=False)


def _letters(desk: Desk) -> Check:
    """Return whether a letter is held back, or one that holds no more lies there."""
    to_look_at, over = letters_to_look_at(desk.view, desk.given)
    number = len(to_look_at) + len(over)
    state = f"{counted(number, 'letter')} held back" if number else "None"
    says = "No letter is held back"
    return Check(says, "/letters", state, not number, must=False)


def _challenges(number: int) -> Check:
    state = f"{counted(number, 'challenge')} to decide" if number else "None"
    says = "No challenge is still to be decided"
    return Check(says, "/outcome", state, not number, must=False)


def _time_to_challenge(desk: Desk) -> Iterator[Check]:
    """Yield that the time to challenge is over, once something can be challenged.

    A challenge is dealt with on a case that is closed, too: so it is advice.
    """
    case, today = desk.view.case, desk.view.today
    windows = [desk.reviews.window_of(case, of, on=today) for of in Challenged]
    days = [each.last_day for each in windows if each.last_day is not None]
    if not days:
        return
    is_over = max(days) < today
    state = "Yes" if is_over else f"Until {in_words(max(days))}"
    says = "The time to challenge is over"
    yield Check(says, "/outcome", state, is_over, must=False)


def _promises(number: int) -> Check:
    state = f"{counted(number, 'promise')} open" if number else "None open"
    says = "What was promised to people is kept"
    return Check(says, "/contacts", state, not number, must=False)
