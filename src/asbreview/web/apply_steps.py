"""The steps of an application on the public pages, in their order."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from pydantic import ValidationError

from asbreview.domain.application import names_a_place
from asbreview.domain.errors import CaseReviewRefused, Misrecorded
from asbreview.domain.people import Channel
from asbreview.web.applications_fit import (
    Check,
    Given,
    consent_is_whole,
    days_of_complaint,
    have_happened,
)
from asbreview.web.applications_forms import SafeTo
from asbreview.web.apply_behaviour import (
    ComplaintStep,
    EvidenceStep,
    HarmStep,
    HateStep,
    TakingPartStep,
    WantedStep,
    WhatStep,
    WhereStep,
)
from asbreview.web.apply_people import (
    ConsentStep,
    ContactStep,
    ForWhomStep,
    HomeStep,
    ReadingStep,
    SafeStep,
    VictimStep,
    WhoStep,
)
from asbreview.web.apply_questions import Question
from asbreview.web.forms import Asked
from asbreview.web.typed import Fields, nested

APPLY: Final = "/apply"
COMPLAINTS: Final = "complaints"
FILES: Final = "files"


Typed = Mapping[str, Fields]
Checks = Callable[[Given, Typed, date], Iterator[Check]]


def _no_more(_: Given, __: Typed, ___: date) -> Iterator[Check]:
    yield from ()


def _consent(given: Given, _: Typed, today: date) -> Iterator[Check]:
    yield lambda: consent_is_whole(given)
    yield from have_happened(given, "given_on", "The consent", today, at="given_on")


def _place(given: Given, _: Typed, __: date) -> Iterator[Check]:
    yield lambda: names_a_place(str(given.get("place", "")), field="place")


def _safe_best(given: Given, _: Typed, __: date) -> Iterator[Check]:
    """Ask again where they would like best what they do not say is safe.

    Where nothing is safe nothing of it is used, and no more is asked.
    """
    safe, best = given.get("safe") or (), given.get("prefers")
    if safe and best in SAFE_FOR and SAFE_FOR[best] not in safe:
        says = "Choose a way that you selected as safe, or select this one as safe, too"
        yield partial(_refuse, says, "prefers")


def _ways(given: Given, typed: Typed, _: date) -> Iterator[Check]:
    """Ask for whatever they said that it is safe to use."""
    safe = typed.get("safe", {}).get("safe", ())
    for way, field, says in NEEDED:
        if way in safe and not given.get(field):
            yield partial(_refuse, says, field)


def _refuse(says: str, field: str) -> None:
    raise Misrecorded(says, field=field)


SAFE_FOR: Final = {
    Channel.LETTER: SafeTo.WRITE,
    Channel.EMAIL: SafeTo.EMAIL,
    Channel.PHONE: SafeTo.RING,
}
NEEDED: Final = (
    (
        SafeTo.WRITE,
        "address",
        "Enter your address, or go back and say that a letter is not safe",
    ),
    (
        SafeTo.RING,
        "phone",
        "Enter your telephone number, or go back and say that ringing is not safe",
    ),
    (
        SafeTo.EMAIL,
        "email",
        "Enter your email address, or go back and say that an email is not safe",
    ),
)


class Step(NamedTuple):
    """A page of the application: what it asks, and what has to fit together."""

    name: str
    title: str
    form: type[Asked] | None
    fits: Checks = _no_more
    says: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked."""
        asked: tuple[Question, ...] = getattr(self.form, "QUESTIONS", ())
        return asked

    def checks(
        self, typed: Typed, today: date
    ) -> Callable[[Given], Iterator[CaseReviewRefused]]:
        """Return what yields each refusal of what was typed here."""
        return lambda given: refusals(self.fits(given, typed, today))


def refusals(checks: Iterator[Check]) -> Iterator[CaseReviewRefused]:
    """Yield what is refused, one thing after the other."""
    for check in checks:
        try:
            check()
        except CaseReviewRefused as refused:
            yield refused


def is_in_order(
    form: type[Asked],
    typed: Fields,
    do_not_fit: Callable[[Given], Iterator[CaseReviewRefused]],
) -> bool:
    """Say whether what was typed in a form can be taken as it is."""
    given = nested(form, typed).values
    try:
        form.model_validate(given)
    except ValidationError:
        return False
    return not any(do_not_fit(given))


def complaint_fits(given: Given, _: Typed, today: date) -> Iterator[Check]:
    """Yield what has to be asked of a complaint."""
    yield from days_of_complaint(given, "", today)


FOR_ANOTHER: Final = frozenset({"victim", "consent"})
STEPS: Final = (
    Step("who", "Who are you?", WhoStep),
    Step("for-whom", "Whom are you applying for?", ForWhomStep),
    Step("victim", "Who are you applying for?", VictimStep),
    Step("consent", "Do they agree?", ConsentStep, _consent),
    Step(
        "safe",
        "How is it safe to reach you?",
        SafeStep,
        _safe_best,
        says="We tell you what happens with your application. We do it only in a way "
        "that is safe for you. You can also follow it here, without our writing or "
        "ringing.",
    ),
    Step(
        "contact",
        "How can we reach you?",
        ContactStep,
        _ways,
        "We use each only if you said that it is safe. If you change it, or it is safe "
        "no longer, tell us at once.",
    ),
    Step("reading", "What helps you to read and to talk to us?", ReadingStep),
    Step(
        "home",
        "Your home",
        HomeStep,
        says="A landlord may have to do something about it, too. What you tell us here "
        "says whom to ask, and which ombudsman you can turn to.",
    ),
    Step("where", "Where does it happen?", WhereStep, _place),
    Step("what", "What has been happening?", WhatStep),
    Step(COMPLAINTS, "Complaints you have made", None),
    Step("harm", "The harm it does", HarmStep),
    Step(
        "hate",
        "Are you targeted for who you are?",
        HateStep,
        says="If somebody does this because of who you are, or who they think you are, "
        "it is a hate incident. It is kept sealed.",
    ),
    Step("wanted", "What would you like to happen?", WantedStep),
    Step(
        "taking-part",
        "How would you like to take part?",
        TakingPartStep,
        says="If there is a review, the agencies meet to look at what they did.",
    ),
    Step("evidence", "Is there evidence?", EvidenceStep),
    Step(FILES, "Files you are sending", None),
)
BY_NAME: Final = {step.name: step for step in STEPS}
COMPLAINT: Final = Step(
    "complaint", "A complaint you made", ComplaintStep, complaint_fits
)
