"""Applying on the public pages: the first page, and one page for each question."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.drafts import Content, Drafts, DraftTooLarge
from asbreview.access.flooding import TO_BEGIN
from asbreview.domain.errors import CaseReviewRefused, Misrecorded
from asbreview.domain.procedure import Procedure
from asbreview.web.applicants import (
    APPLICANT,
    ByApplicant,
    FormToken,
    begin,
    fresh_token,
    not_too_often,
    with_cookie,
)
from asbreview.web.apply_begun import Begun
from asbreview.web.apply_steps import APPLY, BY_NAME, Step
from asbreview.web.files_sent import FileSent
from asbreview.web.given import Asked, Given, Installation, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.sessions import APPLICANT_COOKIE, FOR_APPLICANTS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

LARGEST: Final = (
    400_000  # bytes of a page: two long texts, each letter written as %C3%A9
)
TOO_LARGE: Final = (
    "This is more than can be kept before it is sent. Make it shorter, or send what "
    "you have: you can tell us the rest afterwards."
)
# The area is known; by the command a complaint or a file is known that comes twice.
NOT_KEPT: Final = frozenset({"csrf_token", "area", "command_id"})
OF_APPLICANTS: Final = {FOR_APPLICANTS: APPLICANT_COOKIE}


class Apply(Controller):
    """The pages before anything is sent."""

    path = APPLY
    opt: dict[str, Any] | None = OF_APPLICANTS
    dependencies = APPLICANT
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def start(self, request: Asked, installation: Given, today: Today) -> Page:
        """Say what this is, who can apply, and in which other ways.

        Where several partnerships are here: first ask in whose area it happens.
        """
        asked = request.query_params.get("area", "")
        area = area_chosen(installation, asked)
        if not area:
            return _which_area(installation, today)
        token = request.cookies.get(APPLICANT_COOKIE, "")
        content = Drafts(installation.office).read(token, at=installation.now())
        begun = Begun(token, content) if content and "steps" in content else None
        return Page(
            "apply/start.html.jinja",
            procedure=procedure_of(installation, today, area),
            area=asked,
            goes_on=_goes_on(begun, today),
        )

    @get("/about", sync_to_thread=True)
    def tell_of_these_pages(self, installation: Given, today: Today) -> Page:
        """Say what is kept of whoever uses these pages, and how they are to be used."""
        procedure = procedure_of(installation, today)
        return Page("apply/about.html.jinja", partnership=procedure.partnership)

    @get("/exit-this-page", sync_to_thread=False)
    def tell_of_exit(self, request: Asked, installation: Given) -> Response[Any]:
        """Say, once, what the button does and that it erases no history."""
        token = request.cookies.get(APPLICANT_COOKIE) or fresh_token()
        forms = request.app.state.forms
        area = request.query_params.get("area", "")
        page = Page("apply/exit.html.jinja", token=forms.token(token), area=area)
        return with_cookie(page, token, installation)

    @post("/begin", sync_to_thread=True)
    def begin(
        self, request: Asked, typed: TypedFields, installation: Given
    ) -> Response[Any]:
        """Begin an application; which area it is in has to be known."""
        not_too_often(request, installation, TO_BEGIN)
        area = area_chosen(installation, *typed.get("area", ("",))[:1])
        if not area:
            return Redirect(APPLY, status_code=303)
        answer = Redirect(f"{APPLY}/who", status_code=303)
        return with_cookie(answer, begin(request, installation, area), installation)

    @get("/{name:str}", sync_to_thread=True)
    def ask(
        self,
        name: FromPath[str],
        begun: ByApplicant,
        form_token: FormToken,
        today: Today,
    ) -> Response[Any]:
        """Ask what a step asks; before its turn, what comes first."""
        step = _step(name)
        if elsewhere := not_its_turn(begun, step, today):
            return elsewhere
        shown = Shown.first({}, csrf_token=form_token)
        typed = {**shown.typed, **begun.typed(name)}
        return _page(step, begun, replace(shown, typed=typed))

    @post("/{name:str}", sync_to_thread=True)
    def answer(
        self,
        name: FromPath[str],
        typed: TypedFields,
        begun: ByApplicant,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Keep what was typed, right or wrong; go on if it is in order."""
        step = _step(name)
        if elsewhere := not_its_turn(begun, step, today):
            return elsewhere
        assert step.form is not None  # noqa: S101
        own = {n: list(v) for n, v in typed.items() if n not in NOT_KEPT}

        def do_not_fit(given: Mapping[str, Any]) -> Iterator[CaseReviewRefused]:
            yield from step.checks(begun.all_typed, today)(given)

        def keep(_: Any) -> Redirect:
            kept = keep_step(installation, begun, name, own)
            return Redirect(kept.goes_on_at(today), status_code=303)

        def again(shown: Shown) -> Page:
            if shown.faults[0].says != TOO_LARGE:
                keep_step(installation, begun, name, _known(step, own))
            return _page(step, begun, replace(shown, typed=typed))

        return submitted(
            step.form, own, do=keep, show_again=again, do_not_fit=do_not_fit
        )


