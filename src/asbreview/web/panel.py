"""The panel: as it stands, convened, put off, the victim's part, held."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.days import local_day
from asbreview.letters.about_review import clock_time
from asbreview.reviews import CaseReviews
from asbreview.web.body_items import attending_choices, body_ticks, chair_choices
from asbreview.web.case_view import CaseView
from asbreview.web.chair_touched import who_had_a_part
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.group_choices import at_a_meeting, meeting_choices
from asbreview.web.on_file import before_the_panel, steps_of_panel
from asbreview.web.packs_told import EDITIONS, packs_told
from asbreview.web.page import Page
from asbreview.web.panel_forms import (
    ConveneForm,
    ConveneOnADayForm,
    ParticipationForm,
    PostponeForm,
    PostponeToADayForm,
    part_known,
)
from asbreview.web.panel_held_forms import HeldForm, expected
from asbreview.web.panel_invited import invited
from asbreview.web.panel_stands import how_they_take_part, when_it_meets
from asbreview.web.submitted import Shown

PANEL: Final = "/panel"
DONE: Final = {
    "convened": "The panel is convened. The invitation is drafted.",
    "put-off": "The meeting is put off. An invitation to the new time is drafted.",
    "participation": "How the victim takes part is recorded.",
    "statement": "The statement is on file.",
    "pack": "The papers are being made.",
    "papers": "It is recorded that the papers were sent.",
    "held": "The meeting is recorded.",
    "adjourned": "The meeting is adjourned. A letter that says when it goes on is"
    " drafted.",
    "attendance": "Who was at the meeting is put right.",
    "part-put-right": "How the victim took part is put right.",
}


class PanelPages(Controller):
    """The panel of a case."""

    path = "/cases/{reference:str}/panel"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show who meets, when, and with what before them."""
        return panel_page(desk, Shown.first(desk.form_fields))

    @get("/convene", sync_to_thread=True)
    def ask_convene(self, desk: OnDesk) -> Page:
        """Ask for the panel; the victim's wish on applying is filled in."""
        view = desk.view
        return _convene_page(
            desk,
            desk.blank(
                bodies=[each["value"] for each in body_ticks(view)],
                participation=part_known(view),
                **({"by_email": "yes"} if desk.given.mail else {}),
            ),
        )

    @post("/convene", sync_to_thread=True)
    def convene(self, desk: OnDesk) -> Response[Any]:
        """Convene the panel, or show the invitation that would be drafted."""
        case_id = desk.view.case.case_id

        def record(form: ConveneForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.convene_panel(
                case_id,
                **form.told(desk.view.names),
                by_email=bool(form.by_email and desk.given.mail),
                signed=signed,
            )
            return desk.recorded(position, PANEL, "convened")

        return desk.answer(
            ConveneForm if at_a_meeting(desk.typed) else ConveneOnADayForm,
            record=record,
            page=lambda shown, letter: _convene_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.convene_panel,
                case_id,
                **form.told(desk.view.names),
                signed=desk.signed.by_command(form.command_id),
            ),
        )

    @get("/postpone", sync_to_thread=True)
    def ask_postpone(self, desk: OnDesk) -> Page:
        """Ask for another time; the time of day is filled in."""
        return _postpone_page(
            desk, desk.blank(meets_at=_meeting(desk.view)["meets_at"])
        )

    @post("/postpone", sync_to_thread=True)
    def postpone(self, desk: OnDesk) -> Response[Any]:
        """Put the meeting off, or show the invitation that would be drafted."""
        case_id = desk.view.case.case_id

        def record(form: PostponeForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            told = {**form.told, "since": form.since, "signed": signed}
            position = desk.reviews.postpone_panel(case_id, **told)
            return desk.recorded(position, PANEL, "put-off")

        return desk.answer(
            PostponeForm if at_a_meeting(desk.typed) else PostponeToADayForm,
            record=record,
            page=lambda shown, letter: _postpone_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.postpone_panel,
                case_id,
                **form.told,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            ),
        )

    @get("/participation", sync_to_thread=True)
    def ask_participation(self, desk: OnDesk) -> Page:
        """Ask how the victim takes part; what is known is filled in."""
        shown = desk.blank(
            participation=part_known(desk.view),
            **filled_day("decided_on", desk.view.today),
        )
        return _participation_page(desk, shown)

    @post("/participation", sync_to_thread=True)
    def decide_participation(self, desk: OnDesk) -> Response[Any]:
        """Record the victim's choice, or the decision not to invite them."""

        def record(form: ParticipationForm) -> Redirect:
            position = desk.reviews.decide_participation(
                desk.view.case.case_id,
                form.told,
                decided_on=form.decided_on,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PANEL, "participation")

        return desk.answer(
            ParticipationForm,
            record=record,
            page=lambda shown, _: _participation_page(desk, shown),
        )

    @get("/held", sync_to_thread=True)
    def ask_held(self, desk: OnDesk) -> Page:
        """Ask what came of the meeting; the bodies invited are filled in."""
        return _held_page(desk, desk.blank(**expected(desk.view)))

    @post("/held", sync_to_thread=True)
    def hold(self, desk: OnDesk) -> Response[Any]:
        """Record the meeting."""

        def record(form: HeldForm) -> Redirect:
            position = desk.reviews.hold_panel(
                desk.view.case.case_id,
                held_on=form.held_on,
                attended=[person.told for person in form.attended],
                issues=[issue.told for issue in form.issues],
                went_on_because=form.went_on_because,
                victim_came=form.victim_came,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PANEL, "held")

        return desk.answer(
            HeldForm, record=record, page=lambda shown, _: _held_page(desk, shown)
        )


