"""What happened on a case, as its history tells it; and the way to how it was then."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Final
from urllib.parse import urlencode

from litestar.response import Redirect

from asbreview.domain.days import LONDON, local_day
from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    FileReceived,
    RiskAssessed,
)
from asbreview.domain.letter.facts import LetterPosted, LetterToldOtherwise
from asbreview.domain.letter.sending import LetterAccepted, LetterFoundSent
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.reviews.putting_right import AFTER_THE_END
from asbreview.signing import APPLICANT, SENDER, SYSTEM
from asbreview.web.as_of import THE_INSTANT_BEFORE
from asbreview.web.case_view import CaseView
from asbreview.web.clock import Clock
from asbreview.web.forms import Asked, Day, Says
from asbreview.web.given import Installation
from asbreview.web.letters_wrong import WrongSeen, wrong_seen
from projections.telling.in_error import MAY_BE_IN_ERROR
from projections.telling.line import On
from projections.timeline import Happened, timeline_of

IN_SHORT: Final = 240  # characters: a few sentences
PAGE_OF: Final = {
    On.OVERVIEW: "",
    On.CONSENT: "/consent",
    On.COMPLAINTS: "/complaints",
    On.CHRONOLOGY: "/chronology",
    On.PARTNERS: "/partners",
    On.RISK: "/risk",
    On.RIGHTS: "/data-requests",
    On.PANEL: "/panel",
    On.OUTCOME: "/outcome",
    On.CONTACT: "/contacts",
    On.LETTERS: "/letters",
    On.DOCUMENTS: "/documents",
}
ON_ITS_PAGE: Final = {
    ComplaintLogged.TOPIC: "/complaints/{}/in-error",
    RiskAssessed.TOPIC: "/risk/{}/in-error",
    FileReceived.TOPIC: "/documents/{}/in-error",
}
WENT: Final = frozenset(
    {
        LetterPosted.TOPIC,
        LetterToldOtherwise.TOPIC,
        LetterAccepted.TOPIC,
        LetterFoundSent.TOPIC,
    }
)
A_MINUTE: Final = timedelta(minutes=1) - timedelta(microseconds=1)
YET_TO_COME: Final = "The day and time must be in the past"


class ThenAsked(Asked):
    """A day in the past, or a time of it in London."""

    SAYS: ClassVar = {
        "seen_on": Says.enter("the day to look at"),
        "seen_at": Says.enter("the time of day"),
    }

    seen_on: Day
    seen_at: Clock | None = None


@dataclass(frozen=True)
class Entry:
    """A line of the history, in the words of whoever recorded it.

    `before` and `after` lead to the case at the instants beside it; before the first
    line there was no case.
    """

    line: Happened
    by: str
    body: str
    texts: tuple[tuple[str, str], ...]
    more: str | None
    in_error: str | None
    told_wrong: tuple[str, ...]
    before: str | None
    after: str

    @property
    def happened_before(self) -> bool:
        """Did it happen on another day than the one it was recorded on?"""
        return self.line.happened_on != local_day(self.line.said_at)


def entries(view: CaseView, given: Installation, *, in_detail: bool) -> list[Entry]:
    """Return the history of a case, newest first; in short each text begins only."""
    with given.views.connect() as db:
        lines = timeline_of(db, view.case.case_id, as_of=view.position)
    wrong = wrong_seen(view, given)
    view.tell.expect(*(told.prose for line in lines for told in line.texts))
    begun_at = lines[-1].recorded_at if lines else None
    return [
        replace(
            _entry(line, view, begun_at, in_detail=in_detail),
            told_wrong=_told_wrong(line, wrong),
        )
        for line in lines
    ]


def told_at(view: CaseView, given: Installation, position: int) -> Entry | None:
    """Return the line of a case's history at a position of the log, with every word."""
    found = entries(view, given, in_detail=True)
    return next((entry for entry in found if entry.line.position == position), None)


def then(asked: ThenAsked, view: CaseView, given: Installation) -> Redirect:
    """Go to the case as it was at the end of that day, or of that minute."""
    named = named_in_address(asked.seen_on, asked.seen_at, given.now(), ask="seen")
    return Redirect(_as_of(view, named), status_code=303)


def named_in_address(day: date, at: time | None, now: datetime, *, ask: str) -> str:
    """Return how an address names the end of a day, or of a minute in London.

    One that is yet to come is refused (`Misrecorded`) at the field of *ask*.
    """
    if day > local_day(now):
        raise Misrecorded(YET_TO_COME, field=f"{ask}_on")
    if at is None:
        return day.isoformat()
    begins = datetime.combine(day, at, LONDON)
    if begins > now:
        raise Misrecorded(YET_TO_COME, field=f"{ask}_at")
    return min(begins + A_MINUTE, now).isoformat()


def in_short(text: str) -> str:
    """Return the beginning of a text, up to the end of a word."""
    plain = " ".join(text.split())
    if len(plain) <= IN_SHORT:
        return plain
    return plain[:IN_SHORT].rpartition(" ")[0] + "…"


def _entry(
    line: Happened, view: CaseView, begun_at: datetime | None, *, in_detail: bool
) -> Entry:
    for_no_body = line.recorded_by in {SYSTEM, SENDER, APPLICANT}
    words = [(told.label, view.tell(told.prose)) for told in line.texts]
    page = PAGE_OF.get(line.on)
    return Entry(
        line=line,
        by=view.name_of(line.recorded_by),
        body="" if for_no_body else view.body_name(line.recorded_for),
        texts=tuple((n, t if in_detail else in_short(t)) for n, t in words if t),
        more=None if page is None else view.at(page),
        in_error=_put_right_at(line, view),
        told_wrong=(),
        before=None
        if line.recorded_at == begun_at
        else _as_of(view, (line.recorded_at - THE_INSTANT_BEFORE).isoformat()),
        after=_as_of(view, line.recorded_at.isoformat()),
    )


def _told_wrong(line: Happened, wrong: list[WrongSeen]) -> tuple[str, ...]:
    """Say what a letter that went told in error, at the line that tells it went."""
    if line.topic not in WENT or line.in_error:
        return ()
    of_it = (each for each in wrong if each.letter.letter_id == line.item_id)
    return tuple(f"{each.says}. {each.done}." for each in of_it)


def _put_right_at(line: Happened, view: CaseView) -> str | None:
    """Return where a line is put right; nothing if it is not, or is already."""
    ended_now = line.topic in AFTER_THE_END
    if line.in_error or not (view.may_record if ended_now else view.may_go_on):
        return None
    if line.topic == ApplicationReceived.TOPIC:
        return view.at("/application/put-right")
    if line.topic in {PanelFact.CHOSEN, PanelFact.DECLINED} and view.case.panel.held:
        return view.at("/panel/participation/put-right")
    if line.topic in MAY_BE_IN_ERROR and line.item_id is not None:
        return view.at(f"/history/{line.position}/in-error")
    path = ON_ITS_PAGE.get(line.topic)
    return view.at(path.format(line.item_id)) if path else None


def _as_of(view: CaseView, instant: str) -> str:
    return f"/cases/{view.reference}?{urlencode({'as_of': instant})}"
