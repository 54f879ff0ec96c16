"""Recording that something was put on the file of the evidence in error."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.evidence.facts import EvidenceRecordedInError
from asbreview.domain.people import Prose
from asbreview.domain.trigger.facts import ThresholdRecordedInError
from asbreview.web.complaints_forms import InErrorForm
from asbreview.web.desk import NOTHING, Desk
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


@dataclass(frozen=True)
class Corrected:
    """What is to be recorded as in error: what it is called, and what it says.

    `page` is the page of the case that lists it.
    """

    what: str
    page: str
    section: str
    item_id: UUID
    in_error: EvidenceRecordedInError | ThresholdRecordedInError | None
    facts: Mapping[str, str]
    says: Prose


def ask_what_was_wrong(desk: Desk, corrected: Corrected) -> Page:
    """Ask why it was recorded in error."""
    return _form(desk, corrected, desk.blank())


def correct(
    desk: Desk, corrected: Corrected, command: Callable[..., int]
) -> Response[Any]:
    """Record by a command that it was recorded in error; the page still shows it."""

    def record(form: InErrorForm) -> Redirect:
        position = command(
            desk.view.case.case_id,
            corrected.item_id,
            reason=form.reason,
            signed=desk.signed.by_command(form.command_id),
        )
        return desk.recorded(position, corrected.page, "in-error")

    return desk.answer(
        InErrorForm,
        record=record,
        page=lambda shown, _: _form(desk, corrected, shown),
    )


def _form(desk: Desk, corrected: Corrected, shown: Shown, _: Markup = NOTHING) -> Page:
    return Page(
        "evidence/in_error.html.jinja",
        view=desk.view,
        shown=shown,
        corrected=corrected,
    )
