"""The words for packs."""

from asbreview.domain.pack.facts import PackAskedFor, PackMade, PackNotMade
from projections.telling.line import Line, Names, On, tell


@tell.register
def _(event: PackAskedFor, _: Names) -> Line:
    details = (("Pack", f"{event.number}, {event.kind}"),)
    return Line("Pack asked for", On.PANEL, details)


@tell.register
def _(event: PackMade, _: Names) -> Line:
    details = (("Pages", str(event.pages)), ("SHA-256", event.sha256))
    return Line("Pack made", On.PANEL, details)


@tell.register
def _(event: PackNotMade, _: Names) -> Line:
    return Line("Pack not made", On.PANEL, (("Because", str(event.because)),))
