"""Where a case came from that did not begin with an application made here.

When it was first applied for counts for the Act's windows (s.104(10), (11)): nobody
loses a complaint because an application went elsewhere first, or because it is looked
at again.  What the partnership has to do is counted from the day it came here.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from asbreview.domain.model import Value


class Came(StrEnum):
    """How a case came here."""

    REFERRED_BACK = "referred back on a challenge"
    TRANSFERRED = "transferred from another area"


class OnFile(StrEnum):
    """What of a file does not go over by itself, and can be handed over beside it."""

    FILE = "file given as evidence"
    ANSWER = "answer of a body"
    STATEMENT = "statement"
    RISK = "risk assessment"


class HandedOver(Value):
    """So much of a kind was handed over beside the application: it comes by itself."""

    what: OnFile
    number: int


class OpenedThere(Value):
    """The case that was opened in another area of this installation."""

    case_id: UUID
    reference: str


class CameFrom(Value):
    """How a case came here, on which day, from which area and from which case.

    `case_id` is nothing where that case is kept elsewhere; `reference` is then theirs.
    `beside` is what was handed over that is to be put on file here as it comes.
    """

    how: Came
    on: date
    area: str
    reference: str
    case_id: UUID | None = None
    beside: tuple[HandedOver, ...] = ()
