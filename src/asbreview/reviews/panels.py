"""The panel: convened, put off, the victim's part in it, held."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.panel.facts import Issue, Participation, VictimCame
from asbreview.domain.people import Official, Prose
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.chairs import ChairCommands
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.drafting import copies, draft
from asbreview.reviews.groups import GroupCommands, Where
from asbreview.reviews.inviting import InvitingCommands
from asbreview.reviews.told import IssueTold, OfficialTold, PanelTold, PartTold

CALLED_OTHERWISE: Final = overtaken("When or where the panel meets was changed")
TAKES_PART_OTHERWISE: Final = overtaken("How the victim takes part was recorded")


class PanelCommands(GroupCommands, ChairCommands, InvitingCommands):
    """Who reviews the response, with the victim's part decided first."""

    @once
    def convene_panel(
        self,
        case_id: UUID,
        panel: PanelTold,
        *,
        part: PartTold | None = None,
        by_email: bool = False,
        signed: Signed,
    ) -> Changed:
        """Convene the panel for an instant, and draft the victim's invitation.

        At a meeting of the standing group, it is put on its agenda.  What is known
        already of the victim's part is recorded in the same save.  *by_email*, the
        bodies whose address the directory has are invited in it too.
        """
        case = self.case(case_id)
        case.must_be_open()
        _may_convene(case, panel)
        self.check_chair(case, panel, signed=signed)
        _chair_comes_from(case, panel, signed=signed)
        where = self.where_it_meets(
            case,
            meets_at=panel.meets_at,
            place=panel.place,
            meeting_id=panel.meeting_id,
        )
        must_say(where.place, asks="Enter where the panel meets", field="place")
        _convene(case, panel, where, signed=signed)
        agenda = where.put_on_agenda(case, signed=signed)
        case.trigger.rely("panel", signed=signed)
        if part is not None:
            _take_part(case, part, on=signed.on, signed=signed)
        bodies = self.drafted_invitations(case, signed=signed) if by_email else ()
        letters = invite(case, signed=signed)
        return case.panel, case.trigger, *agenda, *letters, *bodies

    @once
    def postpone_panel(  # noqa: PLR0913  another meeting is all of these
        self,
        case_id: UUID,
        *,
        meets_at: datetime,
        reason: str,
        place: str = "",
        meeting_id: UUID | None = None,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Put the meeting off, and draft an invitation to the new time.

        To another place, where one is given; to a meeting of the standing group, to
        where that meets.  It leaves the agenda that it was on.  Refused (`AlreadyDone`)
        where it was called or moved *since* a version of the panel's record.
        """
        case = self.case(case_id)
        must_stand(since, case.panel.called_since, says=CALLED_OTHERWISE)
        case.must_be_open()
        where = self.where_it_meets(
            case, meets_at=meets_at, place=place, meeting_id=meeting_id
        )
        why = case.prose(reason, "reason", signed=signed)
        case.panel.postpone(meets_at=where.meets_at, reason=why, signed=signed)
        agenda = where.put_on_agenda(case, signed=signed)
        if where.place.strip():
            there = case.prose(where.place, "place", signed=signed)
            case.panel.change_place(there, signed=signed)
        return case.panel, *agenda, *invite(case, signed=signed)

    @once
    def send_papers(self, case_id: UUID, *, sent_on: date, signed: Signed) -> Changed:
        """Record that the papers for the meeting were sent, on a London date."""
        case = self.case(case_id)
        case.must_be_open()
        case.panel.send_papers(sent_on=sent_on, signed=signed)
        return (case.panel,)

    @once
    def decide_participation(
        self,
        case_id: UUID,
        part: PartTold,
        *,
        decided_on: date,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record the victim's choice, or a decision (told by letter) not to invite.

        Refused (`AlreadyDone`) where either was recorded *since* a version of the
        panel's record.
        """
        case = self.case(case_id)
        must_stand(since, case.panel.part_since, says=TAKES_PART_OTHERWISE)
        case.must_be_open()
        case.trigger.dated(
            decided_on, what="The day", field="decided_on", signed=signed
        )
        _take_part(case, part, on=decided_on, signed=signed)
        if part.participation is Participation.NOT_INVITED and case.panel.convened:
            return case.panel, *invite(case, signed=signed)
        return (case.panel,)

    @once
    def hold_panel(  # noqa: PLR0913  a meeting is all of these
        self,
        case_id: UUID,
        *,
        held_on: date,
        attended: Sequence[OfficialTold],
        issues: Sequence[IssueTold],
        went_on_because: str = "",
        victim_came: VictimCame | None = None,
        signed: Signed,
    ) -> Changed:
        """Record the meeting: who was there, and each issue disposed of.

        The panel had before it what was then on file; what comes later is later.
        Where fewer bodies met than the procedure asks for, it is refused unless it is
        told why the meeting went on.
        """
        case = self.case(case_id)
        case.must_be_open()
        case.panel.may_hold(held_on, signed=signed)
        if case.panel.sittings:
            raise NotPermittedYet(
                "The meeting is recorded as it happens: adjourn it or end it there"
            )
        there = attending(case, attended, signed=signed)
        why = None
        if attended and issues:
            why = why_it_went_on(case, attended, went_on_because, signed=signed)
        case.panel.hold(
            held_on=held_on,
            attended=there,
            issues=_considered(case, issues, signed=signed),
            went_on_because=why,
            victim_came=victim_came,
            ground=case.ground(case.trigger, case.evidence, case.contact),
            signed=signed,
        )
        case.evidence.rely("panel", signed=signed)
        return case.panel, case.evidence


def invite(case: Case, *, signed: Signed) -> tuple[Letter, ...]:
    """Draft the invitation, or the letter why there is none, and the copies of it."""
    no = case.panel.participation is Participation.NOT_INVITED
    kind = LetterKind.NOT_INVITED if no else LetterKind.INVITATION
    return draft(case, kind, signed=signed), *copies(case, kind, signed=signed)


def _convene(case: Case, panel: PanelTold, where: Where, *, signed: Signed) -> None:
    case.panel.convene(
        uuid5(signed.command_id, "panel"),
        meets_at=where.meets_at,
        place=case.prose(where.place, "place", signed=signed),
        bodies=tuple(dict.fromkeys(panel.bodies)),
        chair=panel.chair.sealed(uuid5(signed.command_id, "chair")),
        independence=case.prose(panel.independence, "independence", signed=signed),
        signed=signed,
    )


def _may_convene(case: Case, panel: PanelTold) -> None:
    """Refuse a panel before the threshold is met, or not as the law and procedure ask.

    No chair was involved in the case, and no fewer bodies meet than are asked for.
    """
    _must_be_met(case)
    _must_be_uninvolved(was_involved=panel.chair_was_involved)
    case.must_know(panel.bodies, field="bodies")
    if not panel.chair_from.strip():
        case.must_know([panel.chair.body_id], field="chair_body")
    _must_be_enough(case, panel.bodies)


def _chair_comes_from(case: Case, panel: PanelTold, *, signed: Signed) -> None:
    if organisation := panel.chair_from.strip():
        bodies = {body.body_id for body in case.procedure.relevant_bodies}
        if panel.chair.body_id in bodies:
            asks = "The chair comes from a relevant body, or from outside: choose one"
            raise Misrecorded(asks, field="chair_body")
        case.panel.come_from_outside(
            panel.chair.body_id,
            organisation=case.prose(organisation, "chair-from", signed=signed),
            signed=signed,
        )


def _must_be_met(case: Case) -> None:
    decided = case.trigger.threshold
    if decided is None:
        raise NotPermittedYet("Decide the threshold first")
    if not decided.met:
        raise NotPermittedYet("The threshold was decided not met")


def _must_be_uninvolved(*, was_involved: bool) -> None:
    """Refuse a chair who had a part in the response under review."""
    if was_involved:
        raise NotPermittedYet(
            "The chair must not have been involved in the case: choose another",
            field="chair_was_involved",
        )


def _must_be_enough(case: Case, bodies: Sequence[UUID]) -> None:
    fewest = case.procedure.panel.fewest_bodies
    if len(set(bodies)) < fewest:
        raise Misrecorded(
            f"Select at least {fewest} bodies: the procedure asks for so many",
            field="bodies",
        )


def why_it_went_on(
    case: Case, attended: Sequence[OfficialTold], because: str, *, signed: Signed
) -> Prose | None:
    """Return why a meeting went on with fewer bodies than the procedure asks for.

    A chair from outside them makes up no number of relevant bodies.
    """
    fewest = case.procedure.panel.fewest_bodies
    bodies = {person.body_id for person in attended}
    came = len(bodies - case.panel.from_outside.keys())
    if came >= fewest:
        return None
    must_say(
        because,
        asks=f"The procedure asks for at least {fewest} bodies at the meeting, and"
        f" somebody of {came} is named. Name whoever else was there, or enter why the"
        " meeting went on",
        field="went_on_because",
    )
    return case.prose(because, "went-on", signed=signed)


def _take_part(case: Case, part: PartTold, *, on: date, signed: Signed) -> None:
    match part.participation:
        case Participation.CHOSEN:
            if part.takes_part is None:
                raise Misrecorded("Select how they take part", field="takes_part")
            case.panel.choose_participation(
                part.takes_part, chosen_on=on, signed=signed
            )
        case Participation.DECLINED:
            case.panel.decline_participation(declined_on=on, signed=signed)
        case Participation.NOT_INVITED:
            must_say(
                part.not_invited_because,
                asks="Enter why the victim is not invited: they are told the reasons",
                field="not_invited_because",
            )
            reasons = case.prose(part.not_invited_because, "not-invited", signed=signed)
            ground = case.ground(case.trigger, case.evidence, case.contact)
            case.panel.not_invite(
                decided_on=on, reasons=reasons, ground=ground, signed=signed
            )


def attending(
    case: Case, attended: Sequence[OfficialTold], *, signed: Signed
) -> tuple[Official, ...]:
    """Return who was at a meeting; a body that is unknown is `NoSuchThing`.

    A chair from outside the relevant bodies is known from when the panel was convened.
    """
    for number, told in enumerate(attended):
        if told.body_id not in case.panel.from_outside:
            case.must_know([told.body_id], field=f"attended-{number}-body_id")
    return tuple(
        told.sealed(uuid5(signed.command_id, f"attended/{number}"))
        for number, told in enumerate(attended)
    )


def _considered(
    case: Case, issues: Sequence[IssueTold], *, signed: Signed
) -> tuple[Issue, ...]:
    return tuple(
        Issue(
            issue=case.prose(told.issue, f"issue/{number}", signed=signed),
            disposal=told.disposal,
        )
        for number, told in enumerate(issues)
    )
