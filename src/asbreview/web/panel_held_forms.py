"""What may be typed about a meeting that was held: who was there, and each issue."""

from typing import ClassVar, Final
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.panel.facts import (
    Disposal,
    TakesPart,
    VictimCame,
)
from asbreview.reviews.told import IssueTold, OfficialTold
from asbreview.web.case_view import CaseView
from asbreview.web.desk import filled_day
from asbreview.web.forms import Day, Form, Group, Line, RestingForm, Says, Text

CAME: Final = Says.select("whether the victim came")
COMES: Final = frozenset({TakesPart.ATTENDS, TakesPart.PART, TakesPart.REPRESENTED})
"""Ways of taking part of which only the meeting shows whether they came to it."""


class AttendedGroup(Group):
    """Somebody who was at the meeting, for a body."""

    TITLE = "Person"
    NOT_FILLED_IN = frozenset({"body_id"})
    SAYS: ClassVar = {
        "name": Says("Enter their name", "Their name"),
        "body_id": Says.select("the body they came from"),
    }

    name: Line
    body_id: UUID

    @property
    def told(self) -> OfficialTold:
        """What the command is told."""
        return OfficialTold(name=self.name, body_id=self.body_id)


class IssueGroup(Group):
    """An issue, and what the panel did with it."""

    TITLE = "Issue"
    SAYS: ClassVar = {
        "issue": Says("Enter what the issue was", "The issue"),
        "disposal": Says.select("what the panel found"),
    }

    issue: Text
    disposal: Disposal

    @property
    def told(self) -> IssueTold:
        """What the command is told."""
        return IssueTold(issue=self.issue, disposal=self.disposal)


class HeldForm(Form):
    """The meeting: who was there, and each issue disposed of."""

    SAYS: ClassVar = {
        "held_on": Says.enter("the date of the meeting"),
        "attended": Says("Enter who attended", "Who attended"),
        "issues": Says("Enter each issue considered", "The issues"),
        "went_on_because": Says.enter("why the meeting went on"),
        "victim_came": CAME,
    }

    held_on: Day
    attended: tuple[AttendedGroup, ...] = ()
    went_on_because: Text = ""
    victim_came: VictimCame
    issues: tuple[IssueGroup, ...] = ()


class AttendanceForm(RestingForm):
    """Who was at a meeting that was held, where others had been recorded."""

    SAYS: ClassVar = {
        "attended": Says("Enter who attended", "Who attended"),
        "went_on_because": Says.enter("why the meeting went on"),
        "victim_came": CAME,
        "reason": Says.enter("what was wrong"),
    }

    attended: tuple[AttendedGroup, ...] = ()
    went_on_because: Text = ""
    victim_came: VictimCame
    reason: Text


def attended(view: CaseView) -> dict[str, str | list[str]]:
    """Return who is recorded as having been at the meeting."""
    held = view.case.panel.held
    if held is None:
        return {}
    found: dict[str, str | list[str]] = {}
    for number, person in enumerate(held.attended):
        found[f"attended-{number}-name"] = view.tell(person.name)
        found[f"attended-{number}-body_id"] = str(person.body_id)
    because = held.went_on_because
    found["victim_came"] = held.victim_came or ""
    return {**found, "went_on_because": view.tell(because) if because else ""}


def as_weighed(view: CaseView) -> dict[str, str | list[str]]:
    """Return the options that were weighed at the meeting, as a form holds them."""
    known: dict[str, str | list[str]] = {}
    for number, each in enumerate(view.case.panel.options.values()):
        known[f"options-{number}-option"] = view.tell(each.option)
        known[f"options-{number}-chosen"] = str(each.chosen).lower()
        known[f"options-{number}-reasons"] = view.tell(each.reasons)
    return known


def there_so_far(view: CaseView) -> dict[str, str | list[str]]:
    """Return a row for each body invited of which nobody is down yet."""
    panel = view.case.panel
    if panel.convened is None:
        return {}
    chair, down = panel.convened.chair, {person.body_id for person in panel.there}
    bodies = dict.fromkeys((chair.body_id, *panel.convened.bodies))
    missing = [body for body in bodies if body not in down]
    rows = {f"attended-{n}-body_id": str(body) for n, body in enumerate(missing)}
    named = {"attended-0-name": view.tell(chair.name)}
    return {**rows, **(named if missing[:1] == [chair.body_id] else {})}


def victim_expected(view: CaseView) -> dict[str, str | list[str]]:
    """Return that the victim does not come, where they are not to be at the meeting."""
    may_come = view.case.panel.takes_part in COMES
    return {} if may_come else {"victim_came": VictimCame.NEITHER}


def expected(view: CaseView) -> dict[str, str | list[str]]:
    """Return who was expected at the meeting, and on which day."""
    convened, meets_at = view.case.panel.convened, view.case.panel.meets_at
    if convened is None or meets_at is None:
        return {}
    chair = convened.chair
    bodies = [chair.body_id, *(b for b in convened.bodies if b != chair.body_id)]
    return {
        **filled_day("held_on", min(local_day(meets_at), view.today)),
        **{f"attended-{n}-body_id": str(body) for n, body in enumerate(bodies)},
        "attended-0-name": view.tell(chair.name),
        **victim_expected(view),
    }
