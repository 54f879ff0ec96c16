"""What is remembered of a case: dates, decisions, ids and sealed tokens."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.outcome.satisfaction import Answers
from asbreview.domain.panel.facts import Participation
from asbreview.domain.trigger.earlier import EarlierCase
from projections.case.applied import Applied
from projections.case.arranged import Arrangements
from projections.case.asked_about_data import DataRequest
from projections.case.clocks import Clocks
from projections.case.in_touch import (
    Adjustment,
    Asked,
    Call,
    Given,
    Owed,
    Telling,
    Updates,
)
from projections.case.on_record import OnRecord, PutRight, Written
from projections.case.reviewed import (
    Action,
    Challenge,
    Decided,
    Part,
    Proposal,
    Recommendation,
    Request,
)


class Case(Applied, Clocks, BaseModel):
    """A case as its events have left it."""

    passed_to: dict[UUID, date] = {}
    acknowledged_on: date | None = None
    caseworker_id: UUID | None = None
    threshold: Decided | None = None
    threshold_told_on: date | None = None
    requests: dict[UUID, Request] = {}
    parts: dict[UUID, Part] = {}
    meets_on: date | None = None
    met_before: dict[UUID, date | None] = {}  # by what put the meeting off
    arrangements: Arrangements = Arrangements()
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
    compared: dict[UUID, tuple[EarlierCase, ...]] = {}
    joint_bodies: dict[UUID, str] = {}  # the names of those of the other area
    updates: dict[UUID, Updates] = {}
    data_requests: dict[UUID, DataRequest] = {}
    given: dict[UUID, Given] = {}

    def meet_on(self, day: date, *, by: UUID) -> None:
        """Meet on another day; what put the meeting off may be in error."""
        self.met_before[by] = self.meets_on
        self.meets_on = day

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
    def victim_told_on(self) -> date | None:
        """The day on which the victim was first told what holds about the meeting.

        That they are invited, on its present day; or that they are not.
        """
        no = self.participation is Participation.NOT_INVITED
        kind = LetterKind.NOT_INVITED if no else LetterKind.INVITATION
        victim_id = self.told.victim_id if self.told else None
        return min(
            (
                self.given[id_].on
                for id_, letter in self.letters.items()
                if letter.kind is kind and letter.to == victim_id and id_ in self.given
                if self.arrangements.told_by(letter.drawn_from)
            ),
            default=None,
        )

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
    def open_actions(self) -> list[Action]:
        """The actions neither done nor cancelled, the earliest due first."""
        still = [action for action in self.actions.values() if action.is_open]
        return sorted(still, key=lambda action: action.due_on)