def panel_page(desk: Desk, shown: Shown) -> Page:
    """Show the panel, with the packs that were made for it."""
    view = desk.view
    return Page(
        "panel/show.html.jinja",
        view=view,
        shown=shown,
        done=DONE.get(desk.done, ""),
        steps=steps_of_panel(view, desk.given),
        file=before_the_panel(view, desk.reviews),
        absent=_absent(view),
        invited=[each for each in invited(view, desk.given) if each.is_asked],
        packs=packs_told(view, desk.given, *EDITIONS),
        editions=EDITIONS,
        **_meeting(view),
    )


def _meeting(view: CaseView) -> dict[str, Any]:
    """Return the day and the time of the meeting; nothing before it is convened."""
    meets_at = view.case.panel.meets_at
    return {
        "meets_on": local_day(meets_at) if meets_at else None,
        "meets_at": clock_time(meets_at) if meets_at else "",
    }


def _absent(view: CaseView) -> list[str]:
    """Return the bodies that were invited and that nobody came from."""
    convened, held = view.case.panel.convened, view.case.panel.held
    if convened is None or held is None:
        return []
    there = {person.body_id for person in held.attended}
    return [view.body_name(body) for body in convened.bodies if body not in there]


def _convene_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    return Page(
        "panel/convene.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        meetings=meeting_choices(desk),
        mails=desk.given.mail is not None,
        had_a_part=who_had_a_part(desk),
        body_ticks=body_ticks(desk.view),
        chair_choices=chair_choices(desk.view),
        file=before_the_panel(desk.view, desk.reviews),
        steps=steps_of_panel(desk.view, desk.given),
    )


def _postpone_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    return Page(
        "panel/postpone.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        meetings=meeting_choices(desk),
        stands=list(when_it_meets(desk.view)),
        **_meeting(desk.view),
    )


def _participation_page(desk: Desk, shown: Shown) -> Page:
    stands = list(how_they_take_part(desk.view))
    return Page(
        "panel/participation.html.jinja", view=desk.view, shown=shown, stands=stands
    )


def _held_page(desk: Desk, shown: Shown) -> Page:
    return Page(
        "panel/held.html.jinja",
        view=desk.view,
        shown=shown,
        body_choices=attending_choices(desk.view),
        file=before_the_panel(desk.view, desk.reviews),
    )
