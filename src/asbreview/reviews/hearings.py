"""Who hears a challenge, and what they decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.outcome.challenge import (
    ChallengeReceived,
    ReferredBack,
    Upheld,
)
from asbreview.domain.outcome.hearing import HearingArranged, HowHeard, took_part
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.sealed import ERASED
from asbreview.domain.terms import Challenged
from asbreview.domain.trigger.came import Came, CameFrom
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews.carrying_over import CarriedOver
from asbreview.reviews.case import Case, must_say, rely
from asbreview.reviews.challenges import written_to
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.drafting import draft, draft_to
from asbreview.reviews.receiving import ReceivingCommands
from asbreview.reviews.thresholds import finding_on
from asbreview.reviews.told import HearingTold

HEARD_OTHERWISE: Final = overtaken("Who hears the challenge was arranged")


class HearingCommands(ReceivingCommands):
    """A challenge is heard by somebody else, and decided by them."""

    @once
    def arrange_hearing(  # noqa: PLR0913  who, and instead of which
        self,
        case_id: UUID,
        challenge_id: UUID,
        told: HearingTold,
        *,
        involved: Sequence[str] = (),
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record who hears a challenge and when, also after the case has ended.

        Whoever challenged is written to.  Refused (`NotPermittedYet`) for somebody who
        had a part in what is challenged: by their own word, or by the name of whoever
        chaired or attended the panel, or of the *involved*; (`AlreadyDone`) where it
        was arranged otherwise *since* a version of the outcome's record.  An earlier
        notice that has not gone is held back.
        """
        case = self.case(case_id)
        must_stand(since, case.outcome.heard_since(challenge_id), says=HEARD_OTHERWISE)
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
            accounts=tuple(told.accounts),
            signed=signed,
        )
        kind, to = LetterKind.CHALLENGE_HEARING, written_to(case, challenge.made_by)
        overtaken = self._overtaken(before, kind, signed=signed) if before else []
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
        carried: CarriedOver | None = None,
        signed: Signed,
    ) -> Changed:
        """Record what was decided on a challenge, also after the case has ended.

        Where it is referred back, what is *carried* over opens a linked review in the
        same save: `signed.new_case_id`, whose clocks run from the day it is recorded.
        Whoever challenged is written to.  Refused (`Misrecorded`) without the reasons
        and, where it was upheld, what follows, and to refer back what was not;
        (`NotPermittedYet`) where nobody is on record who hears it.
        """
        case = self.case(case_id)
        must_say(reasons, asks="Enter the reasons", field="reasons")
        _must_follow(upheld, follows, carried)
        challenge = case.outcome.still_to_decide(challenge_id)
        linked = self._linked(case, challenge, carried, signed) if carried else None
        case.outcome.decide_challenge(
            challenge_id,
            upheld=upheld,
            decided_on=decided_on,
            reasons=case.prose(reasons, "reasons", signed=signed),
            follows=case.prose(follows, "follows", signed=signed),
            ground=case.ground(*case.records),
            referred_back=linked.as_told if linked else None,
            signed=signed,
        )
        rests_on = (case.trigger, case.evidence, case.panel)
        rely(rests_on, "challenge", signed=signed)
        to = written_to(case, challenge.made_by)
        letter = draft_to(case, LetterKind.CHALLENGE_DECIDED, to, signed=signed)
        opened = linked.changed if linked else ()
        return *rests_on, case.outcome, letter, *opened

    def _overtaken(
        self, before: HearingArranged, kind: LetterKind, *, signed: Signed
    ) -> list[Letter]:
        """Hold back the notice of a hearing that was arranged before, if it waits."""
        waiting = list(self._open(before.command_id, kind))
        for letter in waiting:
            letter.hold_back(HeldBecause.SUPERSEDED, signed=signed)
        return waiting

    def _linked(
        self,
        case: Case,
        challenge: ChallengeReceived,
        carried: CarriedOver,
        signed: Signed,
    ) -> "Linked":
        """Open the review that a case is referred back to.

        Where the review was challenged, the threshold stands as it was decided.
        """
        trigger = case.trigger
        came = CameFrom(
            how=Came.REFERRED_BACK,
            on=signed.on,
            area=case.procedure.area,
            reference=trigger.reference,
            case_id=case.case_id,
        )
        restriction = trigger.restriction
        linked, reference = self.open_carried(
            carried,
            procedure_id=trigger.procedure_id,
            came=came,
            in_force_on=trigger.application.applied_on,
            named=restriction.named if restriction else (),
            signed=signed,
        )
        if challenge.of is Challenged.REVIEW:
            _let_threshold_stand(linked, trigger, signed=signed)
        letter = draft(linked, LetterKind.LINKED_REVIEW, signed=signed)
        return Linked(linked, (*linked.records, reference, letter))

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
        if _dealt_with(case) & set(told.accounts):
            raise NotPermittedYet(
                "Whoever had the case, or recorded a decision on it, does not hear it",
                field="accounts",
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


@dataclass(frozen=True)
class Linked:
    """A linked review, and all that is saved with it."""

    case: Case
    changed: Changed

    @property
    def as_told(self) -> ReferredBack:
        """How the case that was referred back names it."""
        reference = self.case.trigger.reference
        return ReferredBack(case_id=self.case.case_id, reference=reference)


def _let_threshold_stand(linked: Case, before: Trigger, *, signed: Signed) -> None:
    """Record on a linked review the decision of the case before, and that it was told.

    Who decided it, and when, is as it was: nobody decides it again.
    """
    decided, told_on = before.threshold, before.threshold_told_on
    if decided is None or not decided.met:
        return
    why = f"It was decided so on the case {before.reference}, and stands."
    linked.trigger.decide_threshold(
        uuid5(signed.command_id, "decision"),
        met=True,
        decided_on=decided.decided_on,
        decided_by=decided.decided_by,
        finding=finding_on(linked),
        ground=linked.ground(linked.trigger, linked.evidence),
        reasons=linked.prose(why, "threshold", signed=signed),
        signed=signed,
    )
    linked.evidence.rely("threshold", signed=signed)
    if told_on is not None:
        linked.trigger.tell_threshold(told_on=told_on, signed=signed)


def _dealt_with(case: Case) -> set[UUID]:
    """Return the accounts that had the case, or recorded a decision on it."""
    decisions = case.trigger.threshold, case.panel.held, case.outcome.findings
    recorded = {each.recorded_by for each in decisions if each is not None}
    return recorded | {case.trigger.caseworker_id or UUID(int=0)}


def _must_follow(upheld: Upheld, follows: str, carried: CarriedOver | None) -> None:
    """Refuse (`Misrecorded`) what was upheld and has no consequence, or the reverse."""
    if upheld in {Upheld.UPHELD, Upheld.IN_PART}:
        if carried is None:
            must_say(follows, asks="Enter what happens now", field="follows")
    elif carried is not None:
        raise Misrecorded(
            "Only what was upheld is referred back", field="referred_back"
        )


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
