"""The versions of the review procedures, as pages tell them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import singledispatch
from typing import Final
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.model import Event
from asbreview.domain.procedure_adoption import (
    ProcedureAdopted,
    ProcedureConsultedOn,
    ProcedureProposed,
    ProcedureRecorded,
    ProcedureSuperseded,
    ProposalDropped,
    ProposalRevised,
    Standing,
)
from asbreview.domain.review_procedure import ReviewProcedure

COLOURS: Final = {
    "In force": "green",
    "Proposed": "blue",
    "Adopted": "light-blue",
    "Superseded": "grey",
    "Dropped": "grey",
}


@dataclass(frozen=True)
class Version:
    """A version, and how it stands on a day."""

    record: ReviewProcedure
    on: date

    @property
    def number(self) -> int:
        """Its number."""
        return self.record.procedure.version

    @property
    def state(self) -> str:
        """How it stands, in a word or two."""
        if self.record.standing is not Standing.ADOPTED:
            return self.record.standing.capitalize()
        if self.record.is_in_force_on(self.on):
            return "In force"
        begins = self.record.in_force_from
        return "Adopted" if begins and begins > self.on else "Superseded"

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return COLOURS[self.state]

    @property
    def lasts(self) -> str:
        """From when to when it is in force, in words."""
        begins, ends = self.record.in_force_from, self.record.superseded_from
        if begins is None:
            return f"proposed to be in force from {in_words(self._says)}"
        if ends is None:
            return f"in force from {in_words(begins)}"
        by = f"version {self.record.superseded_by} takes its place"
        return f"in force from {in_words(begins)}; {by} from {in_words(ends)}"

    @property
    def _says(self) -> date:
        return self.record.procedure.effective_from


@dataclass(frozen=True)
class Step:
    """Something that happened about a version, by whom and when."""

    title: str
    words: str
    by: str
    at: datetime


def steps(history: Iterable[Event], names: dict[UUID, str]) -> list[Step]:
    """Tell what happened about a version, the latest first."""
    told = [
        Step(*_told(event), _name(event.recorded_by, names), event.timestamp)
        for event in history
    ]
    return told[::-1]


def _name(account_id: UUID, names: dict[UUID, str]) -> str:
    return names.get(account_id, "asbreview")


@singledispatch
def _told(event: Event) -> tuple[str, str]:
    raise NotImplementedError(type(event))


@_told.register
def _(event: ProcedureRecorded) -> tuple[str, str]:
    return "Recorded as in force", f"In force from {in_words(event.in_force_from)}"


@_told.register
def _(event: ProcedureProposed) -> tuple[str, str]:
    return "Proposed", event.reason


@_told.register
def _(event: ProposalRevised) -> tuple[str, str]:
    return "Proposal revised", event.reason


@_told.register
def _(event: ProcedureConsultedOn) -> tuple[str, str]:
    told = event.consultation
    on = in_words(told.consulted_on)
    return f"Consulted: {told.name}, {told.consultee}", f"{on}: {told.said}"


@_told.register
def _(event: ProcedureAdopted) -> tuple[str, str]:
    on, from_ = in_words(event.adopted_on), in_words(event.in_force_from)
    return "Adopted", f"By {event.adopted_by}, {on}. In force from {from_}."


@_told.register
def _(event: ProposalDropped) -> tuple[str, str]:
    return "Dropped", event.reason


@_told.register
def _(event: ProcedureSuperseded) -> tuple[str, str]:
    from_ = in_words(event.from_day)
    return "Superseded", f"Version {event.by_version} takes its place from {from_}."
