"""What the review procedures of an area set for its letters."""

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Value


class Correspondence(Value):
    """How letters are written; another officer approves those of `second_officer`.

    By default none does: guidance asks for reasons and for time, and for no signature.
    """

    second_officer: tuple[LetterKind, ...] = ()