def procedure_of(given: Installation, today: Today, area: str = "") -> Procedure:
    """Return the procedure that an application of today is received under, in an area.

    Where none is known it is the installation's own.
    """
    area_id = area or given.settings.procedure
    return given.reviews.procedure_in_force(area_id, today)


def area_chosen(given: Installation, asked: str) -> str:
    """Return the id of the area asked for; the only one, where there is no choice.

    Nothing where there is, and none was asked for that is here.
    """
    areas = given.settings.areas or (given.settings.procedure,)
    if len(areas) == 1:
        return areas[0]
    return asked if asked in areas else ""


def _which_area(given: Installation, today: Today) -> Page:
    those = [(procedure_of(given, today, id_), id_) for id_ in given.settings.areas]
    named = {each.area: (each.area, id_, each.partnership) for each, id_ in those}
    return Page(
        "apply/which_area.html.jinja", areas=[named[name] for name in sorted(named)]
    )


def keep_step(given: Installation, begun: Begun, name: str, typed: Fields) -> Begun:
    """Keep what was typed in a step, and return what is begun with it.

    `Misrecorded` if it is more than is kept, and then it is not.
    """

    def with_step(content: Content) -> Content:
        return {**content, "steps": {**content["steps"], name: typed}}

    return keep(given, begun, with_step)


def keep(given: Installation, begun: Begun, how: Any) -> Begun:
    """Change what is kept of an application that is not sent yet."""

    def unless_sent(content: Content) -> Content:
        return content if content.get("sent") else how(content)

    drafts = Drafts(given.office)
    try:
        content = drafts.change(begun.token, unless_sent, at=given.now())
    except DraftTooLarge:
        raise Misrecorded(TOO_LARGE) from None
    for file in (content or {}).get("files", {}).values():
        given.files.vault.place.used(FileSent.of(file["token"]).sent.file_id)
    return replace(begun, content=content if content is not None else begun.content)


def not_its_turn(begun: Begun, step: Step | None, today: Today) -> Redirect | None:
    """Return where to go instead: it is sent, or something comes first."""
    if begun.case_id is not None:
        return Redirect(f"{APPLY}/sent", status_code=303)
    first = begun.first_unanswered(today)
    if step is not None and step not in begun.steps:
        return Redirect(begun.goes_on_at(today), status_code=303)
    if first is None or first is step:
        return None
    places = {each.name: number for number, each in enumerate(begun.steps)}
    if step is not None and places[step.name] < places[first.name]:
        return None
    return Redirect(begun.goes_on_at(today), status_code=303)


def _goes_on(begun: Begun | None, today: Today) -> str:
    """Return where an application goes on that was begun in this browser."""
    if begun is None:
        return ""
    return f"{APPLY}/sent" if begun.case_id else begun.goes_on_at(today)


def _step(name: str) -> Step:
    step = BY_NAME.get(name)
    if step is None or step.form is None:
        raise NotFoundException
    return step


def _known(step: Step, typed: Fields) -> Fields:
    """Return the fields that the step asks for, and no other."""
    names = tuple(q.name for q in step.questions)
    return {
        n: v for n, v in typed.items() if n in names or n.rpartition("-")[0] in names
    }


def _page(step: Step, begun: Begun, shown: Shown) -> Page:
    return Page(
        "apply/step.html.jinja",
        step=step,
        shown=shown,
        area=begun.area,
        back=begun.before(step.name),
    )
