"""Putting right what a meeting was recorded to have been, once it was held.

A meeting stays a meeting: who was there, and how the victim took part, are recorded
anew in one step, so that neither is missing for a moment (`docs/decisions/0028`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.panel.facts import Participation, TakesPart, VictimCame
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.panels import attending, why_it_went_on
from asbreview.reviews.putting_right import relied_on
from asbreview.reviews.told import OfficialTold, PartTold

ATTENDANCE_OVERTAKEN: Final = overtaken("Who was at the meeting was put right")
PART_OVERTAKEN: Final = overtaken("How the victim took part was put right")


class MeetingCorrections(Commands):
    """What a meeting was, as against what was recorded of it."""

    @once
    def correct_attendance(  # noqa: PLR0913  a meeting is all of these
        self,
        case_id: UUID,
        attended: Sequence[OfficialTold],
        *,
        went_on_because: str = "",
        victim_came: VictimCame | None = None,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Put right who was at the meeting; when and about what it was stays.

        Where fewer bodies met than the procedure asks for, it is refused unless it is
        told why the meeting went on; and (`AlreadyDone`) where it was put right *since*
        a version of the panel's record.
        """
        case = _held(self.case(case_id))
        must_stand(since, case.panel.attended_since, says=ATTENDANCE_OVERTAKEN)
        must_say(reason, asks="Enter what was wrong", field="reason")
        there = attending(case, attended, signed=signed)
        why = None
        if attended:
            why = why_it_went_on(case, attended, went_on_because, signed=signed)
        case.panel.correct_attendance(
            there,
            went_on_because=why,
            victim_came=victim_came,
            reason=case.prose(reason, "reason", signed=signed),
            signed=signed,
        )
        return relied_on(case, signed=signed)

    @once
    def correct_participation(  # noqa: PLR0913  how they took part, and of which record
        self,
        case_id: UUID,
        part: PartTold,
        *,
        decided_on: date,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Put right how the victim took part in the meeting, or that they declined.

        Not whether they were invited (`NotPermittedYet`): that is a decision which the
        meeting rests on, and which they are told.  `AlreadyDone` where it was put right
        *since* a version of the panel's record.
        """
        case = _held(self.case(case_id))
        must_stand(since, case.panel.part_since, says=PART_OVERTAKEN)
        must_say(reason, asks="Enter what was wrong", field="reason")
        case.trigger.dated(
            decided_on, what="The choice", field="decided_on", signed=signed
        )
        case.panel.correct_participation(
            _way(part),
            decided_on=decided_on,
            reason=case.prose(reason, "reason", signed=signed),
            signed=signed,
        )
        return relied_on(case, signed=signed)


def _held(case: Case) -> Case:
    case.must_be_open()
    if case.panel.held is None:
        raise NotPermittedYet("The panel has not met yet")
    return case


def _way(part: PartTold) -> TakesPart | None:
    """Return how they took part; nothing if they declined."""
    if part.participation is Participation.NOT_INVITED:
        raise NotPermittedYet(
            "That a victim is not invited is decided before the meeting, and told them"
            " with the reasons. Record first that the meeting was recorded in error",
            field="participation",
        )
    if part.participation is Participation.CHOSEN and part.takes_part is None:
        raise Misrecorded("Select how they took part", field="participation")
    return part.takes_part
