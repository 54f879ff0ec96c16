"""Recording that somebody challenged; what was decided on it comes after."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.days import in_words
from asbreview.domain.outcome.challenge import (
    ChallengeDecided,
    ChallengeReceived,
    Timely,
    Window,
)
from asbreview.domain.people import Channel
from asbreview.domain.statute import CHALLENGE
from asbreview.domain.terms import Challenged
from asbreview.reviews import CaseReviews
from asbreview.reviews.challenges import window_of
from asbreview.web.case_view import CaseView
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

LIMBS: Final = {
    Challenged.APPLICATION: "How the application was dealt with",
    Challenged.REVIEW: "How the review was carried out",
}


class ChallengeForm(Form):
    """What somebody is dissatisfied with, and how they said so."""

    SAYS: ClassVar = {
        "of": Says.select("what they challenge"),
        "made_by": Says.select("who challenges it"),
        "received_on": Says.enter("the date on which it came"),
        "channel": Says.select("how it came"),
        "grounds": Says.enter("what they are dissatisfied with"),
    }

    of: Challenged
    made_by: UUID
    channel: Channel
    received_on: Day
    grounds: Text

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        names = ("of", "made_by", "received_on", "channel", "grounds")
        return {name: getattr(self, name) for name in names}


class Told(NamedTuple):
    """A challenge as a page tells it."""

    fact: ChallengeReceived
    limb: str
    by: str
    timely: str
    decided: ChallengeDecided | None


class ChallengePages(Controller):
    """Challenges of a case."""

    path = "/cases/{reference:str}/challenges/new"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what is challenged; a case that has ended is asked too."""
        people = [str(each.person_id) for each in desk.view.case.contact.present]
        shown = desk.blank_at_any_time(
            made_by=people if len(people) == 1 else "",
            **filled_day("received_on", desk.view.today),
        )
        return _page(desk, shown)

    @post(sync_to_thread=True)
    def record(self, desk: OnDesk) -> Response[Any]:
        """Record the challenge."""
        case_id = desk.view.case.case_id

        def record(form: ChallengeForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.receive_challenge(
                case_id, **form.told, signed=signed
            )
            return desk.recorded(position, "/outcome", "challenged")

        return desk.answer(
            ChallengeForm,
            record=record,
            page=lambda shown, letter: _page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.receive_challenge,
                case_id,
                **form.told,
                signed=desk.signed.by_command(form.command_id),
            ),
        )


def challenges_of(view: CaseView) -> Iterator[Told]:
    """Yield the challenges of a case, as they came."""
    people = view.case.contact.people
    for fact in view.case.outcome.challenges.values():
        by = people.get(fact.made_by)
        yield Told(
            fact,
            LIMBS[fact.of],
            view.tell(by.name) if by else "somebody",
            f"It came {_explained(fact)}",
            view.case.outcome.decided.get(fact.challenge_id),
        )


def _explained(fact: ChallengeReceived) -> str:
    """Say whether it came in time, and why."""
    window = fact.window
    if fact.timely in {Timely.EARLY, Timely.NO_WINDOW} or window.last_day is None:
        return f"{fact.timely}."
    return f"{fact.timely}: {_runs(window)}."


def _runs(window: Window) -> str:
    if window.opened_on is None:
        return "the applicant has not been told yet, so the window has not opened"
    if window.last_day is None:
        return f"told on {in_words(window.opened_on)}; the procedure sets no last day"
    opened, last = in_words(window.opened_on), in_words(window.last_day)
    return f"the applicant was told on {opened}, and the last day is {last}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    view = desk.view
    people = view.case.contact.present
    return Page(
        "outcome/challenge.html.jinja",
        view=view,
        shown=shown,
        limbs=[
            {
                "value": str(of),
                "text": says,
                "hint": {"text": _sentence(_runs(window_of(view.case, of)))},
            }
            for of, says in LIMBS.items()
        ],
        whom=[
            {"value": str(each.person_id), "text": view.tell(each.name)}
            for each in people
        ],
        ways=[{"value": str(way), "text": str(way).capitalize()} for way in Channel],
        challenge=CHALLENGE,
        letter=letter,
    )
