"""Letters that told what turned out to be recorded in error.

A letter rests on the versions of the records that it was drawn from.  It told a fact
that its kind tells, if that was on record in those and was left out of account later.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.erasure import ErasureDecided
from asbreview.domain.letter.put_right import LetterLeftAsItIs
from asbreview.domain.letter.tells import APPLIED, TOLD, VICTIM, tells
from asbreview.domain.model import CaseEvent, Event
from asbreview.domain.outcome.consulting import PlanProposed
from asbreview.domain.outcome.hearing import HearingArranged
from asbreview.domain.trigger.facts import ApplicationReceived, DeadlineExtended
from asbreview.domain.trigger.in_error import ApplicationCorrected, VictimCorrected
from projections.case.on_record import OnRecord, PutRight, Written
from projections.case.state import Case
from projections.telling.in_error import MAY_BE_IN_ERROR, tell

CORRECTED_ANEW: Final = (ApplicationCorrected, VictimCorrected)
NOTED: Final = (*CORRECTED_ANEW, ErasureDecided, LetterLeftAsItIs)
IN_ERROR: Final = "in-error"  # how the topic of every correction ends


class ToldWrong(NamedTuple):
    """What a letter told in error, and what was done about that.

    `told_again_in` is the letter that told what is right; `is_left` says that it was
    recorded why none is needed.
    """

    letter_id: UUID
    right: PutRight
    told_again_in: UUID | None
    is_left: bool

    @property
    def is_open(self) -> bool:
        """Have they still to be told what is right?"""
        return self.told_again_in is None and not self.is_left


@cache  # it is asked of every event
def is_of_letters(kind: type[Event]) -> bool:
    """Say whether an event tells what letters tell, or that it was in error."""
    return kind.TOPIC in TOLD or kind.TOPIC.endswith(IN_ERROR) or kind in NOTED


def note(event: Any, position: int, case: Case) -> None:
    """Remember a fact that letters tell, or that one was recorded in error."""
    match event:
        case LetterLeftAsItIs():
            case.left_as_it_is[event.originator_id] = position
        case ErasureDecided():
            case.forgotten.add(event.person_id)
        case ApplicationReceived():
            _on_record(event, APPLIED, event.case_id, case)
            _on_record(event, VICTIM, event.case_id, case)
        case ApplicationCorrected():
            if event.was.applied_on != event.application.applied_on:
                _anew(event, APPLIED, position, case)
        case VictimCorrected():
            _anew(event, VICTIM, position, case)
        case _:
            _told_or_taken_back(event, position, case)


def told_wrong(case: Case) -> Iterator[ToldWrong]:
    """Yield what each letter that has gone told in error, in the order of that."""
    for right in case.put_right:
        for letter_id, letter in case.letters.items():
            if letter.has_told and _rests_on(letter, right):
                left = case.left_as_it_is.get(letter_id, 0) > right.position
                yield ToldWrong(
                    letter_id,
                    right,
                    _told_again(case, letter, right),
                    is_left=left or letter.to in case.forgotten,
                )


def to_tell_again(case: Case) -> Written | None:
    """Return the first letter whose reader has still to be told what is right."""
    still = (wrong.letter_id for wrong in told_wrong(case) if wrong.is_open)
    first = next(still, None)
    return None if first is None else case.letters[first]


def _rests_on(letter: Written, right: PutRight) -> bool:
    fact = right.fact
    drawn = letter.drawn_from.get(fact.record_id, 0)
    return fact.version <= drawn < right.at_version and _tells(letter, fact)


def _told_again(case: Case, wrong: Written, right: PutRight) -> UUID | None:
    """Return the letter, drawn since, that told the same person what is right."""
    for letter_id, letter in case.letters.items():
        since = letter.drawn_from.get(right.fact.record_id, 0) >= right.at_version
        told = since and letter.has_told and letter.to == wrong.to
        if told and _tells_of_it(case, letter, right.fact):
            return letter_id
    return None


def _tells_of_it(case: Case, letter: Written, wrong: OnRecord) -> bool:
    """Say whether a letter tells what stands instead, and not of another such thing."""
    if tells(letter.kind, wrong.topic, its_own=False):
        return True
    if not tells(letter.kind, wrong.topic, its_own=True):
        return False
    return any(
        fact.about == wrong.about
        and fact.command_id == letter.drafted_by
        and tells(letter.kind, fact.topic, its_own=True)
        for fact in case.told_of.values()
    )


def _tells(letter: Written, fact: OnRecord) -> bool:
    its_own = letter.drafted_by == fact.command_id
    return tells(letter.kind, fact.topic, its_own=its_own)


def _about(event: CaseEvent, item_id: UUID) -> str:
    """Name what a fact is of, where each time it is recorded has an id of its own."""
    match event:
        case HearingArranged():
            return str(event.challenge_id)
        case PlanProposed():
            return str(event.case_id)  # a case has one plan
        case DeadlineExtended():
            return event.timer_id
        case _:
            return str(item_id)


def _on_record(event: CaseEvent, topic: str, item_id: UUID, case: Case) -> None:
    case.told_of[f"{topic}/{item_id}"] = OnRecord(
        topic=topic,
        item_id=item_id,
        about=_about(event, item_id),
        record_id=event.originator_id,
        version=event.originator_version,
        command_id=event.command_id,
    )


def _anew(event: CaseEvent, topic: str, position: int, case: Case) -> None:
    """Put right what is never taken away: it is on record otherwise from now on."""
    _put_right(event, f"{topic}/{event.case_id}", position, case)
    _on_record(event, topic, event.case_id, case)


def _told_or_taken_back(event: CaseEvent, position: int, case: Case) -> None:
    line = tell(event, lambda _: "")
    if line is None:
        return
    if line.item_id is not None and event.TOPIC in TOLD:
        _on_record(event, event.TOPIC, line.item_id, case)
    if line.corrects is None:
        return
    for key, fact in list(case.told_of.items()):
        named = line.of_topic or ("" if fact.topic in MAY_BE_IN_ERROR else fact.topic)
        if fact.item_id == line.corrects and fact.topic == named:
            _put_right(event, key, position, case)


def _put_right(event: CaseEvent, key: str, position: int, case: Case) -> None:
    fact = case.told_of.pop(key, None)
    if fact is not None:
        case.put_right.append(
            PutRight(
                fact=fact,
                at_version=event.originator_version,
                position=position,
                on=local_day(event.timestamp),
            )
        )
