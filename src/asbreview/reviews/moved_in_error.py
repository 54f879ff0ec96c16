"""A meeting that was not put off or adjourned, as had been recorded."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.people import Prose
from asbreview.reviews.case import Case
from asbreview.reviews.groups import GroupCommands
from asbreview.reviews.panels import invite

MOVES: Final = (PanelFact.POSTPONED, PanelFact.ADJOURNED)
MEETING: Final = (LetterKind.INVITATION, LetterKind.NOT_INVITED)


def calling(case: Case, topic: str, item_id: UUID) -> tuple[UUID, ...]:
    """Return the commands that called the meeting, or all that put it off so."""
    if topic == PanelFact.CONVENED:
        return case.panel.called_by
    if topic == PanelFact.POSTPONED:
        return (item_id,)
    adjourned = case.panel.adjourned.get(item_id)
    return (adjourned.command_id,) if adjourned else ()


class MovesInError(GroupCommands):
    """The panel meets again when and where it was to meet before."""

    def _not_moved(
        self, case: Case, topic: str, item_id: UUID, why: Prose, *, signed: Signed
    ) -> list[Aggregate]:
        """Take back that the meeting was put off or adjourned, and its place with it.

        Where it had been on the agenda of the standing group, it is again: refused
        (`NotPermittedYet`) where that meets at another time by now, or has no room.
        """
        panel, by = case.panel, calling(case, topic, item_id)
        was = panel.before_moves.get(item_id)
        panel.take_back(topic, item_id, reason=why, signed=signed)
        if (place := panel.place_changed) and place.command_id in by:
            fact = PanelFact.PLACE
            panel.take_back(fact, place.command_id, reason=why, signed=signed)
        if was is None or was.meeting_id is None or was.meets_at is None:
            return []
        try:
            where = self.where_it_meets(
                case, meets_at=was.meets_at, place="", meeting_id=was.meeting_id
            )
            if local_day(was.meets_at) >= signed.on:
                return list(where.put_on_agenda(case, signed=signed))
            panel.put_on_agenda(was.meeting_id, signed=signed)
        except Misrecorded as refused:
            raise NotPermittedYet(
                "It would meet with the standing group again, as before, and cannot:"
                f" {refused}"
            ) from None
        return []

    def _invited_again(
        self, case: Case, told: Collection[Letter], *, signed: Signed
    ) -> tuple[Letter, ...]:
        """Draft the invitation to a meeting that was not put off after all.

        Not for a day that has passed, nor where the victim knows no other: *told* are
        the letters that were to tell the other time.
        """
        panel = case.panel
        if panel.meets_at is None or local_day(panel.meets_at) < signed.on:
            return ()
        before = [x for c in panel.called_by for x in self.caused_by(c, *MEETING)]
        knows = any(letter.has_told or letter.is_open for letter in before)
        told_otherwise = any(letter.has_told for letter in told)
        return invite(case, signed=signed) if told_otherwise or not knows else ()
