"""People: who is on which case, their names, addresses and telephones sealed.

The index that searches by name is made from this, in memory, and dropped when a
person is forgotten.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import singledispatchmethod
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Index,
    MetaData,
    String,
    Table,
    select,
    union,
)

from asbreview.domain.contact.facts import (
    ContactDetailsChanged,
    ContactFileOpened,
    VictimPutRight,
)
from asbreview.domain.contact.representatives import RepresentativeNamed
from asbreview.domain.erasure import KeysDestroyed
from asbreview.domain.past.facts import (
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
)
from asbreview.domain.people import Person
from projections.editions import positions
from projections.kept import Kept
from projections.kinds import Id, Word, held, holding
from projections.rows import Rows


class Role(StrEnum):
    """As what a person is on a case."""

    APPLICANT = "applicant"
    VICTIM = "victim"
    REPRESENTATIVE = "who speaks for the victim"


_meta: Final = MetaData()
people: Final = Table(
    "people",
    _meta,
    Column("person_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("role", Word(Role), nullable=False),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("phone", String, nullable=False),
    Index(None, "from_position"),
)


class PersonRow(NamedTuple):
    """A person on a case.  Name, address and telephone are sealed, to be revealed."""

    person_id: UUID
    case_id: UUID
    role: Role
    name: str
    address: str
    phone: str


COLUMNS: Final = tuple(people.c[name] for name in PersonRow._fields)


class Edition(NamedTuple):
    """Which edition of this view is read, and how far it has got."""

    name: str
    position: int


class People:
    """Projects who is on which case; one who is forgotten is no longer shown."""

    kept: ClassVar[Kept] = Kept("people", shape=5, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what tells nothing of who is on a case."""

    @record.register
    def _(self, event: ContactFileOpened, rows: Rows) -> None:
        _begin(event.applicant, Role.APPLICANT, event.case_id, rows)
        if event.victim:
            _begin(event.victim, Role.VICTIM, event.case_id, rows)

    @record.register
    def _(self, event: ContactDetailsChanged, rows: Rows) -> None:
        person = event.person
        for row in rows.of_case(people, event.case_id):
            if row["person_id"] == person.person_id:
                rows.from_now_on(people, row, **_tokens(person))

    @record.register
    def _(self, event: VictimPutRight, rows: Rows) -> None:
        for row in rows.of_case(people, event.case_id):
            if row["role"] is Role.VICTIM:
                rows.end(people, row)
        if event.victim:
            _begin(event.victim, Role.VICTIM, event.case_id, rows)

    @record.register
    def _(self, event: RepresentativeNamed, rows: Rows) -> None:
        _begin(event.representative, Role.REPRESENTATIVE, event.case_id, rows)

    @record.register(PastCaseImported)
    @record.register(PastCaseImportedAnew)
    def _(self, event: PastCaseImported | PastCaseImportedAnew, rows: Rows) -> None:
        person = event.person
        rows.begin(
            people,
            person_id=person.person_id,
            case_id=event.case_id,
            role=Role.APPLICANT,
            name=person.name.token,
            address=person.address.token,
            phone=person.phone.token,
        )

    @record.register
    def _(self, event: PastCaseInError, rows: Rows) -> None:
        for row in rows.of_case(people, event.case_id):
            rows.end(people, row)

    @record.register
    def _(self, event: KeysDestroyed, rows: Rows) -> None:
        for row in rows.of_case(people, event.case_id):
            if row["person_id"] in event.owners:
                rows.end(people, row)


def everybody(db: Connection, *, as_of: int | None = None) -> list[PersonRow]:
    """Return everybody on any case, for the search index."""
    rows = db.execute(select(*COLUMNS).where(held(people, as_of)))
    return [PersonRow(*row) for row in rows]


def edition(db: Connection) -> Edition:
    """Return the edition that is read; of another edition nothing holds."""
    live = positions.c.live & (positions.c.projection == People.kept.name)
    found = select(positions.c.edition, positions.c.position).where(live)
    return Edition(*db.execute(found).one())


def people_changed(db: Connection, *, after: int) -> Iterator[tuple[PersonRow, bool]]:
    """Yield what changed after a position, and whether it still holds, in order."""
    c = people.c
    # Two questions, each with an index: asked as one, everybody is gone through.
    begun = select(c.person_id).where(c.from_position > after)
    ended = select(c.person_id).where(c.to_position > after)
    rows = db.execute(
        select(*COLUMNS, c.to_position)
        .where(c.person_id.in_(union(begun, ended)))
        .where((c.from_position > after) | (c.to_position > after))
        .order_by(c.from_position)
    )
    for *person, to_position in rows:
        yield PersonRow(*person), to_position is None


def people_since(db: Connection, position: int) -> tuple[list[PersonRow], set[UUID]]:
    """Return who was on a case otherwise then than now, as of a position of the log.

    And whoever is on one now, and was not then, or not as now.
    """
    c, now = people.c, people.c.to_position.is_(None)
    then = select(*COLUMNS).where(held(people, position), c.to_position.is_not(None))
    came = select(c.person_id).where(now, c.from_position > position)
    rows = [PersonRow(*row) for row in db.execute(then)]
    return rows, set(db.scalars(came))


def people_of(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> list[PersonRow]:
    """Return the people of a case, the applicant first."""
    rows = db.execute(
        select(*COLUMNS)
        .where(people.c.case_id == case_id, held(people, as_of))
        .order_by(people.c.role)
    )
    return [PersonRow(*row) for row in rows]


def _begin(person: Person, role: Role, case_id: UUID, rows: Rows) -> None:
    rows.begin(
        people,
        person_id=person.person_id,
        case_id=case_id,
        role=role,
        **_tokens(person),
    )


def _tokens(person: Person) -> dict[str, str]:
    return {
        "name": person.name.token,
        "address": person.address.token,
        "phone": person.phone.token,
    }
