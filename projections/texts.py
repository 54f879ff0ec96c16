"""Texts: everything written in somebody's own words, and whom each is about."""

from collections.abc import Collection, Iterator
from functools import singledispatchmethod
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    select,
)

from asbreview.domain.erasure import ErasureDecided
from asbreview.domain.erasure_of_texts import TextsErasureAgreed, TextsErasureDecided
from asbreview.domain.evidence.facts import FileReceived
from asbreview.domain.model import CaseEvent, Value
from asbreview.domain.people import Prose
from asbreview.domain.sealed import Sealed
from projections.kept import Kept
from projections.kinds import Document, Id
from projections.rows import Rows

_meta: Final = MetaData()
texts: Final = Table(
    "texts",
    _meta,
    Column("text_id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("topic", String, nullable=False),
    Column("path", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("token", String, nullable=False),
    Column("about", Document(tuple[UUID, ...], frozen=True), nullable=False),
    Column("instead_id", Id),
)
told_of: Final = Table(
    "texts_told_of",
    _meta,
    Column("text_id", Id, primary_key=True),
    Column("person_id", Id, primary_key=True, index=True),
)


class Written(NamedTuple):
    """A text as it is stored, and where: the event's topic, its field, its position."""

    prose: Prose
    case_id: UUID
    topic: str
    path: str
    position: int


class Texts:
    """Projects what was written, and what was written again instead."""

    kept: ClassVar[Kept] = Kept("texts", shape=1, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is no case's."""

    @record.register
    def _(self, event: CaseEvent, rows: Rows) -> None:
        _put(event, rows)

    @record.register(ErasureDecided)
    @record.register(TextsErasureDecided)
    @record.register(TextsErasureAgreed)
    def _(
        self,
        event: ErasureDecided | TextsErasureDecided | TextsErasureAgreed,
        rows: Rows,
    ) -> None:
        _put(event, rows)
        for redaction in event.redactions:
            row = rows.one(texts, redaction.text_id)
            if row is not None:
                instead = redaction.instead.text_id
                rows.change(texts, row, instead_id=instead)


def prose_in(part: Any, path: str = "") -> Iterator[tuple[str, Prose]]:
    """Yield every text in an event or a value of one, and the path to its field."""
    if isinstance(part, Prose):
        yield path, part
    elif isinstance(part, Value):
        for name in part.HOLDS_SEALED:
            inner = f"{path}/{name}" if path else name
            yield from prose_in(getattr(part, name), inner)
    elif isinstance(part, tuple):
        for number, item in enumerate(part):
            yield from prose_in(item, f"{path}/{number}")


def texts_about(db: Connection, person_id: UUID) -> list[Written]:
    """Return the texts that tell of a person, but those already written again."""
    found = (
        select(texts)
        .join(told_of, told_of.c.text_id == texts.c.text_id)
        .where(told_of.c.person_id == person_id, texts.c.instead_id.is_(None))
        .order_by(texts.c.position, texts.c.path)
    )
    return [_written(row) for row in db.execute(found)]


def texts_of(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> list[Written]:
    """Return every text of a case, in the order in which they were recorded."""
    found = select(texts).where(texts.c.case_id == case_id)
    if as_of is not None:
        found = found.where(texts.c.position <= as_of)
    rows = db.execute(found.order_by(texts.c.position, texts.c.path))
    return [_written(row) for row in rows]


def files_on_record(db: Connection) -> set[UUID]:
    """Return the files given as evidence, but those written again: they are destroyed.

    The name that a file came under is a text with the file's id.
    """
    is_of_file = texts.c.topic == FileReceived.TOPIC, texts.c.path == "name"
    stands = texts.c.instead_id.is_(None)
    return set(db.scalars(select(texts.c.text_id).where(*is_of_file, stands)))


def redaction_of(db: Connection, text_id: UUID) -> Prose | None:
    """Return what is to be read instead of a text; nothing if it stands as it was."""
    instead = None
    seen = {text_id}
    while True:
        by = select(texts.c.instead_id).where(texts.c.text_id == text_id)
        next_id = db.scalar(by)
        if next_id is None or next_id in seen:
            return instead
        text_id = next_id
        seen.add(text_id)
        row = db.execute(select(texts).where(texts.c.text_id == text_id)).one()
        instead = _written(row).prose


def written_instead(db: Connection, text_ids: Collection[UUID]) -> set[UUID]:
    """Return the texts that are read instead of some, and instead of those."""
    found: set[UUID] = set()
    ask = set(text_ids)
    while ask:
        asked = select(texts.c.instead_id).where(texts.c.text_id.in_(ask))
        ask = {id_ for id_ in db.scalars(asked) if id_ is not None} - found
        found |= ask
    return found


def _put(event: CaseEvent, rows: Rows) -> None:
    if not event.HOLDS_SEALED:
        return
    for path, prose in prose_in(event):
        rows.put(
            texts,
            text_id=prose.text_id,
            case_id=event.case_id,
            topic=event.TOPIC,
            path=path,
            position=rows.position,
            token=prose.text.token,
            about=prose.about,
        )
        for person_id in set(prose.about):
            rows.put(told_of, text_id=prose.text_id, person_id=person_id)


def _written(row: Any) -> Written:
    prose = Prose(text_id=row.text_id, text=Sealed(row.token), about=row.about)
    return Written(prose, row.case_id, row.topic, row.path, row.position)
