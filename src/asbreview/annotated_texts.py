"""What stands beside a text that somebody says is wrong: UK GDPR, Art. 16."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.people import Prose
from asbreview.domain.rights.annotating import Rectified, TextsAnnotated
from asbreview.domain.rights.record import Rights

BESIDE: Final = (
    " [Contested (UK GDPR, Art. 16). Whoever it tells of says: “{said}”. Decided on"
    " {on} by {by}: {decision}.{why}]"
)
WHY: Final = " Why: “{reasons}”"


class Annotation(NamedTuple):
    """What stands beside a text: what is said of it, what was decided, and by whom."""

    said: Prose
    on: str
    by: str
    decision: Rectified
    reasons: Prose | None

    def words(self, tell: Callable[[Prose], str], removed: str) -> str:
        """Return it in words; nothing once what was said of it is *removed*."""
        said = tell(self.said)
        if said == removed:
            return ""
        reasons = tell(self.reasons) if self.reasons else ""
        why = WHY.format(reasons=reasons) if reasons else ""
        return BESIDE.format(
            said=said, on=self.on, by=self.by, decision=self.decision, why=why
        )


def annotations_of(
    rights: Rights | None, name_of: Callable[[UUID], str]
) -> Mapping[UUID, tuple[Annotation, ...]]:
    """Return what stands beside each text of a case as its record stood."""
    found: dict[UUID, tuple[Annotation, ...]] = {}
    for each in rights.annotations.values() if rights else ():
        for text_id in each.texts:
            beside = _annotation(each, name_of)
            found[text_id] = (*found.get(text_id, ()), beside)
    return found


def _annotation(of: TextsAnnotated, name_of: Callable[[UUID], str]) -> Annotation:
    on, by = in_words(of.decided_on), name_of(of.recorded_by)
    return Annotation(of.said, on, by, of.decision, of.reasons)
