"""The victim's part in a meeting: chosen, declined, or not invited with reasons."""

from datetime import date
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.ground import Ground
from asbreview.domain.in_error import CorrectedRecord
from asbreview.domain.model import Signed
from asbreview.domain.panel.facts import (
    PanelHeld,
    Part,
    Participation,
    ParticipationChosen,
    ParticipationCorrected,
    ParticipationDeclined,
    TakesPart,
    VictimNotInvited,
)
from asbreview.domain.people import Prose


class VictimsPart(CorrectedRecord):
    """How the victim takes part; no meeting is held before that is decided."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.parts: dict[UUID, Part] = {}  # by the command; the last one holds
        self.held: PanelHeld | None = None

    @property
    def part(self) -> Part | None:
        """What was last recorded of the victim's part."""
        return next(reversed(self.parts.values()), None)

    @property
    def part_since(self) -> int:
        """Our version when that was recorded."""
        return self.part.originator_version if self.part else 0

    @property
    def participation(self) -> Participation | None:
        """What is decided about the victim's part."""
        return self.part.participation if self.part else None

    @property
    def takes_part(self) -> TakesPart | None:
        """How the victim takes part, where they chose to."""
        match self.part:
            case ParticipationChosen() | ParticipationCorrected():
                return self.part.takes_part
        return None

    @property
    def not_invited_because(self) -> Prose | None:
        """Why the victim is not invited, where they are not."""
        return self.part.reasons if isinstance(self.part, VictimNotInvited) else None

    def choose_participation(
        self, takes_part: TakesPart, *, chosen_on: date, signed: Signed
    ) -> None:
        """Record how the victim chose to take part; they may change their mind."""
        self._may_decide_participation(chosen_on, signed=signed)
        self._record(
            ParticipationChosen, signed, takes_part=takes_part, chosen_on=chosen_on
        )

    def decline_participation(self, *, declined_on: date, signed: Signed) -> None:
        """Record that the victim chose not to take part."""
        self._may_decide_participation(declined_on, signed=signed)
        self._record(ParticipationDeclined, signed, declined_on=declined_on)

    def not_invite(
        self, *, decided_on: date, reasons: Prose, ground: Ground, signed: Signed
    ) -> None:
        """Record the decision not to invite the victim; the reasons are told them."""
        self._may_decide_participation(decided_on, signed=signed)
        self._record(
            VictimNotInvited,
            signed,
            decided_on=decided_on,
            reasons=reasons,
            ground=ground,
        )

    def correct_participation(
        self,
        takes_part: TakesPart | None,
        *,
        decided_on: date,
        reason: Prose,
        signed: Signed,
    ) -> None:
        """Put right how the victim took part in a meeting; None is that they declined.

        Whether they were invited is a decision that the meeting rests on, and is not
        put right so (`NotPermittedYet`); nor is a meeting left without either.
        """
        self._may_put_part_right(takes_part)
        what, field = "The choice", "decided_on"
        has_happened(decided_on, what=what, field=field, signed=signed)
        if self.held is not None:
            what = "The meeting, which was held before this day,"
            is_not_before(self.held.held_on, decided_on, what=what, field=field)
        self._record(
            ParticipationCorrected,
            signed,
            takes_part=takes_part,
            decided_on=decided_on,
            reason=reason,
        )

    def _parts_of(self, topic: str) -> frozenset[UUID]:
        """Return the commands that recorded a part under a topic."""
        return frozenset(id_ for id_, p in self.parts.items() if topic == p.TOPIC)

    def _may_put_part_right(self, takes_part: TakesPart | None) -> None:
        if self.held is None:
            raise NotPermittedYet(
                "The panel has not met yet: record how the victim takes part"
            )
        if self.participation is Participation.NOT_INVITED:
            raise NotPermittedYet(
                "The meeting rests on the decision not to invite the victim. Record"
                " first that the meeting was recorded in error"
            )
        if takes_part == self.takes_part:
            raise Misrecorded("Change what was recorded wrongly", field="participation")

    def _may_decide_participation(self, day: date, *, signed: Signed) -> None:
        self._must_not_be_held()
        has_happened(day, what="The day", field="decided_on", signed=signed)

    def _must_not_be_held(self) -> None:
        if self.held is not None:
            raise AlreadyDone("The panel has been held")
