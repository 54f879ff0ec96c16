"""The words for what keeps a case.

To import this module is to teach `tell` its words, and those for who sees a case.
"""

from asbreview.domain.keeping.facts import HoldPlaced, HoldReleased, HoldReviewed
from projections.telling import who_sees
from projections.telling.line import Line, Names, On, in_words, plainly, tell

__all__ = ["tell", "who_sees"]


@tell.register
def _(event: HoldPlaced, _: Names) -> Line:
    what = "What tells of one person" if event.person_id else "The whole case"
    details = (
        ("What is held", what),
        ("For", str(event.ground)),
        ("To be looked at again by", in_words(event.review_on)),
    )
    return Line("A hold placed: nothing of it is destroyed", On.HISTORY, details)


@tell.register
def _(event: HoldReviewed, _: Names) -> Line:
    details = (("To be looked at again by", in_words(event.review_on)),)
    return Line("A hold looked at: it stays", On.HISTORY, details)


plainly(HoldReleased, "A hold released", On.HISTORY)
