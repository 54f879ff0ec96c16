"""What is remembered of a case: dates, decisions, ids and sealed tokens."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from asbreview.domain.application import Category
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.letter.written import GONE
from asbreview.domain.outcome.satisfaction import Answers
from asbreview.domain.panel.facts import Participation
from asbreview.domain.rights.facts import Right
from asbreview.domain.standstill import Standstill
from asbreview.domain.terms import Challenged
from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.came import Came


class Told(BaseModel):
    """What an application tells, apart from the people and their own words."""

    reference: str
    procedure_id: str
    procedure_version: int
    applied_on: date
    category: Category
    place: str
    applicant_id: UUID
    victim_id: UUID
    came: Came | None = None
    came_on: date | None = None

    @property
    def began_on(self) -> date:
        """The day from which the clocks run here: it came, or was applied for."""
        return self.came_on or self.applied_on


class Tokens(BaseModel):
    """A person's name and address, sealed."""

    name: str
    address: str


class Said(BaseModel):
    """What the victim said of somebody's applying for them."""

    agrees: bool
    on: date


class Part(BaseModel):
    """What was recorded of the victim's part in the meeting."""

    participation: Participation
    on: date


class Decided(BaseModel):
    """A decision on the threshold."""

    decision_id: UUID
    met: bool
    decided_on: date


class MoreTime(BaseModel):
    """More time that was given a step once; `too_late` if after the day had passed."""

    timer_id: str
    was_due_on: date
    due_on: date
    too_late: bool


class Extension(BaseModel):
    """More time for a step: when it was first due, and when it is due now.

    `too_late` if any of it was given after the day had passed: the step stays late.
    """

    was_due_on: date
    due_on: date
    too_late: bool = False


class Paused(BaseModel):
    """A wait for which the clock stands still, or stood."""

    waiting_for: WaitingFor
    paused_on: date
    resumed_on: date | None = None


class Request(BaseModel):
    """A request for information, and when it was answered."""

    body_id: UUID
    requested_on: date
    answered_on: date | None = None


class Recommendation(BaseModel):
    """A recommendation to a body, and when it was answered."""

    body_id: UUID
    made_on: date
    answered_on: date | None = None


