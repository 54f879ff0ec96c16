"""Telling what is sealed: pages and packs alone do, for whoever may read the case."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Engine

from asbreview.annotated_texts import Annotation
from asbreview.domain.people import Prose
from asbreview.domain.sealed import ERASED, Erased, Sealed
from asbreview.store.keys import KeyLost, KeyRing
from projections.texts import redaction_of

REMOVED: Final = "[removed]"
NO_NOTICES: Final[Mapping[UUID, str]] = MappingProxyType({})
Annotations = Mapping[UUID, tuple[Annotation, ...]]
NO_ANNOTATIONS: Final[Annotations] = MappingProxyType({})
FOR_SOME: Final = "[only some are to know this]"
UNREADABLE: Final = "[cannot be read]"


class Telling:
    """Reveals names and texts; what was destroyed reads "[removed]".

    What no key opens reads "[cannot be read]": of a list, one such case spoils its own
    row and no other.  Of the texts that are *unknown* to whoever looks, it reads that
    only some are to know them.  What has a notice is told with it before the words, and
    what is contested with what is said of it after them.
    """

    def __init__(
        self,
        keyring: KeyRing,
        views: Engine,
        unknown: frozenset[UUID] = frozenset(),
        notices: Mapping[UUID, str] = NO_NOTICES,
        annotations: Annotations = NO_ANNOTATIONS,
    ) -> None:
        self._keyring = keyring
        self._views = views
        self._unknown = unknown
        self._notices = notices
        self._annotations = annotations

    def __call__(self, told: Prose | Sealed[str] | str | None) -> str:
        """Return the words; a `str` is a token that a view has copied.

        A text that was written again, without a person who is to be forgotten, is
        told as it was written again.
        """
        if told is None:
            return ""
        if isinstance(told, Prose):
            return self._text(told)
        words = self._revealed(_sealed(told))
        return REMOVED if words is ERASED else str(words)

    def may_tell(self, prose: Prose) -> bool:
        """Say whether whoever looks may know what a text says."""
        return prose.text_id not in self._unknown

    def expect(self, *told: Prose | Sealed[str] | str | None) -> None:
        """Say what is about to be told, so that all its keys are asked for at once."""
        self._keyring.expect([_sealed(each) for each in told if each is not None])

    def _revealed(self, sealed: Sealed[str]) -> str | Erased:
        try:
            return self._keyring.reveal(sealed)
        except (KeyLost, InvalidTag):
            return UNREADABLE

    def _text(self, prose: Prose) -> str:
        if prose.text_id in self._unknown:
            return FOR_SOME
        words = self._revealed(prose.text)
        if words is not ERASED:
            notice = self._notices.get(prose.text_id, "")
            return f"{notice}{words}{self._beside(prose)}"
        with self._views.connect() as db:
            instead = self._instead(db, prose)
        if instead is None:
            return REMOVED
        return f"{self(instead.text)}{self._beside(prose)}"

    def _beside(self, prose: Prose) -> str:
        """Return what stands beside a text of what somebody says of it: Art. 16."""
        beside = self._annotations.get(prose.text_id, ())
        return "".join(each.words(self, REMOVED) for each in beside)

    @staticmethod
    def _instead(db: Connection, prose: Prose) -> Any:
        return redaction_of(db, prose.text_id)


def _sealed(told: Prose | Sealed[str] | str) -> Sealed[str]:
    if isinstance(told, Prose):
        return told.text
    return Sealed(told) if isinstance(told, str) else told
