"""Writes the pages of the documentation that are made from the code.

.venv/bin/python scripts/write_docs.py
"""

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

import asbreview
import projections
from asbreview.domain import statute
from asbreview.domain.model import ENVELOPE, Event
from asbreview.domain.procedure import Origin
from asbreview.domain.procedure_lint import lint
from asbreview.domain.statute import IMPLEMENTATIONS, Provision
from asbreview.procedures import read_procedure, schema, shipped
from asbreview.procedures.leaflet_words import AFTER, STEPS
from scripts.access_told import access_page
from scripts.corrections_told import corrections_page
from scripts.letters_measured import letters_page

ROOT: Final = Path(__file__).resolve().parent.parent
MADE_BY: Final = (
    "<!-- Made by scripts/write_docs.py: change the code, not this page. -->"
)
EVERY_EVENT: Final = (
    "Every kind of event, what it means, what it holds and whose key seals it."
    " A topic, once stored, never changes its meaning."
)
BESIDES: Final = (
    "Besides its own fields each event says on which record it stands"
    " (`originator_id`, `originator_version`), when the command was given"
    " (`timestamp`), by which account (`recorded_by`), for which body"
    " (`recorded_for`) and by which command (`command_id`); an event of a case"
    " names it (`case_id`)."
)
A_FILE: Final = (
    "A review procedure is a [TOML](https://toml.io) file: an area that is not shipped"
    " needs a file, never code. `asbreview procedures show FILE` tells it as a leaflet,"
    " `asbreview procedures lint FILE` says what the Act has to say of it; a file that"
    " cannot be read says on which line, in which field, and what is allowed there."
    " Begin with a shipped one: they are in `src/asbreview/procedures/`."
)
SOURCES: Final = (
    "Everything says where it comes from: timers, challenges and tiers themselves, each"
    " other part in `[[sources]]`. It is *published*, the *statute*'s, or the"
    " partnership's *own choice*; none passes for another."
)
UNDERSTOOD: Final = (
    "A timer of another name is counted and shown like these; nothing on record meets"
    " it, so that it runs out."
)
RECORDS: Final = {
    "trigger": "The trigger: an application, until the threshold is decided",
    "evidence": "The evidence: what is known, and from whom",
    "panel": "The panel: who meets, and what was considered",
    "outcome": "The outcome: findings, recommendations, actions, the end",
    "contact": "The contact file: people, and being in touch with them",
    "letter": "Letters",
    "pack": "Packs: one document of a case",
    "erasure": "Forgetting a person",
    "reference": "References",
    "procedure": "The review procedures",
    "calendar": "The working calendar",
    "asking": "Asking a body: notices, and links to answer by",
    "inviting": "Inviting a body to a panel: emails with calendar files",
    "directory": "The directory: how each body is reached for requests",
    "disposals": "Disposals: proposed by one officer, approved by another",
    "erasures": "Erasures: a person, some texts or a case, proposed and approved",
    "removals": "What went by itself when its time was over",
    "keeping": "Keeping: what holds the records of a case",
    "rights": "Rights: what people ask about their own data, and what is answered",
    "retention": "The retention schedule: how long an area keeps its records",
    "past": "Cases of before: what was brought in from lists of earlier cases",
    "changes": "Dated changes that somebody named, from which charts begin anew",
    "returns": "The returns: the figures of s.104(9) that an area published",
    "effectiveness": "Assessments of how effective the procedures are (Sch.4 para 4)",
    "examination": "Files: what was looked at before one was put on record",
    "incidents": "Lists of incidents: which column is what",
    "group": "The calendar of a standing group",
    "counterfactual": "What a changed procedure would have meant: what was kept",
}


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (ROOT / "docs" / name).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """Return each generated page of the documentation, by its file's name."""
    _import_all()
    return {
        "law.md": _law(),
        "events.md": _events(),
        "procedures.md": _procedures(),
        "letters.md": letters_page(MADE_BY),
        "access.md": access_page(MADE_BY),
        "corrections.md": corrections_page(MADE_BY),
    }


def _import_all() -> None:
    """Import whatever marks a policy with its provision, or defines an event."""
    for package in (asbreview, projections):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            found = module.module_finder.find_spec(module.name, None)
            source = Path(found.origin).read_text() if found and found.origin else ""
            if "@implements(" in source or "TOPIC:" in source:
                importlib.import_module(module.name)


# The law


def _law() -> str:
    refusals = dict(_refusals())
    lines = [
        "# The law, and where it is kept",
        "",
        MADE_BY,
        "",
        "Each provision, what gives effect to it, and what is refused by it.",
        f"Provisions are those of the {statute.ASB_ACT}, where another is not named.",
        "",
        "| Provision | What gives effect to it | Refused by it |",
        "| --- | --- | --- |",
    ]
    for name, provision in _provisions():
        policies = sorted(IMPLEMENTATIONS.get(provision, []), key=_where)
        told = "<br>".join(_policy(each) for each in policies)
        refused = "<br>".join(f"`{where}`" for where in sorted(refusals.get(name, ())))
        cited = f"[{provision.pinpoint}]({provision.url})"
        lines.append(f"| {cited} | {told or 'no policy yet'} | {refused} |")
    return "\n".join([*lines, ""])


