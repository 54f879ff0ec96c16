"""The record of the panel of a case."""

from datetime import date, datetime
from uuid import UUID

from asbreview.domain.dates import (
    has_happened,
    is_not_before,
    is_within_a_year,
)
from asbreview.domain.days import local_day
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.ground import Ground
from asbreview.domain.model import CaseAggregate, Signed
from asbreview.domain.panel.facts import (
    Issue,
    PanelConvened,
    PanelFileOpened,
    PanelHeld,
    PanelPostponed,
    PanelReliedOn,
    PapersSent,
    Participation,
    ParticipationChosen,
    ParticipationDeclined,
    TakesPart,
    VictimNotInvited,
)
from asbreview.domain.panel.in_error import PanelFact, PanelFactInError
from asbreview.domain.people import Official, Prose


class Panel(CaseAggregate):
    """Who reviews the case, how the victim takes part, and what was considered."""

    TOPIC = "panel"
    relied_on_as = PanelReliedOn

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.convened: PanelConvened | None = None
        self.meets_at: datetime | None = None
        self.postponed: PanelPostponed | None = None
        self.participation: Participation | None = None
        self.takes_part: TakesPart | None = None
        self.not_invited_because: Prose | None = None
        self.papers_sent_on: date | None = None
        self.held: PanelHeld | None = None

    @classmethod
    def open_file(cls, case_id: UUID, *, signed: Signed) -> "Panel":
        """Open the file; it is opened with the case."""
        return cls._open_on(case_id, PanelFileOpened, signed)

    def convene(  # noqa: PLR0913  a panel is all of these
        self,
        panel_id: UUID,
        *,
        meets_at: datetime,
        place: Prose,
        bodies: tuple[UUID, ...],
        chair: Official,
        independence: Prose,
        signed: Signed,
    ) -> None:
        """Convene the panel for a London time that is yet to come."""
        if self.convened is not None:
            raise AlreadyDone("A panel has been convened; its meeting can be put off")
        _yet_to_come(meets_at, signed=signed)
        self._record(
            PanelConvened,
            signed,
            panel_id=panel_id,
            meets_at=meets_at,
            place=place,
            bodies=bodies,
            chair=chair,
            independence=independence,
        )

    def postpone(self, *, meets_at: datetime, reason: Prose, signed: Signed) -> None:
        """Put the meeting off to another time that is yet to come."""
        self._must_be_convened()
        self._must_not_be_held()
        _yet_to_come(meets_at, signed=signed)
        self._record(PanelPostponed, signed, meets_at=meets_at, reason=reason)

    def send_papers(self, *, sent_on: date, signed: Signed) -> None:
        """Record that the papers went out, on a London date not in the future."""
        self._must_be_convened()
        self._must_not_be_held()
        if self.papers_sent_on is not None:
            raise AlreadyDone("The papers have been sent")
        has_happened(sent_on, what="The sending", field="sent_on", signed=signed)
        self._record(PapersSent, signed, sent_on=sent_on)

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

    def hold(  # noqa: PLR0913  a meeting is all of these
        self,
        *,
        held_on: date,
        attended: tuple[Official, ...],
        issues: tuple[Issue, ...],
        went_on_because: Prose | None = None,
        ground: Ground,
        signed: Signed,
    ) -> None:
        """Record the meeting; and why it went on, if fewer bodies met than are asked.

        Refused (`NotPermittedYet`) until it is decided how the victim takes part, and
        (`Misrecorded`) without anybody there or any issue considered.
        """
        self.may_hold(held_on, signed=signed)
        if not attended:
            raise Misrecorded("Enter who attended", field="attended-0-name")
        if not issues:
            raise Misrecorded("Enter each issue considered", field="issues-0-issue")
        self._record(
            PanelHeld,
            signed,
            held_on=held_on,
            attended=attended,
            issues=issues,
            went_on_because=went_on_because,
            ground=ground,
        )

    def take_back(
        self, fact: PanelFact, item_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Record that something was recorded in error; `NoSuchThing` if it is not on.

        What rests on it is asked of by the command, which knows the other records.
        """
        if not self._is_on_record(fact, item_id):
            raise NoSuchThing("There is no such thing, or it is corrected already")
        self._record(
            PanelFactInError, signed, fact=fact, item_id=item_id, reason=reason
        )

    def _is_on_record(self, fact: PanelFact, item_id: UUID) -> bool:
        its_own = item_id == self.case_id
        match fact:
            case PanelFact.CONVENED:
                convened = self.convened
                return convened is not None and item_id == convened.panel_id
            case PanelFact.PAPERS:
                return its_own and self.papers_sent_on is not None
            case PanelFact.HELD:
                return its_own and self.held is not None

    def _may_decide_participation(self, day: date, *, signed: Signed) -> None:
        self._must_not_be_held()
        has_happened(day, what="The day", field="decided_on", signed=signed)

    def may_hold(self, day: date, *, signed: Signed) -> None:
        """Refuse a meeting on that day: too early, held already, or not prepared."""
        convened_on = local_day(self._must_be_convened().timestamp)
        self._must_not_be_held()
        if self.participation is None:
            raise NotPermittedYet(
                "Record first how the victim takes part: chosen, declined, or not"
                " invited with reasons"
            )
        has_happened(day, what="The meeting", field="held_on", signed=signed)
        is_not_before(day, convened_on, what="The meeting", field="held_on")

    def _must_be_convened(self) -> PanelConvened:
        if self.convened is None:
            raise NotPermittedYet("Convene the panel first")
        return self.convened

    def _must_not_be_held(self) -> None:
        if self.held is not None:
            raise AlreadyDone("The panel has been held")


def _yet_to_come(meets_at: datetime, *, signed: Signed) -> None:
    if local_day(meets_at) < signed.on:
        raise Misrecorded("The meeting must be today or later", field="meets_on")
    is_within_a_year(
        local_day(meets_at), what="The meeting", field="meets_on", signed=signed
    )
