"""The words for cases of the past."""

from asbreview.domain.past.facts import (
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
)
from projections.telling.line import Line, Names, On, plainly, tell


@tell.register
def _(event: PastCaseImported, _: Names) -> Line:
    details = (("Line of the list", str(event.line)),)
    return Line("Brought in from a list of earlier cases", On.OVERVIEW, details)


@tell.register
def _(event: PastCaseImportedAnew, _: Names) -> Line:
    details = (("Line of the list", str(event.line)),)
    return Line("Brought in again from a list of earlier cases", On.OVERVIEW, details)


plainly(PastCaseInError, "Brought in wrongly: recorded in error", On.OVERVIEW)
