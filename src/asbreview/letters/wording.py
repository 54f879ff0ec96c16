"""The texts of the letters: found, checked against what they may name, filled in."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    nodes,
    pass_context,
)
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context

from asbreview.domain.corresponding import ENGLISH, Correspondence, TextFormat, named
from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.document import Block, Layout
from asbreview.letters.fields import ALLOWED
from asbreview.letters.markup import Inserted, blocks

TEXTS: Final = Path(__file__).parent / "texts"
WORDED_AS: Final = {
    Layout.STANDARD: TextFormat.STANDARD,
    Layout.LARGE_PRINT: TextFormat.STANDARD,  # the same words, larger
    Layout.EASY_READ: TextFormat.EASY_READ,
}
NOTHING: Final = Correspondence()
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

    def __init__(self, name: str, line: int, says: str) -> None:
        super().__init__(f"{name}, line {line}: {says}")
        self.name, self.line, self.says = name, line, says


class Texts:
    """The texts of one language and format."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader
        self._environment = Environment(
            loader=loader,
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
        self,
        kind: LetterKind,
        values: Mapping[str, Any],
        say: Callable[[object], str],
    ) -> tuple[str, tuple[Block, ...]]:
        """Return the title and blocks of a letter that tells *values*, put in words."""
        self.names(kind)
        inserted = Inserted(say)
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
                    raise TextRefused(name, node.lineno, f"{type(node).__name__} in it")
            for field, line in _fields(tree, {}):
                if not _is_allowed(field, ALLOWED[kind]):
                    says = f"a {kind} letter may not name {field}"
                    raise TextRefused(name, line, says)
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
            source, *_ = self._loader.get_source(self._environment, name)
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
    shipped = Texts(FileSystemLoader(TEXTS / ENGLISH / WORDED_AS[layout]))
    for kind in LetterKind:
        shipped.check(kind)
    return shipped


@lru_cache(maxsize=64)
def texts_in(language: str, layout: Layout, supplied: Correspondence) -> Texts:
    """Return the texts in which letters are written, an area's own before the shipped.

    There are shipped ones in English alone.  Each is checked when it is first used.
    """
    own = supplied.texts_in(language, WORDED_AS[layout])
    if language == ENGLISH and not own:
        return texts(layout)
    loaders: list[BaseLoader] = [DictLoader({_named(k): t for k, t in own.items()})]
    if language == ENGLISH:
        loaders.append(FileSystemLoader(TEXTS / ENGLISH / WORDED_AS[layout]))
    return Texts(ChoiceLoader(loaders))


def has_text(
    kind: LetterKind, language: str, layout: Layout, supplied: Correspondence
) -> bool:
    """Say whether a kind of letter can be written in a language and form."""
    if language == ENGLISH:
        return True
    own = supplied.texts_in(language, WORDED_AS[layout])
    return named(kind) in own and supplied.language(language) is not None


def template_id(kind: LetterKind, supplied: Correspondence = NOTHING) -> str:
    """Name the words that a letter of a kind is made from today, in every form.

    In which form and language its receiver reads is theirs, and sealed: the name tells
    neither.
    """
    digest = sha256()
    for layout in Layout:
        digest.update(texts(layout).template_id(kind).encode())
    if supplied.texts or supplied.languages:
        digest.update(supplied.model_dump_json().encode())
    return f"{named(kind)}.{ENGLISH}.{digest.hexdigest()[:12]}"


def _file(kind: LetterKind) -> str:
    return _named(named(kind))


def _named(text: str) -> str:
    return f"{text}.md.jinja"


def _is_allowed(field: str, allowed: frozenset[str]) -> bool:
    """Is it listed, or does it hold something that is?"""
    return field in allowed or any(
        listed.startswith((f"{field}.", f"{field}[]")) for listed in allowed
    )


def _fields(node: nodes.Node, each: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield what a text names, as `complaints[].made_on`, and on which line."""
    if isinstance(node, nodes.For):
        several = _path(node.iter, each)
        yield several, node.lineno
        inside = {**each, str(getattr(node.target, "name", "")): f"{several}[]"}
        for part in (*node.body, *node.else_):
            yield from _fields(part, inside)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield _path(node, each), node.lineno
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
            raise TextRefused("a text", node.lineno, f"{type(node).__name__} in it")
