"""A case put together for whoever checks, or asks what is held about them."""

from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.policy import Action, may
from asbreview.domain.errors import Misrecorded
from asbreview.domain.pack.facts import PackKind
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form, Says
from asbreview.web.packs_told import FOR_WHOEVER_CHECKS, offered, packs_told
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown

HERE: Final = "/history/pack"
DONE: Final = {"pack": "The case is being put together."}
FOR_WHOM: Final = "for whom the case is put together"


class OmbudsmanPackForm(Form):
    """For whom a case is put together."""

    SAYS: ClassVar = {"kind": Says.select(FOR_WHOM)}

    kind: PackKind


class OmbudsmanPackPages(Controller):
    """The packs of a case for whoever checks, or asks what is held about them."""

    path = "/cases/{reference:str}/history/pack"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """List those that were made, with the button that makes another."""
        return _page(desk, Shown.first(desk.form_fields))

    @post(sync_to_thread=True, opt={NEEDS: Action.MAKE_PACKS})
    def ask(self, desk: OnDesk) -> Response[Any]:
        """Have the case put together as it stands now."""

        def record(form: OmbudsmanPackForm) -> Redirect:
            if form.kind not in offered(desk.view.case):
                raise Misrecorded(f"Select {FOR_WHOM}", field="kind")
            position = desk.reviews.ask_for_pack(
                desk.view.case.case_id,
                form.kind,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, HERE, "pack")

        return desk.answer(
            OmbudsmanPackForm, record=record, page=lambda shown, _: _page(desk, shown)
        )


def _page(desk: Desk, shown: Shown) -> Page:
    view = desk.view
    packs = packs_told(view, desk.given, *FOR_WHOEVER_CHECKS)
    allowed = may(view.who, Action.MAKE_PACKS, view.case.known)
    can_be_made = offered(view.case)
    return Page(
        "history/pack.html.jinja",
        view=view,
        shown=shown,
        packs=packs,
        choices=[
            {"value": kind.value, "text": title, "hint": {"text": says}}
            for kind, (title, says) in FOR_WHOEVER_CHECKS.items()
            if kind in can_be_made
        ],
        here=HERE,
        may_make=allowed and view.as_of.is_now,
        done=DONE.get(desk.done, ""),
    )
