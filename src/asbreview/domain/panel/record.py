"""The record of the panel of a case."""

from collections.abc import Container, Mapping
from datetime import date, datetime
from uuid import UUID

from asbreview.domain.dates import (
    has_happened,
    is_not_before,
    is_within_a_year,
)
from asbreview.domain.days import local_day
from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.ground import Ground
from asbreview.domain.meeting import Independence
from asbreview.domain.model import Signed
from asbreview.domain.panel.facts import (
    AttendanceCorrected,
    Issue,
    PanelConvened,
    PanelFileOpened,
    PanelHeld,
    PanelPostponed,
    PanelPutOnAgenda,
    PanelReliedOn,
    PapersSent,
    PlaceChanged,
    VictimCame,
)
from asbreview.domain.panel.from_outside import ChairFromOutside
from asbreview.domain.panel.in_error import PARTS, PanelFact, PanelFactInError
from asbreview.domain.panel.independence import ChairChecked, Touched
from asbreview.domain.panel.sitting import SittingPanel
from asbreview.domain.people import Official, Prose


class Panel(SittingPanel):
    """Who reviews the case, how the victim takes part, and what was considered."""

    TOPIC = "panel"
    relied_on_as = PanelReliedOn
    in_error_as = PanelFactInError

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        # By the id of the panel, of one that was recorded in error too.
        self.ever_invited: dict[UUID, tuple[UUID, ...]] = {}
        self.chair_checked: ChairChecked | None = None
        self.from_outside: dict[UUID, Prose] = {}  # what each is called
        self.papers_sent_on: date | None = None
        self.attendance_corrected: AttendanceCorrected | None = None

    @property
    def attended_since(self) -> int:
        """Our version when who was at the meeting was recorded, or put right."""
        last = self.attendance_corrected or self.held
        return last.originator_version if last else 0

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

    def check_chair(
        self,
        *,
        asked_for: Independence,
        grounds: tuple[Touched, ...],
        is_another: bool,
        although: Prose | None,
        signed: Signed,
    ) -> None:
        """Record what the chair was checked against, and what was found."""
        self._record(
            ChairChecked,
            signed,
            asked_for=asked_for,
            grounds=grounds,
            is_another=is_another,
            although=although,
        )

    def come_from_outside(
        self, body_id: UUID, *, organisation: Prose, signed: Signed
    ) -> None:
        """Record where a chair comes from whom none of the relevant bodies sends."""
        self._record(
            ChairFromOutside, signed, body_id=body_id, organisation=organisation
        )

    def postpone(self, *, meets_at: datetime, reason: Prose, signed: Signed) -> None:
        """Put the meeting off to another time that is yet to come.

        Refused (`NotPermittedYet`) while the panel is sitting: it is adjourned.
        """
        self._must_be_convened()
        self._must_not_be_held()
        if self.sitting is not None:
            raise NotPermittedYet("The panel is sitting: adjourn the meeting instead")
        _yet_to_come(meets_at, signed=signed)
        self._record(PanelPostponed, signed, meets_at=meets_at, reason=reason)

    def put_on_agenda(self, meeting_id: UUID, *, signed: Signed) -> None:
        """Note at which meeting of the standing group the panel meets."""
        self._must_be_convened()
        self._record(PanelPutOnAgenda, signed, meeting_id=meeting_id)

    def change_place(self, place: Prose, *, signed: Signed) -> None:
        """Record that the panel meets in another place."""
        self._must_be_convened()
        self._must_not_be_held()
        self._record(PlaceChanged, signed, place=place)

    def send_papers(self, *, sent_on: date, signed: Signed) -> None:
        """Record that the papers went out, on a London date not in the future."""
        self._must_be_convened()
        self._must_not_be_held()
        if self.papers_sent_on is not None:
            raise AlreadyDone("The papers have been sent")
        has_happened(sent_on, what="The sending", field="sent_on", signed=signed)
        self._record(PapersSent, signed, sent_on=sent_on)

    def hold(  # noqa: PLR0913  a meeting is all of these
        self,
        *,
        held_on: date,
        attended: tuple[Official, ...],
        issues: tuple[Issue, ...],
        went_on_because: Prose | None = None,
        victim_came: VictimCame | None = None,
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
            victim_came=victim_came,
            ground=ground,
        )

    def correct_attendance(
        self,
        attended: tuple[Official, ...],
        *,
        went_on_because: Prose | None,
        victim_came: VictimCame | None = None,
        reason: Prose,
        signed: Signed,
    ) -> None:
        """Put right who was at a meeting that was held; the meeting itself stays.

        No *victim_came* leaves what was recorded of the victim as it was.
        """
        if self.held is None:
            raise NotPermittedYet("The panel has not met yet: record the meeting")
        if not attended:
            raise Misrecorded("Enter who attended", field="attended-0-name")
        self._record(
            AttendanceCorrected,
            signed,
            attended=attended,
            went_on_because=went_on_because,
            victim_came=victim_came,
            reason=reason,
        )

    @property
    def facts_on_record(self) -> Mapping[str, Container[UUID]]:
        """What is on record and may turn out to be in error: ids, by their topic."""
        return {
            PanelFact.CONVENED: (self.convened.panel_id,) if self.convened else (),
            PanelFact.POSTPONED: self.postponements,
            PanelFact.PLACE: self.before_places,
            PanelFact.ADJOURNED: self.adjourned,
            PanelFact.PAPERS: self._its_own(there=self.papers_sent_on is not None),
            PanelFact.HELD: self._its_own(there=self.held is not None),
            **{fact: self._parts_of(fact) for fact in PARTS},
            PanelFact.BEGUN: self._empty_sittings,
            PanelFact.CAME: self._without_interest,
            PanelFact.INTEREST: self.interests,
            PanelFact.ISSUE: self.issues,
            PanelFact.OPTION: self.options,
        }

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


def _yet_to_come(meets_at: datetime, *, signed: Signed) -> None:
    if local_day(meets_at) < signed.on:
        raise Misrecorded("The meeting must be today or later", field="meets_on")
    is_within_a_year(
        local_day(meets_at), what="The meeting", field="meets_on", signed=signed
    )
