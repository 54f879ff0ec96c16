"""The complaints that whoever applies has made: told of, changed, taken off again."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Final
from uuid import uuid4

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.drafts import Content
from asbreview.domain.errors import CaseReviewRefused, Misrecorded
from asbreview.web.applicants import APPLICANT, ByApplicant, FormToken
from asbreview.web.apply import (
    LARGEST,
    NOT_KEPT,
    OF_APPLICANTS,
    keep,
    keep_step,
    not_its_turn,
)
from asbreview.web.apply_begun import Begun
from asbreview.web.apply_behaviour import ComplaintStep
from asbreview.web.apply_help import help_with
from asbreview.web.apply_steps import APPLY, BY_NAME, COMPLAINT, COMPLAINTS
from asbreview.web.forms import Asked, Says
from asbreview.web.given import Given, Installation, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.submitted import Shown, submitted
from asbreview.web.threshold_found import AGENCIES
from asbreview.web.typed import Fields, nested

LIST: Final = f"{APPLY}/{COMPLAINTS}"
NEW: Final = "new"
MOST: Final = 50
TOO_MANY: Final = (
    f"You have told us of {MOST} complaints, which is as many as this form takes. Tell "
    "us of the others after you have sent it."
)


class MoreStep(Asked):
    """Whether there is another complaint to tell of."""

    SAYS: ClassVar = {"another": Says.select("whether you want to add a complaint")}

    another: bool


class ApplyComplaints(Controller):
    """Telling of complaints."""

    path = LIST
    opt: dict[str, Any] | None = OF_APPLICANTS
    dependencies = APPLICANT
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def show(
        self,
        begun: ByApplicant,
        installation: Given,
        form_token: FormToken,
        today: Today,
    ) -> Response[Any]:
        """Show those told of, which of them seem to count, and ask for another."""
        if elsewhere := not_its_turn(begun, BY_NAME[COMPLAINTS], today):
            return elsewhere
        shown = Shown.first({}, csrf_token=form_token)
        return _list(installation, begun, today, shown)

    @post(sync_to_thread=True)
    def go_on(
        self,
        begun: ByApplicant,
        typed: TypedFields,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Go on to another complaint, or to what comes next."""
        if elsewhere := not_its_turn(begun, BY_NAME[COMPLAINTS], today):
            return elsewhere

        def go_on(form: MoreStep) -> Redirect:
            if form.another:
                _must_take_more(begun)
                return Redirect(f"{LIST}/new", status_code=303)
            kept = keep_step(installation, begun, COMPLAINTS, {})
            return Redirect(kept.goes_on_at(today), status_code=303)

        return submitted(
            MoreStep,
            own(typed),
            do=go_on,
            show_again=lambda shown: _list(
                installation, begun, today, replace(shown, typed=typed)
            ),
        )

    @get("/{which:str}", sync_to_thread=True)
    def ask(
        self,
        begun: ByApplicant,
        form_token: FormToken,
        today: Today,
        which: FromPath[str],
    ) -> Response[Any]:
        """Ask about a complaint: a new one, or one told of already."""
        if elsewhere := not_its_turn(begun, BY_NAME[COMPLAINTS], today):
            return elsewhere
        typed = as_another() if which == NEW else _told(begun, which)
        shown = Shown({**typed, "csrf_token": [form_token]})
        return _page(shown)

    @post("/{which:str}", sync_to_thread=True)
    def tell(
        self,
        begun: ByApplicant,
        typed: TypedFields,
        installation: Given,
        today: Today,
        which: FromPath[str],
    ) -> Response[Any]:
        """Keep a complaint, as it is told now."""
        if elsewhere := not_its_turn(begun, BY_NAME[COMPLAINTS], today):
            return elsewhere
        if which != NEW:
            _told(begun, which)
        told = own(typed)

        def do_not_fit(given: Mapping[str, Any]) -> Iterator[CaseReviewRefused]:
            yield from COMPLAINT.checks(begun.all_typed, today)(given)

        def kept(_: ComplaintStep) -> Redirect:
            _keep(installation, begun, which, told, known_by=command_of(typed))
            return Redirect(LIST, status_code=303)

        return submitted(
            ComplaintStep,
            told,
            do=kept,
            show_again=lambda shown: _page(replace(shown, typed=typed)),
            do_not_fit=do_not_fit,
        )

    @get("/{which:str}/remove", sync_to_thread=True)
    def ask_whether_to_remove(
        self,
        begun: ByApplicant,
        form_token: FormToken,
        which: FromPath[str],
        today: Today,
    ) -> Response[Any]:
        """Ask whether a complaint is to be taken off again."""
        if elsewhere := not_its_turn(begun, BY_NAME[COMPLAINTS], today):
            return elsewhere
        typed = nested(ComplaintStep, _told(begun, which)).values
        return Page(
            "apply/remove.html.jinja",
            complaint=ComplaintStep.model_validate(typed),
            agencies=AGENCIES,
            csrf_token=form_token,
            back=LIST,
        )

    @post("/{which:str}/remove", sync_to_thread=True)
    def remove(
        self, begun: ByApplicant, installation: Given, which: FromPath[str]
    ) -> Redirect:
        """Take a complaint off again; one that is off already stays so."""

        def without(content: Content) -> Content:
            left = {n: c for n, c in content["complaints"].items() if n != which}
            return {**content, "complaints": left}

        keep(installation, begun, without)
        return Redirect(LIST, status_code=303)


def own(typed: Fields) -> dict[str, list[str]]:
    """Return what was typed, without what binds the form to its browser."""
    return {name: list(v) for name, v in typed.items() if name not in NOT_KEPT}


def _told(begun: Begun, which: str) -> Fields:
    """Return what was typed of a complaint that was told of; of any other, 404."""
    try:
        return begun.complaints[int(which)]
    except (KeyError, ValueError):
        raise NotFoundException from None


def _must_take_more(begun: Begun) -> None:
    if len(begun.complaints) >= MOST:
        raise Misrecorded(TOO_MANY, field="another")


def as_another() -> dict[str, list[str]]:
    """Return what a form carries that adds something, and by which it comes twice."""
    return {"command_id": [str(uuid4())]}


def command_of(typed: Fields) -> str:
    """Return by what a form is known that adds something."""
    return typed.get("command_id", ("",))[-1]


def _keep(
    given: Installation, begun: Begun, which: str, typed: Fields, *, known_by: str
) -> None:
    """Keep a complaint; a new one once, though its form comes twice."""
    if which == NEW:
        _must_take_more(begun)

    def with_complaint(content: Content) -> Content:
        told, added = content["complaints"], content.get("added", {})
        if known_by and told.get(added.get(known_by)) == typed:
            return content
        at = str(max(map(int, told), default=0) + 1) if which == NEW else which
        added = {**added, known_by: at} if known_by else added
        return {**content, "complaints": {**told, at: typed}, "added": added}

    keep(given, begun, with_complaint)


def _list(given: Installation, begun: Begun, today: date, shown: Shown) -> Page:
    return Page(
        "apply/complaints.html.jinja",
        shown=shown,
        help=help_with(given, begun, today),
        back=begun.before(COMPLAINTS),
    )


def _page(shown: Shown) -> Page:
    return Page("apply/step.html.jinja", step=COMPLAINT, shown=shown, back=LIST)
