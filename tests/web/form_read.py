"""A form as a page shows it: its fields by kind, its ids, and what is said of each."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from uuid import UUID

DATE_PARTS = ("day", "month", "year")
HIDDEN = frozenset({"csrf_token", "command_id"})
LINES = frozenset({"text", "email", "tel", "number", "search"})
VOID = frozenset({"input", "br", "img", "meta", "link", "hr"})


@dataclass
class FormRead:
    """What stands on a page that has a form."""

    kinds: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    offered: dict[str, set[str]] = field(default_factory=dict)
    summary: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[str]:
        """Return the names of the fields of some kinds."""
        return [name for name, kind in self.kinds.items() if kind in kinds]

    @property
    def days(self) -> list[str]:
        """The names of the dates, each of three fields."""
        ends = f"-{DATE_PARTS[0]}"
        asked = (n for n, kind in self.kinds.items() if kind != "hidden")
        return [n.removesuffix(ends) for n in asked if n.endswith(ends)]

    @property
    def texts(self) -> list[str]:
        """The names of the fields in which words are typed."""
        parts = {f"{day}-{part}" for day in self.days for part in DATE_PARTS}
        return [name for name in self.of("line", "text") if name not in parts]

    @property
    def id_fields(self) -> list[str]:
        """The names of the fields that send an id."""
        return [
            name for name, values in self.offered.items() if any(map(_is_id, values))
        ]


def _is_id(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def form_read(page, to="") -> FormRead:
    """Read the form of a page that goes to an address; or the last, if none is told.

    Of a page of those who apply, where a form gives no command, its own.
    """
    reader = _Reader(to if f'action="{to}"' in page.text else "")
    if 'name="command_id"' not in page.text:
        reader.known_by = "csrf_token"
    reader.feed(page.text)
    return reader.last


class _Reader(HTMLParser):
    """Reads the form that gives the command; the errors are told all over the page."""

    def __init__(self, to):
        super().__init__()
        self.to, self.goes_to, self.known_by = to, "", "command_id"
        self.last, self.here = FormRead(), {}
        self.offers, self.of_select = {}, None
        self.summarised, self.told, self.words, self.depth = None, None, "", 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.last.ids.add(given["id"])
        if self.told is not None and tag not in VOID:
            self.depth += 1
        if tag == "form":
            self.here, self.offers = {}, {}
            self.goes_to = given.get("action", "")
        elif tag in {"input", "select", "textarea"} and "name" in given:
            self._field(tag, given)
        elif tag == "option" and self.of_select:
            self.offers.setdefault(self.of_select, set()).add(given.get("value", ""))
        elif tag == "a" and given.get("href", "").startswith("#"):
            self.summarised, self.words = given["href"][1:], ""
        elif "govuk-error-message" in given.get("class", ""):
            self.told, self.words, self.depth = given["id"], "", 0

    def _is_asked_for(self):
        return self.known_by in self.here and self.to in {"", self.goes_to}

    def _field(self, tag, given):
        name, kind = given["name"], given.get("type", "text")
        if tag == "input":
            kind = "line" if kind in LINES else kind
            if kind in {"radio", "checkbox", "hidden"}:
                self.offers.setdefault(name, set()).add(given.get("value", ""))
        else:
            kind = "text" if tag == "textarea" else tag
            self.of_select = name if tag == "select" else None
        self.here[name] = kind

    def handle_data(self, data):
        self.words += data

    def handle_endtag(self, tag):
        if tag == "a" and self.summarised:
            self.last.summary[self.summarised] = _plain(self.words)
            self.summarised = None
        elif self.told is not None and not self.depth:
            self.last.beside[self.told] = _plain(self.words).removeprefix("Error: ")
            self.told = None
        elif self.told is not None:
            self.depth -= 1
        elif tag == "select":
            self.of_select = None
        elif tag == "form" and self._is_asked_for():
            own = {n: k for n, k in self.here.items() if n not in HIDDEN}
            self.last.kinds = own
            self.last.offered = {n: v for n, v in self.offers.items() if n in own}


def _plain(words):
    return " ".join(words.split())
