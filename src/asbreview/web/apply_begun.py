"""An application that somebody has begun on the public pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from asbreview.domain.application import Capacity, HowApplied
from asbreview.web.apply_steps import APPLY, FOR_ANOTHER, STEPS, Step, is_in_order
from asbreview.web.typed import Fields


@dataclass(frozen=True)
class Begun:
    """An application that somebody has begun: what they typed, step by step."""

    token: str
    content: Mapping[str, Any]

    @property
    def command_id(self) -> UUID:
        """The command that sending it gives, however often it is sent."""
        return UUID(self.content["command_id"])

    @property
    def area(self) -> str:
        """The id of the area that it is in."""
        return str(self.content.get("area", ""))

    @property
    def case_id(self) -> UUID | None:
        """The case that it opened, if it was sent."""
        sent = self.content.get("sent")
        return UUID(sent) if sent else None

    def typed(self, step: str) -> Fields:
        """Return what was typed in a step; of one not come to, nothing."""
        fields: Fields = self.content["steps"].get(step, {})
        return fields

    @property
    def all_typed(self) -> Mapping[str, Fields]:
        """What was typed in every step that was come to."""
        typed: Mapping[str, Fields] = self.content["steps"]
        return typed

    @property
    def complaints(self) -> dict[int, Fields]:
        """The complaints told of, by their numbers."""
        told = self.content["complaints"]
        return {int(number): told[number] for number in sorted(told, key=int)}

    @property
    def files(self) -> dict[int, Mapping[str, Any]]:
        """The files added, by their numbers: what opens each, what it shows, is."""
        added = self.content.get("files", {})
        return {int(number): added[number] for number in sorted(added, key=int)}

    @property
    def bytes_of_files(self) -> int:
        """How many bytes the files have together."""
        return sum(file["told"]["size"] for file in self.files.values())

    @property
    def is_for_another(self) -> bool:
        """Do they apply on behalf of a person?"""
        return self.typed("for-whom").get("capacity") == [Capacity.REPRESENTATIVE.value]

    @property
    def steps(self) -> list[Step]:
        """The steps that this application has."""
        for_another = self.is_for_another
        return [s for s in STEPS if for_another or s.name not in FOR_ANOTHER]

    def is_answered(self, step: Step, today: date) -> bool:
        """Was a step come to, and is what was typed in it in order?"""
        if step.name not in self.content["steps"]:
            return False
        return step.form is None or is_in_order(
            step.form, self.typed(step.name), step.checks(self.all_typed, today)
        )

    def first_unanswered(self, today: date) -> Step | None:
        """Return the first step that is still to be answered."""
        return next((s for s in self.steps if not self.is_answered(s, today)), None)

    def goes_on_at(self, today: date) -> str:
        """Return the address of what comes next: a step, or to check them all."""
        step = self.first_unanswered(today)
        return f"{APPLY}/{step.name}" if step else f"{APPLY}/check"

    def before(self, name: str) -> str:
        """Return the address of the page before a step."""
        names = [step.name for step in self.steps]
        place = names.index(name) if name in names else len(names)
        return f"{APPLY}/{names[place - 1]}" if place else APPLY

    def as_typed(self, today: date) -> dict[str, list[str]]:
        """Return it as caseworkers would type it into their form today."""
        fields: dict[str, list[str]] = {"csrf_token": ["none"]}
        for step in self.steps:
            if step.form is not None:
                fields |= {n: list(v) for n, v in self.typed(step.name).items()}
        for number, (_, complaint) in enumerate(self.complaints.items()):
            fields |= {
                f"complaints-{number}-{n}": list(v) for n, v in complaint.items()
            }
        for part in ("day", "month", "year"):
            fields[f"applied_on-{part}"] = [str(getattr(today, part))]
        fields["how"] = [HowApplied.WEB.value]
        fields["command_id"] = [str(self.command_id)]
        return fields
