"""The letters of a case in the words in which they went, for whoever checks."""

from collections.abc import Callable
from typing import Final

from asbreview.domain.sealed import ERASED
from asbreview.letters.outbox import Outbox
from asbreview.telling import REMOVED
from projections.letters import LetterRow

NO_COPY: Final = "No copy of it is kept: it was told in another way."


def letters_as_sent(outbox: Outbox) -> Callable[[LetterRow], str]:
    """Return what tells the words of a letter, out of the sealed copy of it."""

    def told(letter: LetterRow) -> str:
        copy = outbox.copy(letter.letter_id, letter.sha256) if letter.sha256 else None
        words = outbox.text(copy) if copy else None
        if words is None:
            return NO_COPY
        return REMOVED if words is ERASED else str(words)

    return told