def _policy(policy: Callable[..., Any]) -> str:
    says = _first(policy)
    return f"`{_where(policy)}`: {says}" if says else f"`{_where(policy)}`"


def _provisions() -> list[tuple[str, Provision]]:
    return [(n, p) for n, p in vars(statute).items() if isinstance(p, Provision)]


def _refusals() -> Iterator[tuple[str, set[str]]]:
    """Yield, for the name of each provision, the functions that refuse by it."""
    cited: dict[str, set[str]] = {}
    for path in sorted((ROOT / "src" / "asbreview").rglob("*.py")):
        text = path.read_text("utf-8")
        if "ContraryToLaw" not in text:
            continue
        for where, call in _calls(ast.parse(text), _module(path)):
            for argument in call.args:
                if isinstance(argument, ast.Name):
                    cited.setdefault(argument.id, set()).add(where)
    yield from cited.items()


def _calls(tree: ast.AST, where: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield each refusal by the law, and the function that makes it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == (
            "ContraryToLaw"
        ):
            yield where, node
        inside = where
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            inside = f"{where}.{node.name}"
        yield from _calls(node, inside)


def _module(path: Path) -> str:
    inside = path.relative_to(ROOT / "src" / "asbreview").with_suffix("")
    return ".".join(inside.parts)


def _where(policy: Callable[..., Any]) -> str:
    module = policy.__module__.removeprefix("asbreview.")
    return f"{module}.{policy.__qualname__}"


def _first(thing: object) -> str:
    """Return the first sentence of a docstring, on one line."""
    return " ".join((thing.__doc__ or "").split("\n\n")[0].split())


# The procedures


def _procedures() -> str:
    named = {name: read_procedure(name) for name in shipped()}
    lines = [
        "# The procedure file",
        "",
        MADE_BY,
        "",
        A_FILE,
        "",
        SOURCES,
        "",
        "## What is shipped",
        "",
        "| Name | Area | Published times | Findings |",
        "| --- | --- | ---: | ---: |",
    ]
    for name, procedure in named.items():
        published = sum(t.origin is Origin.PUBLISHED for t in procedure.timers)
        found = len(lint(procedure))
        lines.append(f"| `{name}` | {procedure.area} | {published} | {found} |")
    lines += [
        "",
        "## What starts a timer",
        "",
        "| Name | The day of |",
        "| --- | --- |",
    ]
    lines += [f"| `{anchor.value}` | {words} |" for anchor, words in AFTER.items()]
    lines += ["", "## Timers whose steps are understood", "", UNDERSTOOD, ""]
    lines += ["| Name | The step |", "| --- | --- |"]
    known = read_procedure("richmond").timers
    lines += [f"| `{t.timer_id}` | {STEPS.get(t.says, t.says)} |" for t in known]
    lines += ["", "## Tables and fields", "", *schema.tables()]
    return "\n".join(lines).rstrip() + "\n"


# The events


def events() -> list[type[Event]]:
    """Return every kind of event of the application, by its topic."""
    found = {e.TOPIC: e for e in _kinds(Event) if "TOPIC" in e.__dict__}
    return [found[topic] for topic in sorted(found)]


def _kinds(kind: type[Event]) -> Iterator[type[Event]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith(("asbreview.", "projections.")):
            yield each
        yield from _kinds(each)


def _events() -> str:
    lines = [
        "# What is recorded",
        "",
        MADE_BY,
        "",
        EVERY_EVENT,
        "",
        BESIDES,
    ]
    of_records = {event.TOPIC.partition(".")[0] for event in events()}
    assert of_records == set(RECORDS), of_records ^ set(RECORDS)  # noqa: S101
    for record, title in RECORDS.items():
        lines += ["", f"## {title}"]
        for event in events():
            if event.TOPIC.partition(".")[0] == record:
                lines += ["", *_event(event)]
    return "\n".join([*lines, ""])


def _event(event: type[Event]) -> Iterator[str]:
    yield f"### `{event.TOPIC}`"
    yield ""
    yield _first(event)
    fields = {n: f for n, f in event.model_fields.items() if n not in ENVELOPE}
    if not fields:
        return
    sealed = list(event.key_owners())
    yield ""
    yield "| Field | Kind | Sealed |"
    yield "| --- | --- | --- |"
    for name, field in fields.items():
        yield f"| `{name}` | {_kind(field.annotation)} | {_sealed(name, sealed)} |"


def _sealed(name: str, sealed: list[tuple[str, str]]) -> str:
    told = [
        f"`{path}` under `{owner}`"
        for path, owner in sealed
        if path.partition(".")[0] == name
    ]
    return "<br>".join(told)


def _kind(annotation: Any) -> str:
    """Say in words what a field holds."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        (kind,) = (a for a in arguments if a is not NoneType)
        return f"{_kind(kind)}, if any"
    if origin is tuple:
        return f"any number of {_kind(arguments[0])}"
    name = getattr(annotation, "__name__", str(annotation))
    return "AwareDatetime" if name == "datetime" else name.partition("[")[0]


if __name__ == "__main__":
    main()
