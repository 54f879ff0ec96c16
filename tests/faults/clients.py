"""Caseworkers in a hurry, who keep account of what the server answered."""

import random
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any
from uuid import UUID

import httpx

from asbreview.domain.days import local_day
from browser.caseworker import as_sent
from browser.story_of_a_case import APPLICATION, MEETING, OUTCOME, PANEL, RISK
from browser.visitor import Visitor, as_fields
from desk import filled_in

DOWN = (httpx.TransportError,)
# What each form records exactly once, under the id that it was sent with; of letters
# that are posted, once for each.
ONCE = {
    "application": "trigger.application-received",
    "complaint": "evidence.complaint-logged",
    "contact": "contact.contact-made",
    "details": "contact.details-changed",
    "threshold": "trigger.threshold-decided",
    "risk": "evidence.risk-assessed",
    "panel": "panel.panel-convened",
    "meeting": "panel.panel-held",
    "outcome": "outcome.findings-made",
    "post": "letter.letter-posted",
    "erasure": "erasure.erasure-decided",
}
IN_ORDER = ("threshold", "panel", "meeting", "risk", "outcome")  # steps of a case
NOW_AND_THEN = ("complaint", "contact", "details")
PAGES = {
    "application": "/applications/new",
    "complaint": "/complaints/new",
    "contact": "/contacts/new",
    "threshold": "/threshold",
    "risk": "/risk/new",
    "panel": "/panel/convene",
    "meeting": "/panel/held",
    "outcome": "/outcome/decide",
    "post": "/letters?select=all",
}
# A day on which nobody works, as it is offered to be ticked: whether it is meant.
NOT_WORKED_ON = re.compile(r'name="meant"[^>]*? value="([^"]+)"')
MOST_POSTED = 3
SENT_AGAIN = 0.6  # of the forms that got no answer: some people give up


def _as_typed() -> dict[str, dict[str, Any]]:
    """Return what is typed in each form, on days near today, which is a real one."""
    today = local_day(datetime.now(UTC))
    lately = {
        name: today - timedelta(days=20 if name.endswith("behaviour_on") else 15)
        for name in APPLICATION
        if name.endswith(("behaviour_on", "made_on"))
    }
    due = {
        name: today + timedelta(days=20) for name in OUTCOME if name.endswith("due_on")
    }
    typed = {
        # The same people over and over: it is another case each time.
        "application": APPLICATION | lately | {"not_the_same": "true"},
        "complaint": {
            "behaviour_on": today - timedelta(days=9),
            "made_on": today - timedelta(days=8),
            "made_to": "police",
            "account": "Shouting in the yard",
            "hate": "false",
        },
        "contact": {"channel": "phone", "direction": "to us", "said": "She rang."},
        "details": {"phone": "01632 960999"},
        "threshold": {"met": "true", "reasons": "Three qualify."},
        "risk": RISK,
        "panel": PANEL | {"meets_on": today},
        "meeting": MEETING,
        "outcome": OUTCOME | due,
        "erasure": {"basis": "the retention period ended", "confirmation": "ERASE"},
    }
    return {
        kind: as_fields({n: as_sent(n, v) for n, v in fields.items()})
        for kind, fields in typed.items()
    }


TYPED = _as_typed()


@dataclass
class Given:
    """What the clients gave: by command, its kind and whether it was acknowledged.

    `sent_again` are those acknowledged that had no answer at first.  `letters` holds,
    of a command that posted some, how many; `back_after` the seconds that each server
    took to be ready again once its database was.
    """

    acknowledged: dict[UUID, str] = field(default_factory=dict)
    unknown: dict[UUID, str] = field(default_factory=dict)
    sent_again: dict[UUID, str] = field(default_factory=dict)
    refused: list[tuple[str, int]] = field(default_factory=list)
    letters: dict[UUID, int] = field(default_factory=dict)
    back_after: list[float] = field(default_factory=list)
    began: datetime = field(default_factory=lambda: datetime.now(UTC))