class Action(BaseModel):
    """An action of the plan, its number in it, and how it ended."""

    number: int
    body_id: UUID
    added_on: date
    due_on: date
    done_on: date | None = None
    cancelled_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Is it neither done nor cancelled?"""
        return self.done_on is None and self.cancelled_on is None


class Challenge(BaseModel):
    """A challenge, what it waits for, and when it was decided.

    `to_take_on` says that it is still to be said whether it is heard, `to_agree` that
    whoever made it has still to agree that it is passed on.
    """

    received_on: date
    of: Challenged
    tier: str
    to_take_on: bool
    to_agree: bool
    hearings: set[UUID] = set()
    decided_on: date | None = None


class Owed(BaseModel):
    """A promise made to a person, and when it was kept."""

    contact_id: UUID
    made_on: date
    due_on: date
    kept_on: date | None = None


class Asked(BaseModel):
    """What the applicant was asked, and when they answered."""

    asked_on: date
    answer_by: date
    answered_on: date | None = None


class Telling(BaseModel):
    """A person who is owed the new day of what they were told, and when they had it.

    `told_in` is the contact in which they were told, or the command of a letter's.
    """

    person_id: UUID
    owed_on: date
    due_on: date
    told_on: date | None = None
    told_in: UUID | None = None


class Call(BaseModel):
    """A call for help, by when it is to be answered, and when it was.

    `not_safe` says that they do not feel safe; `answered_in` is the contact.
    """

    asked_on: date
    answer_by: date
    not_safe: bool
    answered_on: date | None = None
    answered_in: UUID | None = None


class Proposal(BaseModel):
    """A plan that was proposed to the victim, and by when they answer."""

    proposal_id: UUID
    proposed_on: date
    answer_by: date


class Adjustment(BaseModel):
    """An adjustment that was asked for: by when it is answered, when it first was."""

    asked_on: date
    answer_by: date
    answered_on: date | None = None


class Updates(BaseModel):
    """Progress updates that a person was promised, and until when."""

    person_id: UUID
    every_weeks: int
    promised_on: date
    ended_on: date | None = None


class Given(BaseModel):
    """That a person heard from us: in a contact that we made, or by a letter."""

    person_id: UUID
    on: date


class TimeToAnswer(BaseModel):
    """From when the time to answer somebody about their data runs, and until when."""

    on: date
    answer_by: date


class DataRequest(BaseModel):
    """A request of somebody about their own data, and by when it is answered.

    Its time runs from when it `came`, or from when who asks has `shown` who they are.
    It is answered when the answer was told; until then it may be decided and `to_tell`.
    """

    person_id: UUID
    right: Right
    came: TimeToAnswer
    shown: TimeToAnswer | None = None
    longer_until: date | None = None
    withdrawn_on: date | None = None
    to_tell: bool = False
    answered_on: date | None = None
    forgets: bool = False

    @property
    def runs(self) -> TimeToAnswer:
        """The time that counts."""
        return self.shown or self.came

    @property
    def is_open(self) -> bool:
        """Is it still to be answered?"""
        return self.withdrawn_on is None and self.answered_on is None


class Written(BaseModel):
    """A letter, to whom it goes, what it is drawn from, and where it stands.

    `drawn_from` is each record it is drawn from, and up to which version of it.
    """

    kind: LetterKind
    to: UUID
    drafted_by: UUID
    drawn_from: dict[UUID, int]
    status: Status = Status.DRAFTED
    held_because: HeldBecause | None = None

    @property
    def is_open(self) -> bool:
        """Is there still something to send?"""
        return self.status not in GONE

    @property
    def has_told(self) -> bool:
        """Is what it says told?"""
        return self.status in GONE and self.status is not Status.CANCELLED


class OnRecord(BaseModel):
    """A fact that letters may tell: where it was recorded, and by which command.

    `about` names the thing that it is of; recorded again, it is of the same thing.
    """

    topic: str
    item_id: UUID
    about: str
    record_id: UUID
    version: int
    command_id: UUID


class PutRight(BaseModel):
    """A fact that turned out to be recorded in error: when, and in which entry.

    `at_version` is the version of its record from which it is left out of account.
    """

    fact: OnRecord
    at_version: int
    position: int
    on: date


class Case(BaseModel):
    """A case as its events have left it."""

    case_id: UUID
    told: Told | None = None
    people: dict[UUID, Tokens] = {}
    consent_on_applying: date | None = None
    said_of_consent: dict[UUID, Said] = {}
    passed_to: dict[UUID, date] = {}
    acknowledged_on: date | None = None
    caseworker_id: UUID | None = None
    threshold: Decided | None = None
    threshold_told_on: date | None = None
    more_time: dict[UUID, MoreTime] = {}
    pauses: dict[UUID, Paused] = {}
    requests: dict[UUID, Request] = {}
    parts: dict[UUID, Part] = {}
    meets_on: date | None = None
    papers_sent_on: date | None = None
    held_on: date | None = None
    proposals: dict[UUID, Proposal] = {}
    consultations: dict[UUID, date] = {}
    found_on: date | None = None
    recommendations: dict[UUID, Recommendation] = {}
    actions: dict[UUID, Action] = {}
    actions_added: int = 0
    challenges: dict[UUID, Challenge] = {}
    promises: dict[UUID, Owed] = {}
    asked: dict[UUID, Asked] = {}
    tellings: dict[UUID, Telling] = {}
    calls: dict[UUID, Call] = {}
    adjustments: dict[UUID, Adjustment] = {}
    outcome_told_on: date | None = None
    satisfaction: dict[UUID, Answers] = {}
    ended_as: str | None = None
    ended_on: date | None = None
    disposed_on: date | None = None
    letters: dict[UUID, Written] = {}
    told_of: dict[str, OnRecord] = {}
    put_right: list[PutRight] = []
    left_as_it_is: dict[UUID, int] = {}
    forgotten: set[UUID] = set()
    in_touch: dict[UUID, date] = {}
    is_restricted: bool = False
    named: tuple[UUID, ...] = ()
    conflicted: tuple[UUID, ...] = ()
    let_in: tuple[UUID, ...] = ()
    joint_with: str | None = None
    joint_bodies: dict[UUID, str] = {}  # the names of those of the other area
    updates: dict[UUID, Updates] = {}
    data_requests: dict[UUID, DataRequest] = {}
    given: dict[UUID, Given] = {}

    @property
    def consented_on(self) -> date | None:
        """The day on which the victim agreed, if they still do."""
        said = next(reversed(self.said_of_consent.values()), None)
        if said is None:
            return self.consent_on_applying
        return said.on if said.agrees else None

    @property
    def disagreed_on(self) -> date | None:
        """The day on which the victim said no, if that was the last they said."""
        said = next(reversed(self.said_of_consent.values()), None)
        return said.on if said and not said.agrees else None

    @property
    def participation(self) -> Participation | None:
        """What was last decided about the victim's part."""
        part = next(reversed(self.parts.values()), None)
        return part.participation if part else None

    @property
    def participation_on(self) -> date | None:
        """The day on which that was decided."""
        part = next(reversed(self.parts.values()), None)
        return part.on if part else None

    @property
    def needs_consent(self) -> bool:
        """Does somebody apply for a victim who has still to say if they agree?"""
        said = self.consented_on or self.disagreed_on
        if self.told is None or said is not None:
            return False
        return self.told.victim_id != self.told.applicant_id

    @property
    def is_not_met(self) -> bool:
        """Was it decided that the threshold is not met?"""
        return self.threshold is not None and not self.threshold.met

    @property
    def unanswered(self) -> dict[UUID, Request]:
        """The requests that no body has answered."""
        return {k: r for k, r in self.requests.items() if r.answered_on is None}

    def first_unanswered(self, order: Sequence[UUID]) -> Request | None:
        """Return the request that is due first, of those that no body has answered.

        All have the same time to be answered in, so the first asked is the first due;
        of those asked on one day, the body that stands first in the order given.
        """
        places = {body_id: place for place, body_id in enumerate(order)}
        return min(
            self.unanswered.values(),
            key=lambda r: (r.requested_on, places.get(r.body_id, len(places))),
            default=None,
        )

    @property
    def proposal(self) -> Proposal | None:
        """The plan that was proposed last."""
        return next(reversed(self.proposals.values()), None)

    @property
    def first_call(self) -> Call | None:
        """The call for help that is to be answered first; the end of a case ends none.

        Of several it is the first due, and whoever does not feel safe before others.
        """
        waiting = [call for call in self.calls.values() if call.answered_on is None]
        order = [(call.answer_by, not call.not_safe) for call in waiting]
        return waiting[order.index(min(order))] if waiting else None

    @property
    def waits_about_data(self) -> bool:
        """Has somebody asked about their data, and waits for the answer?"""
        return any(asked.is_open for asked in self.data_requests.values())

    @property
    def is_to_forget(self) -> bool:
        """Was somebody told that they are forgotten, and is not yet?"""
        return any(
            asked.forgets
            and asked.answered_on is not None
            and asked.person_id not in self.forgotten
            for asked in self.data_requests.values()
        )

    @property
    def awaits_applicant(self) -> bool:
        """Has the applicant not answered yet what they were asked?"""
        return any(asked.answered_on is None for asked in self.asked.values())

    @property
    def still_to_tell(self) -> dict[UUID, Telling]:
        """The people who are owed a new day; what had come before the end is past."""
        ended_on = self.ended_on
        return {
            id_: telling
            for id_, telling in self.tellings.items()
            if telling.told_on is None
            and (ended_on is None or ended_on <= telling.owed_on)
        }

    @property
    def contacts_from_receipt(self) -> list[tuple[date, UUID]]:
        """The days on which there was contact, or a letter went: each once, in order.

        The first is that of the receipt, under the case's own id.
        """
        if self.told is None:
            return []
        first = self.told.began_on
        found = {first: self.case_id}
        for id_, on in self.in_touch.items():
            if on > first:
                found.setdefault(on, id_)
        return sorted(found.items())

    def heard_from_us(self, person_id: UUID, *, since: date) -> list[date]:
        """Return the days after one on which a person heard from us, each once."""
        given = {each.on for each in self.given.values() if each.person_id == person_id}
        return sorted(day for day in given if day > since)

    @property
    def information_complete_on(self) -> date | None:
        """The day on which the last of the answers came, once all have."""
        answered = [request.answered_on for request in self.requests.values()]
        days = [day for day in answered if day is not None]
        return max(days) if days and len(days) == len(answered) else None

    @property
    def standstills(self) -> tuple[Standstill, ...]:
        """The waits on record, in the order in which they were recorded."""
        return tuple(Standstill(**dict(pause)) for pause in self.pauses.values())

    def extension(self, timer_id: str) -> Extension | None:
        """Return what all the time given to a step comes to."""
        if not self.more_time:
            return None
        given = [more for more in self.more_time.values() if more.timer_id == timer_id]
        if not given:
            return None
        return Extension(
            was_due_on=given[0].was_due_on,
            due_on=given[-1].due_on,
            too_late=any(more.too_late for more in given),
        )

    @property
    def open_actions(self) -> list[Action]:
        """The actions neither done nor cancelled, the earliest due first."""
        still = [action for action in self.actions.values() if action.is_open]
        return sorted(still, key=lambda action: action.due_on)
