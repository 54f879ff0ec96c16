"""What becomes of a form that was submitted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from eventsourcing.persistence import IntegrityError
from litestar.response import Response, Template
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from asbreview.domain.days import in_words
from asbreview.domain.errors import AlreadyDone, CaseReviewRefused, NotPermittedYet
from asbreview.web.forms import ANY_FORM, Asked, Typed
from asbreview.web.sent import SentBefore, with_a_new_command
from asbreview.web.typed import Fields, Nested, group_in, group_numbers, is_day, nested

F = TypeVar("F", bound=Asked)
TOP: Final = "main-content"
OVERTAKEN: Final = (
    "The case changed while you were deciding. Nothing you typed is lost: "
    "read what happened, then send this again."
)
OVERTAKING: Final = (AlreadyDone, NotPermittedYet)
UNKNOWN: Final = "The form had something in it that this page does not ask for"


class Fault(NamedTuple):
    """What is wrong, and with which field; none means the form as a whole.

    Of a date, `part` is the first of its three fields that is wrong, if not all are.
    """

    says: str
    field: str = ""
    part: str = ""
    is_day: bool = False

    @property
    def goes_to(self) -> str:
        """Where on the page the fault is put right."""
        part = self.part or ("day" if self.is_day else "")
        return "-".join(filter(None, (self.field, part))) or TOP


class DayOff(NamedTuple):
    """A day typed on which nobody works, and why: "Saturday", "Good Friday"."""

    on: date
    why: str

    @property
    def value(self) -> str:
        """What is sent by whoever says that it is meant."""
        return self.on.isoformat()

    @property
    def says(self) -> str:
        """Which day it is, and why nobody works on it."""
        told = in_words(self.on)
        return told if told.startswith(self.why) else f"{told}, {self.why}"


@dataclass(frozen=True)
class Shown:
    """A form as it is shown: what was typed in it, and what was wrong with that."""

    typed: Fields = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    happened: tuple[str, ...] = ()
    days_off: tuple[DayOff, ...] = ()
    is_overtaken: bool = False

    @classmethod
    def first(cls, form_fields: Mapping[str, str], **given: str | list[str]) -> "Shown":
        """Show a form for the first time, with what is known already filled in."""
        filled = {
            name: [value] if isinstance(value, str) else value
            for name, value in (given | dict(form_fields)).items()
        }
        return cls(filled)

    @property
    def error_list(self) -> list[dict[str, str]]:
        """What the error summary lists, each linked to its field."""
        return [
            {"text": fault.says, "href": f"#{fault.goes_to}"} for fault in self.faults
        ]

    @property
    def days_off_items(self) -> list[dict[str, str]]:
        """What may be ticked of the days on which nobody works."""
        return [
            {"value": day.value, "text": f"{day.says}: this day is meant"}
            for day in self.days_off
        ]

    def error(self, name: str) -> dict[str, str] | None:
        """Return the message to show beside a field."""
        return next(({"text": f.says} for f in self.faults if f.field == name), None)

    def value(self, name: str, otherwise: str = "") -> str:
        """Return what was typed in a field."""
        return self.values(name)[-1] if self.values(name) else otherwise

    def rests_on(self, name: str, now: object) -> object:
        """Return the version that a form rests on: *now*'s, once they were told of it.

        Until then the one that it was first shown with, however often it was mistyped.
        """
        is_anew = self.is_overtaken or self.error(name)
        return now if is_anew else self.value(name) or now

    def values(self, name: str) -> list[str]:
        """Return all that was ticked under a name."""
        return list(self.typed.get(name, ()))

    def groups(self, name: str, *, at_least: int = 1) -> list[int]:
        """Return the numbers of the groups to show, so many at least."""
        there = group_numbers(name, self.typed)
        return sorted({*there, *range(at_least)})

    def date_items(self, name: str) -> list[dict[str, str]]:
        """Return the three fields of a date for the GOV.UK date input."""
        wrong = next((f.part or "all" for f in self.faults if f.field == name), "")
        return [
            {
                "name": part,
                "value": self.value(f"{name}-{part}"),
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
                + (" govuk-input--error" if wrong in {part, "all"} else ""),
            }
            for part in Typed._fields
        ]


def _all_fit(_: Mapping[str, Any]) -> Iterable[CaseReviewRefused]:
    return ()


def submitted(  # noqa: PLR0913  what a form does, by turns
    form_type: type[F],
    typed: Fields,
    *,
    do: Callable[[F], Response[Any]],
    show_again: Callable[[Shown], Template],
    what_happened: Callable[[], list[str]] = list,
    do_not_fit: Callable[[Mapping[str, Any]], Iterable[CaseReviewRefused]] = _all_fit,
) -> Response[Any]:
    """Do what the form asks; or show it again, with all that was typed and why.

    `do_not_fit` is given what was typed, and yields what a command would refuse one by
    one, so that it is told together with the fields that cannot be read.
    `what_happened` tells, in sentences, what others recorded since the form was shown;
    it is asked where that may be why the form came too late.  The only place where a
    page catches anything.
    """
    given = nested(form_type, typed)
    happened: list[str] = []
    is_overtaken = False
    try:
        if unfit := [_refusal(r, form_type, given) for r in do_not_fit(given.values)]:
            status, faults = 422, _with_those_of_fields(unfit, form_type, given)
        else:
            return do(form_type.model_validate(given.values))
    except ValidationError as misfilled:
        status, faults = 422, _faults(misfilled, form_type, given)
    except SentBefore as sent:
        status, faults = 409, (Fault(str(sent)),)
        typed, happened = with_a_new_command(typed), what_happened()
        is_overtaken = True
    except CaseReviewRefused as refused:
        status, faults = 409, (_refusal(refused, form_type, given),)
        happened = what_happened() if isinstance(refused, OVERTAKING) else []
        is_overtaken = isinstance(refused, AlreadyDone)
    except IntegrityError:
        status, faults, happened = 409, (Fault(OVERTAKEN),), what_happened()
    shown = Shown(typed, faults, tuple(happened), is_overtaken=is_overtaken)
    page = show_again(shown)
    page.status_code = status
    return page


def _with_those_of_fields(
    unfit: list[Fault], form_type: type[Asked], given: Nested
) -> tuple[Fault, ...]:
    """Return these and the faults of single fields, in the order of the form."""
    try:
        form_type.model_validate(given.values)
    except ValidationError as misfilled:
        of_fields = _faults(misfilled, form_type, given)
        told = {fault.field for fault in of_fields}
        unfit = [*of_fields, *(f for f in unfit if f.field not in told)]
    place = {name: number for number, name in enumerate(form_type.model_fields)}
    return tuple(sorted(unfit, key=lambda f: place.get(f.field.split("-")[0], -1)))


def _refusal(
    refused: CaseReviewRefused, form_type: type[Asked], given: Nested
) -> Fault:
    """Link a refusal to the field it names, if the form has one of that name."""
    name, *inner = (refused.field or "").split("-", maxsplit=2)
    if name not in form_type.model_fields:
        return Fault(str(refused))
    group = _group(form_type, name)
    if group is None or not inner:
        return Fault(str(refused), name, is_day=is_day(form_type, name))
    number, own = _as_shown(int(inner[0]), given.groups.get(name, [])), inner[-1]
    day = own in group.model_fields and is_day(group, own)
    says = str(refused)
    if given.groups.get(name):
        says = _numbered(group, number, says)
    return Fault(says, f"{name}-{number}-{own}", is_day=day)


def _numbered(group: Any, number: int, says: str) -> str:
    """Say which of several rows is meant: "Complaint 2: enter what happened"."""
    return f"{group.TITLE} {number + 1}: {says[:1].lower()}{says[1:]}"


def _as_shown(number: int, shown: list[int]) -> int:
    """Return the number on the page of the so-manyth group that was filled in."""
    return shown[number] if number < len(shown) else number


def _faults(
    misfilled: ValidationError, form_type: type[Asked], given: Nested
) -> tuple[Fault, ...]:
    found = (_fault(error, form_type, given) for error in misfilled.errors())
    return tuple({(fault.field, fault.says): fault for fault in found}.values())


def _fault(error: ErrorDetails, form_type: type[Asked], given: Nested) -> Fault:
    """Tell one fault in the words of the form, at the field it was typed in."""
    name, *inner = error["loc"]
    group = _group(form_type, str(name))
    if group is None or not inner:
        return _told(error, form_type, str(name))
    number, *own = inner
    shown = given.groups[str(name)][int(number)]
    fault = _told(error, group, str(own[0]) if own else "")
    says = _numbered(group, shown, fault.says)
    return fault._replace(says=says, field=f"{name}-{shown}-{fault.field}")


def _told(error: ErrorDetails, asked: type[Asked], name: str) -> Fault:
    words = asked.SAYS.get(name) or ANY_FORM.get(name)
    if words is None:
        return Fault(UNKNOWN)
    says = words.wrong(error["type"], error["msg"])
    part = str(error.get("ctx", {}).get("part", ""))
    return Fault(says, name, part, is_day=is_day(asked, name))


def _group(form_type: type[Asked], name: str) -> Any:
    field = form_type.model_fields.get(name)
    return group_in(field.annotation) if field else None
