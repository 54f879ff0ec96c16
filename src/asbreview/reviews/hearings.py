"""Who hears a challenge, and what they decide."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.outcome.challenge import ChallengeReceived, Upheld
from asbreview.domain.outcome.hearing import HowHeard, took_part
from asbreview.domain.sealed import ERASED
from asbreview.domain.terms import Challenged
from asbreview.reviews.case import Case, must_say, rely
from asbreview.reviews.challenges import written_to
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft_to
from asbreview.reviews.told import HearingTold


class HearingCommands(Commands):
    """A challenge is heard by somebody else, and decided by them."""

    @once
    def arrange_hearing(
        self,
        case_id: UUID,
        challenge_id: UUID,
        told: HearingTold,
        *,
        involved: Sequence[str] = (),
        signed: Signed,
    ) -> Changed:
        """Record who hears a challenge and when, also after the case has ended.

        Whoever challenged is written to.  Refused (`NotPermittedYet`) for somebody who
        had a part in what is challenged: by their own word, or by the name of whoever
        chaired or attended the panel, or of the *involved*.  An earlier notice that has
        not gone is held back.
        """
        case = self.case(case_id)
        challenge = case.outcome.still_to_decide(challenge_id)
        _must_say_who(told)
        self._must_be_others(case, challenge, told, involved)
        before = case.outcome.hearing_of(challenge_id)
        case.outcome.arrange_hearing(
            uuid5(signed.command_id, "hearing"),
            challenge_id,
            hearers=tuple(
                each.sealed(uuid5(signed.command_id, f"hearer/{number}"))
                for number, each in enumerate(told.hearers)
            ),
            independence=case.prose(told.independence, "independence", signed=signed),
            how=told.how,
            heard_at=told.heard_at,
            place=case.prose(told.place, "place", signed=signed),
            signed=signed,
        )
        kind, to = LetterKind.CHALLENGE_HEARING, written_to(case, challenge.made_by)
        overtaken = list(self._open(before.command_id, kind)) if before else []
        for letter in overtaken:
            letter.hold_back(HeldBecause.SUPERSEDED, signed=signed)
        return case.outcome, *overtaken, draft_to(case, kind, to, signed=signed)

    @once
    def decide_challenge(  # noqa: PLR0913  a decision is all of these
        self,
        case_id: UUID,
        challenge_id: UUID,
        *,
        upheld: Upheld,
        decided_on: date,
        reasons: str,
        follows: str,
        signed: Signed,
    ) -> Changed:
        """Record what was decided on a challenge, also after the case has ended.

        Refused (`Misrecorded`) without the reasons and, where it was upheld, what
        follows; (`NotPermittedYet`) where nobody is on record who hears it.  Whoever
        challenged is written to.
        """
        case = self.case(case_id)
        must_say(reasons, asks="Enter the reasons", field="reasons")
        if upheld in {Upheld.UPHELD, Upheld.IN_PART}:
            must_say(follows, asks="Enter what happens now", field="follows")
        case.outcome.decide_challenge(
            challenge_id,
            upheld=upheld,
            decided_on=decided_on,
            reasons=case.prose(reasons, "reasons", signed=signed),
            follows=case.prose(follows, "follows", signed=signed),
            ground=case.ground(*case.records),
            signed=signed,
        )
        rests_on = (case.trigger, case.evidence, case.panel)
        rely(rests_on, "challenge", signed=signed)
        made_by = case.outcome.challenges[challenge_id].made_by
        to = written_to(case, made_by)
        letter = draft_to(case, LetterKind.CHALLENGE_DECIDED, to, signed=signed)
        return *rests_on, case.outcome, letter

    def _must_be_others(
        self,
        case: Case,
        challenge: ChallengeReceived,
        told: HearingTold,
        involved: Sequence[str],
    ) -> None:
        """Refuse whoever had a part in what is challenged."""
        names = [*involved]
        if challenge.of is Challenged.REVIEW:
            names += self._of_the_panel(case)
        for number in took_part([each.name for each in told.hearers], names):
            raise NotPermittedYet(
                "They had a part in what is challenged: somebody else has to hear it",
                field=f"hearers-{number}-name",
            )
        if told.took_part:
            raise NotPermittedYet(
                "Whoever had a part in what is challenged does not hear it: choose"
                " somebody else",
                field="took_part",
            )

    def _of_the_panel(self, case: Case) -> Iterator[str]:
        panel = case.panel
        sat = [panel.convened.chair] if panel.convened else []
        sat += panel.held.attended if panel.held else []
        for official in sat:
            name = self.keyring.reveal(official.name)
            if name is not ERASED:
                yield name

    def _open(self, command_id: UUID, kind: LetterKind) -> Iterator[Letter]:
        return (each for each in self.caused_by(command_id, kind) if each.is_open)


def _must_say_who(told: HearingTold) -> None:
    for number, each in enumerate(told.hearers):
        named = f"hearers-{number}"
        must_say(each.name, asks="Enter who hears it", field=f"{named}-name")
        asks = "Enter which body or partnership they are of"
        must_say(each.of, asks=asks, field=f"{named}-of")
    asks = "Enter why they are independent of what is challenged"
    must_say(told.independence, asks=asks, field="independence")
    if told.how is HowHeard.MEETING and not told.place.strip():
        raise Misrecorded("Enter where they meet", field="place")
