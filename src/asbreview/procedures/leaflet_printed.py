"""A leaflet on a procedure as lines of text, for a terminal or a printer."""

from collections.abc import Iterator
from textwrap import fill
from typing import Final

from asbreview.domain.procedure import Procedure
from asbreview.procedures.leaflet import Leaflet, Listed, Said

WIDTH: Final = 88


def printed(procedure: Procedure) -> Iterator[str]:
    """Return the leaflet on a procedure, paragraph by paragraph, wrapped."""
    leaflet = Leaflet(procedure)
    yield from (leaflet.title, "")
    for said in leaflet.beginning():
        yield from _lines(said)
    for part in leaflet.parts():
        yield from (part.title.upper(), "")
        for told in part.told:
            yield from _lines(told)


def _lines(told: Said | Listed) -> Iterator[str]:
    """Yield a paragraph or a list, with an empty line after it."""
    if isinstance(told, Said):
        yield from (_wrapped(told.text), "")
    elif told.items:
        for number, item in enumerate(told.items, start=1):
            mark = f"[{number}]" if told.numbered else "*"
            yield _wrapped(f"{mark} {item}", indent="  ")
        yield ""


def _wrapped(text: str, indent: str = "") -> str:
    return fill(
        text.strip(),
        WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
