"""What bodies are asked: the same of all, and besides what each knows best."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final, Literal
from uuid import UUID

from asbreview.domain.terms import BodyKind
from asbreview.reviews.told import SearchTold
from asbreview.web.case_view import CaseView
from asbreview.web.desk import filled_day
from asbreview.web.forms import Day, Form, Group, Says, Text
from asbreview.web.submitted import Shown

QUESTIONS: Final = """\
Please search your records by what you are given for it, and answer each question. \
Where there is nothing, say so: that is an answer too.

1. Reports. Which reports of this behaviour have you received, on which dates, and \
from whom?
2. Assessments. Which assessments of risk or harm have you made, when, and with what \
result?
3. Actions taken. What have you done about it, when, and what came of it?
4. Actions not taken. What did you consider and not do, and why?
5. Vulnerabilities. What do you know of the health, age, disability or other \
circumstances of those affected that the review should take into account?
6. What may be told. What of your answer may be told to the applicant, and what may \
not, and why?
7. Recommendations. What, in your view, should be done next, and by whom?
8. The meeting. Who will attend for you if a panel meets, and how can they be reached?
"""


OF_ITS_KIND: Final[Mapping[BodyKind, str]] = {
    BodyKind.POLICE: """\
Of your own records: which incidents and calls are recorded at the address and nearby, \
with their numbers, and how was each closed? Which warnings, notices or orders were \
given?
""",
    BodyKind.COUNCIL: """\
Of your own records: what do those of noise, housing and safeguarding hold, and which \
powers for anti-social behaviour were considered or used?
""",
    BodyKind.HOUSING: """\
Of your own records: who holds which tenancy at the addresses, which breaches were \
looked into, and which steps under the tenancy were considered or taken?
""",
    BodyKind.HEALTH: """\
Of your own records: is any of those concerned known to a service, as far as you may \
say, and was any referral made or refused?
""",
}


class OwnQuestions(Group):
    """What one body is asked besides what all are asked."""

    TITLE = "Questions to one body"
    NOT_FILLED_IN = frozenset({"body_id"})
    SAYS: ClassVar = {
        "body_id": Says.select("the body"),
        "questions": Says.enter("the questions to this body"),
    }

    body_id: UUID
    questions: Text


class AskForm(Form):
    """The questions to several bodies, and those to one of them."""

    SAYS: ClassVar = {
        "bodies": Says.select("the bodies to ask"),
        "requested_on": Says.enter("the date of the request"),
        "search_by": Says.enter("whom, and which address, they are to search for"),
        "search_from": Says.enter("the first day to search"),
        "search_to": Says.enter("the last day to search"),
        "questions": Says.enter("the questions"),
        "own": Says.enter("the questions to one body"),
        "by_email": Says.select("whether an email goes"),
    }

    bodies: tuple[UUID, ...]
    requested_on: Day
    search_by: Text
    search_from: Day
    search_to: Day
    questions: Text
    own: tuple[OwnQuestions, ...] = ()
    by_email: Literal["yes"] | None = None

    @property
    def search(self) -> SearchTold:
        """What the bodies are to search by, as the command is told it."""
        return SearchTold(
            by=self.search_by, from_on=self.search_from, to_on=self.search_to
        )


def search_filled_in(view: CaseView) -> dict[str, str | list[str]]:
    """Return, as a form holds it, what bodies can be expected to search by.

    The victim, and where they live if it is safe to write there: an address to which
    nothing may go may be one that nobody is to know.
    """
    contact = view.case.contact
    victim = contact.people[contact.victim_id]
    known = [victim.name, *([victim.address] if victim.safe.to_write else [])]
    application = view.case.trigger.application
    complaints = view.case.evidence.complaints
    first = min((c.behaviour_on for c in complaints), default=application.applied_on)
    return {
        "search_by": "\n".join(filter(None, map(view.tell, known))),
        **filled_day("search_from", first),
        **filled_day("search_to", view.today),
    }


def own_questions(view: CaseView, bodies: Iterable[UUID]) -> dict[str, str]:
    """Return, as a form holds them, what each body is asked because of what it is."""
    known: dict[str, str] = {}
    for number, body_id in enumerate(bodies):
        body = view.body(body_id)
        known[f"own-{number}-body_id"] = str(body_id)
        known[f"own-{number}-questions"] = OF_ITS_KIND[body.kind] if body else ""
    return known


def asked_besides(view: CaseView, shown: Shown) -> dict[int, str]:
    """Return the number in the form, and the name, of each body with its own text.

    What a form sent that names no body of the case is shown as no body's.
    """
    names = {str(body.body_id): body.name for body in view.case.relevant_bodies}
    ids = {n: shown.value(f"own-{n}-body_id") for n in shown.groups("own", at_least=0)}
    return {n: names[body_id] for n, body_id in ids.items() if body_id in names}
