"""Cases that may be the same application once more: for staff to look at, never merged.

Whoever applies online is told of none: that there is another case of the name or the
address is no business of somebody who typed it in.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from asbreview.domain.application import HowApplied
from asbreview.domain.sealed import ERASED
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.search_index import SearchIndex
from projections.queue import CaseRow, case_rows

LATELY: Final = timedelta(days=183)  # before or after this one was made


def perhaps_the_same(
    view: CaseView, given: Installation, index: SearchIndex
) -> list[CaseRow]:
    """Return the cases of about that time with somebody of the name or the address.

    They are looked for by the index that finds cases, until the threshold is decided,
    and only where whoever recorded the application could not be asked: online.
    """
    trigger = view.case.trigger
    by_web = trigger.application.how is HowApplied.WEB
    if not (by_web and view.may_go_on and trigger.threshold is None):
        return []
    found = {entry.case_id for entry in index.alike_to_any(_people(view, given))}
    with given.views.connect() as db:
        rows = case_rows(db, list(found - {view.case.case_id}))
    applied_on = trigger.application.applied_on
    return [row for row in rows if abs(row.applied_on - applied_on) <= LATELY]


def _people(view: CaseView, given: Installation) -> Iterator[tuple[str, str]]:
    reveal = given.keyring.reveal
    for person in view.case.contact.present:
        name, address = reveal(person.name), reveal(person.address)
        if name is not ERASED and address is not ERASED:
            yield name, address
