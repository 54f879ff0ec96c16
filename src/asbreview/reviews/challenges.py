"""Challenges: what an applicant is dissatisfied with, and whether it came in time."""

from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.outcome.challenge import Upheld, Window
from asbreview.domain.people import Channel
from asbreview.domain.terms import Challenged
from asbreview.reviews.case import Case, must_say, rely
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft_to


class ChallengeCommands(Commands):
    """What somebody is dissatisfied with."""

    @once
    def receive_challenge(  # noqa: PLR0913  a challenge is all of these
        self,
        case_id: UUID,
        *,
        of: Challenged,
        made_by: UUID,
        received_on: date,
        channel: Channel,
        grounds: str,
        signed: Signed,
    ) -> Changed:
        """Record a challenge by a person of the case, also after the case has ended.

        They are written to that it has come, who decides it and by when.

        One that came too late is recorded as that.  Refused (`Misrecorded`) where the
        review is challenged and there is none.
        """
        case = self.case(case_id)
        must_say(grounds, asks="Enter what they are dissatisfied with", field="grounds")
        _must_be_of(case, of, made_by)
        what = "The challenge"
        case.trigger.dated(received_on, what=what, field="received_on", signed=signed)
        case.outcome.receive_challenge(
            uuid5(signed.command_id, "challenge"),
            of=of,
            made_by=made_by,
            received_on=received_on,
            channel=channel,
            grounds=case.prose(grounds, "grounds", signed=signed),
            window=window_of(case, of),
            signed=signed,
        )
        letter = draft_to(case, LetterKind.CHALLENGE_RECEIVED, made_by, signed=signed)
        return case.outcome, letter

    @once
    def decide_challenge(  # noqa: PLR0913  a decision is all of these
        self,
        case_id: UUID,
        challenge_id: UUID,
        *,
        upheld: Upheld,
        decided_on: date,
        decided_by: str,
        reasons: str,
        follows: str,
        signed: Signed,
    ) -> Changed:
        """Record what was decided on a challenge, also after the case has ended.

        Refused (`Misrecorded`) without who decided, the reasons and, unless it was not
        upheld, what follows.  Whoever challenged is written to.
        """
        case = self.case(case_id)
        must_say(decided_by, asks="Enter who decided", field="decided_by")
        must_say(reasons, asks="Enter the reasons", field="reasons")
        if upheld is not Upheld.NOT_UPHELD:
            must_say(follows, asks="Enter what happens now", field="follows")
        case.outcome.decide_challenge(
            challenge_id,
            upheld=upheld,
            decided_on=decided_on,
            decided_by=case.prose(decided_by, "decided by", signed=signed),
            reasons=case.prose(reasons, "reasons", signed=signed),
            follows=case.prose(follows, "follows", signed=signed),
            ground=case.ground(*case.records),
            signed=signed,
        )
        rests_on = (case.trigger, case.evidence, case.panel)
        rely(rests_on, "challenge", signed=signed)
        made_by = case.outcome.challenges[challenge_id].made_by
        letter = draft_to(case, LetterKind.CHALLENGE_DECIDED, made_by, signed=signed)
        return *rests_on, case.outcome, letter


def window_of(case: Case, of: Challenged) -> Window:
    """Return when a thing may be challenged, by what was told and any more time."""
    told_on = {
        Challenged.APPLICATION: case.trigger.threshold_told_on,
        Challenged.REVIEW: case.outcome.told_on,
    }[of]
    route = case.procedure.challenge_of(of)
    if told_on is None or route is None:
        return Window(opened_on=told_on, last_day=None)
    longer = case.trigger.extended.get(route.window)
    return Window(
        opened_on=told_on, last_day=longer or case.due_on(route.window, told_on)
    )


def _must_be_of(case: Case, of: Challenged, made_by: UUID) -> None:
    if made_by not in case.contact.people:
        raise Misrecorded("Choose a person of this case", field="made_by")
    if of is Challenged.REVIEW and case.panel.convened is None:
        raise Misrecorded(
            "There has been no review. What they challenge is how the application was"
            " dealt with",
            field="of",
        )