class Client(Thread):
    """A caseworker in a hurry: one form after another, until told to stop.

    *steps* says of each case that is theirs how many steps it has gone.
    """

    def __init__(
        self,
        address: str,
        given: Given,
        stop: Signal,
        seed: int,
        steps: dict[str, int],
    ) -> None:
        super().__init__(daemon=True)
        self.visitor, self.given, self.stop = Visitor(address), given, stop
        self.chance = random.Random(seed)  # noqa: S311  nothing secret
        self.steps = steps
        self.failed: BaseException | None = None
        self.unanswered: tuple[str, str, dict[str, Any]] | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self._once_more()
        except BaseException as why:  # noqa: BLE001  told by the test
            self.failed = why

    def _once_more(self) -> None:
        if self.unanswered:
            form, self.unanswered = self.unanswered, None
            time.sleep(0.05)
            self._send(*form)
            return
        try:
            kind, case = self._next()
            page, fields = self._form(kind, case)
        except DOWN:
            time.sleep(0.2)  # the server is down: nothing was sent
            return
        if fields:
            self._send(kind, page, fields)
        elif kind in IN_ORDER:
            self.steps[case] += 1  # somebody did it before the server died

    def _next(self) -> tuple[str, str]:
        """Choose what to do next: a new case, a step of one, or what comes up."""
        drawn = self.chance.random()
        if not self.steps or drawn < 0.15:
            return "application", ""
        if drawn < 0.3:
            return "post", ""
        case = self.chance.choice(list(self.steps))
        if drawn < 0.85 and self.steps[case] < len(IN_ORDER):
            return IN_ORDER[self.steps[case]], case
        if drawn < 0.85:
            return "erasure", case
        return self.chance.choice(NOW_AND_THEN), case

    def _form(self, kind: str, case: str) -> tuple[str, dict[str, Any]]:
        page = f"{case}{PAGES.get(kind) or self._of_a_person(case, kind)}"
        answer = self.visitor.get(page)
        if answer.status_code != 200 or "command_id" not in answer.text:
            return page, {}
        shown = filled_in(answer)
        if kind == "threshold" and "reasons" not in shown:
            return page, {}  # decided already
        if kind == "post":
            return page, self._some_letters(shown)
        if kind == "contact":
            shown["person_id"] = self._person(case)
        texts = [name for name in shown if name.endswith("-text_id")]
        fates = {name.replace("-text_id", "-fate"): "keep" for name in texts}
        return page, shown | TYPED[kind] | fates

    def _some_letters(self, shown: dict[str, Any]) -> dict[str, Any]:
        ready = shown.get("letters", [])
        some = self.chance.sample(ready, min(MOST_POSTED, len(ready)))
        if some:
            self.given.letters[UUID(shown["command_id"][0])] = len(some)
        return shown | {"letters": some} if some else {}

    def _of_a_person(self, case: str, kind: str) -> str:
        person = self._person(case)
        if kind == "erasure":
            return f"/people/{person}/erase"
        return f"/contacts/{person}/details"

    def _person(self, case: str) -> str:
        """Return the id of the person on a case, as its pages link to them."""
        page = self.visitor.get(f"{case}/contacts")
        if page.status_code != 200:
            return "nobody"  # the database is away, or the case is gone
        return page.text.partition("/details")[0].rpartition("/")[2]

    def _send(self, kind: str, page: str, fields: dict[str, Any]) -> None:
        command_id = UUID(fields["command_id"][0])
        try:
            answer = self.visitor.post(page, fields)
        except DOWN:
            self._not_known(command_id, kind, page, fields)
            return
        if answer.status_code == 303:
            if self.given.unknown.pop(command_id, None):
                self.given.sent_again[command_id] = kind
            self.given.acknowledged[command_id] = kind
            self._go_on(kind, answer.headers["location"].partition("?")[0])
        elif "meant" not in fields and (days := NOT_WORKED_ON.findall(answer.text)):
            self._send(kind, page, fields | {"meant": days})
        elif answer.status_code >= 500:
            self._not_known(command_id, kind, page, fields)
        else:
            self.given.refused.append((kind, answer.status_code))

    def _not_known(
        self, command_id: UUID, kind: str, page: str, fields: dict[str, Any]
    ) -> None:
        """Keep account of a form without an answer, and maybe send it again next."""
        self.given.unknown[command_id] = kind
        if self.chance.random() < SENT_AGAIN:
            self.unanswered = kind, page, fields

    def _go_on(self, kind: str, landed_on: str) -> None:
        case = "/".join(landed_on.split("/")[:3])
        if kind == "application":
            self.steps[case] = 0
        elif kind in IN_ORDER:
            self.steps[case] += 1
        elif kind == "erasure":
            del self.steps[case]
