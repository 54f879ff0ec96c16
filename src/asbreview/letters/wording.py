"""The texts of the letters: found, checked against what they may name, filled in."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    nodes,
    pass_context,
)
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context

from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.document import Block, Layout
from asbreview.letters.fields import ALLOWED
from asbreview.letters.markup import Inserted, blocks

TEXTS: Final = Path(__file__).parent / "texts"
LANGUAGE: Final = "en-GB"
FORMAT: Final = "standard"
EASY_READ: Final = "easy-read"
WORDED_AS: Final = {
    Layout.STANDARD: FORMAT,
    Layout.LARGE_PRINT: FORMAT,  # the same words, larger
    Layout.EASY_READ: EASY_READ,
}
INSERTED: Final = "what is inserted"  # no text can name it
# Words, what is said of each of several, and whether something is said: no more.
MAY_DO: Final = (
    nodes.And,
    nodes.Compare,
    nodes.Const,
    nodes.For,
    nodes.Getattr,
    nodes.If,
    nodes.Include,
    nodes.Name,
    nodes.Not,
    nodes.Operand,
    nodes.Or,
    nodes.Output,
    nodes.Template,
    nodes.TemplateData,
)


class TextRefused(ValueError):
    """The text of a letter names what its addressee may not see, or does too much."""


class Texts:
    """The texts of one language and format."""

    def __init__(self, folder: Path = TEXTS / LANGUAGE / FORMAT) -> None:
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            finalize=_hold,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701  nothing printed is parsed: see markup
        )
        self._checked: dict[LetterKind, frozenset[str]] = {}
        self._named: dict[LetterKind, str] = {}

    def fill_in(
        self, kind: LetterKind, values: Mapping[str, Any]
    ) -> tuple[str, tuple[Block, ...]]:
        """Return the title and blocks of a letter that tells *values*."""
        self.names(kind)
        inserted = Inserted()
        template = self._environment.get_template(_file(kind))
        text = template.render({**values, INSERTED: inserted})
        return blocks(text, inserted)

    def names(self, kind: LetterKind) -> frozenset[str]:
        """Return what the text of a kind names, once that is known to be allowed."""
        if kind not in self._checked:
            self.check(kind)
        return self._checked[kind]

    def check(self, kind: LetterKind) -> None:
        """Refuse (`TextRefused`) a text that names what is not on the allow-list."""
        found: set[str] = set()
        for name, source in self._sources(kind):
            tree = self._environment.parse(source)
            for node in tree.find_all(nodes.Node):
                if not isinstance(node, MAY_DO):
                    raise TextRefused(f"{name}: {type(node).__name__} in a letter")
            for field in _fields(tree, {}):
                if not _is_allowed(field, ALLOWED[kind]):
                    raise TextRefused(f"{name}: a {kind} letter may not name {field}")
                found.add(field)
        self._checked[kind] = frozenset(found)

    def template_id(self, kind: LetterKind) -> str:
        """Name a text by a hash of every word of it."""
        if kind not in self._named:
            self._named[kind] = self._name(kind)
        return self._named[kind]

    def _name(self, kind: LetterKind) -> str:
        digest = sha256()
        for _, source in self._sources(kind):
            digest.update(source.encode())
        return digest.hexdigest()

    def _sources(self, kind: LetterKind) -> Iterator[tuple[str, str]]:
        """Yield a text and each fragment that it includes, once."""
        waiting, seen = [_file(kind)], set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            source = (self._folder / name).read_text("utf-8")
            yield name, source
            included = find_referenced_templates(self._environment.parse(source))
            waiting += sorted(map(str, included))


@pass_context
def _hold(context: Context, value: Any) -> Any:
    """Keep what is inserted apart from the text, so that nothing in it is parsed."""
    return context[INSERTED].hold(value)


@cache
def texts(layout: Layout = Layout.STANDARD) -> Texts:
    """Return the texts that are shipped for a form of letters, each checked."""
    shipped = Texts(TEXTS / LANGUAGE / WORDED_AS[layout])
    for kind in LetterKind:
        shipped.check(kind)
    return shipped


def template_id(kind: LetterKind) -> str:
    """Name the words that a letter of a kind is made from today, in every form.

    In which form its receiver reads is theirs, and sealed: the name does not tell it.
    """
    digest = sha256()
    for layout in Layout:
        digest.update(texts(layout).template_id(kind).encode())
    return f"{_stem(kind)}.{LANGUAGE}.{digest.hexdigest()[:12]}"


def without_texts(languages: Iterable[str]) -> tuple[str, ...]:
    """Return those of a procedure's languages in which there is no text of letters."""
    return tuple(x for x in languages if not (TEXTS / x / FORMAT).is_dir())


def _stem(kind: LetterKind) -> str:
    return kind.replace(" ", "-")


def _file(kind: LetterKind) -> str:
    return f"{_stem(kind)}.md.jinja"


def _is_allowed(field: str, allowed: frozenset[str]) -> bool:
    """Is it listed, or does it hold something that is?"""
    return field in allowed or any(
        listed.startswith((f"{field}.", f"{field}[]")) for listed in allowed
    )


def _fields(node: nodes.Node, each: Mapping[str, str]) -> Iterator[str]:
    """Yield what a text names, as `complaints[].made_on`."""
    if isinstance(node, nodes.For):
        several = _path(node.iter, each)
        yield several
        inside = {**each, str(getattr(node.target, "name", "")): f"{several}[]"}
        for part in (*node.body, *node.else_):
            yield from _fields(part, inside)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield _path(node, each)
    else:
        for part in node.iter_child_nodes():
            yield from _fields(part, each)


def _path(node: nodes.Node, each: Mapping[str, str]) -> str:
    match node:
        case nodes.Name():
            return each.get(node.name, node.name)
        case nodes.Getattr():
            return f"{_path(node.node, each)}.{node.attr}"
        case _:
            raise TextRefused(f"Line {node.lineno}: {type(node).__name__} in a letter")
