"""The notice with which a text is shown whose use is restricted: UK GDPR, Art. 18."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.days import in_words, local_day
from asbreview.domain.rights.record import Rights

NOTICE: Final = "[Use restricted since {}: it is kept, and not to be relied on.] "


def notices_of(rights: Rights | None) -> Mapping[UUID, str]:
    """Return what stands before each text of a case whose use is restricted."""
    restricted = rights.restricted_texts if rights else {}
    return {
        text_id: NOTICE.format(in_words(local_day(each.timestamp)))
        for text_id, each in restricted.items()
    }


def is_restricted(rights: Rights | None) -> bool:
    """Is the use of anything on a case restricted, which bodies have to be told?"""
    return rights is not None and bool(rights.in_force)


def restricted_for(rights: Rights | None, person_id: UUID) -> date | None:
    """Return the London day since when something is restricted for a person."""
    theirs = (
        local_day(each.timestamp)
        for each in (rights.in_force if rights else ())
        if each.person_id == person_id
    )
    return min(theirs, default=None)
