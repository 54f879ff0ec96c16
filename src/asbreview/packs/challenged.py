"""What a challenge is of: the decision, what was on record before it, and what after.

A challenge of the application is of the decision on the threshold, one of the review of
its outcome (Sch.4 para 3).  What was before those who decided is what the log had by
the entry that their decision names.
"""

from dataclasses import replace
from typing import Final, NamedTuple

from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.outcome.facts import FindingsMade
from asbreview.domain.terms import Challenged
from asbreview.domain.trigger.facts import ThresholdDecided
from asbreview.packs.of_case import OfCase
from asbreview.reviews import Case

WHAT: Final = {
    Challenged.APPLICATION: "how the application was dealt with",
    Challenged.REVIEW: "how the review was carried out",
}


class Parted(NamedTuple):
    """A case as a pack tells it, up to what is challenged and from then on."""

    before: OfCase
    after: OfCase


def decided_of(case: Case, of: Challenged) -> ThresholdDecided | FindingsMade | None:
    """Return the decision that a challenge is of; nothing where there was none yet."""
    if of is Challenged.APPLICATION:
        return case.trigger.threshold
    return case.outcome.findings


def challenge_of(of: OfCase) -> ChallengeReceived:
    """Return the challenge that a pack is of; `LookupError` for a pack of none."""
    if of.challenge_id is None:
        raise LookupError("no challenge")
    return of.case.outcome.challenges[of.challenge_id]


def parted(of: OfCase) -> Parted:
    """Part what a chronology and the letters tell by when the decision was recorded.

    All of it is before one that was never taken.
    """
    decided = decided_of(of.case, challenge_of(of).of)
    rows = of.chronology.rows
    at = decided.ground.log_position if decided else max(r.position for r in rows)
    first, rest = (
        tuple(row for row in rows if (row.position <= at) is is_before)
        for is_before in (True, False)
    )
    letters = {x.letter_id for x in (of.then or of).letters if x.posted_on}
    gone = tuple(x for x in of.letters if x.letter_id in letters)
    return Parted(
        replace(of, chronology=replace(of.chronology, rows=first), letters=gone),
        replace(
            of,
            chronology=replace(of.chronology, rows=rest),
            letters=tuple(x for x in of.letters if x not in gone),
        ),
    )
