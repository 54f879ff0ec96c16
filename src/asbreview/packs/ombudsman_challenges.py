"""The challenges of a case as an ombudsman asks for them: who decided each, and why."""

from collections.abc import Iterator
from uuid import UUID

from asbreview.domain.days import in_words, local_day
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.packs.before_decisions import before_told
from asbreview.packs.challenged import WHAT
from asbreview.packs.document import Block, Heading, Quotation, Words
from asbreview.packs.of_case import OfCase
from asbreview.packs.ombudsman_told import told_by_letter


def challenges(of: OfCase) -> Iterator[Block]:
    """Tell each challenge: its grounds, who heard it, what was decided, and told."""
    for id_, challenge in of.case.outcome.challenges.items():
        yield Heading(f"The challenge of {in_words(challenge.received_on)}")
        about = WHAT[challenge.of]
        yield Words(f"It is about {about}, and came {challenge.timely}. Its grounds:")
        yield Quotation(of.tell(challenge.grounds))
        yield from taken_on(of, challenge)
        yield from heard_by(of, challenge)
        yield from decided_so(of, id_)


def taken_on(of: OfCase, challenge: ChallengeReceived) -> Iterator[Block]:
    """Say why it is heard though it came late, or is excluded; nothing of another."""
    made = of.case.outcome.taken_on.get(challenge.challenge_id)
    if made is None:
        return
    on, by = in_words(made.taken_on), of.name_of(made.recorded_by)
    yield Words(f"It was heard all the same, by a decision of {on} ({by}). The reason:")
    yield Quotation(of.tell(made.because))


def heard_by(of: OfCase, challenge: ChallengeReceived) -> Iterator[Block]:
    """Say who hears it, when, and why they are independent; nothing before that."""
    hearing = of.case.outcome.hearing_of(challenge.challenge_id)
    if hearing is None:
        return
    by = "; ".join(f"{of.tell(h.name)}, {of.tell(h.of)}" for h in hearing.hearers)
    on = in_words(local_day(hearing.heard_at))
    yield Words(f"Heard on {on}, {hearing.how}, by: {by}. Why they are independent:")
    yield Quotation(of.tell(hearing.independence))


def decided_so(of: OfCase, challenge_id: UUID) -> Iterator[Block]:
    """Say what was decided on a challenge, why and on what; or that nothing was yet."""
    decided = of.case.outcome.decided.get(challenge_id)
    if decided is None:
        yield Words("It has not been decided.", strong=True)
    else:
        yield from _decided(of, decided)


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
