"""What was answered to a request of somebody about their data, and on what ground."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple
from uuid import UUID

from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import CaseEvent, Value
from asbreview.domain.people import Prose
from asbreview.domain.rights.facts import Right

if TYPE_CHECKING:
    from asbreview.domain.rights.record import Rights

EVERY_RIGHT: Final = frozenset(Right)


class Granted(StrEnum):
    """How far a request is granted."""

    WHOLE = "granted"
    PART = "granted in part"
    NOTHING = "refused"


class RefusalGround(StrEnum):
    """On what ground something that was asked is not done."""

    DUTY = (
        "we need it for a duty that the law sets us, or a task in the public interest"
    )
    CLAIMS = "it is needed to bring, carry out or defend legal claims"
    ARCHIVE = "it is needed for archives of public interest, research or statistics"
    NOT_ERASED = "none of the reasons applies for which it would have to be erased"
    ACCURATE = "it is accurate, and complete for what it is used for"
    NOT_RESTRICTED = "none of the cases applies in which its use is restricted"
    OVERRIDING = "there are compelling legitimate grounds that come first"
    CLAIMS_COME_FIRST = "it is used for legal claims"
    OTHERS = "it tells of other people who can be identified"
    CRIME = "to do it would be likely to prejudice preventing or detecting crime"
    UNFOUNDED = "the request is manifestly unfounded or excessive"
    UNKNOWN = "it was not shown that it is the person themselves who asks"

    @property
    def law(self) -> str:
        """The provision that the ground rests on."""
        return LAW[self].law

    @property
    def rights(self) -> frozenset[Right]:
        """What may be refused on it."""
        return LAW[self].rights


class _Law(NamedTuple):
    law: str
    rights: frozenset[Right]


_ERASURE: Final = frozenset({Right.ERASURE})
_OBJECTION: Final = frozenset({Right.OBJECTION})
LAW: Final = {
    RefusalGround.DUTY: _Law("UK GDPR, Art. 17(3)(b)", _ERASURE),
    RefusalGround.CLAIMS: _Law("UK GDPR, Art. 17(3)(e)", _ERASURE),
    RefusalGround.ARCHIVE: _Law("UK GDPR, Art. 17(3)(d)", _ERASURE),
    RefusalGround.NOT_ERASED: _Law("UK GDPR, Art. 17(1)", _ERASURE),
    RefusalGround.ACCURATE: _Law("UK GDPR, Art. 16", frozenset({Right.RECTIFICATION})),
    RefusalGround.NOT_RESTRICTED: _Law(
        "UK GDPR, Art. 18(1)", frozenset({Right.RESTRICTION})
    ),
    RefusalGround.OVERRIDING: _Law("UK GDPR, Art. 21(1)", _OBJECTION),
    RefusalGround.CLAIMS_COME_FIRST: _Law("UK GDPR, Art. 21(1)", _OBJECTION),
    RefusalGround.OTHERS: _Law(
        "Data Protection Act 2018, Schedule 2, paragraph 16", frozenset({Right.ACCESS})
    ),
    RefusalGround.CRIME: _Law(
        "Data Protection Act 2018, Schedule 2, paragraph 2", EVERY_RIGHT
    ),
    RefusalGround.UNFOUNDED: _Law("UK GDPR, Art. 12(5)", EVERY_RIGHT),
    RefusalGround.UNKNOWN: _Law("UK GDPR, Art. 12(2) and (6)", EVERY_RIGHT),
}


class Answer(Value):
    """What is answered: what is done, what is not done, on what ground, and why.

    `forgets` says that the person themselves is to be forgotten, once they had it.
    """

    granted: Granted
    grounds: tuple[RefusalGround, ...]
    done: Prose | None
    not_done: Prose | None
    reasons: Prose | None
    forgets: bool


class DataRequestAnswered(CaseEvent):
    """It was decided what to answer to a request of somebody about their data."""

    TOPIC: ClassVar[str] = "rights.request-answered"

    request_id: UUID
    decided_on: date
    answer: Answer

    def apply(self, aggregate: "Rights") -> None:
        """Remember what is answered."""
        aggregate.answered[self.request_id] = self


class AnswerTold(CaseEvent):
    """Whoever asked about their data had the answer: the time to answer is met."""

    TOPIC: ClassVar[str] = "rights.answer-told"

    request_id: UUID
    told_on: date

    def apply(self, aggregate: "Rights") -> None:
        """Remember that they know."""
        aggregate.told[self.request_id] = self


def must_be_whole(answer: Answer, right: Right) -> None:
    """Refuse (`Misrecorded`) an answer that lacks what it has to say: Art. 12(4).

    What is not done needs a ground that fits what was asked, and the reasons.
    """
    refuses = answer.granted is not Granted.WHOLE
    if answer.granted is not Granted.NOTHING and answer.done is None:
        raise Misrecorded("Enter what is done", field="done")
    if answer.granted is Granted.PART and answer.not_done is None:
        raise Misrecorded("Enter what is not done", field="not_done")
    if refuses and not answer.grounds:
        raise Misrecorded("Select on what ground it is refused", field="grounds")
    if refuses and answer.reasons is None:
        raise Misrecorded("Enter the reasons: they are told", field="reasons")
    if answer.grounds and not refuses:
        raise Misrecorded(
            "It is granted: select no ground, or that it is refused", field="grounds"
        )
    if any(right not in ground.rights for ground in answer.grounds):
        raise Misrecorded(
            "Select a ground on which this may be refused", field="grounds"
        )
