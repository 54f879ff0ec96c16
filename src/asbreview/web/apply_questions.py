"""How a question of the public application is put."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a question is put."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    ONE_OF = "one of"
    ANY_OF = "any of"


class Question(NamedTuple):
    """A question as it is put: to what, in which words, with which choices."""

    name: str
    label: str
    kind: Kind
    hint: str = ""
    choices: Mapping[str, str] = {}
    autocomplete: str = "off"

    @property
    def items(self) -> list[dict[str, str]]:
        """The choices, as the components list them."""
        return [{"value": v, "text": text} for v, text in self.choices.items()]


def capital(words: type[StrEnum]) -> dict[str, str]:
    """Return words as choices: each stands for itself, and begins with a capital."""
    return {str(word): word[:1].upper() + word[1:] for word in words}
