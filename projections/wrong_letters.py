"""Letters that told what was recorded in error: which fact, and what was done since.

They are kept with the caseload, by the projection in `caseload.py`.
"""

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    String,
    Table,
    select,
)

from asbreview.domain.evidence.facts import ComplaintLogged
from asbreview.domain.letter.tells import APPLIED, VICTIM
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.outcome.facts import ActionAdded, RecommendationMade
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.trigger.facts import ThresholdDecided
from projections.case.state import Case
from projections.case.told_wrong import told_wrong
from projections.deadlines_kept import meta
from projections.kinds import Id, held, holding
from projections.rows import Rows
from projections.telling.in_error import MAY_BE_IN_ERROR

wrong_letters: Final = Table(
    "wrong_letters",
    meta,
    Column("letter_id", Id, primary_key=True),
    Column("put_right_at", Integer, primary_key=True),
    Column("topic", String, primary_key=True),
    Column("item_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("put_right_on", Date, nullable=False),
    Column("told_again_in", Id),
    Column("is_left", Boolean, nullable=False),
)
WHAT: Final = {
    **{topic: what for topic, (what, _) in MAY_BE_IN_ERROR.items()},
    APPLIED: "the date of the application",
    VICTIM: "who the victim is",
    PanelFact.PLACE: "the place of the meeting",
    ComplaintLogged.TOPIC: "a complaint",
    ThresholdDecided.TOPIC: "the decision on the threshold",
    RecommendationMade.TOPIC: "a recommendation",
    ActionAdded.TOPIC: "an action of the plan",
    ChallengeReceived.TOPIC: "a challenge",
}
"""What a letter told in error, in words, by the topic of the fact."""
KEY: Final = ("letter_id", "put_right_at", "topic", "item_id")


class WrongLetter(NamedTuple):
    """A fact that a letter told, and that was recorded in error since.

    `topic` and `item_id` name the fact; `put_right_at` is the entry of the log that
    put it right.  `told_again_in` is the letter, sent since, that tells what is right;
    `is_left` says that it was recorded why none is needed, or nobody is left to tell.
    """

    letter_id: UUID
    topic: str
    item_id: UUID
    put_right_at: int
    put_right_on: date
    told_again_in: UUID | None
    is_left: bool

    @property
    def what(self) -> str:
        """What it told in error, in words: "a complaint"."""
        return WHAT[self.topic]

    @property
    def is_open(self) -> bool:
        """Has its reader still to be told what is right?"""
        return self.told_again_in is None and not self.is_left


COLUMNS: Final = tuple(wrong_letters.c[name] for name in WrongLetter._fields)


def settle_wrong_letters(case: Case, rows: Rows) -> None:
    """Bring the rows of a case's wrong letters level with the case."""
    if not case.put_right:
        return
    before = rows.of_case(wrong_letters, case.case_id)
    left = {tuple(row[name] for name in KEY): row for row in before}
    for wrong in told_wrong(case):
        fact = wrong.right.fact
        key = (wrong.letter_id, wrong.right.position, fact.topic, fact.item_id)
        done = {"told_again_in": wrong.told_again_in, "is_left": wrong.is_left}
        if row := left.pop(key, None):
            rows.from_now_on(wrong_letters, row, **done)
        else:
            named = dict(zip(KEY, key, strict=True))
            on, id_ = wrong.right.on, case.case_id
            rows.begin(wrong_letters, **named, case_id=id_, put_right_on=on, **done)
    for row in left.values():
        rows.end(wrong_letters, row)


def wrong_letters_of(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> list[WrongLetter]:
    """Return what letters of a case told in error, as it turned out, in that order."""
    rows = db.execute(
        select(*COLUMNS)
        .where(wrong_letters.c.case_id == case_id, held(wrong_letters, as_of))
        .order_by(wrong_letters.c.put_right_at, *wrong_letters.primary_key)
    )
    return [WrongLetter(*row) for row in rows]
