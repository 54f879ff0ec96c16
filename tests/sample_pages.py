"""Pages to try the frame with: a note is written, with the complaints it is about."""

from enum import StrEnum
from typing import Any, ClassVar

from eventsourcing.persistence import IntegrityError
from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.errors import AlreadyDone
from asbreview.web.forms import Day, Form, Group, Line, Says, Text
from asbreview.web.given import (
    AsOfAsked,
    CaseId,
    FormFields,
    Given,
    Signature,
    TypedFields,
)
from asbreview.web.page import Page
from asbreview.web.sessions import PUBLIC
from asbreview.web.submitted import Shown, submitted


class Body(StrEnum):
    COUNCIL = "district council"
    POLICE = "chief officer of police"


class ComplaintGroup(Group):
    TITLE = "Complaint"
    NOT_FILLED_IN = frozenset({"hate"})
    SAYS: ClassVar = {
        "made_on": Says.enter("the date of the complaint"),
        "about": Says.enter("what the complaint was about"),
        "hate": Says.select("whether it was a hate incident"),
    }

    made_on: Day
    about: Line
    hate: bool = False


class NoteForm(Form):
    SAYS: ClassVar = {
        "met": Says.select("whether the threshold is met"),
        "agreed": Says.select("which bodies agreed"),
        "reasons": Says.enter("the reasons"),
        "decided_on": Says.enter("the date of the decision"),
        "told_on": Says.enter("the date they were told"),
        "complaints": Says.enter("the complaints"),
    }

    met: bool
    agreed: tuple[Body, ...]
    reasons: Text
    decided_on: Day
    told_on: Day | None = None
    complaints: tuple[ComplaintGroup, ...] = ()


class Notes:
    """Stands for the commands."""

    def __init__(self):
        self.recorded = []
        self.refusal = None

    def record(self, form, signed):
        if self.refusal:
            refusal, self.refusal = self.refusal, None
            raise refusal
        self.recorded.append((form, signed))


REFUSED = AlreadyDone("The threshold has been decided", field="met")
OVERTAKEN = IntegrityError()


class SamplePages(Controller):
    @get("/cases/{reference:str}/note", sync_to_thread=True)
    def show(self, case_id: CaseId, as_of: AsOfAsked, form_fields: FormFields) -> Page:
        return note_page(Shown.first(form_fields, reasons="already known"))

    @post("/cases/{reference:str}/note", sync_to_thread=True)
    def write(
        self,
        case_id: CaseId,
        typed: TypedFields,
        installation: Given,
        signed: Signature,
    ) -> Response[Any]:
        def written(form: NoteForm) -> Redirect:
            installation.reviews.record(form, signed.by_command(form.command_id))
            return Redirect("/", status_code=303)

        return submitted(
            NoteForm,
            typed,
            do=written,
            show_again=note_page,
            what_happened=lambda: ["Ann Fen recorded the housing reply."],
        )

    @get("/", sync_to_thread=False)
    def queue(self) -> Page:
        told = {"title": "Queue", "says": "Nothing is due", "kept": {}, "address": ""}
        return Page("layout/problem.html.jinja", **told)

    @get("/broken", sync_to_thread=True)
    def broken(self) -> Page:
        name = "Mary Applicant"
        raise RuntimeError(f"{name} could not be shown")

    @post("/forgetful", sync_to_thread=False, opt={PUBLIC: True})
    def forgetful(self) -> str:
        return "done"


def note_page(shown: Shown) -> Page:
    bodies = [{"value": body.value, "text": body.value} for body in Body]
    return Page("note.html.jinja", shown=shown, bodies=bodies)


TEMPLATES = {
    "note.html.jinja": """{% extends "layout/_page.html.jinja" %}
{% from "layout/_form.html.jinja" import form_start, error_summary %}
{% from "components/date_question.html.jinja" import date_question %}
{% from "components/line_question.html.jinja" import line_question %}
{% from "components/text_question.html.jinja" import text_question %}
{% from "components/yes_no_question.html.jinja" import yes_no_question %}
{% from "components/any_of_question.html.jinja" import any_of_question %}
{% block title %}Write a note{% endblock %}
{% block main %}
{{ error_summary(shown) }}
<h1 class="govuk-heading-l">Write a note</h1>
{% call form_start(shown) %}
  {{ yes_no_question(shown, "met", "Is the threshold met?") }}
  {{ any_of_question(shown, "agreed", "Who agreed?", bodies) }}
  {{ text_question(shown, "reasons", "Reasons") }}
  {{ date_question(shown, "decided_on", "When was it decided?") }}
  {{ date_question(shown, "told_on", "When were they told?") }}
  {% for n in shown.groups("complaints", at_least=2) %}
    <h2 class="govuk-heading-m">Complaint {{ n + 1 }}</h2>
    {{ date_question(shown, "complaints-%d-made_on" % n, "When was it made?") }}
    {{ line_question(shown, "complaints-%d-about" % n, "What was it about?") }}
    {{ yes_no_question(shown, "complaints-%d-hate" % n, "Was it a hate incident?") }}
  {% endfor %}
  {{ govuk_button({"text": "Record the note", "preventDoubleClick": true}) }}
{% endcall %}
{% endblock %}
""",
}
