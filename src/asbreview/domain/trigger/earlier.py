"""Earlier cases that are of the same person, as somebody said: never by a comparison.

A further application is admissible as the first was: s.104 counts complaints, and asks
of nobody whether they applied before.  What is said here changes no threshold.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.model import CaseEvent, Signed, Value
from asbreview.domain.trigger.came import Came
from asbreview.domain.trigger.seen_on_file import SeenOnFile

if TYPE_CHECKING:
    from asbreview.domain.trigger.record import Trigger


class SamePerson(StrEnum):
    """Whether an earlier case is of who applies now, or of the same victim."""

    YES = "the same person"
    NO = "another person"
    NOT_KNOWN = "not known"


class EarlierCase(Value):
    """An earlier case, and whose it is said to be; `is_past` if brought in by a list.

    It is named by its id alone: whoever is forgotten there is named nowhere here.
    """

    case_id: UUID
    whose: SamePerson
    is_past: bool = False


class EarlierCasesCompared(CaseEvent):
    """It was said of earlier cases whether they are of the same person."""

    TOPIC: ClassVar[str] = "trigger.earlier-cases-compared"

    earlier: tuple[EarlierCase, ...]

    def apply(self, aggregate: "Trigger") -> None:
        """Remember what was said; of the same case, what was said last stands."""
        aggregate.compared[self.command_id] = self.earlier
        aggregate.compared_since = self.originator_version


def said_last(
    compared: Iterable[tuple[EarlierCase, ...]],
) -> tuple[EarlierCase, ...]:
    """Return what was said last of each earlier case, those first that came first."""
    last = {each.case_id: each for earlier in compared for each in earlier}
    return tuple(last.values())


class ComparedOnFile(SeenOnFile):
    """What was said of earlier cases: on a case that ended, too."""

    @property
    def earlier(self) -> dict[UUID, EarlierCase]:
        """What stands of each earlier case of which anything was said, by its id."""
        return {each.case_id: each for each in said_last(self.compared.values())}

    def compare_earlier(
        self, earlier: tuple[EarlierCase, ...], *, signed: Signed
    ) -> None:
        """Record of earlier cases whether they are of the same person.

        `Misrecorded` for the case itself, and for that which it came from: that is the
        same application.  `NotPermittedYet` on a linked review, which is none anew;
        `AlreadyDone` where nothing else is said than stands already.
        """
        if self.came and self.came.how is Came.REFERRED_BACK:
            raise NotPermittedYet(
                "This is a linked review after a challenge, and no further application"
            )
        its_own = {self.case_id, self.came.case_id if self.came else None}
        if any(each.case_id in its_own for each in earlier):
            raise Misrecorded(
                "That is this application itself: name an earlier one", field="earlier"
            )
        stands = self.earlier
        if all(stands.get(each.case_id) == each for each in earlier):
            raise AlreadyDone("That is said already", field="earlier")
        self._record(EarlierCasesCompared, signed, earlier=earlier)
