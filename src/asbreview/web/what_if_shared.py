"""How far questions to the past have come, where every process of the pages sees it.

One process replays the cases; whoever loads the page again may be answered by another.
What is found is kept an hour, for the latest who asked: it names cases as the views do,
and whom it is shown is asked each time.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Column, Integer, String, Table, Text, delete, select, update
from sqlalchemy.exc import DBAPIError

from asbreview.access.office import TABLES, Instant, Office, insert
from asbreview.web.what_if_told import Answer

KEPT: Final = timedelta(hours=1)
GIVEN_UP: Final = timedelta(seconds=30)
"""Of a process that said nothing for so long nothing more is to be expected."""
ANSWERS: Final = TypeAdapter(Answer)


class Come(NamedTuple):
    """How many cases of a question have been looked at, of how many; and when."""

    of: int
    looked_at: int
    at: datetime


what_ifs_begun: Final = Table(
    "what_ifs_begun",
    TABLES,
    Column("question", String, primary_key=True),
    Column("of", Integer, nullable=False),
    Column("looked_at", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("answer", Text),
)


@dataclass(frozen=True)
class Shared:
    """What the office tells of one question, to every process."""

    office: Office
    question: str

    def begin(self, of: int, at: datetime) -> bool:
        """Begin to answer it, unless another process is at it; say whether we do."""
        c = what_ifs_begun.c
        with self.office.writing() as db:
            db.execute(delete(what_ifs_begun).where(c.at < at - KEPT))
            asked = select(c.at).where(c.question == self.question)
            said = db.scalar(asked)
            if said is not None and said > at - GIVEN_UP:
                return False
            own = {"of": of, "looked_at": 0, "at": at, "answer": None}
            begun = insert(db, what_ifs_begun).values(question=self.question, **own)
            db.execute(
                begun.on_conflict_do_update(index_elements=[c.question], set_=own)
            )
            return True

    def come(self) -> Come | None:
        """Return how far it has come; nothing where nobody began."""
        c = what_ifs_begun.c
        asked = select(c.of, c.looked_at, c.at).where(c.question == self.question)
        with self.office.reading() as db:
            row = db.execute(asked).one_or_none()
        return Come(*row) if row else None

    def answer(self, at: datetime) -> Answer | None:
        """Return what was found, once it was; for an hour."""
        c = what_ifs_begun.c
        is_kept = (c.question == self.question) & (c.at >= at - KEPT)
        asked = select(c.answer).where(is_kept)
        with self.office.reading() as db:
            told = db.scalar(asked)
        return None if told is None else ANSWERS.validate_json(told)

    def say(self, looked_at: int, at: datetime) -> None:
        """Say how far it has come, and that it goes on."""
        self._change(looked_at=looked_at, at=at)

    def found(self, answer: Answer, at: datetime) -> None:
        """Keep what was found, for every process."""
        told = ANSWERS.dump_json(answer).decode()
        self._change(looked_at=len(answer.lives), at=at, answer=told)

    def give_up(self) -> None:
        """Let whoever asks next begin again: something went wrong."""
        mine = what_ifs_begun.c.question == self.question
        with suppress(DBAPIError), self.office.noting() as db:
            db.execute(delete(what_ifs_begun).where(mine))

    def _change(self, **to: object) -> None:
        """Change what is told of it; where that cannot be, others find it themselves.

        Who waits in vain begins anew, and whoever asked here has the answer anyway.
        """
        mine = what_ifs_begun.c.question == self.question
        with suppress(DBAPIError), self.office.noting() as db:
            db.execute(update(what_ifs_begun).where(mine).values(**to))
