"""A panel that is sitting: what is recorded of it meanwhile, until the meeting ends.

Each part is a fact of its own, so that nothing is lost with a browser.  A meeting that
is adjourned goes on with another sitting; it was held when it has come to its end, and
of the day of its last sitting (`docs/decisions/0073`).
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.panel.facts import Disposal
from asbreview.domain.panel.moving import MovedPanel
from asbreview.domain.panel.sitting_facts import (
    InterestDeclared,
    IssueConsidered,
    OptionWeighed,
    PersonCame,
    SittingAdjourned,
    SittingBegun,
)
from asbreview.domain.people import Official, Prose


class SittingPanel(MovedPanel):
    """What a panel has done so far, sitting by sitting."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.sittings: dict[UUID, SittingBegun] = {}
        self.adjourned: dict[UUID, SittingAdjourned] = {}
        self.came: dict[UUID, PersonCame] = {}
        self.interests: dict[UUID, InterestDeclared] = {}
        self.issues: dict[UUID, IssueConsidered] = {}
        self.options: dict[UUID, OptionWeighed] = {}

    @property
    def last_sitting(self) -> SittingBegun | None:
        """The sitting that goes on, or was the last."""
        return next(reversed(self.sittings.values()), None)

    @property
    def sitting(self) -> SittingBegun | None:
        """The sitting that goes on now; none before, between and after."""
        last = self.last_sitting
        goes_on = last is not None and last.sitting_id not in self.adjourned
        return last if goes_on and self.held is None else None

    @property
    def last_adjourned(self) -> SittingAdjourned | None:
        """Why and until when the meeting was adjourned, while it has not gone on."""
        last = self.last_sitting
        return self.adjourned.get(last.sitting_id) if last else None

    @property
    def called_by(self) -> tuple[UUID, ...]:
        """The commands that called the meeting, or to another time or place; in order.

        Each caused the invitations that tell it.
        """
        return tuple(dict.fromkeys(event.command_id for event in self._calls))

    @property
    def called_since(self) -> int:
        """Our version when when or where it meets was recorded last; 0 if it is not."""
        return self._calls[-1].originator_version if self._calls else 0

    @property
    def _calls(self) -> list[CaseEvent]:
        """What called the meeting, or to another time or place; in order."""
        first, moved = (self.convened, self.place_changed), self.postponements
        again = (*moved.values(), *self.adjourned.values())
        called: list[CaseEvent] = [event for event in (*first, *again) if event]
        return sorted(called, key=lambda event: event.originator_version)

    @property
    def there(self) -> tuple[Official, ...]:
        """Everybody who came, to whatever sitting, each once in the order they came."""
        return tuple(came.person for came in self.came.values())

    @property
    def stayed(self) -> tuple[Official, ...]:
        """Everybody who came, but for who declared an interest and left."""
        left = {each.official_id for each in self.interests.values() if each.left}
        return tuple(each for each in self.there if each.official_id not in left)

    def begin_sitting(self, sitting_id: UUID, *, held_on: date, signed: Signed) -> None:
        """Begin a sitting on a London date, the first or after the last adjourned."""
        if self.sitting is not None:
            raise AlreadyDone("The panel is sitting already")
        last = self.last_sitting
        if last is not None and held_on < last.held_on:
            raise Misrecorded(
                "The meeting cannot go on before the day it was adjourned",
                field="held_on",
            )
        self._record(SittingBegun, signed, sitting_id=sitting_id, held_on=held_on)

    def note_coming(self, person: Official, *, signed: Signed) -> None:
        """Note somebody who came."""
        sitting = self._must_be_sitting()
        self._record(PersonCame, signed, sitting_id=sitting.sitting_id, person=person)

    def note_interest(
        self,
        declaration_id: UUID,
        *,
        official_id: UUID,
        interest: Prose,
        left: bool,
        signed: Signed,
    ) -> None:
        """Note an interest that somebody who came declared (`NoSuchThing` if none)."""
        self._must_be_sitting()
        if official_id not in self.came:
            raise NoSuchThing("Select who declared it", field="official_id")
        self._record(
            InterestDeclared,
            signed,
            declaration_id=declaration_id,
            official_id=official_id,
            interest=interest,
            left=left,
        )

    def consider(
        self,
        issue_id: UUID,
        *,
        issue: Prose,
        disposal: Disposal,
        reasons: Prose,
        signed: Signed,
    ) -> None:
        """Note an issue, and what the panel did with it."""
        self._must_be_sitting()
        self._record(
            IssueConsidered,
            signed,
            issue_id=issue_id,
            issue=issue,
            disposal=disposal,
            reasons=reasons,
        )

    def weigh(
        self,
        option_id: UUID,
        *,
        option: Prose,
        chosen: bool,
        reasons: Prose,
        signed: Signed,
    ) -> None:
        """Note an option that was weighed."""
        self._must_be_sitting()
        self._record(
            OptionWeighed,
            signed,
            option_id=option_id,
            option=option,
            chosen=chosen,
            reasons=reasons,
        )

    def adjourn(self, *, meets_at: datetime, reason: Prose, signed: Signed) -> None:
        """Adjourn the sitting that goes on, to a time that is yet to come."""
        sitting = self._must_be_sitting()
        if meets_at <= signed.at:
            raise Misrecorded(
                "The meeting must go on at a time that is yet to come", field="meets_on"
            )
        self._record(
            SittingAdjourned,
            signed,
            sitting_id=sitting.sitting_id,
            meets_at=meets_at,
            reason=reason,
        )

    def may_end(self) -> SittingBegun:
        """Return the sitting that ends the meeting, if there is enough to it."""
        sitting = self._must_be_sitting()
        if not self.came:
            raise NotPermittedYet("Record first who was there")
        if not self.issues:
            raise NotPermittedYet("Record first each issue that was considered")
        return sitting

    @property
    def _empty_sittings(self) -> tuple[UUID, ...]:
        """The sittings that nothing rests on: nobody came, and nothing was adjourned.

        Of the last alone, what was considered and weighed may be.
        """
        last = self.last_sitting
        if last is None or self.last_adjourned or self.issues or self.options:
            return ()
        came = any(came.sitting_id == last.sitting_id for came in self.came.values())
        return () if came else (last.sitting_id,)

    @property
    def _without_interest(self) -> tuple[UUID, ...]:
        """Everybody who came and of whom no interest is on record."""
        declared = {interest.official_id for interest in self.interests.values()}
        return tuple(id_ for id_ in self.came if id_ not in declared)

    def forget_sittings_part(self, item_id: UUID) -> None:
        """Leave a part out of account that was recorded in error."""
        parts: tuple[dict[UUID, Any], ...]
        parts = (self.came, self.interests, self.issues, self.options, self.sittings)
        for of_kind in parts:
            of_kind.pop(item_id, None)

    def _must_be_sitting(self) -> SittingBegun:
        self._must_not_be_held()
        if self.sitting is None:
            raise NotPermittedYet("Record first that the meeting began")
        return self.sitting
