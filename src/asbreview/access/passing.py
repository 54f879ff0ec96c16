"""What the office keeps for a short while only, and for how long.

Each is cleared when another of its kind is written.  Where nothing more is, as at the
end of a week, `clear_passing` sees to it that it goes all the same.
"""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Table, delete

from asbreview.access.answer_codes import A_CODE_HOLDS, answer_codes
from asbreview.access.answers_begun import KEPT_FOR, answers_begun
from asbreview.access.drafts import Keeping, drafts
from asbreview.access.flooding import buckets
from asbreview.access.half_signed_in import A_PASSWORD_HOLDS, passwords_shown
from asbreview.access.office import Office
from asbreview.access.sessions import Limits, sessions
from asbreview.access.throttle import Allowed, tries

AT_ONCE: Final = timedelta(0)


class Passing(NamedTuple):
    """What passes, for how long it is kept, and which column says since when."""

    what: str
    kept_for: timedelta
    table: Table
    since: Column[Any]

    @property
    def lasts(self) -> str:
        """Say for how long it is kept: "30 minutes", "10 hours", "14 days"."""
        minutes = int(self.kept_for.total_seconds() // 60)
        for unit, many in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
            if minutes >= many and minutes % many == 0:
                number = minutes // many
                return f"{number} {unit}{'s' if number > 1 else ''}"
        return "no time"


def passing(limits: Limits) -> tuple[Passing, ...]:
    """Return all that passes, where sessions last as long as they do here."""
    s = sessions.c
    return (
        Passing("A session that is not used", limits.idle, sessions, s.used_at),
        Passing("A session", limits.absolute, sessions, s.began_at),
        Passing(
            "What was begun on the public pages and not sent",
            Keeping().idle,
            drafts,
            drafts.c.used_at,
        ),
        Passing(
            "An answer of a body that was begun and not sent",
            KEPT_FOR,
            answers_begun,
            answers_begun.c.saved_at,
        ),
        Passing(
            "A code that was sent to a body",
            A_CODE_HOLDS,
            answer_codes,
            answer_codes.c.sent_at,
        ),
        Passing(
            "That somebody showed a password, and no code yet",
            A_PASSWORD_HOLDS,
            passwords_shown,
            passwords_shown.c.at,
        ),
        Passing("A try to sign in", Allowed().within, tries, tries.c.at),
        Passing("What slows down a flood", AT_ONCE, buckets, buckets.c.full_at),
    )


def clear_passing(
    office: Office, every: tuple[Passing, ...], *, at: datetime
) -> dict[str, int]:
    """Clear whatever was kept for long enough; return how many of each went."""
    gone = {}
    for each in every:
        with office.writing() as db:
            old = delete(each.table).where(each.since <= at - each.kept_for)
            gone[each.what] = db.execute(old).rowcount
    return gone
