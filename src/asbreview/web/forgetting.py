"""Destroying what was decided to be destroyed: keys, then what lies about sealed."""

from collections.abc import Collection
from time import sleep
from typing import Final
from uuid import UUID

from asbreview.access.answers_begun import AnswersBegun
from asbreview.domain.model import Signed
from asbreview.reviews.erasing import finishing
from asbreview.store.keys import StillRead
from asbreview.web.given import Installation

TRIES: Final = 20
PAUSE: Final = 0.1  # seconds, for a reader to let go of the keys


def destroyed(
    given: Installation,
    subject_id: UUID,
    *,
    case_id: UUID,
    people: Collection[UUID],
    signed: Signed,
) -> int | None:
    """Destroy what tells of a person or a whole case; return where the log ends then.

    Nothing where a reader keeps the bytes of the keys: it is left to be finished.
    """
    AnswersBegun(given.office, given.keyring).forget_case(case_id)
    position = _keys_destroyed(given, subject_id, signed)
    for person_id in people:
        given.forget_letters(person_id)
    if position is not None:
        for owner in given.reviews.erasure_of(subject_id).owners:
            given.files.vault.place.remove(owner)
    return position


def _keys_destroyed(
    given: Installation, subject_id: UUID, signed: Signed
) -> int | None:
    for _ in range(TRIES):
        try:
            return given.reviews.finish_erasure(subject_id, signed=finishing(signed))
        except StillRead:
            sleep(PAUSE)
    return None
