"""The complaints on file: what the threshold is counted from."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.days import in_words
from asbreview.domain.statute import QUALIFYING_COMPLAINT
from asbreview.reviews import Case
from asbreview.reviews.thresholds import finding_on
from asbreview.web.complaints_forms import ANOTHER, ComplaintForm, MadeTo
from asbreview.web.correcting import Corrected, ask_what_was_wrong, correct
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk
from asbreview.web.evidence_file import evidence_file
from asbreview.web.page import Page
from asbreview.web.submitted import Shown
from asbreview.web.threshold_found import AGENCIES, found, to_whom

COMPLAINTS: Final = "/complaints"
DONE: Final = {
    "logged": "The complaint is on file.",
    "imported": "The complaints of the list are on file. The list itself is not kept.",
    "in-error": "It is recorded that the complaint was put on file in error.",
}


class ComplaintPages(Controller):
    """The complaints of a case."""

    path = "/cases/{reference:str}/complaints"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show each complaint, and whether it qualifies."""
        case = desk.view.case
        file = evidence_file(desk.reviews, case)
        return Page(
            "complaints/show.html.jinja",
            view=desk.view,
            found=found(finding_on(case), case.procedure, file),
            in_error=[each for each in file.complaints if each.in_error],
            to_whom=to_whom,
            qualifying=QUALIFYING_COMPLAINT,
            done=DONE.get(desk.done, ""),
        )

    @get("/new", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask about a complaint."""
        return _form(desk, desk.blank(hate="false", incident=ANOTHER))

    @post("/new", sync_to_thread=True)
    def log(self, desk: OnDesk) -> Response[Any]:
        """Put a complaint on file."""
        known = {each["value"] for each in _incidents(desk.view.case)}

        def record(form: ComplaintForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            told = form.told(known)
            position = desk.reviews.log_complaint(
                desk.view.case.case_id, told, signed=signed
            )
            return desk.recorded(position, COMPLAINTS, "logged")

        return desk.answer(
            ComplaintForm,
            record=record,
            page=lambda shown, _: _form(desk, shown),
            offered={"incident": {ANOTHER, *known}},
        )

    @get("/{complaint_id:uuid}/in-error", sync_to_thread=True)
    def ask_what_was_wrong(self, desk: OnDesk, complaint_id: FromPath[UUID]) -> Page:
        """Ask why a complaint was recorded in error."""
        return ask_what_was_wrong(desk, _corrected(desk, complaint_id))

    @post("/{complaint_id:uuid}/in-error", sync_to_thread=True)
    def correct(self, desk: OnDesk, complaint_id: FromPath[UUID]) -> Response[Any]:
        """Record that a complaint was recorded in error."""
        corrected = _corrected(desk, complaint_id)
        return correct(desk, corrected, desk.reviews.correct_evidence)


def _corrected(desk: Desk, complaint_id: UUID) -> Corrected:
    filed = evidence_file(desk.reviews, desk.view.case).complaint(complaint_id)
    complaint = filed.fact.complaint
    return Corrected(
        what="complaint",
        page=COMPLAINTS,
        section="Complaints",
        item_id=complaint_id,
        in_error=filed.in_error,
        facts={
            "Complaint made": in_words(complaint.made_on),
            "Made to": to_whom(filed.fact),
            "Behaviour": in_words(complaint.behaviour_on),
        },
        says=filed.fact.account,
    )


def _form(desk: Desk, shown: Shown, _: Markup = NOTHING) -> Page:
    return Page(
        "complaints/new.html.jinja",
        view=desk.view,
        shown=shown,
        agencies=[{"value": each.value, "text": _named(each)} for each in MadeTo],
        incidents=[
            {"value": ANOTHER, "text": "None of the complaints on file"},
            *_incidents(desk.view.case),
        ],
    )


def _named(agency: MadeTo) -> str:
    name = AGENCIES[agency.value]
    return name[0].upper() + name[1:]


def _incidents(case: Case) -> list[dict[str, str]]:
    """Return the incidents that a further complaint may be about."""
    known: dict[str, str] = {}
    for logged in case.evidence.logged.values():
        made = f"{in_words(logged.complaint.made_on)}, to {to_whom(logged)}"
        if logged.complaint.incident:
            known.setdefault(logged.complaint.incident, f"The complaint of {made}")
    return [{"value": value, "text": text} for value, text in known.items()]
