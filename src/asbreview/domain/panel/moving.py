"""A panel's meeting that is put off or adjourned, and whether that was so after all."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from asbreview.domain.panel.facts import PanelConvened, PanelPostponed, PlaceChanged
from asbreview.domain.panel.participation import VictimsPart
from asbreview.domain.people import Prose


class Before(NamedTuple):
    """When the panel was to meet before it was put off, and at which group meeting."""

    meets_at: datetime | None
    meeting_id: UUID | None


class Place(NamedTuple):
    """Where the panel meets, and what changed that last, if anything did."""

    place: Prose
    changed: PlaceChanged | None


class MovedPanel(VictimsPart):
    """When and where the panel meets, and when and where it was to meet before."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.convened: PanelConvened | None = None
        self.place_changed: PlaceChanged | None = None
        self.meets_at: datetime | None = None
        self.meeting_id: UUID | None = None  # of the standing group
        self.moves = 0  # how often its time or place has changed
        self.postponements: dict[UUID, PanelPostponed] = {}  # by the command
        # By the command that put it off, or the sitting that was adjourned; in order.
        self.before_moves: dict[UUID, Before] = {}
        self.before_places: dict[UUID, Place] = {}  # by the command

    @property
    def postponed(self) -> PanelPostponed | None:
        """How and why the meeting was put off last, if it was."""
        return next(reversed(self.postponements.values()), None)

    @property
    def last_move(self) -> UUID | None:
        """What put the meeting off last: the command, or the adjourned sitting."""
        return next(reversed(self.before_moves), None)

    def move(self, by: UUID, meets_at: datetime) -> None:
        """Meet at another time, and on no agenda of the standing group."""
        self.before_moves[by] = Before(self.meets_at, self.meeting_id)
        self.meets_at, self.meeting_id = meets_at, None
        self.moves += 1

    def move_back(self, by: UUID) -> None:
        """Meet when it was to meet before; whoever was told otherwise is told again."""
        self.meets_at, self.meeting_id = self.before_moves.pop(by).meets_at, None
        self.moves += 1

    def change_place_to(self, changed: PlaceChanged) -> None:
        """Meet in another place; the rest of the panel stays as it was."""
        if self.convened is not None:
            was = Place(self.convened.place, self.place_changed)
            self.before_places[changed.command_id] = was
        self._meet_in(Place(changed.place, changed))

    def change_place_back(self, by: UUID) -> None:
        """Meet where it was to meet before a command changed the place."""
        self._meet_in(self.before_places.pop(by))

    def _meet_in(self, there: Place) -> None:
        self.place_changed = there.changed
        self.moves += 1
        if self.convened is not None:
            now = {"place": there.place}
            self.convened = self.convened.model_copy(update=now)

    def forget_moves(self) -> None:
        """Meet at no time and in no place: no panel is convened any more."""
        self.convened = self.place_changed = None
        self.meets_at = self.meeting_id = None
        self.postponements, self.before_moves, self.before_places = {}, {}, {}
