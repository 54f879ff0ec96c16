"""How a review is held: by whom, with how many, how independent, and with the victim.

A procedure sets it.  When the papers go out, and by when a victim who is not invited is
told why, are timers: `send-papers` and `refuse-invitation`.
"""

from enum import StrEnum

from asbreview.domain.model import Value


class MeetingKind(StrEnum):
    """Whether a panel is brought together for a case, or a group meets anyway."""

    AD_HOC = "ad hoc panel"
    STANDING = "standing group"


class Independence(StrEnum):
    """What makes the chair independent of the case, as far as the procedure says."""

    NOT_SAID = "not said"
    UNINVOLVED_MANAGER = "uninvolved manager"
    ANOTHER_PARTNERSHIP = "another partnership"


class Panel(Value):
    """How a review is held.

    `chair` says in a sentence for the applicant why the chair is independent; `quorum`
    of 0 is not set.  `first_minutes` is for how long the victim may attend, where that
    is not the whole meeting.
    """

    fewest_bodies: int = 1
    chair: str = ""
    ways_to_take_part: tuple[str, ...] = ()
    kind: MeetingKind = MeetingKind.AD_HOC
    name: str = ""
    meets: str = ""
    quorum: int = 0
    independence: Independence = Independence.NOT_SAID
    first_minutes: int | None = None
    not_invited_only_if: str = ""


class Plan(Value):
    """What becomes of an outcome: answers to recommendations, monitoring, the end."""

    recommendations: str = ""
    monitoring: str = ""
    closing_contact: str = ""
