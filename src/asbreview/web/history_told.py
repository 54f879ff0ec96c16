"""What happened on a case, as its history tells it: all of it, or a part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from litestar.connection import Request

from asbreview.domain.days import local_day
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
from asbreview.web.given import Installation
from asbreview.web.letters_wrong import WrongSeen, wrong_seen
from asbreview.web.part_shown import Part, PartAsked
from projections.along import along, positions_of
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


@dataclass(frozen=True)
class Entry:
    """A line of the history, in the words of whoever recorded it.

    What it says is made when it is asked for: a page may show a few of a thousand.
    """

    line: Happened
    view: CaseView
    in_detail: bool
    begins: bool
    wrong: tuple[WrongSeen, ...]

    @property
    def happened_before(self) -> bool:
        """Did it happen on another day than the one it was recorded on?"""
        return self.line.happened_on != local_day(self.line.said_at)

    @property
    def by(self) -> str:
        """Who recorded it."""
        return self.view.name_of(self.line.recorded_by)

    @property
    def body(self) -> str:
        """For which body they did; nothing where it was nobody of a body."""
        for_no_body = self.line.recorded_by in {SYSTEM, SENDER, APPLICANT}
        return "" if for_no_body else self.view.body_name(self.line.recorded_for)

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Its texts under their names: every word, or how each begins."""
        words = [(told.label, self.view.tell(told.prose)) for told in self.line.texts]
        shown = str if self.in_detail else in_short
        return tuple((name, shown(text)) for name, text in words if text)

    @property
    def more(self) -> str | None:
        """Where more of it is shown, if anywhere."""
        page = PAGE_OF.get(self.line.on)
        return None if page is None else self.view.at(page)

    @property
    def in_error(self) -> str | None:
        """Where it is put right; nothing if it is not, or is already."""
        return _put_right_at(self.line, self.view)

    @property
    def told_wrong(self) -> tuple[str, ...]:
        """Say what a letter that went told in error, at the line that it went."""
        if self.line.topic not in WENT or self.line.in_error:
            return ()
        of_it = (w for w in self.wrong if w.letter.letter_id == self.line.item_id)
        return tuple(f"{each.says}. {each.done}." for each in of_it)

    @property
    def before(self) -> str | None:
        """Where the case is as it was just before: nowhere before the first line."""
        if self.begins:
            return None
        instant = self.line.recorded_at - THE_INSTANT_BEFORE
        return as_of(self.view, instant.isoformat())

    @property
    def after(self) -> str:
        """Where the case is as it was just after."""
        return as_of(self.view, self.line.recorded_at.isoformat())


def entries(view: CaseView, given: Installation, *, in_detail: bool) -> list[Entry]:
    """Return the history of a case, newest first; in short each text begins only."""
    with given.views.connect() as db:
        lines = timeline_of(db, view.case.case_id, as_of=view.position)
    begun_at = lines[-1].recorded_at if lines else None
    return _told(lines, begun_at, view, given, in_detail=in_detail)


def part_of_history(
    request: Request[Any, Any, Any],
    view: CaseView,
    given: Installation,
    *,
    in_detail: bool,
) -> Part[Entry]:
    """Return the part of a case's history that an address asks for.

    `part` asks for one, `line` for that which holds a position of the log, and `all`
    for the whole.
    """
    case_id, up_to = view.case.case_id, view.position
    with given.views.connect() as db:
        positions = positions_of(db, case_id, as_of=up_to)
        asked = PartAsked(request, len(positions), _holding(request, positions))
        begin, end = asked.begin, asked.end
        if not positions:
            return asked.part([])
        newest, oldest = positions[begin], positions[end - 1]
        lines = timeline_of(
            db, case_id, as_of=up_to, from_position=oldest, to_position=newest
        )
        begun_at = along(db, case_id, as_of=newest).first
    at = begun_at.recorded_at if begun_at else None
    shown = _told(lines, at, view, given, in_detail=in_detail)
    expect(view, shown)
    return asked.part(shown)


def told_at(view: CaseView, given: Installation, position: int) -> Entry | None:
    """Return the line of a case's history at a position of the log, with every word."""
    with given.views.connect() as db:
        lines = timeline_of(
            db,
            view.case.case_id,
            as_of=view.position,
            from_position=position,
            to_position=position,
        )
    return next(iter(_told(lines, None, view, given, in_detail=True)), None)


def _told(
    lines: list[Happened],
    begun_at: datetime | None,
    view: CaseView,
    given: Installation,
    *,
    in_detail: bool,
) -> list[Entry]:
    wrong = tuple(wrong_seen(view, given))
    return [
        Entry(line, view, in_detail, begins=line.recorded_at == begun_at, wrong=wrong)
        for line in lines
    ]


def expect(view: CaseView, shown: Iterable[Entry]) -> None:
    """Ask for the keys of all that is about to be shown at once."""
    view.tell.expect(*(told.prose for each in shown for told in each.line.texts))


def _holding(request: Request[Any, Any, Any], positions: list[int]) -> int | None:
    """Return the index of the line that is asked for, if one is and is there."""
    asked = request.query_params.get("line", "")
    number = int(asked) if asked.isascii() and asked.isdigit() else 0
    return positions.index(number) if number in positions else None


def in_short(text: str) -> str:
    """Return the beginning of a text, up to the end of a word."""
    plain = " ".join(text.split())
    if len(plain) <= IN_SHORT:
        return plain
    return plain[:IN_SHORT].rpartition(" ")[0] + "…"


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


def as_of(view: CaseView, instant: str) -> str:
    """Return where a case is as it was at an instant."""
    return f"/cases/{view.reference}?{urlencode({'as_of': instant})}"
