"""What the papers of a case consist of, in any edition: a cover, and its parts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from asbreview.chronology.gaps import BY_WHAT
from asbreview.packs.document import (
    Attached,
    Block,
    PackDocument,
    Points,
    Section,
    Words,
)
from asbreview.packs.files_told import FileTold
from asbreview.packs.of_case import OfCase


class Part(NamedTuple):
    """A part of an edition; a `short` one begins no page of its own."""

    title: str
    tells: Iterable[Block]
    short: bool = False


def edition(  # noqa: PLR0913  what makes one edition another
    of: OfCase,
    *,
    title: str,
    head: str,
    cover: Iterable[Block],
    parts: Iterable[Part],
    shows: Iterable[FileTold] = (),
    attached: tuple[Attached, ...] = (),
) -> PackDocument:
    """Return a case as one edition tells it, its parts numbered in their order.

    `head` says on every page who may read it.
    """
    return PackDocument(
        title=title,
        edition=head,
        reference=of.reference,
        partnership=of.case.procedure.partnership.name,
        dated=of.today,
        cover=tuple(cover),
        sections=tuple(
            Section(f"{number}. {part.title}", tuple(part.tells), short=part.short)
            for number, part in enumerate(parts, start=1)
        ),
        shows=frozenset(told.file_id for told in shows if told.is_shown),
        attached=attached,
    )


def missing(of: OfCase, *, if_nothing: str = "Nothing is found.") -> Iterator[Block]:
    """Tell what a chronology lacks, and by what that was found."""
    gaps = of.chronology.gaps
    yield Points(tuple(gap.says for gap in gaps)) if gaps else Words(if_nothing)
    yield Words(BY_WHAT)
