"""What is to be warned of in a procedure's timers; each is found with a provision.

None of it is forbidden: the Act sets no times.  But a promise that can never fall due,
and a right that ends before its letter is read, are promises and rights on paper.
"""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.chasing import CHASERS
from asbreview.domain.procedure import Procedure
from asbreview.domain.statute import (
    CHALLENGE,
    INFORMATION,
    PROCEDURES_PUBLISHED,
    TOLD_OUTCOME,
    TOLD_THRESHOLD,
    Provision,
    implements,
)
from asbreview.domain.terms import Challenged
from asbreview.domain.timers import (
    ALONG_WITH,
    BRINGS_ABOUT,
    PARTNER_ANSWER,
    Anchor,
    Binds,
    Timer,
    Unit,
    circle,
)

Found = tuple[str, Provision]

IN_THE_POST: Final = 3.0  # days a letter is taken to need; to be longer is no fault
DAYS_OF: Final = {
    Unit.WORKING_DAYS: 7 / 5,
    Unit.DAYS: 1.0,
    Unit.WEEKS: 7.0,
    Unit.MONTHS: 30.0,
}
OUR_OWN_STEPS: Final = frozenset(
    {"acknowledge", "pass-on", "ask-partners", "tell-threshold"}
)
LETTERS: Final = (
    (
        "The acknowledgement",
        {Anchor.RECEIPT, Anchor.ACKNOWLEDGEMENT},
        PROCEDURES_PUBLISHED,
    ),
    (
        "The letter about the threshold",
        {
            Anchor.THRESHOLD_DECISION,
            Anchor.THRESHOLD_LETTER,
            Anchor.ACCEPTANCE,
            Anchor.CHALLENGE,
        },
        TOLD_THRESHOLD,
    ),
    ("The invitation", {Anchor.PANEL}, PROCEDURES_PUBLISHED),
    (
        "The letter about the outcome",
        {Anchor.OUTCOME_LETTER, Anchor.CHALLENGE},
        TOLD_OUTCOME,
    ),
)
LETTER_OF: Final = {
    Challenged.APPLICATION: Anchor.THRESHOLD_LETTER,
    Challenged.REVIEW: Anchor.OUTCOME_LETTER,
}
NO_REVIEW: Final = (
    "can never start where the threshold is not met: then there is no review"
)
TOO_SOON: Final = "can be over before the letter that tells of it arrives"
ONLY_OF_A_REVIEW: Final = frozenset({Anchor.PANEL, Anchor.OUTCOME_LETTER})


def timer_warnings(procedure: Procedure) -> Iterator[Found]:
    """Yield what is to be warned of, and the provision whose purpose it defeats."""
    yield from _never_started(procedure)
    yield from _days_beside_working_days(procedure)
    yield from _closed_before_told(procedure)
    yield from _reminded_too_soon(procedure)


@implements(CHALLENGE, INFORMATION)
def _never_started(procedure: Procedure) -> Iterator[Found]:
    if timers := circle(procedure.timers):
        names = " → ".join(t.timer_id for t in (*timers, timers[0]))
        yield (
            f"Timers that wait for one another never start: {names}",
            (PROCEDURES_PUBLISHED),
        )
    others = [b for b in procedure.relevant_bodies if b.slug != procedure.lead]
    for timer in procedure.timers:
        never = f"The timer “{timer.timer_id}” can never start"
        if timer.starts is Anchor.CHALLENGE and not procedure.challenges:
            yield f"{never}: there is no way to challenge", CHALLENGE
        if timer.starts in {Anchor.REQUEST, Anchor.INFORMATION_COMPLETE} and not others:
            yield f"{never}: there is no body to ask but the lead", INFORMATION
    route = procedure.challenge_of(Challenged.APPLICATION)
    window = procedure.timer(route.window) if route else None
    if window and window.starts in ONLY_OF_A_REVIEW:
        yield f"The timer “{window.timer_id}” {NO_REVIEW}", CHALLENGE


@implements(TOLD_THRESHOLD, TOLD_OUTCOME)
def _days_beside_working_days(procedure: Procedure) -> Iterator[Found]:
    """Find what one letter cannot tell without being misread.

    Our own steps, and what a partner has to answer, stand in no letter to an applicant.
    """
    for letter, anchors, provision in LETTERS:
        told = [
            timer
            for timer in procedure.timers
            if timer.starts in anchors
            and timer.binds is not Binds.PARTNER
            and timer.timer_id not in OUR_OWN_STEPS
        ]
        days = _first_in(Unit.DAYS, told)
        working_days = _first_in(Unit.WORKING_DAYS, told)
        if days and working_days:
            yield f"{letter} has {days} beside {working_days}", provision


def _first_in(unit: Unit, timers: list[Timer]) -> str:
    """Quote the first timer in a unit: “21 days” (hold-panel)."""
    for timer in timers:
        if timer.unit is unit:
            return f"“{timer.in_words}” ({timer.timer_id})"
    return ""


@implements(CHALLENGE)
def _closed_before_told(procedure: Procedure) -> Iterator[Found]:
    for route in procedure.challenges:
        window = procedure.timer(route.window)
        if window is None:
            continue
        posted = _days_to(LETTER_OF[route.of], window.starts, procedure.timers)
        if posted is not None and _days(window) <= posted + IN_THE_POST:
            yield f"The time to challenge “{window.timer_id}” {TOO_SOON}", CHALLENGE


@implements(INFORMATION)
def _reminded_too_soon(procedure: Procedure) -> Iterator[Found]:
    """Find reminders that can never go: before the request, or with no day to it."""
    answer = procedure.timer(PARTNER_ANSWER)
    for chaser in procedure.chasers:
        never = f"The reminder “{chaser.chaser_id}” never goes"
        if answer is None and procedure.chasers != CHASERS:
            yield f"{never}: no day is set for an answer", INFORMATION
        if answer is None or not chaser.before:
            continue
        if chaser.working_days * DAYS_OF[Unit.WORKING_DAYS] >= _days(answer):
            yield f"{never}: it would be due before the request", INFORMATION


def _days(timer: Timer) -> float:
    """Return about how many days a timer lasts."""
    return timer.length * DAYS_OF[timer.unit]


def _days_to(
    anchor: Anchor,
    start: Anchor,
    timers: tuple[Timer, ...],
    passed: frozenset[Anchor] = frozenset(),
) -> float | None:
    """Return in about how many days after *start* something happens; None if unknown.

    Each step is taken as late as its timer lets it be.
    """
    anchor, start = ALONG_WITH.get(anchor, anchor), ALONG_WITH.get(start, start)
    if anchor is start:
        return 0.0
    for timer in timers:
        if BRINGS_ABOUT.get(timer.timer_id) is anchor and anchor not in passed:
            before = _days_to(timer.starts, start, timers, passed | {anchor})
            if before is not None:
                return before + _days(timer)
    return None
