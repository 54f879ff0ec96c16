"""A deadline, told in words: how it stands, which rule it follows, day by day."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from asbreview.domain.contact.record import Contact
from asbreview.domain.days import in_words, local_day
from asbreview.domain.ledger import DayCounted
from asbreview.domain.ledger_spoken import WHERE_FROM, rule_in_words, spoken, started_by
from asbreview.domain.people import Prose
from asbreview.domain.procedure import Binds, Timer
from asbreview.domain.trigger.facts import DeadlineExtended
from asbreview.domain.working_days import WorkingCalendar
from asbreview.reviews import Case
from asbreview.web.case_view import CaseView
from asbreview.web.countdown import Countdown
from asbreview.web.data_requests_told import RULE, why
from projections.case.runs import DATA_REQUEST, HELP, TELLING
from projections.deadlines import Deadline, explanation


class About(NamedTuple):
    """The action, promise or request that a deadline is of; its words are sealed."""

    title: str
    text: Prose | None = None


@dataclass(frozen=True)
class Told:
    """A deadline as the page tells it."""

    deadline: Deadline
    timer: Timer | None
    days: tuple[DayCounted, ...]
    body: str
    state: str
    colour: str
    may_extend: bool
    anchor: str
    about: About | None = None
    given: DeadlineExtended | None = None
    came_on: date | None = None
    counted: tuple[str, ...] = ()
    us: str = "us"

    @property
    def given_on(self) -> date | None:
        """The day on which the step was given more time, the last time it was."""
        return local_day(self.given.timestamp) if self.given else None

    @property
    def spoken(self) -> list[str]:
        """The explanation, in sentences that can be read out."""
        if self.timer is None:
            return list(self.counted)
        counted_on = self.deadline.counted_on
        return list(spoken(self.timer, self.starts, self.days, counted_on))

    @property
    def starts(self) -> str:
        """What started it, in words."""
        if self.timer is None:
            return ""
        return started_by(self.timer, self.deadline.started_on, self.came_on)

    @property
    def whom(self) -> str:
        """Whom it binds, in words."""
        if self.body:
            return self.body
        binds = self.deadline.binds
        return "the applicant" if binds is Binds.APPLICANT else self.us

    @property
    def rule(self) -> str:
        """Say the rule: "20 working days from the application"."""
        if self.deadline.timer_id == TELLING:
            return "Before the first day that they were told, or that it is now"
        if self.deadline.timer_id == HELP:
            return "The same working day if they do not feel safe, else two days on"
        if self.deadline.timer_id == DATA_REQUEST:
            return RULE
        if self.timer is None:
            return "The day was given by people: nothing is counted."
        return rule_in_words(self.timer, self.starts)

    @property
    def origin(self) -> str:
        """Where the rule comes from."""
        return WHERE_FROM[self.timer.origin] if self.timer else ""


def all_told(
    db: Connection,
    deadlines: list[Deadline],
    view: CaseView,
    due: Countdown,
    *,
    holidays: WorkingCalendar | None = None,
) -> list[Told]:
    """Tell the deadlines of a case; a link to a timer leads to its first.

    *holidays* are the bank holidays, to explain the time that the law itself sets.
    """
    first: dict[str, Deadline] = {}
    for deadline in sorted(deadlines, key=lambda d: not d.is_open):
        first.setdefault(deadline.timer_id, deadline)
    return [
        told(
            db,
            d,
            view,
            due,
            several=first[d.timer_id] is not d,
            holidays=holidays,
        )
        for d in deadlines
    ]


def told(  # noqa: PLR0913  what a deadline is told by
    db: Connection,
    deadline: Deadline,
    view: CaseView,
    due: Countdown,
    *,
    several: bool = False,
    holidays: WorkingCalendar | None = None,
) -> Told:
    """Tell a deadline of a case, as of the day the countdown is from."""
    procedure = view.case.procedure
    timer = procedure.timer(deadline.timer_id)
    state, colour = _state(deadline, due)
    came = view.case.trigger.came
    extendable = timer is not None and timer.extendable and deadline.due_on is not None
    return Told(
        deadline=deadline,
        timer=timer,
        days=explanation(db, deadline, procedure),
        body=view.body_name(deadline.body_id) if deadline.body_id else "",
        state=state,
        colour=colour,
        may_extend=extendable and deadline.is_open and view.may_go_on,
        anchor=_anchor(deadline, several=several),
        about=_about(deadline, view.case),
        given=_given(deadline, view.case),
        came_on=came.on if came else None,
        counted=_counted(deadline, view.case, holidays),
        us=view.us,
    )


def _counted(
    deadline: Deadline, case: Case, holidays: WorkingCalendar | None
) -> tuple[str, ...]:
    """Say how the day was counted by which somebody is answered about their data."""
    is_one = deadline.timer_id == DATA_REQUEST
    if not is_one or holidays is None or case.rights is None:
        return ()
    if deadline.item_id not in case.rights.requests:
        return ()
    return why(case.rights, deadline.item_id, holidays)


def _given(deadline: Deadline, case: Case) -> DeadlineExtended | None:
    """Return the last time that a step was given: why, and when."""
    if deadline.was_due_on is None:
        return None
    given = reversed(case.trigger.more_time.values())
    return next((x for x in given if x.timer_id == deadline.timer_id), None)


def _about(deadline: Deadline, case: Case) -> About | None:
    """Name what a deadline is of: "Action 2", and what it says."""
    item_id = deadline.item_id
    actions = list(case.outcome.actions)
    if item_id in actions:
        number = actions.index(item_id) + 1
        return About(f"Action {number}", case.outcome.actions[item_id].action)
    if challenge := case.outcome.challenges.get(item_id):
        came_on = f"The challenge of {in_words(challenge.received_on)}"
        return About(came_on, challenge.grounds)
    if asked := case.evidence.requests.get(item_id):
        return About(f"The request of {in_words(asked.requested_on)}")
    if case.rights and (data := case.rights.requests.get(item_id)):
        return About(f"Received on {in_words(data.received_on)}", data.asked)
    if proposed := case.outcome.proposals.get(item_id):
        return About(f"Proposed on {in_words(proposed.proposed_on)}")
    return _about_people(item_id, case.contact)


def _about_people(item_id: UUID, contact: Contact) -> About | None:
    """Name what is owed to a person: a promise, a new day, an answer."""
    for made in contact.contacts.values():
        if made.promise and made.promise.promise_id == item_id:
            promised_on = f"Promised on {in_words(made.made_on)}"
            return About(promised_on, made.promise.promised)
    owed = contact.tellings.get(item_id) or contact.moved_told.get(item_id)
    if owed:
        days = ", ".join(in_words(day.told) for day in owed.moved)
        return About(f"They had been told {days}")
    if ask := contact.asked.get(item_id):
        return About(f"Asked on {in_words(local_day(ask.timestamp))}", ask.asked)
    if asked := contact.adjustments.get(item_id):
        return About(f"Asked for on {in_words(asked.asked_on)}")
    call = contact.calls.get(item_id) or contact.calls_answered.get(item_id)
    if call:
        return About(f"They asked for help on {in_words(call.asked_on)}")
    return None


def _anchor(deadline: Deadline, *, several: bool) -> str:
    """Return where on the page it is: under the timer's name, if it is the first."""
    name = deadline.timer_id
    return f"{name}-{deadline.item_id.hex[:8]}" if several else name


def _state(deadline: Deadline, due: Countdown) -> tuple[str, str]:
    """Say how it stands in a word or two, never by colour alone."""
    if deadline.met_on is not None:
        late = deadline.was_met_late
        return ("Met late", "yellow") if late else ("Met", "green")
    if deadline.moot is not None:
        missed = deadline.was_missed
        return ("Never done", "red") if missed else ("No longer needed", "grey")
    if deadline.due_on is None:
        return "Stands still" if deadline.stands_still else "Not known yet", "grey"
    if deadline.binds is Binds.APPLICANT and due.is_overdue(deadline.due_on):
        return "Window closed", "grey"
    if due.is_overdue(deadline.due_on):
        return "Overdue", "red"
    return "Due", "blue"


def why_in_words(timer: Timer) -> str:
    """Say a rule and where it comes from, for whoever asks "why that day?"."""
    where_from = WHERE_FROM[timer.origin]
    return f"{timer.says}: {rule_in_words(timer)} ({where_from})"
