"""The page for an answer: what is kept of it, and what is said beside it."""

from typing import Any, Final
from uuid import uuid4

from asbreview.access.answers_begun import AnswersBegun, Begun
from asbreview.domain.days import local_day
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.statute import INFORMATION
from asbreview.restricted_texts import is_restricted, notices_of
from asbreview.web.answering_forms import ForbiddenBy, nil_in_full
from asbreview.web.answering_who import Answering
from asbreview.web.given import Asked, Installation
from asbreview.web.page import Page
from asbreview.web.submitted import Fault, Shown
from asbreview.web.telling import Telling
from asbreview.web.typed import Fields
from asbreview.web.whom_told import whom_to_tick

LAYOUTS: Final = {
    True: "layout/_public.html.jinja",
    False: "requests/_frame.html.jinja",
}
"""The frame of the pages: of whoever came by the link, and of who is signed in."""
KEPT_MEANWHILE: Final = (
    "Other words were kept since you opened this page, perhaps by a colleague. What"
    " you typed is below, and is not kept yet: press a button again to keep it instead"
)
KEPT_SINCE_CHECKED: Final = (
    "Other words were kept since you checked the answer, perhaps by a colleague: they"
    " are below. Nothing was sent. Read them, and continue"
)
BEGUN: Final = "An answer is begun and kept. Nothing was sent"
ANSWERED: Final = "This request has been answered. Nothing of this was recorded"


def begun(given: Installation, who: Answering) -> Begun | None:
    """Return what is kept of the answer; nothing if nothing is."""
    return AnswersBegun(given.office, given.keyring).read(who.request_id)


def begun_of(given: Installation, who: Answering) -> Fields:
    """Return the answer as it is kept; a nil return says so in full."""
    known = begun(given, who)
    return nil_in_full(known.fields) if known else {}


def keep(
    given: Installation, who: Answering, fields: dict[str, list[str]], typed: Fields
) -> str | None:
    """Keep what was typed; nothing comes back where a colleague kept other words."""
    return AnswersBegun(given.office, given.keyring).keep(
        who.case.case_id,
        who.request_id,
        fields,
        seen=next(iter(typed.get("seen", ())), ""),
        at=given.now(),
    )


def kept_meanwhile(
    request: Asked, given: Installation, who: Answering, own: Fields
) -> Page:
    """Show what a colleague kept beside what was typed, which is not kept yet."""
    known = begun(given, who)
    assert known is not None  # noqa: S101  else it was kept
    other = next(iter(known.fields.get("answer", ())), "")
    shown = Shown(own, faults=(Fault(KEPT_MEANWHILE, "answer"),))
    page = answer_page(request, given, who, "form", shown, seen=known.mark, other=other)
    page.status_code = 409
    return page


def kept_since_checked(request: Asked, given: Installation, who: Answering) -> Page:
    """Show what was kept since the answer was checked: it is to be read first."""
    known = begun(given, who)
    assert known is not None  # noqa: S101  else nothing was kept since
    shown = Shown(known.fields, faults=(Fault(KEPT_SINCE_CHECKED, "answer"),))
    page = answer_page(request, given, who, "form", shown, seen=known.mark)
    page.status_code = 409
    return page


def ask_of_nil(request: Asked, given: Installation, who: Answering) -> Page:
    """Ask whether a nil return is to go, though an answer is begun and kept."""
    known = begun(given, who)
    assert known is not None  # noqa: S101  else there is nothing to ask of
    shown = Shown(known.fields, faults=(Fault(BEGUN),))
    page = answer_page(request, given, who, "nil", shown, seen=known.mark)
    page.status_code = 409
    return page


def answered_already(
    request: Asked, given: Installation, who: Answering, typed: Fields
) -> Page:
    """Refuse, in words, what comes after an answer; what was typed can be copied."""
    refused = Shown(faults=(Fault(ANSWERED),))
    said = next(iter(typed.get("answer", ())), "")
    page = answer_page(request, given, who, "answered", refused, typed=said)
    page.status_code = 409
    return page


def answer_page(
    request: Asked,
    given: Installation,
    who: Answering,
    name: str,
    shown: Shown,
    **more: Any,
) -> Page:
    """Return a page of the request that is open, with what each of them may say."""
    case = who.case
    tell = Telling(given.keyring, given.views, notices=notices_of(case.rights))
    due_on = case.answer_due_on(who.asked)
    return Page(
        f"answering/{name}.html.jinja",
        shown=shown,
        reference=case.trigger.reference,
        body=case.called(who.asked.body_id),
        partnership=case.procedure.partnership,
        asked=who.asked,
        passed_on=case.trigger.passed_to.get(who.asked.body_id),
        questions=tell(who.asked.questions),
        answer=who.answer,
        came=case.evidence.came.get(who.request_id),
        search=case.evidence.searches.get(who.request_id),
        due_on=due_on,
        is_late=due_on is not None and local_day(given.now()) > due_on,
        ended_as=case.ended_as,
        is_restricted=is_restricted(case.rights),
        kinds=AnswerKind,
        told=MayBeTold,
        laws=ForbiddenBy,
        whom=whom_to_tick(case),
        information=INFORMATION,
        token=request.app.state.forms.token(who.token),
        at=who.at,
        until=who.until,
        by_link=who.account is None,
        layout=LAYOUTS[who.account is None],
        command_id=str(uuid4()),
        tell=tell,
        **{"seen": mark_of(given, who), **more},
    )


def mark_of(given: Installation, who: Answering) -> str:
    """Return the mark of what is kept, so that nothing is done to it unseen."""
    known = begun(given, who)
    return known.mark if known else ""
