"""The challenges of a case as an ombudsman asks for them: who decided each, and why."""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.days import in_words, local_day
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.domain.terms import Challenged
from asbreview.packs.before_decisions import before_told
from asbreview.packs.document import Block, Heading, Quotation, Words
from asbreview.packs.of_case import OfCase
from asbreview.packs.ombudsman_told import told_by_letter

CHALLENGED: Final = {
    Challenged.APPLICATION: "how the application was dealt with",
    Challenged.REVIEW: "how the review was carried out",
}


def challenges(of: OfCase) -> Iterator[Block]:
    """Tell each challenge: its grounds, who heard it, what was decided, and told."""
    for id_, challenge in of.case.outcome.challenges.items():
        yield Heading(f"The challenge of {in_words(challenge.received_on)}")
        about = CHALLENGED[challenge.of]
        yield Words(f"It is about {about}, and came {challenge.timely}. Its grounds:")
        yield Quotation(of.tell(challenge.grounds))
        yield from _taken_on(of, challenge)
        yield from _heard(of, challenge)
        decided = of.case.outcome.decided.get(id_)
        if decided is None:
            yield Words("It has not been decided.", strong=True)
        else:
            yield from _decided(of, decided)


def _taken_on(of: OfCase, challenge: ChallengeReceived) -> Iterator[Block]:
    taken_on = of.case.outcome.taken_on.get(challenge.challenge_id)
    if taken_on is None:
        return
    on, by = in_words(taken_on.taken_on), of.name_of(taken_on.recorded_by)
    yield Words(f"It was heard all the same, by a decision of {on} ({by}). The reason:")
    yield Quotation(of.tell(taken_on.because))


def _heard(of: OfCase, challenge: ChallengeReceived) -> Iterator[Block]:
    hearing = of.case.outcome.hearing_of(challenge.challenge_id)
    if hearing is None:
        return
    by = "; ".join(f"{of.tell(h.name)}, {of.tell(h.of)}" for h in hearing.hearers)
    on = in_words(local_day(hearing.heard_at))
    yield Words(f"Heard on {on}, {hearing.how}, by: {by}. Why they are independent:")
    yield Quotation(of.tell(hearing.independence))


def _decided(of: OfCase, decided: ChallengeDecided) -> Iterator[Block]:
    on, by = in_words(decided.decided_on), of.name_of(decided.recorded_by)
    yield Words(f"Decided on {on}: {decided.upheld}. Recorded by {by}. The reasons:")
    yield Quotation(of.tell(decided.reasons))
    if follows := of.tell(decided.follows):
        yield Words("What follows from it:")
        yield Quotation(follows)
    if linked := decided.referred_back:
        yield Words(f"It was referred back: see the linked review {linked.reference}.")
    yield from before_told(of, decided.ground)
    yield from told_by_letter(of, decided.command_id, LetterKind.CHALLENGE_DECIDED)
