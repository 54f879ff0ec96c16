"""Which lines of a case have their words in a subject access pack anyway.

A line that is not named here has its words listed as withheld: what is new on a case is
withheld first, and never given by mistake.
"""

from collections.abc import Callable
from typing import Final

from asbreview.chronology.rows import Row
from asbreview.domain.contact.facts import ContactMade
from asbreview.domain.contact.help import HelpAskedFor
from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    FileReceived,
    InformationAnswered,
    MayBeTold,
    StatementReceived,
    StatementTakenDown,
)
from asbreview.domain.evidence.responses import ResponsePutOnFile
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.domain.outcome.facts import (
    ActionAdded,
    FindingsMade,
    RecommendationMade,
)
from asbreview.domain.trigger.facts import ThresholdDecided
from asbreview.packs.about_reader import is_of_another
from asbreview.packs.lines_for_applicant import call_of
from asbreview.packs.of_case import THRESHOLD, OfCase
from asbreview.signing import APPLICANT


def is_given(of: OfCase, row: Row) -> bool:
    """Say whether what was typed with a line stands in the pack, or is not theirs."""
    given = GIVEN.get(row.topic)
    return given is not None and given(of, row)


def _complaint(of: OfCase, row: Row) -> bool:
    logged = of.case.evidence.logged.get(row.item_id) if row.item_id else None
    if logged is None or not of.is_for_applicant:
        return False
    return logged.recorded_by == APPLICANT


def _answer(of: OfCase, row: Row) -> bool:
    answer = of.case.evidence.answers.get(row.item_id) if row.item_id else None
    if answer is None or not of.is_for_applicant:
        return False
    told = answer.may_be_told is MayBeTold.ALL
    return told and not is_of_another(of, answer.request_id)


def _response(of: OfCase, row: Row) -> bool:
    done = of.case.evidence.responses.get(row.item_id) if row.item_id else None
    if done is None or is_of_another(of, done.response_id):
        return False
    return done.may_be_told and of.is_for_applicant


def _statement(of: OfCase, row: Row) -> bool:
    made = of.case.evidence.statements.get(row.item_id) if row.item_id else None
    if made is None or made.person_id != of.for_whom:
        return False
    return not isinstance(made, StatementTakenDown) or made.read_back


def _file(of: OfCase, row: Row) -> bool:
    file = of.case.evidence.files.get(row.item_id) if row.item_id else None
    return file is not None and file.giver_id == of.for_whom and _wrote(file)


def _wrote(file: FileReceived) -> bool:
    return file.recorded_by == APPLICANT


def _of_another(of: OfCase, row: Row) -> bool:
    """Say whether a contact was with somebody else: it is not about the reader."""
    made = of.case.contact.contacts.get(row.item_id) if row.item_id else None
    return made is not None and made.person_id != of.for_whom


def _help(of: OfCase, row: Row) -> bool:
    """Say whether a call for help stands there whole, or was somebody else's."""
    call = call_of(of, row)
    if call is None:
        return False
    return call.person_id != of.for_whom or call.recorded_by == APPLICANT


def _challenge(of: OfCase, row: Row) -> bool:
    made = of.case.outcome.challenges.get(row.item_id) if row.item_id else None
    return made is not None and made.made_by == of.for_whom


def _challenge_told(of: OfCase, row: Row) -> bool:
    if row.item_id is None or not _challenge(of, row):
        return False
    return of.is_told_of_challenge(row.item_id)


def _told_threshold(of: OfCase, row: Row) -> bool:
    return of.wrote_to(*THRESHOLD, since=row.recorded_on)


def _told_outcome(of: OfCase, row: Row) -> bool:
    return of.wrote_to(LetterKind.OUTCOME, since=row.recorded_on)


def is_yet_to_be_told(of: OfCase, row: Row) -> bool:
    """Say whether a line tells a decision that nobody was told yet by its letter."""
    match row.topic:
        case ThresholdDecided.TOPIC:
            told_on = of.case.trigger.threshold_told_on
            return told_on is None and not _told_threshold(of, row)
        case FindingsMade.TOPIC | RecommendationMade.TOPIC | ActionAdded.TOPIC:
            return of.case.outcome.told_on is None and not _told_outcome(of, row)
        case ChallengeDecided.TOPIC if row.item_id is not None:
            return not of.is_told_of_challenge(row.item_id)
    return False


TO_BE_TOLD: Final[dict[str, str]] = {
    ThresholdDecided.TOPIC: "A decision on the threshold",
    FindingsMade.TOPIC: "What the panel found",
    RecommendationMade.TOPIC: "What the panel recommended",
    ActionAdded.TOPIC: "What is to be done",
    ChallengeDecided.TOPIC: "A decision on a challenge",
}
"""What a decision is called to somebody who has not been told it."""


GIVEN: Final[dict[str, Callable[[OfCase, Row], bool]]] = {
    ComplaintLogged.TOPIC: _complaint,
    InformationAnswered.TOPIC: _answer,
    ResponsePutOnFile.TOPIC: _response,
    StatementReceived.TOPIC: _statement,
    StatementTakenDown.TOPIC: _statement,
    FileReceived.TOPIC: _file,
    ContactMade.TOPIC: _of_another,
    HelpAskedFor.TOPIC: _help,
    ChallengeReceived.TOPIC: _challenge,
    ChallengeDecided.TOPIC: _challenge_told,
    ThresholdDecided.TOPIC: _told_threshold,
    FindingsMade.TOPIC: _told_outcome,
    RecommendationMade.TOPIC: _told_outcome,
    ActionAdded.TOPIC: _told_outcome,
}
