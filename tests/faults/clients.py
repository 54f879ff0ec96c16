"""Caseworkers in a hurry, who keep account of what the server answered."""

import random
import time
from dataclasses import dataclass, field
from threading import Event as Signal
from threading import Thread
from typing import Any
from uuid import UUID

import httpx

from browser.story_of_a_case import APPLICATION
from browser.visitor import Visitor, as_fields
from desk import filled_in

DOWN = (httpx.TransportError,)
# What each form records exactly once, under the id that it was sent with.
ONCE = {
    "application": "trigger.application-received",
    "complaint": "evidence.complaint-logged",
    "contact": "contact.contact-made",
    "details": "contact.details-changed",
    "threshold": "trigger.threshold-decided",
}
TYPED = {
    "complaint": {
        "behaviour_on-day": "20",
        "behaviour_on-month": "2",
        "behaviour_on-year": "2026",
        "made_on-day": "21",
        "made_on-month": "2",
        "made_on-year": "2026",
        "made_to": "police",
        "account": "Shouting in the yard",
        "hate": "false",
    },
    "contact": {"channel": "phone", "direction": "to us", "said": "She rang."},
    "details": {"phone": "01632 960999"},
    "threshold": {"met": "true", "reasons": "Three qualify."},
}


@dataclass
class Given:
    """What the clients gave: by command, its kind and whether it was acknowledged."""

    acknowledged: dict[UUID, str] = field(default_factory=dict)
    unknown: dict[UUID, str] = field(default_factory=dict)
    refused: list[tuple[str, int]] = field(default_factory=list)


class Client(Thread):
    """A caseworker in a hurry: one form after another, until told to stop."""

    def __init__(self, address: str, given: Given, stop: Signal, seed: int) -> None:
        super().__init__(daemon=True)
        self.visitor, self.given, self.stop = Visitor(address), given, stop
        self.chance = random.Random(seed)  # noqa: S311  nothing secret
        self.cases: list[str] = []
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self._once_more()
        except BaseException as why:  # noqa: BLE001  told by the test
            self.failed = why

    def _once_more(self) -> None:
        try:
            kind = "application"
            if self.cases:
                kind = self.chance.choice(list(ONCE))
            page, fields = self._form(kind)
        except DOWN:
            time.sleep(0.05)  # the server is down: nothing was sent
            return
        if fields:
            self._send(kind, page, fields)

    def _form(self, kind: str) -> tuple[str, dict[str, Any]]:
        if kind == "application":
            shown = self.visitor.form("/applications/new", APPLICATION)
            # The same people over and over: it is another case each time.
            return "/applications/new", shown | {"not_the_same": "true"}
        case = self.chance.choice(self.cases)
        page = f"{case}{self._page(case, kind)}"
        answer = self.visitor.get(page)
        if answer.status_code != 200 or "command_id" not in answer.text:
            return page, {}
        shown = filled_in(answer)
        if kind == "threshold" and "reasons" not in shown:
            return page, {}  # decided already
        if kind == "contact":
            shown["person_id"] = self._person(case)
        return page, shown | TYPED[kind]

    def _page(self, case: str, kind: str) -> str:
        if kind == "details":
            return f"/contacts/{self._person(case)}/details"
        pages = {"complaint": "/complaints/new", "contact": "/contacts/new"}
        return pages.get(kind, "/threshold")

    def _person(self, case: str) -> str:
        """Return the id of the person on a case, as its pages link to them."""
        page = self.visitor.get(f"{case}/contacts").text
        return page.partition("/details")[0].rpartition("/")[2]

    def _send(self, kind: str, page: str, fields: dict[str, Any]) -> None:
        command_id = UUID(fields["command_id"][0])
        try:
            answer = self.visitor.post(page, as_fields(fields))
        except DOWN:
            self.given.unknown[command_id] = kind
            return
        if answer.status_code == 303:
            self.given.acknowledged[command_id] = kind
            if kind == "application":
                self.cases.append(answer.headers["location"].partition("?")[0])
        elif answer.status_code >= 500:
            self.given.unknown[command_id] = kind
        else:
            self.given.refused.append((kind, answer.status_code))
