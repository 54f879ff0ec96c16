"""The papers for whoever hears a challenge: what was decided, why, and on what.

Whoever hears it had no part in the case.  So they have what was before those who
decided, as it was then, apart from what has come since (Sch.4 para 3).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.terms import Challenged
from asbreview.packs.before_decisions import before_told
from asbreview.packs.challenged import WHAT, challenge_of, decided_of, parted
from asbreview.packs.document import (
    Block,
    Facts,
    Heading,
    PackDocument,
    Points,
    Quotation,
    Words,
)
from asbreview.packs.edition import Part, edition, missing
from asbreview.packs.full import chronology_told
from asbreview.packs.full_evidence import (
    bodies,
    complaints,
    documents,
    risk,
    statements,
)
from asbreview.packs.letters_told import letters_told
from asbreview.packs.of_case import OfCase, moment
from asbreview.packs.ombudsman_challenges import decided_so, heard_by, taken_on
from asbreview.packs.ombudsman_decisions import (
    how_it_ended,
    more_time_given,
    outcome_found,
    panel_held,
    part_of_victim,
    threshold_decided,
)
from asbreview.packs.times_told import times_told

TITLE: Final = "Papers for a challenge"
EDITION: Final = "For those who hear the challenge, and nobody else"
WHAT_IT_IS: Final = (
    "For those who hear the challenge, and whoever looks after the case. It has in it"
    " what the applicant may not be told, and what is known of other people: do not"
    " pass it on, or leave it where somebody else may read it. There is an edition for"
    " the applicant."
)
NOT_DECIDED: Final = (
    "What is challenged had not been decided when these papers were made: what is told"
    " here is what was on record then."
)
NOTHING_SINCE: Final = "Nothing has been recorded since."
AS_IT_WAS: Final = (
    "This section tells what the record said then, in the words that it had. What has"
    " been recorded since stands in sections 10 and 12. Of what was put right since,"
    " section 4 says how much."
)


def papers_for_hearers(of: OfCase) -> PackDocument:
    """Return the papers of a challenge for those who hear it."""
    then, after = of.then or of, parted(of).after
    before, since = _files(of)
    return edition(
        of,
        title=TITLE,
        head=EDITION,
        cover=_cover(of),
        parts=(
            Part("What is challenged", _challenged(of)),
            Part("What was decided, and why", _decided(of)),
            Part("When each thing was due and done", times_told(of)),
            Part("What was before those who decided", _before(of)),
            Part("The complaints, as they stood", complaints(then)),
            Part("What each body had answered", bodies(then)),
            Part("The risk, as it was known", risk(then)),
            Part("What the victim had said", statements(then), short=True),
            Part("What had happened by then", _chronology(then)),
            Part("What has come since", _since(after)),
            Part("The documents that were there", documents(before)),
            Part("Documents that came since", documents(since)),
            Part("The letters as they were sent", letters_told(of)),
            Part("What is missing", missing(of), short=True),
        ),
        shows=of.files,
    )


def _cover(of: OfCase) -> Iterator[Block]:
    challenge, procedure = challenge_of(of), of.case.procedure
    yield Facts(
        (
            ("Case", of.reference),
            ("Applicant", of.tell(of.case.contact.applicant.name)),
            ("Challenged", WHAT[challenge.of]),
            ("Received on", in_words(challenge.received_on)),
            ("Procedures", f"{procedure.area}, version {procedure.version}"),
            ("As it stood on", moment(of.asked_at)),
        )
    )
    yield Words(WHAT_IT_IS, strong=True)


def _challenged(of: OfCase) -> Iterator[Block]:
    challenge = challenge_of(of)
    yield from _how_it_came(of, challenge)
    yield Heading("The grounds, in their words")
    yield Quotation(of.tell(challenge.grounds))
    if challenge.on_what.grounds:
        yield Words("Of the grounds that the procedure names, they give:")
        yield Points(challenge.on_what.grounds)
    if challenge.on_what.excluded_by:
        yield Words("The procedure excludes a challenge where:", strong=True)
        yield Points(challenge.on_what.excluded_by)
    yield from taken_on(of, challenge)
    yield Heading("Who hears it")
    if of.case.outcome.hearing_of(challenge.challenge_id) is None:
        yield Words("It has not been arranged who hears it.")
    yield from heard_by(of, challenge)
    yield Heading("What may come of it")
    yield from _may_come_of_it(of, challenge)
    yield from decided_so(of, challenge.challenge_id)


def _how_it_came(of: OfCase, challenge: ChallengeReceived) -> Iterator[Block]:
    person = of.case.contact.people.get(challenge.made_by)
    window = challenge.window
    yield Facts(
        (
            ("Challenged", WHAT[challenge.of]),
            ("By", of.tell(person.name) if person else "a person of the case"),
            ("Received", f"{in_words(challenge.received_on)}, {challenge.channel}"),
            ("It came", str(challenge.timely)),
            (
                "They had been told on",
                in_words(window.opened_on) if window.opened_on else "not told yet",
            ),
            (
                "The last day was",
                in_words(window.last_day) if window.last_day else "no day is set",
            ),
        )
    )


def _may_come_of_it(of: OfCase, challenge: ChallengeReceived) -> Iterator[Block]:
    route = of.case.procedure.challenge_of(challenge.of)
    if route is None or not route.results:
        yield Words("The procedure names no results. Reasons are to be given for any.")
        return
    yield Words(f"By the procedure it is decided by {route.to_whom}, who may:")
    yield Points(route.results)


def _decided(of: OfCase) -> Iterator[Block]:
    """Tell the decisions that led to what is challenged; the last is the one it is."""
    if of.then is None:
        yield Words(NOT_DECIDED, strong=True)
    yield from threshold_decided(of)
    if challenge_of(of).of is Challenged.REVIEW:
        yield from part_of_victim(of)
        yield from panel_held(of)
        yield from outcome_found(of)
    yield from more_time_given(of)
    yield from how_it_ended(of)


def _before(of: OfCase) -> Iterator[Block]:
    decided = decided_of(of.case, challenge_of(of).of)
    if decided is None or of.decided_at is None:
        yield Words(NOT_DECIDED, strong=True)
        return
    yield Words(f"The decision was recorded on {moment(of.decided_at)}.")
    yield from before_told(of, decided.ground)
    yield Words(AS_IT_WAS)


def _chronology(then: OfCase) -> Iterator[Block]:
    yield from chronology_told(then, with_errors=True)


def _since(after: OfCase) -> Iterator[Block]:
    if not after.chronology.rows:
        yield Words(NOTHING_SINCE)
        return
    yield Words(
        "What was recorded with the decision that is challenged, and after it. None of"
        " it was before those who decided."
    )
    yield from chronology_told(after, with_errors=True, in_full=True)


def _files(of: OfCase) -> tuple[OfCase, OfCase]:
    """Part the files that are still on record: what was there then, and what came."""
    there = {told.file_id for told in (of.then or of).files}
    first = tuple(told for told in of.files if told.file_id in there)
    rest = tuple(told for told in of.files if told.file_id not in there)
    return replace(of, files=first), replace(of, files=rest)
