"""What each case of a log came to, going through its events with a list of holidays.

It knows the events, weekends and bank holidays, and how long each step is given:
nothing of timers, of projections, or of the code that answers questions to the past.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import singledispatchmethod
from zoneinfo import ZoneInfo

import holidays

from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    EvidenceRecordedInError,
    InformationAnswered,
    InformationRequested,
)
from asbreview.domain.outcome.facts import CaseClosed
from asbreview.domain.panel.facts import PanelConvened, PanelHeld, PanelPostponed
from asbreview.domain.panel.sitting_facts import SittingAdjourned
from asbreview.domain.trigger.facts import (
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    DeadlineExtended,
    ThresholdDecided,
    ThresholdRecordedInError,
    ThresholdTold,
)
from asbreview.domain.trigger.in_error import ApplicationCorrected

BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2029))
LONDON = ZoneInfo("Europe/London")
SATURDAY = 5
# Working days that East Cambridgeshire gives each step; partners' are asked about.
ASK, DECIDE, MEET, TELL, WHOLE, PAPERS = 5, 20, 20, 10, 60, 2


def is_worked(day):
    return day.weekday() < SATURDAY and day not in BANK_HOLIDAYS


def working_day(start, count):
    """Count working days, from the next one if it starts on a day nobody works."""
    day = start
    while not is_worked(day):
        day += timedelta(1)
    while count:
        day += timedelta(1)
        count -= is_worked(day)
    return day


def working_day_before(day, count):
    """Count working days back."""
    while count:
        day -= timedelta(1)
        count -= is_worked(day)
    return day


def second_thursday_after(day):
    """The first second Thursday of a month after a day."""
    day += timedelta(1)
    while day.strftime("%a") != "Thu" or not 8 <= day.day <= 14:
        day += timedelta(1)
    return day


def local(at):
    return at.astimezone(LONDON).date()


@dataclass
class HandCase:
    """The facts of one case that days are counted from."""

    area: str = ""
    applied_on: date | None = None
    came_on: date | None = None  # here, if it began elsewhere
    asked: dict = field(default_factory=dict)  # request: (body, day)
    answered: dict = field(default_factory=dict)  # request: day
    complaints: dict = field(default_factory=dict)
    decided_on: date | None = None
    met: bool | None = None
    decided_by: object = None  # the command: what came with it was before them too
    complaints_then: tuple = ()
    threshold_told_on: date | None = None
    meets_on: date | None = None
    held_on: date | None = None
    ended_on: date | None = None
    more_time: dict = field(default_factory=dict)  # step: the day it was given

    @singledispatchmethod
    def take(self, event):
        """Nothing is counted from any other event."""

    @take.register
    def _(self, event: ApplicationReceived):
        self.area, self.applied_on = event.procedure_id, event.application.applied_on
        self.came_on = event.came.on if event.came else self.applied_on

    @take.register
    def _(self, event: ApplicationCorrected):
        if self.came_on == self.applied_on:
            self.came_on = event.application.applied_on
        self.applied_on = event.application.applied_on

    @take.register
    def _(self, event: ComplaintLogged):
        self.complaints[event.complaint.complaint_id] = event.complaint
        if event.command_id == self.decided_by:
            self.complaints_then = tuple(self.complaints.values())

    @take.register
    def _(self, event: EvidenceRecordedInError):
        for known in (self.complaints, self.asked, self.answered):
            known.pop(event.item_id, None)

    @take.register
    def _(self, event: InformationRequested):
        self.asked[event.request_id] = event.body_id, event.requested_on

    @take.register
    def _(self, event: InformationAnswered):
        self.answered[event.request_id] = event.answered_on

    @take.register
    def _(self, event: ThresholdDecided):
        self.decided_on, self.met = event.decided_on, event.met
        self.decided_by = event.command_id
        self.complaints_then = tuple(self.complaints.values())

    @take.register
    def _(self, event: ThresholdRecordedInError):
        self.decided_on = self.met = self.threshold_told_on = None

    @take.register
    def _(self, event: ThresholdTold):
        self.threshold_told_on = event.told_on

    @take.register
    def _(self, event: PanelConvened | PanelPostponed | SittingAdjourned):
        self.meets_on = local(event.meets_at)

    @take.register
    def _(self, event: PanelHeld):
        self.held_on = event.held_on

    @take.register
    def _(self, event: CaseClosed):
        self.ended_on = event.closed_on

    @take.register
    def _(self, event: ApplicationWithdrawn):
        self.ended_on = event.withdrawn_on

    @take.register
    def _(self, event: ApplicationTransferred):
        self.ended_on = event.transferred_on

    @take.register
    def _(self, event: DeadlineExtended):
        self.more_time[event.timer_id] = event.due_on

    # What follows from them

    def due(self, step, started_on, length):
        """The day that people gave, if they gave more time, or else that counted."""
        if started_on is None:
            return None
        return self.more_time.get(step) or working_day(started_on, length)

    def answers_due(self, partners, *, at_once=False):
        """By request, the day on which its answer is due."""
        return {
            request: self.due("partner-answer", day, partners)
            for request, day in self.asked_on(at_once=at_once).items()
        }

    def asked_on(self, *, at_once=False):
        """By request, the day it was made; at once, of each body its first with all."""
        days = {request: day for request, (_, day) in self.asked.items()}
        if at_once:
            days |= dict.fromkeys(
                self.first_requests(), min(days.values(), default=None)
            )
        return days

    def first_requests(self):
        """The first request to each body."""
        first = {}
        for request, (body, day) in self.asked.items():
            if body not in first or day < self.asked[first[body]][1]:
                first[body] = request
        return set(first.values())

    def waited_to_be_asked(self):
        """The days from the first body asked to each of the others, added up."""
        days = self.asked_on()
        return sum(
            (days[request] - min(days.values())).days
            for request in self.first_requests()
        )

    def late_answers(self, partners, on, *, only=None):
        """The requests answered after their day, or not by it, asked on a day."""
        return {
            request
            for request, due in self.answers_due(partners).items()
            if (only is None or request in only)
            and due < self.answered.get(request, self.ended_on or on)
        }

    def is_decided_late(self, length, on):
        """Decided after its day, or not by it, asked on a day."""
        due = self.due("decide-threshold", self.came_on, length)
        return due < (self.decided_on or self.ended_on or on)

    def group_would_meet_on(self):
        """A second Thursday after the decision, its papers not due before that."""
        day = second_thursday_after(self.decided_on)
        while working_day_before(day, PAPERS) < self.decided_on:
            day = second_thursday_after(day)
        return day

    def contradictions(self, partners, *, at_once=False, decide=DECIDE):
        """The pairs of steps of which the first is due after what has to follow it."""
        answers = self.answers_due(partners, at_once=at_once).values()
        due = {
            "ask": self.due("ask-partners", self.came_on, ASK),
            "answer": max(answers, default=None),
            "decide": self.due("decide-threshold", self.came_on, decide),
            "meet": self.due("hold-panel", self.knew_threshold_on, MEET),
            "tell": self.due("tell-outcome", self.held_on or self.meets_on, TELL),
            "whole": self.due("whole-review", self.came_on, WHOLE),
        }
        pairs = [
            ("ask", "decide"),
            ("answer", "decide"),
            ("decide", "meet"),
            ("meet", "tell"),
            ("tell", "whole"),
        ]
        return {
            (first, then)
            for first, then in pairs
            if due[first] and due[then] and due[first] > due[then]
        }

    @property
    def knew_threshold_on(self):
        """From when the panel is due: a case that began elsewhere has to come first."""
        told_on = self.threshold_told_on
        return max(told_on, self.came_on) if told_on else None

    def qualifying(self, *, complained=1, applied=6):
        """How many complaints qualified when decided: s.104(11), or in more months."""
        return sum(
            qualifies(each, self.applied_on, complained, applied)
            for each in self.complaints_then
        )


def qualifies(complaint, applied_on, complained, applied):
    """S.104(11): complained of within a month, and applied for within six."""
    behaved_on, made_on = complaint.behaviour_on, complaint.made_on
    return behaved_on <= made_on <= last_day_of(
        complained, behaved_on
    ) and made_on <= applied_on <= last_day_of(applied, made_on)


def last_day_of(months, first):
    """A month beginning with the 5th ends with the 4th; with the 31st, with a month."""
    year, month = divmod(first.month - 1 + months, 12)
    day, year, month = first, first.year + year, month + 1
    while (day.year, day.month) != (year, month):
        day += timedelta(1)
    while day.month == month and day.day < first.day:
        day += timedelta(1)
    return day - timedelta(1)


def by_hand(events):
    """Return each case that was received, by its id."""
    cases = {}
    for event in events:
        if getattr(event, "case_id", None) is not None:
            cases.setdefault(event.case_id, HandCase()).take(event)
    return {id_: case for id_, case in cases.items() if case.applied_on}
