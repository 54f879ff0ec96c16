"""What an area changed on a day: charts are reckoned anew from there, and say so."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, Final, NamedTuple

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account, account_names, name_alone
from asbreview.access.policy import Action, may
from asbreview.domain.changes.facts import DatedChange
from asbreview.domain.changes.record import Changes
from asbreview.domain.errors import Misrecorded
from asbreview.web.area_records import TakenBack, TakingBackPages
from asbreview.web.areas import area_choices, own_areas
from asbreview.web.as_of import AsOf
from asbreview.web.board import READS_FIGURES
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Signature,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted

HERE: Final = "/figures/changes"
RECORDS: Final = {NEEDS: Action.NAME_CHANGES}
DONE: Final = {
    "named": (
        "The change is named. Charts show what is usual from that day on apart, and"
        " say so."
    ),
    "taken-back": "It is recorded that this was in error. No chart begins anew there.",
}


class ChangeForm(Form):
    """What changed, on which day, and why it is named."""

    SAYS: ClassVar = {
        "area": Says.select("the area"),
        "says": Says.enter("what changed"),
        "on": Says.enter("the day from which it was so"),
        "why": Says.enter("why charts are to begin anew with it"),
    }

    area: Line = ""
    says: Line
    on: Day
    why: Text


class ChangeShown(NamedTuple):
    """A change as it is shown: of which area, who named it and when, and if in error.

    `wrong` is why it was taken back; nothing where it stands.
    """

    area: str
    change: DatedChange
    by: str
    at: datetime
    wrong: str


class ChangesPages(Controller):
    """The dated changes of the areas of whoever looks."""

    path = HERE

    @get(opt=READS_FIGURES, sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        form_fields: FormFields,
    ) -> Page:
        """Show what was named, and ask for another where whoever looks may name it."""
        done = DONE.get(request.query_params.get("done", ""), "")
        shown = Shown.first(form_fields)
        return _page(installation, who, shown, as_of=as_of, done=done)

    @post(opt=RECORDS, sync_to_thread=True)
    def name(
        self, installation: Given, signed: Signature, typed: TypedFields
    ) -> Response[Any]:
        """Name a change."""
        areas = own_areas(installation, signed.account)

        def do(form: ChangeForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                installation.reviews.name_change(
                    _area_of(form, areas),
                    on=form.on,
                    says=form.says,
                    why=form.why,
                    signed=signed.by_command(form.command_id),
                )
            return Redirect(f"{HERE}?done=named", status_code=303)

        return submitted(
            ChangeForm,
            typed,
            do=do,
            show_again=lambda shown: _page(installation, signed.account, shown),
        )


class ChangeTakenBack(TakingBackPages):
    """That a change was not made, or not on that day."""

    path = HERE
    opt: dict[str, Any] | None = RECORDS
    OF = TakenBack(
        kind=Changes,
        template="figures/change_in_error.html.jinja",
        back=lambda area_id, change: f"{HERE}?done=taken-back",  # noqa: ARG005
    )


def _page(
    given: Installation,
    who: Account,
    shown: Shown,
    *,
    as_of: AsOf | None = None,
    done: str = "",
) -> Page:
    areas = own_areas(given, who)
    is_now = as_of is None or as_of.is_now
    position = as_of.position if as_of else None
    named = [
        each
        for area_id, area in areas.items()
        for each in _named(given, area_id, area, position)
    ]
    return Page(
        "figures/changes.html.jinja",
        shown=shown,
        done=done,
        areas=area_choices(areas),
        named=sorted(named, key=_latest_first),
        may_name=is_now and may(who, Action.NAME_CHANGES),
    )


def _named(
    given: Installation, area_id: str, area: str, position: int | None
) -> Iterator[ChangeShown]:
    changes = given.reviews.changes_of(area_id, as_of=position)
    if changes is None:
        return
    names = account_names(given.office)
    for change_id, event in changes.named.items():
        wrong = changes.in_error.get(change_id, "")
        by = name_alone(names.get(event.recorded_by, "somebody"))
        yield ChangeShown(area, event.change, by, event.timestamp, wrong)


def _latest_first(shown: ChangeShown) -> tuple[int, str]:
    return -shown.change.on.toordinal(), shown.area


def _area_of(form: ChangeForm, areas: dict[str, str]) -> str:
    """Return the area that is meant; the only one where there is but one."""
    if not form.area and len(areas) == 1:
        return next(iter(areas))
    if form.area not in areas:
        raise Misrecorded("Select the area", field="area")
    return form.area
