"""On which line of a TOML text each value is.

The parser of the standard library keeps no lines.  It has accepted the text before this
looks: so whatever stands here is TOML, and only its outline has to be followed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

Path = tuple[str | int, ...]

HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([^\]#]+?)\s*\]")
KEY: Final = re.compile(
    r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[\w"'-]+)*)\s*="""
)
STRINGS: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*',
    re.DOTALL,
)


def lines_of(text: str) -> Mapping[Path, int]:
    """Return the line, from 1 on, on which each table, key and value list begins."""
    found: dict[Path, int] = {}
    items: defaultdict[Path, int] = defaultdict(lambda: -1)
    table: Path = ()
    depth = 0
    both = zip(_outline(text), text.split("\n"), strict=True)
    for number, (line, written) in enumerate(both, start=1):
        if depth == 0 and (header := HEADER.match(line)):
            is_item = header[1] == "[["
            table = _table(
                _names(written[slice(*header.span(2))]), items, is_item=is_item
            )
            found.setdefault(table[:-1] if is_item else table, number)
            found.setdefault(table, number)
        elif depth == 0 and (key := KEY.match(line)):
            names = _names(written[slice(*key.span(1))])
            found.setdefault((*table, *names), number)
            depth += _opened(line[key.end() :])
        else:
            depth += _opened(line)
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int | None:
    """Return the line of a value, or of what holds it; nothing for the whole text."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _outline(text: str) -> list[str]:
    """Blank what is quoted and what is commented, each line staying where it is."""
    return STRINGS.sub(_blanked, text).split("\n")


def _blanked(match: re.Match[str]) -> str:
    quoted = match[0]
    if quoted[0] == "#":
        return ""
    inner = re.sub(r"[^\n]", "_", quoted[1:-1])
    return f"{quoted[0]}{inner}{quoted[-1]}"


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))


def _table(
    names: tuple[str, ...], items: defaultdict[Path, int], *, is_item: bool
) -> Path:
    """Return the path of a table, counting where it is one of several."""
    return tuple(_numbered(names, items, is_item=is_item))


def _numbered(
    names: tuple[str, ...], items: defaultdict[Path, int], *, is_item: bool
) -> Iterator[str | int]:
    path: Path = ()
    for place, name in enumerate(names, start=1):
        path = (*path, name)
        yield name
        if is_item and place == len(names):
            items[path] += 1
        if path in items:
            yield items[path]
            path = (*path, items[path])


def _opened(line: str) -> int:
    return sum(line.count(o) - line.count(c) for o, c in ("[]", "{}"))
