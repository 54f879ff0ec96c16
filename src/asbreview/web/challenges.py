"""Recording that somebody challenged; who hears it and what was decided come after."""

from collections.abc import Iterator
from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.challenging import ChallengeRoute, EscalationTier
from asbreview.domain.days import in_words
from asbreview.domain.outcome.challenge import Window
from asbreview.domain.people import HeardBy
from asbreview.domain.statute import CHALLENGE
from asbreview.domain.terms import Challenged
from asbreview.reviews import CaseReviews
from asbreview.reviews.further_ways import (
    FurtherWay,
    closed_ways,
    days_of,
    further_ways,
)
from asbreview.web.case_view import CaseView
from asbreview.web.challenges_forms import ChallengeForm
from asbreview.web.challenges_open import why_closed, why_open
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown
from asbreview.web.words import counted

LIMBS: Final = {
    Challenged.APPLICATION: "How the application was dealt with",
    Challenged.REVIEW: "How the review was carried out",
}
Way = ChallengeRoute | EscalationTier


class ChallengePages(Controller):
    """Challenges of a case."""

    path = "/cases/{reference:str}/challenges/new"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what is challenged; a case that has ended is asked too."""
        people = [each["value"] for each in _whom(desk.view)]
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
            position = desk.reviews.receive_challenge(case_id, form.told, signed=signed)
            return desk.recorded(position, "/outcome", "challenged")

        return desk.answer(
            ChallengeForm,
            record=record,
            page=lambda shown, letter: _page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.receive_challenge,
                case_id,
                form.told,
                signed=desk.signed.by_command(form.command_id),
            ),
        )


def how_it_runs(window: Window) -> str:
    """Say from when to when something can be challenged."""
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
    procedure = view.case.procedure
    ways = [way for of in LIMBS for way in _ways(view, of)]
    windows = {of: desk.reviews.window_of(view.case, of, on=view.today) for of in LIMBS}
    return Page(
        "outcome/challenge.html.jinja",
        view=view,
        shown=shown,
        limbs=[
            {
                "value": str(of),
                "text": says,
                "hint": {"text": _sentence(how_it_runs(windows[of]))},
            }
            for of, says in LIMBS.items()
        ],
        explained=[
            (LIMBS[of], route.window)
            for of in LIMBS
            if (route := procedure.challenge_of(of)) and windows[of].last_day
        ],
        tiers=_tiers(view),
        closed=_closed(view),
        whom=_whom(view),
        ways=[{"value": str(way), "text": str(way).capitalize()} for way in HeardBy],
        grounds=_listed(ground for way in ways for ground in way.grounds),
        exclusions=_listed(says for way in ways for says in way.exclusions),
        live=counted(len(view.case.outcome.open_actions), "action"),
        consents=list(dict.fromkeys(way.consent for way in ways if way.consent)),
        challenge=CHALLENGE,
        letter=letter,
    )


def _ways(view: CaseView, of: Challenged) -> Iterator[Way]:
    """Yield the ways to challenge a thing: the partnership's own, and what is on."""
    procedure = view.case.procedure
    if route := procedure.challenge_of(of):
        yield route
    yield from (way.tier for way in further_ways(view.case, of, view.today))


def _tiers(view: CaseView) -> list[dict[str, Any]]:
    """Return to whom a challenge may go, where there is more than one way."""
    case, today = view.case, view.today
    found = {
        way.tier.tier_id: (way, of)
        for of in LIMBS
        for way in further_ways(case, of, today)
    }
    choices: list[dict[str, Any]] = [
        {
            "value": tier_id,
            "text": way.body.name,
            "hint": {"text": _hint(view, way, of)},
        }
        for tier_id, (way, of) in found.items()
    ]
    own = {"value": "", "text": "To us, as the procedure says"}
    return [own, *choices] if choices else []


def _hint(view: CaseView, way: FurtherWay, of: Challenged) -> str:
    says = f"{way.tier.says}."
    because = why_open(way, days_of(view.case, of, view.today))
    return f"{says} {because}" if because else says


def _closed(view: CaseView) -> list[str]:
    """Say, in as few sentences as are needed, which ways are closed, and why."""
    case, today = view.case, view.today
    found = (why_closed(each) for of in LIMBS for each in closed_ways(case, of, today))
    return list(dict.fromkeys(found))


def _whom(view: CaseView) -> list[dict[str, str]]:
    """Return who may challenge: who applied, the victim, who speaks for them."""
    contact = view.case.contact
    people = [(each, "") for each in contact.present]
    people += [(each, ", who speaks for the victim") for each in contact.representing]
    return [
        {"value": str(each.person_id), "text": f"{view.tell(each.name)}{as_what}"}
        for each, as_what in people
    ]


def _listed(words: Iterator[str]) -> list[dict[str, str]]:
    return [{"value": each, "text": each} for each in dict.fromkeys(words)]
