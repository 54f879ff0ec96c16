"""What every letter says of the case, the person written to and the partnership."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace as Said
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

from asbreview.domain.challenging import OfWhichDay
from asbreview.domain.circumstances import Tenure
from asbreview.domain.letter.facts import LetterKind, NamedDay
from asbreview.domain.letter.wording import OwnWords
from asbreview.domain.people import Official, Person, Prose
from asbreview.domain.procedure import Challenged, Procedure
from asbreview.domain.sealed import ERASED, Erased, Sealed
from asbreview.letters.days_named import DAYS_OF
from asbreview.letters.document import InOwnWords, Layout
from asbreview.letters.ombudsmen import ombudsmen_for, whose_handling
from asbreview.reviews.case import Case
from asbreview.reviews.days_printed import further_by
from asbreview.reviews.further_ways import FurtherWay, further_ways

REMOVED: Final = "[removed]"
NOT_TOLD: Final = "[not told here: its use is restricted]"
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")

Reveal = Callable[[Sealed[str]], str | Erased]


class CannotBeComposed(ValueError):
    """A letter lacks something that it has to say."""


class Drafted(Protocol):
    """A letter as it was drafted: the record of one, saved or not."""

    kind: LetterKind
    to: UUID
    dated: date
    days: tuple[NamedDay, ...]
    own_words: tuple[OwnWords, ...]

    @property
    def id(self) -> UUID:
        """By which it is known, and by what command it was caused."""


def reveal_or_clear(reveal: Reveal) -> Reveal:
    """Tell also what has not been saved yet, for a letter looked at before it is."""

    def tell(sealed: Sealed[str]) -> str | Erased:
        return reveal(sealed) if sealed.clear is None else sealed.clear

    return tell


class Follow(NamedTuple):
    """How an applicant follows a case online: at which address, with which code."""

    at: str = ""
    code: str = ""


NOT_ONLINE: Final = Follow()


@dataclass(frozen=True)
class Telling:
    """A case, a letter about it and its layout, and how to read what is sealed."""

    case: Case
    letter: Drafted
    reveal: Reveal
    layout: Layout = Layout.STANDARD
    follow: Follow = NOT_ONLINE

    def text(self, sealed: Sealed[str]) -> str:
        """Return what was sealed, or say that it was removed."""
        told = self.reveal(sealed)
        return REMOVED if told is ERASED else told

    def prose(self, prose: Prose) -> InOwnWords:
        """Return a text in somebody's own words, or say why it is not told.

        What is restricted is used in no letter but to the person it tells of: Art. 18.
        """
        rights = self.case.rights
        restricted = rights.restricted_texts.get(prose.text_id) if rights else None
        if restricted and restricted.person_id != self.letter.to:
            return InOwnWords(NOT_TOLD)
        return InOwnWords(self.text(prose.text))

    def body(self, body_id: UUID) -> str:
        """Return the name of a body."""
        if organisation := self.case.from_outside.get(body_id):
            return self.prose(organisation)
        body = self.case.body(body_id)
        return body.name if body else "another body"

    def bodies(self, ids: Iterable[UUID]) -> list[str]:
        """Return the names of bodies, in the order of the procedure."""
        wanted = set(ids)
        listed = [b.body_id for b in self.case.relevant_bodies]
        return [
            self.body(id_)
            for id_ in [*listed, *sorted(wanted - set(listed))]
            if id_ in wanted
        ]

    def official(self, official: Official) -> str:
        """Return the name of somebody acting for a body."""
        return self.text(official.name)

    def victim(self) -> Said:
        """Return who suffers the behaviour: by name, to whoever applied for them."""
        contact = self.case.contact
        return Said(name=self.text(contact.people[contact.victim_id].name))

    def days(self) -> Said:
        """Return each day that this kind of letter prints; None if it was not set."""
        on = {day.name: day.on for day in self.letter.days}
        names = DAYS_OF[self.letter.kind]
        return Said(**{name.replace("-", "_"): on.get(name) for name in names})

    def every_letter(self, contact: Said, person: Person) -> dict[str, Any]:
        """Return what any letter may say."""
        trigger, procedure = self.case.trigger, self.case.procedure
        return {
            "us": Said(name=procedure.partnership.name),
            "contact": contact,
            "letter": Said(dated=self.letter.dated),
            "case": Said(
                reference=trigger.reference,
                applied_on=trigger.application.applied_on,
                area=procedure.area,
            ),
            "you": Said(
                applied=person.person_id == trigger.applicant_id,
                are_victim=person.person_id == trigger.victim_id,
            ),
        }

    def ombudsmen(self) -> list[Said]:
        """Return the ombudsmen who would hear a complaint about the relevant bodies."""
        application, procedure = self.case.trigger.application, self.case.procedure
        bodies, tenure = (
            procedure.bodies_on(self.case.trigger.clock_from),
            self._tenure(),
        )
        found = ombudsmen_for(
            procedure.ombudsmen,
            bodies=[body.kind for body in bodies],
            tenure=tenure,
            capacity=application.capacity,
        )
        return [
            Said(
                name=each.name,
                looks_into=each.looks_into,
                about=whose_handling(each, bodies=bodies, tenure=tenure),
                contact=each.contact.removeprefix("https://"),
            )
            for each in found
        ]

    def _tenure(self) -> Tenure | None:
        """Return how the victim holds their home; None if it is not known."""
        contact = self.case.contact
        known = contact.circumstances.get(contact.victim_id)
        told = self.reveal(known.tenure) if known else ""
        return Tenure(told) if told and told is not ERASED else None

    def challenge(
        self,
        challenged: Challenged,
        *,
        must_have_day: bool = True,
        further: bool = False,
    ) -> Said:
        """Return how to challenge, and by which day; and the *further* ways, if asked.

        `CannotBeComposed` if the procedure sets a time and the letter has no day.
        """
        procedure = self.case.procedure
        route = procedure.challenge_of(challenged)
        if route is None:
            raise CannotBeComposed(f"The procedure has no challenge of {challenged}")
        days = self.days()
        by = getattr(days, "challenge_by", None)
        ended = getattr(days, "challenge_ended", None)
        if by is None and must_have_day and procedure.timer(route.window):
            raise CannotBeComposed("The last day for a challenge is not on the letter")
        return Said(
            by=by,
            ended=ended,
            to_whom=route.to_whom,
            how=route.how,
            grounds=route.grounds,
            escalation=route.escalation,
            decided_within=_length(procedure, "decide-challenge"),
            further=self._further(challenged) if further else [],
        )

    def _further(self, challenged: Challenged) -> list[Said]:
        """Return the ways besides our own that are open on the day of the letter."""
        on, dated = {day.name: day.on for day in self.letter.days}, self.letter.dated
        return [
            Said(
                body=way.body.name,
                says=way.tier.says,
                contact=way.body.contact.removeprefix("https://"),
                consent=way.tier.consent,
                by=by,
                **since(way),
            )
            for way in further_ways(self.case, challenged, dated, told_then=True)
            if (by := on.get(further_by(way))) is None or by >= dated
        ]


def since(way: FurtherWay | None) -> dict[str, Any]:
    """Return from which day a way is open, and what has to be of that day or later.

    Nothing where it waits for no switch: it is open whenever it is in the procedure.
    """
    switch = way.switch if way else None
    goes_by = switch.goes_by if switch else None
    return {
        "since": switch.from_day if switch else None,
        "by_decision": goes_by is OfWhichDay.DECISION,
        "by_application": goes_by is OfWhichDay.APPLICATION,
    }


def counted(number: int, what: str) -> str:
    """Say how many: "one qualifying complaint", "three qualifying complaints"."""
    return f"{number_of(number)} {what}" + ("" if number == 1 else "s")


def number_of(number: int) -> str:
    """Say a small number as a word: "three"; from nine on, in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _length(procedure: Procedure, timer_id: str) -> str | None:
    timer = procedure.timer(timer_id)
    if timer is None:
        return None
    unit = timer.unit.value.removesuffix("s") if timer.length == 1 else timer.unit.value
    return f"{timer.length} {unit}"
