"""Checking an application on the public pages, sending it, and what happens then."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.drafts import Content
from asbreview.access.flooding import TO_SEND
from asbreview.access.status_codes import code_of
from asbreview.domain.days import in_words
from asbreview.reviews import Case
from asbreview.reviews.falling_due import falls_due
from asbreview.signing import signed_by_applicant
from asbreview.web.applicants import (
    APPLICANT,
    ByApplicant,
    FormToken,
    end,
    not_too_often,
)
from asbreview.web.applications_fit import do_not_fit
from asbreview.web.applications_forms import ApplicationForm
from asbreview.web.apply import LARGEST, OF_APPLICANTS, keep, not_its_turn
from asbreview.web.apply_begun import Begun
from asbreview.web.apply_files_sent import put_files_on_record, without_those_gone
from asbreview.web.apply_help import help_with
from asbreview.web.apply_questions import Question
from asbreview.web.apply_steps import APPLY, COMPLAINTS, FILES, Step
from asbreview.web.given import Asked, Given, Installation, Today
from asbreview.web.page import Page
from asbreview.web.sessions import APPLICANT_COOKIE, ended_cookie
from asbreview.web.submitted import Fault, Shown, submitted
from asbreview.web.typed import nested

NOT_GIVEN: Final = "Not given"
GONE: Final = (
    "Nothing was sent: a file that you added is not here any more. Add it again, or "
    "send the application without it:"
)


@dataclass(frozen=True)
class Answered:
    """A step with its answers, as they are checked before they are sent."""

    step: Step
    answers: tuple[tuple[str, str], ...]

    @property
    def is_of_complaints(self) -> bool:
        """Say whether it is the step at which complaints are told of."""
        return self.step.name == COMPLAINTS

    @property
    def address(self) -> str:
        """Where the answers are changed."""
        return f"{APPLY}/{self.step.name}"


class Sending(Controller):
    """The end of an application, and the beginning of a case."""

    path = APPLY
    opt: dict[str, Any] | None = OF_APPLICANTS
    dependencies = APPLICANT
    request_max_body_size = LARGEST

    @get("/check", sync_to_thread=True)
    def check(
        self,
        begun: ByApplicant,
        installation: Given,
        form_token: FormToken,
        today: Today,
    ) -> Response[Any]:
        """Show everything that was answered, each with a way to change it."""
        if elsewhere := not_its_turn(begun, None, today):
            return elsewhere
        shown = Shown.first({}, csrf_token=form_token)
        return _page(installation, begun, today, shown)

    @post("/send", sync_to_thread=True)
    def send(
        self, request: Asked, begun: ByApplicant, installation: Given, today: Today
    ) -> Response[Any]:
        """Receive the application: from now on its days are counted."""
        if elsewhere := not_its_turn(begun, None, today):
            return elsewhere
        not_too_often(request, installation, TO_SEND)
        begun, gone = without_those_gone(installation, begun)

        def again(shown: Shown) -> Page:
            token = request.app.state.forms.token(begun.token)
            typed = {"csrf_token": [token]}
            faults = tuple(Fault(fault.says) for fault in shown.faults)
            return _page(
                installation, begun, today, replace(shown, typed=typed, faults=faults)
            )

        if gone:
            says = f"{GONE} {', '.join(gone)}"
            return again(Shown(faults=(Fault(says),)))
        return submitted(
            ApplicationForm,
            begun.as_typed(today),
            do=lambda form: _received(installation, begun, form),
            show_again=again,
            do_not_fit=lambda given: do_not_fit(given, today=today),
        )

    @get("/sent", sync_to_thread=True)
    def sent(
        self,
        begun: ByApplicant,
        installation: Given,
        form_token: FormToken,
        today: Today,
    ) -> Response[Any]:
        """Say that it was received, what happens next and by when, and whom to ask."""
        if begun.case_id is None:
            return Redirect(begun.goes_on_at(today), status_code=303)
        case = installation.reviews.case(begun.case_id)
        return Page(
            "apply/sent.html.jinja",
            case=case,
            partnership=case.procedure.partnership,
            due=_due(case),
            code=_first_code(case, installation),
            csrf_token=form_token,
        )

    @post("/end", sync_to_thread=True)
    def end(self, request: Asked, installation: Given) -> Redirect:
        """Destroy what is kept of it in this browser, and what it opens here."""
        end(installation, request.cookies.get(APPLICANT_COOKIE, ""))
        answer = Redirect(APPLY, status_code=303)
        answer.set_cookie(ended_cookie(APPLICANT_COOKIE))
        return answer


def _first_code(case: Case, given: Installation) -> str:
    """Return the code that was given on sending: one given since is not for here."""
    replaced = case.contact.code_replaced is not None
    return "" if replaced else code_of(case.contact, given.keyring)


def _received(given: Installation, begun: Begun, form: ApplicationForm) -> Redirect:
    """Open the case; then destroy every word of the draft."""
    signed = signed_by_applicant(given.now(), command_id=begun.command_id)
    position = given.reviews.receive_application(
        form.application,
        procedure_id=begun.area or given.settings.procedure,
        applicant=form.applicant,
        victim=form.victim,
        consent=form.consent,
        circumstances=form.circumstances,
        adjustment=form.adjustment,
        account=form.story,
        complaints=[complaint.told for complaint in form.complaints],
        signed=signed,
    )

    def only_that_it_was_sent(content: Content) -> Content:
        return {
            "command_id": content["command_id"],
            "steps": {},
            "complaints": {},
            "files": {},
            "sent": str(signed.new_case_id),
        }

    put_files_on_record(given, begun, signed.new_case_id)
    keep(given, begun, only_that_it_was_sent)
    given.projector.wait_for(position)
    return Redirect(f"{APPLY}/sent", status_code=303)


def _page(given: Installation, begun: Begun, today: date, shown: Shown) -> Page:
    return Page(
        "apply/check.html.jinja",
        shown=shown,
        answered=list(_answered(begun)),
        help=help_with(given, begun, today),
        back=begun.before("check"),
    )


def _answered(begun: Begun) -> Iterator[Answered]:
    for step in begun.steps:
        if step.form is None:
            files = begun.files.values() if step.name == FILES else ()
            added = [(f["told"]["called"], f["description"]) for f in files]
            yield Answered(step, tuple(added))
            continue
        given = nested(step.form, begun.typed(step.name)).values
        form = step.form.model_validate(given)
        answers = ((q.label, _said(q, getattr(form, q.name))) for q in step.questions)
        yield Answered(step, tuple(answers))


def _said(question: Question, value: Any) -> str:
    """Return an answer in the words in which it was offered, or as it was typed."""
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, tuple):
        chosen = [question.choices[each] for each in value]
        return "; ".join(chosen) or NOT_GIVEN
    if question.choices:
        return question.choices.get(value or "", NOT_GIVEN)
    return value or NOT_GIVEN


def _due(case: Case) -> dict[str, date | None]:
    """Return by which days what is done next; none of what nobody can know yet."""
    return {
        "acknowledge": falls_due(case, "acknowledge"),
        "decide": falls_due(case, "decide-threshold"),
        "outcome": falls_due(case, "whole-review"),
    }
