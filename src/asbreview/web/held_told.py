"""What holds a case, as it is told: a linked case is named to who may see it alone."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, may
from asbreview.reviews import Case
from asbreview.reviews.carrying_over import linked_with
from asbreview.reviews.holding import LINKED_IS_OPEN
from asbreview.web.desk import Desk
from asbreview.web.given import Installation

NOT_SHOWN: Final = "Another case, which you may not see, is linked with it and is open."
ONCE_NAMED: Final = re.compile(r"The case (\S+), linked with it, is open\.")
"""As approvals of before say of a case that was left out; now they name no other."""


def held_told(desk: Desk, held: Iterable[str]) -> list[str]:
    """Say what holds the case on the desk, to whoever looks at it."""
    given, who, case = desk.given, desk.view.who, desk.view.case
    return [told for why in held for told in _told(given, who, case, why)]


def keeps_told(given: Installation, who: Account, case: Case, because: str) -> str:
    """Say to somebody what keeps a case, or kept it when a proposal was approved."""
    named = ONCE_NAMED.search(because)
    if named is None:
        return " ".join(_told(given, who, case, because))
    others = (given.reviews.case(case_id) for case_id in linked_with(case))
    seen = {o.trigger.reference for o in others if _sees(given, who, o)}
    return because if named[1] in seen else because.replace(named[0], NOT_SHOWN)


def _told(given: Installation, who: Account, case: Case, why: str) -> Iterator[str]:
    """Say what holds a case: once for each linked one that is open, if they do."""
    if why != LINKED_IS_OPEN:
        yield why
        return
    others = given.reviews.linked_and_open(case)
    seen = [o.trigger.reference for o in others if _sees(given, who, o)]
    for reference in seen:
        yield f"The case {reference}, linked with it, is open."
    if len(seen) < len(others):
        yield NOT_SHOWN
    if not others:  # it has ended since it was recorded
        yield why


def _sees(given: Installation, who: Account, case: Case) -> bool:
    return may(who, Action.READ_CASE, given.case_known(case.case_id) or case.known)
