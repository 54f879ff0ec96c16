"""Taking a challenge on that came late, and arranging who hears it, and when."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.access.accounts import Role, all_accounts, name_alone
from asbreview.access.policy import Action, Reach, granted, may
from asbreview.domain.outcome.hearing import HowHeard, took_part
from asbreview.domain.people import HeardBy
from asbreview.domain.statute import CHALLENGE
from asbreview.reviews import CaseReviews
from asbreview.reviews.further_ways import way_of
from asbreview.web.case_view import CaseView
from asbreview.web.challenges_forms import HearingForm, TakeOnForm
from asbreview.web.challenges_told import Told, challenge_told
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

HOW: Final = {
    HowHeard.MEETING: "At a meeting that they may come to",
    HowHeard.PAPERS: "On the papers, without a meeting",
}


class ChallengeHeardPages(Controller):
    """What has to be on record before a challenge is decided."""

    path = "/cases/{reference:str}/challenges/{challenge_id:uuid}"
    dependencies = DESK

    @get("/take-on", sync_to_thread=True)
    def ask_take_on(self, desk: OnDesk, challenge_id: FromPath[UUID]) -> Page:
        """Ask why it is heard all the same, and whether they agree."""
        shown = desk.blank_at_any_time(**filled_day("on", desk.view.today))
        return _take_on_page(desk, challenge_id, shown)

    @post("/take-on", sync_to_thread=True)
    def take_on(self, desk: OnDesk, challenge_id: FromPath[UUID]) -> Response[Any]:
        """Record what it still needed."""

        def record(form: TakeOnForm) -> Redirect:
            position = desk.reviews.take_on_challenge(
                desk.view.case.case_id,
                challenge_id,
                **form.told,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/outcome", "taken-on")

        return desk.answer(
            TakeOnForm,
            record=record,
            page=lambda shown, _: _take_on_page(desk, challenge_id, shown),
        )

    @get("/hearing", sync_to_thread=True)
    def ask_hearing(self, desk: OnDesk, challenge_id: FromPath[UUID]) -> Page:
        """Ask who hears it, when and where; what was arranged before is filled in."""
        told = challenge_told(desk.view, challenge_id)
        return _hearing_page(desk, told, desk.blank_at_any_time(**_known(desk, told)))

    @post("/hearing", sync_to_thread=True)
    def arrange(self, desk: OnDesk, challenge_id: FromPath[UUID]) -> Response[Any]:
        """Record who hears it, or show the letter that would be drafted."""
        case_id, told = desk.view.case.case_id, challenge_told(desk.view, challenge_id)
        involved = list(_involved(desk.view))

        def record(form: HearingForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.arrange_hearing(
                case_id,
                challenge_id,
                form.told,
                involved=involved,
                since=form.since,
                signed=signed,
            )
            return desk.recorded(position, "/outcome", "hearing")

        return desk.answer(
            HearingForm,
            record=record,
            page=lambda shown, letter: _hearing_page(desk, told, shown, letter),
            offered={"accounts": {each["value"] for each in _may_hear(desk)}},
            would=lambda form: desk.reviews.would_change(
                CaseReviews.arrange_hearing,
                case_id,
                challenge_id,
                form.told,
                involved=involved,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            ),
        )


def _involved(view: CaseView) -> Iterator[str]:
    """Yield the names of whoever had the case, or recorded a decision on it.

    Also where they have left: whoever decided it then does not hear it now.
    """
    trigger, outcome = view.case.trigger, view.case.outcome
    yield name_alone(view.name_of(trigger.caseworker_id))
    for decision in (trigger.threshold, view.case.panel.held, outcome.findings):
        if decision is not None:
            yield name_alone(view.name_of(decision.recorded_by))


def _may_hear(desk: Desk) -> list[dict[str, str]]:
    """Return who reads the case, has an account, and had no part in it by name."""
    case, involved = desk.view.case, list(_involved(desk.view))
    return [
        {"value": str(each.account_id), "text": f"{each.name}, {each.role}"}
        for each in all_accounts(desk.given.office)
        if may(each, Action.READ_CASE, case.known)
        and granted(each).reach in {Reach.ALL, Reach.PANEL}
        and each.role is not Role.AUDITOR
        and not took_part([each.name], involved)
    ]


def _known(desk: Desk, told: Told) -> dict[str, str | list[str]]:
    known: dict[str, str | list[str]] = {"how": HowHeard.MEETING.value}
    if told.hearing is not None:
        for number, each in enumerate(told.hearing.hearers):
            known[f"hearers-{number}-name"] = desk.view.tell(each.name)
            known[f"hearers-{number}-of"] = desk.view.tell(each.of)
        known["accounts"] = [str(each) for each in told.hearing.accounts]
    return known


def _arranged(desk: Desk, told: Told) -> Iterator[tuple[str, str]]:
    """Yield how it is on record that the challenge is heard, and by whom."""
    if told.hearing is None:
        return
    tell = desk.view.tell
    yield "Heard", told.heard
    for each in told.hearing.hearers:
        yield "Heard by", f"{tell(each.name)}, {tell(each.of)}"


def _take_on_page(desk: Desk, challenge_id: UUID, shown: Shown) -> Page:
    told = challenge_told(desk.view, challenge_id)
    case = desk.view.case
    way, route = way_of(case, told.fact), case.procedure.challenge_of(told.fact.of)
    goes = way.tier if way else route
    return Page(
        "outcome/challenge_taken_on.html.jinja",
        view=desk.view,
        shown=shown,
        told=told,
        consent=goes.consent if goes else "",
        ways=[{"value": str(way), "text": str(way).capitalize()} for way in HeardBy],
        challenge=CHALLENGE,
    )


def _hearing_page(
    desk: Desk, told: Told, shown: Shown, letter: Markup = NOTHING
) -> Page:
    return Page(
        "outcome/challenge_heard.html.jinja",
        view=desk.view,
        shown=shown,
        told=told,
        route=desk.view.case.procedure.challenge_of(told.fact.of),
        accounts=_may_hear(desk),
        hows=[{"value": str(how), "text": text} for how, text in HOW.items()],
        challenge=CHALLENGE,
        letter=letter,
        since=desk.view.case.outcome.heard_since(told.fact.challenge_id),
        stands=list(_arranged(desk, told)),
    )
