"""Challenges: what an applicant is dissatisfied with, and whether it came in time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.outcome.challenge import OnWhat, Window
from asbreview.domain.people import HeardBy
from asbreview.domain.terms import Challenged
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft_to
from asbreview.reviews.further_ways import days_of, further_ways
from asbreview.reviews.told import ChallengeTold

NOT_OPEN: Final = "On that day this way was not open to the case"


class ChallengeCommands(Commands):
    """What somebody is dissatisfied with."""

    @once
    def receive_challenge(
        self, case_id: UUID, told: ChallengeTold, *, signed: Signed
    ) -> Changed:
        """Record a challenge by a person of the case, also after the case has ended.

        Whoever made it is written to that it has come, who decides it and by when; for
        a representative, the person they speak for.  One that came too late is recorded
        as that.  Refused (`Misrecorded`) where the review is challenged and there is
        none; a tier, a ground or an exclusion that the procedure of that day does not
        have is `NoSuchThing`.
        """
        case = self.case(case_id)
        _must_fit(case, told)
        what, field = "The challenge", "received_on"
        case.trigger.dated(told.received_on, what=what, field=field, signed=signed)
        challenge_id = uuid5(signed.command_id, "challenge")
        on_what = _on_what(case, told)
        case.outcome.receive_challenge(
            challenge_id,
            of=told.of,
            made_by=told.made_by,
            received_on=told.received_on,
            channel=told.channel,
            grounds=case.prose(told.grounds, "grounds", signed=signed),
            on_what=on_what,
            window=self.window_of(case, told.of, told.tier, on=told.received_on),
            signed=signed,
        )
        if on_what.needs_agreement and told.agrees:
            case.outcome.agree_to_pass(
                challenge_id,
                agreed_on=told.received_on,
                how=told.channel,
                signed=signed,
            )
        to = written_to(case, told.made_by)
        letter = draft_to(case, LetterKind.CHALLENGE_RECEIVED, to, signed=signed)
        return case.outcome, letter

    @once
    def take_on_challenge(  # noqa: PLR0913  what it still needs
        self,
        case_id: UUID,
        challenge_id: UUID,
        *,
        because: str = "",
        agreed_by: HeardBy | None = None,
        on: date,
        signed: Signed,
    ) -> Changed:
        """Record what a challenge still needs before it is heard, on a London date.

        Why it is heard although it came late or the procedure excludes it, and that
        whoever made it agrees that what is known of them is passed on: what of these
        is told.  Refused (`Misrecorded`) where nothing is.
        """
        case = self.case(case_id)
        if agreed_by is None:
            asks = "Enter why it is heard all the same, or how they agreed"
            must_say(because, asks=asks, field="because")
        if because.strip():
            case.outcome.take_on_challenge(
                challenge_id,
                taken_on=on,
                because=case.prose(because, "because", signed=signed),
                signed=signed,
            )
        if agreed_by is not None:
            case.outcome.agree_to_pass(
                challenge_id, agreed_on=on, how=agreed_by, signed=signed
            )
        return (case.outcome,)

    def window_of(
        self, case: Case, of: Challenged, tier: str = "", *, on: date
    ) -> Window:
        """Return when a thing may be challenged, by what was told and any more time.

        How an application was dealt with that was withdrawn or transferred, from the
        letter that told the end on, as that says.  A further tier, of the ways that are
        open *on* a day, opens when what came of a challenge to the one before was told,
        or with the thing itself where none was made.
        """
        told_on = self._end_told_on(case, of) or days_of(case, of, on).told_on
        if not tier:
            route = case.procedure.challenge_of(of)
            return _window(case, route.window if route else "", told_on)
        told_on = self._last_answered_on(case, of) or told_on
        ways = further_ways(case, of, on)
        way = next((each for each in ways if each.tier.tier_id == tier), None)
        if way is None:
            return Window(opened_on=told_on, last_day=None)
        return _window(replace(case, procedure=way.under), way.tier.window, told_on)

    def _end_told_on(self, case: Case, of: Challenged) -> date | None:
        """Return the day on which they were told that an application ended so."""
        ended = case.trigger.ended
        if ended is None or of is not Challenged.APPLICATION:
            return None
        told = self.caused_by(ended.command_id, LetterKind.CLOSING)
        return next((letter.posted_on for letter in told), None)

    def _last_answered_on(self, case: Case, of: Challenged) -> date | None:
        """Return the day on which whoever challenged was last told what came of it."""
        told_on = None
        for decided in case.outcome.decided.values():
            if case.outcome.challenges[decided.challenge_id].of is of:
                kind = LetterKind.CHALLENGE_DECIDED
                for letter in self.caused_by(decided.command_id, kind):
                    told_on = letter.posted_on or told_on
        return told_on


def written_to(case: Case, made_by: UUID) -> UUID:
    """Return to whom letters about a challenge go: no letter goes to a representative.

    What a letter tells, it tells to whom it has to be told.
    """
    named = case.contact.representatives.get(made_by)
    return named.represents if named else made_by


def _window(case: Case, timer_id: str, told_on: date | None) -> Window:
    if told_on is None or not timer_id:
        return Window(opened_on=told_on, last_day=None)
    return Window(opened_on=told_on, last_day=case.due_or_later(timer_id, told_on))


def _must_fit(case: Case, told: ChallengeTold) -> None:
    asks = "Enter what they are dissatisfied with"
    must_say(told.grounds, asks=asks, field="grounds")
    contact = case.contact
    may_challenge = {
        each.person_id for each in (*contact.present, *contact.representing)
    }
    if told.made_by not in may_challenge:
        raise Misrecorded("Choose a person of this case", field="made_by")
    if told.of is Challenged.REVIEW and case.panel.convened is None:
        raise Misrecorded(
            "There has been no review. What they challenge is how the application was"
            " dealt with",
            field="of",
        )


def _on_what(case: Case, told: ChallengeTold) -> OnWhat:
    """Return which way of the procedure it goes; `NoSuchThing` if it has no such."""
    found = further_ways(case, told.of, told.received_on)
    tiers = {each.tier.tier_id: each.tier for each in found}
    own = case.procedure.challenge_of(told.of)
    if told.tier and told.tier not in tiers:
        raise NoSuchThing(NOT_OPEN, field="tier")
    way = tiers[told.tier] if told.tier else own
    if way is None:
        raise NoSuchThing("The procedure has no such challenge", field="of")
    _must_be_among(told.on_grounds, way.grounds, field="on_grounds")
    _must_be_among(told.excluded_by, way.exclusions, field="excluded_by")
    return OnWhat(
        tier=told.tier,
        grounds=tuple(told.on_grounds),
        excluded_by=tuple(told.excluded_by),
        needs_agreement=bool(way.consent),
    )


def _must_be_among(given: Sequence[str], known: Sequence[str], *, field: str) -> None:
    if set(given) - set(known):
        raise NoSuchThing("Select from what the procedure lists", field=field)
