"""How long ago anybody of a case last heard from us, for the first page of the case.

A procedure may set a time for it; where it sets none, silence is told all the same.
"""

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection

from asbreview.domain.contact.facts import Direction
from asbreview.web.case_view import CaseView
from projections.letters import letters_of

LONG: Final = 28  # days: no rule's, but longer than anybody should be left waiting


class LastHeard(NamedTuple):
    """The day on which somebody last heard from us, if anybody did, and since when."""

    on: date | None
    days: int

    @property
    def is_long_ago(self) -> bool:
        """Is it so long ago that it is marked?"""
        return self.days > LONG


def last_heard(db: Connection, view: CaseView) -> LastHeard:
    """Return when it was, by our contacts and the letters that have gone.

    The days are counted from the application where nobody has heard yet.
    """
    contacts = view.case.contact.contacts.values()
    ours = [each.made_on for each in contacts if each.direction is Direction.FROM_US]
    letters = letters_of(db, view.case.case_id, as_of=view.position)
    gone = [letter.posted_on for letter in letters if letter.posted_on]
    on = max([*ours, *gone], default=None)
    since = on or view.case.trigger.clock_from
    return LastHeard(on, (view.today - since).days)
