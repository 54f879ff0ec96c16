"""The notice with which a text is shown whose use is restricted: UK GDPR, Art. 18."""

from collections.abc import Mapping
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
