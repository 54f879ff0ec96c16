"""Who has touched a case, and so may not chair its panel."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.meeting import Independence
from asbreview.domain.model import Event, Signed
from asbreview.domain.panel.independence import Touched, must_be_independent
from asbreview.domain.sealed import Sealed
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Commands
from asbreview.reviews.told import PanelTold

WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Part:
    """What an account recorded on a case: how many things, and when it last did."""

    account_id: UUID
    times: int
    last_on: date


class ChairCommands(Commands):
    """The chair is checked against everybody who has had a part in the case."""

    def parts_in(self, case: Case) -> list[Part]:
        """Return which accounts recorded something on a case, the latest first."""
        days: dict[UUID, list[date]] = {}
        for record in case.records:
            for event in self.events.get(record.id, lte=record.version):
                if isinstance(event, Event):
                    day = local_day(event.timestamp)
                    days.setdefault(event.recorded_by, []).append(day)
        parts = (Part(id_, len(on), max(on)) for id_, on in days.items())
        return sorted(parts, key=lambda part: part.last_on, reverse=True)

    def check_chair(self, case: Case, panel: PanelTold, *, signed: Signed) -> None:
        """Refuse a chair who is not independent; record what was found of this one."""
        asked, grounds = case.procedure.panel, tuple(self._grounds(case, panel))
        must_be_independent(
            asked,
            grounds,
            is_another=panel.chair_is_another,
            although=panel.chair_although,
        )
        said = panel.chair_although.strip()
        case.panel.check_chair(
            asked_for=asked.independence,
            grounds=grounds,
            is_another=bool(grounds) and panel.chair_is_another,
            although=case.prose(said, "although", signed=signed) if said else None,
            signed=signed,
        )

    def _grounds(self, case: Case, panel: PanelTold) -> Iterator[Touched]:
        """Yield what somebody of the chair's name has had to do with the case."""
        trigger, accounts = case.trigger, set(panel.chair_accounts)
        people = [person.name for person in case.contact.people.values()]
        if self._is_named(panel.chair.name, people):
            yield Touched.PERSON
        if accounts & set(trigger.conflicts):
            yield Touched.CONFLICT
        if trigger.caseworker_id in accounts:
            yield Touched.CASEWORKER
        if accounts & {part.account_id for part in self.parts_in(case)}:
            yield Touched.RECORDED
        assessors = [a.assessor.name for a in case.evidence.assessments.values()]
        if self._is_named(panel.chair.name, assessors):
            yield Touched.ASSESSED
        of_here = {body.body_id for body in case.procedure.relevant_bodies}
        elsewhere = (
            case.procedure.panel.independence is Independence.ANOTHER_PARTNERSHIP
        )
        if elsewhere and panel.chair.body_id in of_here:
            yield Touched.OF_HERE

    def _is_named(self, chair: str, names: list[Sealed[str]]) -> bool:
        return any(is_named(chair, str(self.keyring.reveal(name))) for name in names)


def is_named(typed: str, name: str) -> bool:
    """Say whether a typed name, perhaps with a post behind it, is of a certain name.

    Case, spaces and stops do not matter: "ODILE  FENWICK, Chief Inspector" is.
    """
    words, wanted = (WORD.findall(text.casefold()) for text in (typed, name))
    if not wanted:
        return False
    starts = range(len(words) - len(wanted) + 1)
    return any(words[at : at + len(wanted)] == wanted for at in starts)
