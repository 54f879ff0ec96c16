"""What a pack is made of: the case as the log had it when the pack was asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine

from asbreview.access.status_codes import codes_left_out
from asbreview.annotated_texts import annotations_of
from asbreview.audit.proving import Proofs
from asbreview.chronology.reading import chronology_of
from asbreview.domain.days import local_day
from asbreview.domain.outcome.facts import ActionHeldUp, ActionProgressed
from asbreview.domain.pack.facts import OF_A_CHALLENGE, PackKind
from asbreview.domain.pack.record import Pack
from asbreview.domain.people import Prose
from asbreview.kept_texts import kept_texts
from asbreview.packs.challenged import decided_of
from asbreview.packs.files_told import FilesOf
from asbreview.packs.of_case import OfCase
from asbreview.restricted_texts import notices_of
from asbreview.reviews import Case, CaseReviews
from asbreview.telling import Telling
from projections.deadlines import deadlines_of
from projections.letters import LetterRow, letters_of
from projections.wrong_letters import WrongLetter, wrong_letters_of

News = ActionProgressed | ActionHeldUp
FOR_DECIDERS: Final = frozenset({PackKind.PANEL, PackKind.APPLICANT}) | OF_A_CHALLENGE
PROVED: Final = frozenset(PackKind) - FOR_DECIDERS
"""Packs for whoever checks, or is told all that there is."""


@dataclass(frozen=True)
class Gathering:
    """What packs are gathered from; `letter_as_sent` tells a letter as it went.

    `prove` proves what was recorded on a case up to a position of the log.
    """

    reviews: CaseReviews
    views: Engine
    name_of: Callable[[UUID], str]
    letter_as_sent: Callable[[LetterRow], str]
    prove: Callable[[UUID, int], Proofs]

    def of_case(self, pack: Pack, files: FilesOf) -> OfCase:
        """Return the case of a pack, as the log had it then."""
        asked_at = self._first(pack.id).timestamp
        of = self._at(pack, files, pack.log_position, asked_at)
        if pack.challenge_id is None:
            return of
        challenge = of.case.outcome.challenges[pack.challenge_id]
        of = replace(of, challenge_id=pack.challenge_id)
        decided = decided_of(of.case, challenge.of)
        if decided is None:
            return of
        before, at = decided.ground.log_position, decided.timestamp
        then = self._at(pack, files, before, at)
        return replace(of, then=then, decided_at=at)

    def _at(
        self, pack: Pack, files: FilesOf, position: int, looked_at: datetime
    ) -> OfCase:
        """Return the case as the log had it at a position, looked at on a day."""
        case = self.reviews.case(pack.case_id, as_of=position)
        now = self.reviews.case(pack.case_id)
        kept = frozenset(now.trigger.kept_to_some)
        today = local_day(looked_at)
        with self.views.connect() as db:
            chronology = chronology_of(db, case, as_of=position, today=today)
            steps = deadlines_of(db, case.case_id, as_of=position)
            letters = tuple(letters_of(db, case.case_id, as_of=position))
            wrong = tuple(wrong_letters_of(db, case.case_id, as_of=position))
        proved = pack.kind in PROVED
        return OfCase(
            case=case,
            chronology=chronology,
            files=tuple(files.told(case, kept=kept)),
            letters=letters,
            wrong_letters=wrong,
            left_because=self._left_because(wrong, position),
            # A pack has many readers: what is for some of them stands in none.
            tell=Telling(
                self.reviews.keyring,
                self.views,
                kept_texts(self.reviews, self.views, now, kept),
                notices_of(now.rights),
                annotations_of(case.rights, self.name_of),
            ),
            deadlines=tuple(steps),
            proofs=self.prove(pack.case_id, position) if proved else None,
            letter_as_sent=lambda letter: codes_left_out(
                self.letter_as_sent(letter), now.contact, self.reviews.keyring
            ),
            name_of=self.name_of,
            application_by=self._first(case.trigger.id).recorded_by,
            asked_at=looked_at,
            news=_news(case),
        )

    def _left_because(self, wrong: Iterable[WrongLetter], at: int) -> dict[UUID, Prose]:
        ids = {each.letter_id for each in wrong if each.is_left}
        left = ((id_, self.reviews.letter(id_, as_of=at).left_because) for id_ in ids)
        return {id_: because for id_, because in left if because is not None}

    def _first(self, record_id: UUID) -> Any:
        return next(iter(self.reviews.events.get(record_id, lte=1)))


def _news(case: Case) -> dict[UUID, tuple[News, ...]]:
    """Return what was reported of each action, but for what was reported in error."""
    found: dict[UUID, tuple[News, ...]] = {}
    for told in case.outcome.news.values():
        found[told.action_id] = (*found.get(told.action_id, ()), told)
    return found
