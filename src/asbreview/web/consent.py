"""Whether the victim agrees that somebody applies for them, and what follows."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.application import HowConsented
from asbreview.domain.consent import ConsentStands
from asbreview.domain.days import in_words
from asbreview.domain.trigger.facts import ConsentRefused
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews.told import ConsentTold
from asbreview.web.after_receipt_forms import ConsentForm, VictimSays
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

MAY_SAY: Final = {
    ConsentStands.NOT_NEEDED: (),
    ConsentStands.UNKNOWN: (VictimSays.AGREES, VictimSays.REFUSES),
    ConsentStands.GIVEN: (VictimSays.WITHDRAWS,),
    ConsentStands.REFUSED: (VictimSays.AGREES,),
    ConsentStands.WITHDRAWN: (VictimSays.AGREES,),
}
WORDS: Final = {
    VictimSays.AGREES: "They agree",
    VictimSays.REFUSES: "They do not agree",
    VictimSays.WITHDRAWS: "They withdraw their consent",
}


class ConsentPages(Controller):
    """The victim's consent."""

    path = "/cases/{reference:str}/consent"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Show how it stands, what follows, and ask what the victim says."""
        today = filled_day("given_on", desk.view.today)
        return _page(desk, Shown.first(desk.form_fields, **today))

    @post(sync_to_thread=True)
    def record(self, desk: OnDesk) -> Response[Any]:
        """Record what the victim says."""
        return desk.answer(
            ConsentForm,
            record=lambda form: _recorded(desk, form),
            page=lambda shown, _: _page(desk, shown),
        )


def _recorded(desk: Desk, form: ConsentForm) -> Redirect:
    case_id, reviews = desk.view.case.case_id, desk.reviews
    told = ConsentTold(given_on=form.given_on, how=form.how)
    signed = desk.signed.by_command(form.command_id)
    if form.victim is VictimSays.AGREES:
        position = reviews.record_consent(case_id, told, signed=signed)
        return desk.recorded(position, "", "consent")
    disagree = {
        VictimSays.REFUSES: reviews.refuse_consent,
        VictimSays.WITHDRAWS: reviews.withdraw_consent,
    }[form.victim]
    position = disagree(case_id, told, said=form.said, signed=signed)
    return desk.recorded(position, "/consent", "no-consent")


def _page(desk: Desk, shown: Shown) -> Page:
    trigger = desk.view.case.trigger
    may_say = MAY_SAY[trigger.consent_stands]
    recorded = "It is recorded. What follows is said below."
    return Page(
        "after_receipt/consent.html.jinja",
        view=desk.view,
        shown=shown,
        ways=[
            {"value": str(how), "text": str(how).capitalize()} for how in HowConsented
        ],
        answers=[{"value": str(say), "text": WORDS[say]} for say in may_say],
        said_no=_said_no(trigger),
        done=recorded if desk.done == "no-consent" else "",
    )


def _said_no(trigger: Trigger) -> str:
    """Say how and when the victim did not agree, or agreed no longer."""
    said = trigger.disagreed
    if said is None:
        return ""
    if isinstance(said, ConsentRefused):
        return f"The victim did not agree, {said.how}, on {in_words(said.refused_on)}."
    return f"The victim withdrew it, {said.how}, on {in_words(said.withdrawn_on)}."
