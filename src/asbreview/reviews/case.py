"""A case as a command finds it: its records, its procedure, and how far the log was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from asbreview.access.policy import CaseKnown
from asbreview.domain.contact.moved_days import TellingOwed
from asbreview.domain.contact.record import Contact
from asbreview.domain.days import local_day
from asbreview.domain.errors import (
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
    StandsStill,
)
from asbreview.domain.evidence.facts import InformationRequested
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.ground import Ground, ReliedOn, as_they_stand
from asbreview.domain.keeping.record import Keeping
from asbreview.domain.model import CaseAggregate, Signed
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.panel.record import Panel
from asbreview.domain.people import Prose
from asbreview.domain.procedure import Body, Challenged, Procedure
from asbreview.domain.rights.record import Rights
from asbreview.domain.timers import PARTNER_ANSWER
from asbreview.domain.timetable import due_on
from asbreview.domain.trigger.record import Trigger
from asbreview.domain.working_days import WorkingCalendar

STANDARD: str = "standard"


@dataclass(frozen=True)
class Case:
    """The records of one case as they stood together, and what they are kept under.

    `keeping` says what keeps them, and `rights` what somebody asked about their data,
    if anything was recorded of that.  `in_force_on` returns the version of its area's
    procedures of a day, whichever it is under itself.
    """

    case_id: UUID
    trigger: Trigger
    evidence: Evidence
    panel: Panel
    outcome: Outcome
    contact: Contact
    procedure: Procedure
    calendar: WorkingCalendar
    log_position: int
    keeping: Keeping | None = None
    rights: Rights | None = None
    in_force_on: Callable[[date], Procedure] | None = None

    @property
    def records(self) -> tuple[CaseAggregate, ...]:
        """The records that every case has."""
        return self.trigger, self.evidence, self.panel, self.outcome, self.contact

    @property
    def every_record(self) -> tuple[CaseAggregate, ...]:
        """Those, and what keeps it and what was asked of its data, where there is any.

        Whatever is sealed on a case is on one of these.
        """
        besides = (self.keeping, self.rights)
        return *self.records, *(each for each in besides if each is not None)

    @property
    def known(self) -> CaseKnown:
        """What has to be known of it to say who may see it."""
        trigger = self.trigger
        asked = [request.body_id for request in self.evidence.requests.values()]
        owners = [action.body_id for action in self.outcome.actions.values()]
        return CaseKnown(
            self.case_id,
            trigger.procedure_id,
            caseworker_id=trigger.caseworker_id,
            is_restricted=trigger.restriction is not None,
            named=trigger.restriction.named if trigger.restriction else (),
            conflicted=tuple(trigger.conflicts),
            let_in=tuple(trigger.let_in),
            asked=tuple(dict.fromkeys([*asked, *owners])),
            joint_with=trigger.joint.with_area if trigger.joint else "",
        )

    @property
    def from_outside(self) -> dict[UUID, Prose]:
        """Who has a part in the case and is no relevant body: what each is called.

        Where a chair comes from, and to whom a recommendation is made.
        """
        return {**self.panel.from_outside, **self.outcome.from_outside}

    @property
    def joint_bodies(self) -> tuple[Body, ...]:
        """The relevant bodies of the other area of a joint case that are not ours too.

        They sit on its panel, and may own what comes of it.
        """
        return self.trigger.joint.bodies if self.trigger.joint else ()

    @property
    def relevant_bodies(self) -> tuple[Body, ...]:
        """The relevant bodies of any day, of both areas of a joint case."""
        return (*self.procedure.relevant_bodies, *self.joint_bodies)

    def body(self, body_id: UUID) -> Body | None:
        """Return a relevant body, of either area of a joint case; nothing for others.

        One that took part stays known where it turns out that the case is not joint.
        """
        bodies = (*self.procedure.relevant_bodies, *self.trigger.ever_joint_bodies)
        return next((body for body in bodies if body.body_id == body_id), None)

    def called(self, body_id: UUID) -> str:
        """Return what a relevant body is called, of either area of a joint case."""
        body = self.body(body_id)
        return body.name if body else "another body"

    @property
    def ended_as(self) -> str | None:
        """How the case ended, if it has: withdrawn, transferred or closed."""
        if self.outcome.closed_on is not None:
            return "closed"
        return self.trigger.ended_as

    @property
    def ended_on(self) -> date | None:
        """The London date on which the case ended, if it has."""
        return self.outcome.closed_on or self.trigger.ended_on

    @property
    def still_to_tell(self) -> tuple[TellingOwed, ...]:
        """Who is owed a day that moved; what was owed before the case ended is past."""
        ended_on = self.ended_on
        return tuple(
            owed
            for owed in self.contact.tellings.values()
            if ended_on is None or ended_on <= local_day(owed.timestamp)
        )

    @property
    def is_still_to_tell_a_decision(self) -> bool:
        """Was something decided whose letter, with its reasons, has not gone?"""
        trigger, outcome = self.trigger, self.outcome
        threshold = trigger.threshold is not None and trigger.threshold_told_on is None
        return threshold or (outcome.findings is not None and outcome.told_on is None)

    def must_be_open(self) -> None:
        """Refuse (`NotPermittedYet`) what cannot be done on a case that ended."""
        if self.ended_as is not None:
            raise NotPermittedYet(f"The case has ended: it was {self.ended_as}")

    def must_know(self, bodies: Iterable[UUID], *, field: str) -> None:
        """Refuse (`NoSuchThing`) a body that is no relevant body of the case."""
        known = {body.body_id for body in self.relevant_bodies}
        if not known.issuperset(bodies):
            raise NoSuchThing("Select from the relevant bodies", field=field)

    def prose(self, text: str, name: str, *, signed: Signed) -> Prose:
        """Hold a text of this command under a key of its own.

        Until somebody says otherwise it is taken to tell of everybody on the case: so
        that, when one of them is to be forgotten, it is looked at.
        """
        return Prose.of(
            text, text_id=uuid5(signed.command_id, name), about=self.contact.everyone
        )

    def ground(self, *relied_on: CaseAggregate) -> Ground:
        """Return what a decision taken now rests on; ask before changing a record."""
        return Ground(
            procedure_id=self.procedure.procedure_id,
            procedure_version=self.procedure.version,
            relied_on=as_they_stand(*relied_on),
            log_position=self.log_position,
        )

    def due_on(self, timer_id: str, started_on: date) -> date | None:
        """Return the day a step is due, if it is known.

        It is not if the procedure has no such timer, or while its clock stands still.
        """
        timer = self.procedure.timer(timer_id)
        if timer is None:
            return None
        try:
            return due_on(
                timer,
                started_on=started_on,
                calendar=self.calendar,
                day_zero=self.procedure.day_zero,
                standstills=self.trigger.standstills,
            )
        except StandsStill:
            return None

    def answer_due_on(self, request: InformationRequested) -> date | None:
        """Return the day an answer is due, if one is set and known."""
        return self.due_or_later(PARTNER_ANSWER, request.requested_on)

    def challenge_by(self, challenged: Challenged, told_on: date) -> date | None:
        """Return the last day to challenge what is told on a day, if one is set."""
        route = self.procedure.challenge_of(challenged)
        return self.due_or_later(route.window, told_on) if route else None

    def due_or_later(self, timer_id: str, started_on: date) -> date | None:
        """Return the day of one of several that a timer runs for, if one is known.

        More time that was given stays given, and takes none from one that began later:
        another request or challenge, or a window that opens anew.
        """
        due = self.due_on(timer_id, started_on)
        longer = self.trigger.extended.get(timer_id)
        return max(due, longer) if due and longer else due or longer

    def as_it_stands(self) -> tuple[ReliedOn, ...]:
        """Return every record's version, with whatever this command has added."""
        rights = (self.rights,) if self.rights else ()
        return as_they_stand(*self.records, *rights)


def rely(records: Iterable[CaseAggregate], decision: str, *, signed: Signed) -> None:
    """Note on each of the records that a decision rests on it as it stands."""
    for record in records:
        record.rely(decision, signed=signed)


def must_say(text: str, *, asks: str, field: str) -> None:
    """Refuse (`Misrecorded`) a decision or a correction that gives no reason."""
    if not text.strip():
        raise Misrecorded(asks, field=field)
