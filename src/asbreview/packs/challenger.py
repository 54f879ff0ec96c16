"""The papers of a challenge as whoever made it may have them: built of that alone.

Nothing of the hearers' papers is taken out to make them (`docs/decisions/0068`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from asbreview.domain.days import in_words, local_day
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.outcome.facts import FindingsMade
from asbreview.domain.outcome.hearing import HearingArranged
from asbreview.domain.terms import Challenged
from asbreview.letters.about_review import clock_time
from asbreview.packs.challenged import WHAT, challenge_of, parted
from asbreview.packs.complaints_told import complaints_table, threshold_told
from asbreview.packs.document import (
    Block,
    Facts,
    Heading,
    PackDocument,
    Quotation,
    Table,
    Words,
)
from asbreview.packs.edition import Part, edition
from asbreview.packs.for_applicant import (
    KEEP_SAFE,
    may_be_told,
    own_documents,
    own_files,
    own_statements,
)
from asbreview.packs.letters_told import letters_told
from asbreview.packs.lines_for_applicant import lines_for_applicant
from asbreview.packs.of_case import OfCase, moment

TITLE: Final = "Papers for your challenge"
EDITION: Final = "Applicant\u2019s edition"
WHAT_IT_IS: Final = (
    "These are the papers for your challenge that you may have. Those who hear it have"
    " more before them: what is known of other people, and what an agency has said may"
    " not be passed on. That is not in here at all. Nothing has been crossed out."
)
NOT_ARRANGED: Final = "We will write to you who hears your challenge, and when."
NOT_TOLD: Final = "We will write to you about the decision."
CAN_SEND_MORE: Final = (
    "You can send us anything more that you want those who hear your challenge to read."
)
NOTHING: Final = "There is nothing that we can tell you here."


def papers_for_challenger(of: OfCase) -> PackDocument:
    """Return the papers of a challenge as whoever made it may have them."""
    of = replace(of, reader=challenge_of(of).made_by)
    before, after = parted(of)
    return edition(
        of,
        title=TITLE,
        head=EDITION,
        cover=_cover(of),
        parts=(
            Part("Your challenge", _challenged(of)),
            Part("What was decided, and why", _decided(of)),
            Part("What had happened when it was decided", _lines(before)),
            Part("What has happened since", _lines(after), short=True),
            Part(
                "The complaints",
                (complaints_table(of, told=of.is_told_threshold),),
                short=True,
            ),
            Part("What each body answered", may_be_told(of)),
            Part("What you say", _statements(of), short=True),
            Part("The letters that we sent you", _letters(of)),
            Part("Your documents", own_documents(of)),
        ),
        shows=own_files(of),
    )


def _cover(of: OfCase) -> Iterator[Block]:
    partnership = of.case.procedure.partnership
    ways = (partnership.phone, partnership.email)
    yield Facts(
        (
            ("Case", of.reference),
            ("Your challenge of", in_words(challenge_of(of).received_on)),
            ("As it stood on", moment(of.asked_at)),
            ("Questions", "\n".join(way for way in ways if way) or partnership.name),
        )
    )
    yield Words(WHAT_IT_IS)
    yield Words(KEEP_SAFE, strong=True)


def _challenged(of: OfCase) -> Iterator[Block]:
    challenge = challenge_of(of)
    on, what = in_words(challenge.received_on), WHAT[challenge.of]
    yield Words(f"You told us on {on} that you are not satisfied with {what}:")
    yield Quotation(of.tell(challenge.grounds))
    yield Heading("Who hears it")
    hearing = of.case.outcome.hearing_of(challenge.challenge_id)
    if hearing is not None and of.wrote_of(hearing, LetterKind.CHALLENGE_HEARING):
        yield from _heard(of, hearing)
    else:
        yield Words(NOT_ARRANGED)
    yield from _result(of, challenge)


def _heard(of: OfCase, hearing: HearingArranged) -> Iterator[Block]:
    on, at = in_words(local_day(hearing.heard_at)), clock_time(hearing.heard_at)
    by = (f"{of.tell(each.name)}, {of.tell(each.of)}" for each in hearing.hearers)
    where = of.tell(hearing.place)
    facts = [("When", f"{on}, {at}"), ("How", str(hearing.how))]
    facts += [("Where", where)] if where else []
    yield Facts((*facts, ("Who hears it", "\n".join(by))))


def _result(of: OfCase, challenge: ChallengeReceived) -> Iterator[Block]:
    """Tell what was decided on it, as its letter did: not before that went."""
    decided = of.case.outcome.decided.get(challenge.challenge_id)
    if decided is None or not of.is_told_of_challenge(challenge.challenge_id):
        return
    yield Heading("What was decided on your challenge")
    yield Words(f"On {in_words(decided.decided_on)}: {decided.upheld}. The reasons:")
    yield Quotation(of.tell(decided.reasons))


def _decided(of: OfCase) -> Iterator[Block]:
    """Tell each decision with its reasons, as its letter did: not before that went."""
    yield from _threshold(of)
    if challenge_of(of).of is Challenged.REVIEW:
        yield from _outcome(of)


def _threshold(of: OfCase) -> Iterator[Block]:
    yield Heading("The threshold")
    trigger = of.case.trigger
    if trigger.threshold is None or not of.is_told_threshold:
        yield Words(NOT_TOLD)
        return
    yield from threshold_told(of)
    yield Words("The reasons, as we told you:")
    yield Quotation(of.tell(trigger.threshold.reasons))


def _outcome(of: OfCase) -> Iterator[Block]:
    """Tell what the outcome letter tells: what was found, recommended and planned."""
    yield Heading("The outcome of the review")
    found = of.case.outcome.findings
    if found is None or not of.is_told_outcome:
        yield Words(NOT_TOLD)
        return
    by = ", ".join(of.body(each) for each in found.made_by)
    yield Words(f"Decided on {in_words(found.made_on)}, by {by}.")
    yield Quotation(of.tell(found.findings))
    yield Table(
        caption="What could have been done, and why it was or was not chosen",
        header=("What was considered", "Chosen?", "Why"),
        rows=tuple(
            (of.tell(o.option), "Yes" if o.chosen else "No", of.tell(o.reasons))
            for o in found.options
        ),
        widths=(26, 9, 32),
    )
    if planned := _planned(of, found):
        yield Table(
            caption="What was recommended, and what was to be done",
            header=("Whose", "What"),
            rows=tuple(planned),
            widths=(20, 50),
        )


def _planned(of: OfCase, found: FindingsMade) -> list[tuple[str, str]]:
    """Return what was recommended and planned with the outcome, and was told in it."""
    outcome = of.case.outcome
    made = [
        (each.body_id, each.recommendation)
        for each in outcome.recommendations.values()
        if each.command_id == found.command_id
    ]
    made += [
        (each.body_id, each.action)
        for each in outcome.actions.values()
        if each.command_id == found.command_id
    ]
    return [(of.body(body_id), of.tell(words)) for body_id, words in made]


def _lines(of: OfCase) -> Iterator[Block]:
    lines = lines_for_applicant(of)
    if not lines:
        yield Words(NOTHING)
        return
    yield Table(
        caption="By the day it happened",
        header=("When", "What happened"),
        rows=tuple(
            (in_words(x.on), f"{x.title}\n{x.more}" if x.more else x.title)
            for x in lines
        ),
        widths=(20, 50),
        leads=1,
    )


def _statements(of: OfCase) -> Iterator[Block]:
    yield Words(CAN_SEND_MORE)
    made = of.case.evidence.statements.values()
    if any(each.person_id == of.for_whom for each in made):
        yield from own_statements(of)
    else:
        yield Words("You made no statement for the panel.")


def _letters(of: OfCase) -> Iterator[Block]:
    yield from letters_told(of, to=of.for_whom)
