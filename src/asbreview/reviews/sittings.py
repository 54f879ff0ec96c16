"""A meeting recorded as it happens: each part one save, until its end."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from asbreview.domain.model import Signed
from asbreview.domain.panel.facts import Disposal, Issue, VictimCame
from asbreview.domain.people import Official
from asbreview.domain.sealed import Sealed
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.groups import GroupCommands
from asbreview.reviews.panels import attending, invite, why_it_went_on
from asbreview.reviews.told import OfficialTold


class SittingCommands(GroupCommands):
    """What a panel does, part by part."""

    @once
    def begin_sitting(self, case_id: UUID, *, held_on: date, signed: Signed) -> Changed:
        """Record that the panel began to meet, or goes on, on a London date.

        Refused (`NotPermittedYet`) before the victim's part is decided.
        """
        case = self.case(case_id)
        case.must_be_open()
        case.panel.may_hold(held_on, signed=signed)
        case.panel.begin_sitting(
            uuid5(signed.command_id, "sitting"), held_on=held_on, signed=signed
        )
        return (case.panel,)

    @once
    def note_coming(
        self, case_id: UUID, came: Sequence[OfficialTold], *, signed: Signed
    ) -> Changed:
        """Record who came to the meeting, for which bodies."""
        case = self._sat_on(case_id)
        if not came:
            must_say("", asks="Enter who attended", field="attended-0-name")
        for person in attending(case, came, signed=signed):
            case.panel.note_coming(person, signed=signed)
        return (case.panel,)

    @once
    def note_interest(
        self,
        case_id: UUID,
        official_id: UUID,
        *,
        interest: str,
        left: bool,
        signed: Signed,
    ) -> Changed:
        """Record an interest that somebody who came declared, and if they left."""
        case = self._sat_on(case_id)
        must_say(interest, asks="Enter what the interest is", field="interest")
        case.panel.note_interest(
            uuid5(signed.command_id, "interest"),
            official_id=official_id,
            interest=case.prose(interest, "interest/text", signed=signed),
            left=left,
            signed=signed,
        )
        return (case.panel,)

    @once
    def consider_issue(
        self,
        case_id: UUID,
        issue: str,
        *,
        disposal: Disposal,
        reasons: str,
        signed: Signed,
    ) -> Changed:
        """Record an issue that the panel considered, what it did with it, and why."""
        case = self._sat_on(case_id)
        must_say(issue, asks="Enter what the issue was", field="issue")
        must_say(reasons, asks="Enter why the panel found so", field="reasons")
        case.panel.consider(
            uuid5(signed.command_id, "issue"),
            issue=case.prose(issue, "issue/text", signed=signed),
            disposal=disposal,
            reasons=case.prose(reasons, "issue/why", signed=signed),
            signed=signed,
        )
        return (case.panel,)

    @once
    def weigh_option(
        self,
        case_id: UUID,
        option: str,
        *,
        chosen: bool,
        reasons: str,
        signed: Signed,
    ) -> Changed:
        """Record an option that the panel weighed, whether it is for it, and why."""
        case = self._sat_on(case_id)
        must_say(option, asks="Enter the option considered", field="option")
        asks = "Enter why it was, or was not, chosen"
        must_say(reasons, asks=asks, field="reasons")
        case.panel.weigh(
            uuid5(signed.command_id, "option"),
            option=case.prose(option, "option/text", signed=signed),
            chosen=chosen,
            reasons=case.prose(reasons, "option/why", signed=signed),
            signed=signed,
        )
        return (case.panel,)

    @once
    def adjourn_sitting(  # noqa: PLR0913  another meeting is all of these
        self,
        case_id: UUID,
        *,
        meets_at: datetime,
        reason: str,
        place: str = "",
        meeting_id: UUID | None = None,
        signed: Signed,
    ) -> Changed:
        """Adjourn the meeting, and write to whoever was invited when it goes on.

        The panel has not met until the meeting has ended: no clock stops.
        """
        case = self._sat_on(case_id)
        must_say(reason, asks="Enter why the meeting is adjourned", field="reason")
        where = self.where_it_meets(
            case, meets_at=meets_at, place=place, meeting_id=meeting_id
        )
        why = case.prose(reason, "reason", signed=signed)
        case.panel.adjourn(meets_at=where.meets_at, reason=why, signed=signed)
        agenda = where.put_on_agenda(case, signed=signed)
        if where.place.strip():
            there = case.prose(where.place, "place", signed=signed)
            case.panel.change_place(there, signed=signed)
        return case.panel, *agenda, *invite(case, signed=signed)

    @once
    def end_sitting(
        self,
        case_id: UUID,
        *,
        went_on_because: str = "",
        victim_came: VictimCame | None = None,
        signed: Signed,
    ) -> Changed:
        """Record that the meeting came to its end, with all that was recorded of it.

        The panel had before it what is then on file.  Where fewer bodies met than the
        procedure asks for, it is refused unless it is told why the meeting went on; who
        declared an interest and left is none of those that met.
        """
        case = self._sat_on(case_id)
        sitting, panel = case.panel.may_end(), case.panel
        there, stayed = self._officials(panel.there), self._officials(panel.stayed)
        issues = [
            Issue(
                issue=case.prose(self._told(each.issue.text), f"i/{n}", signed=signed),
                disposal=each.disposal,
            )
            for n, each in enumerate(panel.issues.values())
        ]
        panel.hold(
            held_on=sitting.held_on,
            attended=attending(case, there, signed=signed),
            issues=tuple(issues),
            went_on_because=why_it_went_on(
                case, stayed, went_on_because, signed=signed
            ),
            victim_came=victim_came,
            ground=case.ground(case.trigger, case.evidence, case.contact),
            signed=signed,
        )
        case.evidence.rely("panel", signed=signed)
        return case.panel, case.evidence

    def _sat_on(self, case_id: UUID) -> Case:
        case = self.case(case_id)
        case.must_be_open()
        return case

    def _officials(self, people: Sequence[Official]) -> list[OfficialTold]:
        """Return people as a command is told of them."""
        return [
            OfficialTold(name=self._told(person.name), body_id=person.body_id)
            for person in people
        ]

    def _told(self, sealed: Sealed[str]) -> str:
        """Return words that are recorded again: what is sealed is so for one place."""
        return str(self.keyring.reveal(sealed))
