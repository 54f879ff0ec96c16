"""What somebody says of how their case was dealt with, told to staff."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.outcome.satisfaction import Answer, Answers
from asbreview.domain.people import HeardBy
from asbreview.web.contacts_view import people_of
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Asked, Day, Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

ANSWERS: Final = [
    {"value": each.value, "text": each.value[0].upper() + each.value[1:]}
    for each in Answer
]
SAYS: Final = {
    "process": Says.select("how satisfied they are with how we dealt with it"),
    "outcome": Says.select("how satisfied they are with what came of it"),
    "informed": Says.select("how satisfied they are with how we kept them informed"),
    "said": Says("Enter what they say", "What they say"),
}


class SatisfactionAsked(Asked):
    """The three questions; what is left open is not answered."""

    SAYS: ClassVar = SAYS

    process: Answer = Answer.NOT_ANSWERED
    outcome: Answer = Answer.NOT_ANSWERED
    informed: Answer = Answer.NOT_ANSWERED
    said: Text = ""

    @property
    def answers(self) -> Answers:
        """What they answered."""
        return Answers(
            process=self.process, outcome=self.outcome, informed=self.informed
        )


class ToldForm(Form, SatisfactionAsked):
    """What somebody answered when they were asked."""

    SAYS: ClassVar = {
        **SAYS,
        "person_id": Says.select("who answered"),
        "how": Says.select("how they answered"),
        "told_on": Says.enter("the day on which they answered"),
    }

    person_id: UUID
    how: HeardBy
    told_on: Day


class SatisfactionPages(Controller):
    """How somebody found it.  It is asked of a case that is closed."""

    path = "/cases/{reference:str}/outcome/satisfaction"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what they said; whoever applied and today are filled in."""
        known = filled_day("told_on", desk.view.today)
        applicant = str(desk.view.case.contact.applicant_id)
        return _page(desk, desk.blank_at_any_time(person_id=applicant, **known))

    @post(sync_to_thread=True)
    def say(self, desk: OnDesk) -> Response[Any]:
        """Record what they said."""

        def record(form: ToldForm) -> Redirect:
            position = desk.reviews.say_how_it_was(
                desk.view.case.case_id,
                person_id=form.person_id,
                told_on=form.told_on,
                how=form.how,
                answers=form.answers,
                said=form.said,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/outcome", "satisfaction")

        return desk.answer(
            ToldForm, record=record, page=lambda shown, _: _page(desk, shown)
        )


def _page(desk: Desk, shown: Shown) -> Page:
    view = desk.view
    return Page(
        "outcome/satisfaction.html.jinja",
        view=view,
        shown=shown,
        answers=ANSWERS,
        whom=[
            {
                "value": str(each.person.person_id),
                "text": view.tell(each.person.name),
            }
            for each in people_of(view)
        ],
    )
