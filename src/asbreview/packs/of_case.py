"""What a pack is made from: a case as it stood, its chronology, its files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from asbreview.audit.proving import Proofs
from asbreview.chronology.reading import Chronology
from asbreview.domain.days import LONDON, in_words, local_day
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import CaseEvent
from asbreview.domain.outcome.facts import ActionHeldUp, ActionProgressed
from asbreview.domain.panel.facts import PanelHeld
from asbreview.domain.people import Prose
from asbreview.domain.terms import Body
from asbreview.packs.files_told import FileTold
from asbreview.reviews import Case
from asbreview.telling import Telling
from projections.deadlines import Deadline
from projections.letters import LetterRow
from projections.wrong_letters import WrongLetter

THRESHOLD: Final = (LetterKind.THRESHOLD_MET, LetterKind.THRESHOLD_NOT_MET)
FROM_OUTSIDE: Final = "a body from outside the partnership"


@dataclass(frozen=True)
class OfCase:
    """A case as a pack finds it.

    `asked_at` is when the pack was asked for, and the day on which it is looked at.
    `letter_as_sent` gives the words of a letter that has gone, `left_because` why
    nobody had to be told again what it told in error; `application_by` is who recorded
    the application; `news` is what was reported of each action, the first first.
    `proofs` are only gathered for packs that have them.

    Of a challenge, `then` is the case as the log had it when what is challenged was
    decided, and `decided_at` when that was; nothing where it has not been.
    """

    case: Case
    chronology: Chronology
    files: tuple[FileTold, ...]
    letters: tuple[LetterRow, ...]
    wrong_letters: tuple[WrongLetter, ...]
    left_because: Mapping[UUID, Prose]
    deadlines: tuple[Deadline, ...]
    proofs: Proofs | None
    letter_as_sent: Callable[[LetterRow], str]
    tell: Telling
    name_of: Callable[[UUID], str]
    application_by: UUID
    asked_at: datetime
    news: Mapping[UUID, tuple[ActionProgressed | ActionHeldUp, ...]]
    reader: UUID | None = None
    has_words: bool = True
    challenge_id: UUID | None = None
    then: "OfCase | None" = None
    decided_at: datetime | None = None

    @property
    def without_words(self) -> "OfCase":
        """The same, for what is told without any words that somebody typed.

        What a body from outside is called is such a word, and may say who the victim
        is: the school of their child, their surgery.
        """
        return replace(self, has_words=False)

    def since(self, recorded_at: datetime) -> str:
        """Say of what was recorded at an instant that it came after the decision."""
        if self.decided_at is None or recorded_at <= self.decided_at:
            return ""
        return " This came after the decision that is challenged."

    @property
    def for_whom(self) -> UUID:
        """Whom an edition for one person is for; whoever applied, if not said."""
        return self.reader or self.case.contact.applicant_id

    @property
    def is_for_applicant(self) -> bool:
        """Is it for whoever applied?  Bodies said what may be told to nobody else."""
        return self.for_whom == self.case.contact.applicant_id

    def wrote_to(self, *kinds: LetterKind, since: date | None = None) -> bool:
        """Say whether a letter of some kinds has gone to whom the edition is for.

        Of those drafted *since* a London day alone: one of before told of another.
        """
        return any(
            each.to == self.for_whom
            and each.posted_on
            and each.kind in kinds
            and (since is None or each.dated >= since)
            for each in self.letters
        )

    def wrote_of(self, event: CaseEvent, *kinds: LetterKind) -> bool:
        """Say whether they were written to of this, and not of another before it."""
        return self.wrote_to(*kinds, since=local_day(event.timestamp))

    @property
    def is_told_threshold(self) -> bool:
        """Was whoever it is for told the decision on the threshold that stands?"""
        trigger = self.case.trigger
        return self._was_told(trigger.threshold, trigger.threshold_told_on, *THRESHOLD)

    @property
    def is_told_outcome(self) -> bool:
        """Was whoever it is for told the outcome of the review that stands?"""
        outcome = self.case.outcome
        kind = LetterKind.OUTCOME
        return self._was_told(outcome.findings, outcome.told_on, kind)

    def is_told_of_challenge(self, challenge_id: UUID) -> bool:
        """Was whoever made a challenge written to of what was decided on it?"""
        outcome = self.case.outcome
        decided = outcome.decided.get(challenge_id)
        made = outcome.challenges.get(challenge_id)
        if decided is None or made is None:
            return False
        theirs = replace(self, reader=made.made_by)
        return theirs.wrote_of(decided, LetterKind.CHALLENGE_DECIDED)

    def _was_told(
        self, decided: CaseEvent | None, told_on: date | None, *kinds: LetterKind
    ) -> bool:
        """Say whether whoever it is for was told a decision.

        To whoever applied it was told in any way; to another by a letter of their own.
        """
        if decided is None:
            return False
        is_told = told_on is not None and self.is_for_applicant
        return is_told or self.wrote_of(decided, *kinds)

    @property
    def today(self) -> date:
        """The London day on which the pack was asked for."""
        return local_day(self.asked_at)

    @property
    def due(self) -> Mapping[UUID, date | None]:
        """The day each request was to be answered by, by its id."""
        return {step.item_id: step.due_on for step in self.deadlines}

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return self.case.trigger.reference

    def body(self, body_id: UUID) -> str:
        """Return what a body is called; one from outside as somebody typed it."""
        if organisation := self.case.from_outside.get(body_id):
            return self.tell(organisation) if self.has_words else FROM_OUTSIDE
        body = self.case.body(body_id)
        return body.name if body else "another body"

    @property
    def bodies(self) -> list[Body]:
        """The relevant bodies of the day of receipt, and whoever else was asked.

        Of a joint case, those of the other area besides.
        """
        applied_on = self.case.trigger.application.applied_on
        asked = {r.body_id for r in self.case.evidence.requests.values()}
        ours = [
            body
            for body in self.case.procedure.relevant_bodies
            if body.is_relevant_on(applied_on) or body.body_id in asked
        ]
        return [*ours, *self.case.joint_bodies]


def moment(at: datetime) -> str:
    """Say an instant: "Friday 6 February 2026 at 14:05"."""
    return f"{in_words(local_day(at))} at {at.astimezone(LONDON):%H:%M}"


def victim_came(held: PanelHeld) -> str:
    """Say whether the victim was at a meeting; or that nobody recorded it."""
    came = held.victim_came
    return str(came) if came else "it is not on record whether they came"
