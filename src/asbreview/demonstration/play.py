"""One case of the demonstration as it is played: who, where, when, by whose hand."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from asbreview.demonstration import people
from asbreview.demonstration.accounts import CASEWORKERS, DEMONSTRATION, SAM
from asbreview.demonstration.asking import BodiesAsked
from asbreview.demonstration.office_hours import OfficeHours, SetClock, drawn
from asbreview.demonstration.plan import Plan
from asbreview.demonstration.post import Letters
from asbreview.demonstration.streets import address
from asbreview.demonstration.tale import Review, Tale, reviews, tales
from asbreview.domain.days import LONDON
from asbreview.domain.letter.facts import Status
from asbreview.domain.model import Signed
from asbreview.domain.terms import Body
from asbreview.evidence_files.vault import Vault
from asbreview.procedures.reading import read_procedure
from asbreview.reviews import Case, CaseReviews
from asbreview.reviews.told import OfficialTold, PersonTold

# Of every area of the county; its council is each area's own.
SHARED: Final = {
    "police": Body.id_for("cambridgeshire-constabulary"),
    "health": Body.id_for("nhs-cambridgeshire-and-peterborough-icb"),
    "housing": Body.id_for("co-opted-housing-provider"),
}
# A chair is of another body than the council, whose caseworkers keep the case.
CHAIR_FROM_OUTSIDE: Final = "chair from outside"
CHAIRS_OF: Final = ("housing", "police", "health")


class World(NamedTuple):
    """What every case of the demonstration is played in."""

    reviews: CaseReviews
    clock: SetClock
    hours: OfficeHours
    letters: Letters
    asked: BodiesAsked
    vault: Vault


class Play:
    """A case as it is played; its commands have ids drawn from its name."""

    def __init__(
        self, number: int, plan: Plan, world: World, *, who: int | None = None
    ) -> None:
        self.number, self.plan, self.world = number, plan, world
        self.who = number if who is None else who
        self.reviews = world.reviews
        self.tale: Tale = tales()[plan.tale]
        self.review: Review = reviews()[self.tale.review]
        self.applied_on = world.hours.ago(plan.ago)
        self.course = plan.course()
        self._given = 0

    @property
    def case_id(self) -> UUID:
        """Return the id of the case, which its first command decides."""
        return _case_of(self.plan.tale)

    @property
    def earlier_id(self) -> UUID | None:
        """Return the case for which the same person had applied before."""
        return _case_of(self.plan.again) if self.who != self.number else None

    @property
    def case(self) -> Case:
        """Return the case as it stands."""
        return self.reviews.case(self.case_id)

    @cached_property
    def bodies(self) -> Mapping[str, UUID]:
        """Return the relevant bodies of the area, by what they are called here."""
        lead = Body.id_for(read_procedure(self.plan.area).lead)
        return {"council": lead, **SHARED}

    @property
    def owner_id(self) -> UUID | None:
        """Return the account of the caseworker whose case it is."""
        owner = self.plan.owner
        return CASEWORKERS[owner].account.account_id if owner else None

    @cached_property
    def person(self) -> PersonTold:
        """Return the victim."""
        safe = people.NOT_IN_WRITING if self.has("unsafe") else people.SAFE
        if not self.draw("message", of=4) and not self.has("unsafe"):
            safe = people.NO_MESSAGE
        home = address(self.tale.place, self.who)
        return people.person(self.who, home, safe=safe)

    @property
    def daughter(self) -> PersonTold:
        """Return the daughter who applies in the victim's place."""
        return people.daughter(self.number, address("Ely", self.number + 3))

    def has(self, twist: str) -> bool:
        """Is there this about the case?"""
        return twist in self.plan.twists

    def day(self, working_days: int) -> date:
        """Return the day so many working days after the application."""
        return self.world.hours.after(self.applied_on, working_days)

    def meets_at(self, working_days: int) -> datetime:
        """Return when a panel meets on the day so many after the application."""
        hour = 10 + 4 * self.draw("hour", of=2)
        day = self.day(working_days)
        return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)

    def at_ten(self, working_days: int) -> datetime:
        """Return ten o'clock on the day so many after the application."""
        day = self.day(working_days)
        return datetime(day.year, day.month, day.day, 10, tzinfo=LONDON)

    def signed(self) -> Signed:
        """Sign the next command, by the caseworker, or by Sam where there is none."""
        self._given += 1
        return Signed(
            by=self.owner_id or SAM.account.account_id,
            for_body=self.bodies["council"],
            at=self.world.clock(),
            command_id=self._command(self._given),
        )

    def letters(self, status: Status) -> list[UUID]:
        """Return the letters of the case that stand so."""
        return self.world.letters.of(self.case_id, status)

    def told(self, text: str) -> str:
        """Return a text with the victim's name in its place."""
        return text.replace("{name}", people.name_spoken(self.who))

    def told_by_applicant(self, text: str) -> str:
        """Return a text with the applicant's name in its place."""
        if not self.has("daughter"):
            return self.told(text)
        return text.replace("{name}", people.spoken(self.daughter.name))

    def draw(self, what: str, *, of: int) -> int:
        """Draw a number below *of* for something about this case."""
        return drawn(self.plan.tale, what, of=of)

    def chair(self) -> OfficialTold:
        """Return who chairs the panel."""
        if self.has(CHAIR_FROM_OUTSIDE):
            return OfficialTold(
                name=people.CHAIR_FROM_OUTSIDE,
                body_id=uuid5(DEMONSTRATION, f"{self.plan.tale}/chair"),
            )
        turn = self.draw("chair", of=len(CHAIRS_OF))
        return OfficialTold(
            name=people.CHAIRS[turn], body_id=self.bodies[CHAIRS_OF[turn]]
        )

    def _command(self, number: int) -> UUID:
        return _command_of(self.plan.tale, number)


def _command_of(tale: str, number: int) -> UUID:
    return uuid5(DEMONSTRATION, f"{tale}/{number}")


def _case_of(tale: str) -> UUID:
    return uuid5(_command_of(tale, 1), "case")
