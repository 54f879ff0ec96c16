"""A case put together for an ombudsman: asked for by a button, of an auditor too."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.policy import Action, may
from asbreview.domain.pack.facts import PackKind
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form
from asbreview.web.packs_told import packs_told
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown

HERE: Final = "/history/pack"
DONE: Final = {"pack": "The case is being put together."}


class OmbudsmanPackForm(Form):
    """To have a case put together for an ombudsman asks nothing."""


class OmbudsmanPackPages(Controller):
    """The packs of a case for an ombudsman."""

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
            position = desk.reviews.ask_for_pack(
                desk.view.case.case_id,
                PackKind.OMBUDSMAN,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, HERE, "pack")

        return desk.answer(
            OmbudsmanPackForm, record=record, page=lambda shown, _: _page(desk, shown)
        )


def _page(desk: Desk, shown: Shown) -> Page:
    view = desk.view
    packs = packs_told(view, desk.given, PackKind.OMBUDSMAN)
    allowed = may(view.who, Action.MAKE_PACKS, view.case.known)
    return Page(
        "history/pack.html.jinja",
        view=view,
        shown=shown,
        packs=packs,
        here=HERE,
        may_make=allowed and view.as_of.is_now,
        done=DONE.get(desk.done, ""),
    )
