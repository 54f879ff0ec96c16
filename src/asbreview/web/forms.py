"""What may be typed, checked before it reaches the domain.

A page's form is a `Form` that lists its fields by these types: `Line`, `Text`, `Day`,
`bool`, an enumeration, or a tuple of them; a tuple of a `Group` is asked several times.
A field with a default may be left empty.  `SAYS` holds the words for what is wrong.
"""

import re
import unicodedata
from calendar import month_name
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Final, NamedTuple, NoReturn, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from asbreview.web.words import counted

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 10_000
MONTHS: Final = tuple(month_name)
SHORTEST_MONTH: Final = 3  # "Mar" is enough to tell
BINDING: Final = frozenset(
    {"csrf_token", "command_id", "meant", "since", "writes_first"}
)
FOUR_NUMBERS: Final = re.compile("[0-9]{4}")


class Says(NamedTuple):
    """The words for a field: told when nothing was given, and what it is called."""

    missing: str
    name: str

    @classmethod
    def enter(cls, what: str) -> Self:
        """Return the words for something typed: "the reasons"."""
        return cls(f"Enter {what}", what[:1].upper() + what[1:])

    @classmethod
    def select(cls, what: str) -> Self:
        """Return the words for something chosen: "whether the threshold is met"."""
        return cls(f"Select {what}", what[:1].upper() + what[1:])

    def wrong(self, kind: str, how: str) -> str:
        """Say what is wrong: nothing given, not one of the choices, or just how."""
        if kind == "missing":
            return self.missing
        if kind.startswith("typed_"):
            return f"{self.name} {how}"
        return self.missing


ANY_FORM: Final[Mapping[str, Says]] = {
    "since": Says("Open this page again", "What the page was shown with"),
    "writes_first": Says.select("whether you want to add words to the letter"),
}


class Asked(BaseModel):
    """What is asked together, each field with the words for what may be wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    SAYS: ClassVar[Mapping[str, Says]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Refuse a form that would not know how to say what is wrong."""
        if unsaid := set(cls.model_fields) - set(cls.SAYS) - BINDING:
            raise TypeError(f"{cls.__name__} has no words for {sorted(unsaid)}")


class Form(Asked):
    """Any form: bound to the session it was shown to, and to one command.

    One that causes a letter may say that whoever sends it writes in that letter first.
    """

    csrf_token: str
    command_id: UUID
    writes_first: bool = False


class RestingForm(Form):
    """A form that is shown filled in, and takes the place of what is on record.

    `since` is the version of the record that it was shown with: what was changed after
    that, the command refuses.  A page that was shown before there was one has none.
    """

    since: int | None = None


class PlanningForm(Form):
    """A form that plans for days to come; a day on which nobody works is asked about.

    `PLANS` names the days, those of a group as "actions.due_on"; `meant` holds those
    that were said to be meant, though nobody works on them.
    """

    PLANS: ClassVar[tuple[str, ...]]

    meant: tuple[str, ...] = ()

    def planned(self) -> Iterator[date]:
        """Yield the days that are planned for."""
        for name in self.PLANS:
            own, _, inner = name.partition(".")
            holders = getattr(self, own) if inner else (self,)
            days = (getattr(holder, inner or own) for holder in holders)
            yield from (day for day in days if day is not None)


class Group(Asked):
    """Fields asked several times in a form, such as those of each complaint.

    The fields of the third are named `complaints-2-made_on-day` and so on.  A group of
    which nothing was filled in is left out; the fields of `NOT_FILLED_IN` do not count.
    """

    TITLE: ClassVar[str]
    NOT_FILLED_IN: ClassVar[frozenset[str]] = frozenset()


class Typed(NamedTuple):
    """The three fields of a date, as they were typed."""

    day: str
    month: str
    year: str


def _real_day(given: object) -> date:
    if isinstance(given, date):
        return given
    if not isinstance(given, Typed):
        raise PydanticCustomError("typed_day", "must be a real date")
    if absent := [part for part, typed in given._asdict().items() if not typed]:
        says = " and ".join(f"a {part}" for part in absent)
        _refuse_day(f"must include {says}", absent[0])
    if not FOUR_NUMBERS.fullmatch(given.year):
        _refuse_day("must have a year of 4 numbers", "year")
    try:
        return date(int(given.year), _month(given.month), int(given.day))
    except ValueError:
        _refuse_day("must be a real date", "")


def _month(typed: str) -> int:
    if len(typed) < SHORTEST_MONTH:
        return int(typed)
    known = (name for name in MONTHS if name.casefold().startswith(typed.casefold()))
    return MONTHS.index(next(known, ""))  # an unknown name is month 0, which is none


def _refuse_day(how: str, part: str) -> NoReturn:
    raise PydanticCustomError("typed_day", "{how}", {"how": how, "part": part})


def clean(given: object) -> object:
    """Return a text with plain line ends, composed; refuse what cannot be printed."""
    if not isinstance(given, str):
        return given
    text = given.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(_is_control(character) for character in text):
        raise PydanticCustomError(
            "typed_text", "must not have characters that cannot be printed"
        )
    return unicodedata.normalize("NFC", text)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t"


def _one_line(text: str) -> str:
    no_longer_than(LONGEST_LINE, text)
    return " ".join(text.split())


def no_longer_than(longest: int, text: str) -> None:
    """Refuse a text of more characters than *longest*, and say how many too many."""
    if (over := len(text) - longest) > 0:
        raise PydanticCustomError(
            "typed_text",
            "must be {longest} characters or fewer: you have {over} too many",
            {"longest": f"{longest:,}", "over": counted(over, "character")},
        )


def _any_lines(text: str) -> str:
    no_longer_than(LONGEST_TEXT, text)
    return text


Line = Annotated[str, BeforeValidator(clean), AfterValidator(_one_line)]
Text = Annotated[str, BeforeValidator(clean), AfterValidator(_any_lines)]
Day = Annotated[date, BeforeValidator(_real_day)]
