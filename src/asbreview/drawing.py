"""Charts as SVG: single cases in order, and bars.

Drawn in attributes alone, since the pages' policy allows no style of its own; a point
that stands out has another form and not only another colour.  The words beside a chart
say all that it shows.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

import leather
from leather import theme
from markupsafe import Markup

from projections.process_charts import Phase

WIDTH, HEIGHT = 720, 300
INK, GREY, BLUE, RED = "#0b0c0c", "#505a5f", "#1d70b8", "#942514"
DASHES: Final = "6 4"
DOTS: Final = "2 3"  # where limits begin anew
DOT, MARK = 4, 7
MOST_TICKS: Final = 12
BAR, APART, NAMES_TO, ROOM_FOR_NUMBERS = 22, 12, 300, 70
FACES: Final = "Source Sans Pro, sans-serif"

theme.background_color = "#ffffff"
theme.margin = 0.02
theme.tick_font_family = theme.axis_title_font_family = FACES
theme.label_color = theme.axis_title_color = INK
theme.tick_color, theme.zero_color = "#d8dadc", GREY


def cases_drawn(
    chart_id: str, title: str, sentence: str, phases: Sequence[Phase], of: str
) -> Markup:
    """Draw values in order, with their limits; nothing where there are no values."""
    if not phases:
        return Markup("")
    root = _told(chart_id, title, sentence, HEIGHT)
    root.append(_drawn(phases, of).to_svg_group(WIDTH, HEIGHT))
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704  escaped by ET


def bars_drawn(
    chart_id: str, title: str, sentence: str, bars: Sequence[tuple[str, int]]
) -> Markup:
    """Draw a bar for each number, its name before it and the number after it."""
    if not bars:
        return Markup("")
    height = len(bars) * (BAR + APART) + APART
    root = _told(chart_id, title, sentence, height)
    most = max(1, *(n for _, n in bars))
    for number, (name, n) in enumerate(bars):
        top = APART + number * (BAR + APART)
        long = (WIDTH - NAMES_TO - ROOM_FOR_NUMBERS) * n / most
        _words(root, name, NAMES_TO - 10, top, anchor="end")
        at = {"x": f"{NAMES_TO}", "y": f"{top}", "height": f"{BAR}"}
        ET.SubElement(root, "rect", at | {"width": f"{long:.1f}", "fill": BLUE})
        _words(root, f"{n:,}", NAMES_TO + long + 8, top, anchor="start")
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704  escaped by ET


def _words(root: ET.Element, says: str, x: float, top: float, *, anchor: str) -> None:
    at = {"x": f"{x:.1f}", "y": f"{top + BAR * 0.7:.1f}", "text-anchor": anchor}
    face = {"font-family": FACES, "font-size": "16", "fill": INK}
    ET.SubElement(root, "text", at | face).text = says


def _told(chart_id: str, title: str, sentence: str, height: int) -> ET.Element:
    """Return the frame of a chart, which whoever does not see it is told of."""
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {height}",
            "role": "img",
            "class": "asbreview-chart__svg",
            "aria-labelledby": f"{chart_id}-title {chart_id}-says",
        },
    )
    ET.SubElement(root, "title", {"id": f"{chart_id}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{chart_id}-says"}).text = sentence
    return root


class _Line(leather.Line):  # type: ignore[misc]  # it has no types
    """A line that is told of beside the chart, and not in it."""

    def legend_to_svg(self, *_: Any) -> list[Any]:
        return []


class _Marks(leather.Dots):  # type: ignore[misc]  # it has no types
    """Points: a dot for one that is usual, a diamond for one that stands out."""

    def __init__(self, out: set[float]) -> None:
        super().__init__(INK, DOT)
        self._out = out

    def legend_to_svg(self, *_: Any) -> list[Any]:
        return []

    def to_svg(  # noqa: PLR0913, PLR0917  as the library calls it
        self, width: int, height: int, x: Any, y: Any, series: Any, palette: Any
    ) -> ET.Element:
        del palette
        group = ET.Element("g")
        for point in series.data():
            at_x, at_y = x.project(point.x, 0, width), y.project(point.y, height, 0)
            group.append(_mark(float(at_x), float(at_y), is_out=point.x in self._out))
        return group


def _mark(x: float, y: float, *, is_out: bool) -> ET.Element:
    if not is_out:
        return ET.Element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=str(DOT), fill=BLUE)
    corners = ((x, y - MARK), (x + MARK, y), (x, y + MARK), (x - MARK, y))
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
    return ET.Element("polygon", points=points, fill=RED)


def _drawn(phases: Sequence[Phase], of: str) -> Any:
    drawn = leather.Chart()
    out: set[float] = set()
    points: list[tuple[float, float]] = []
    for phase in phases:
        first = len(points) + 1
        points += [(first + i, p.observed.value) for i, p in enumerate(phase.points)]
        out |= {first + i for i, p in enumerate(phase.points) if p.signals}
        own = points[first - 1 :]
        _add(drawn, own, _Line(BLUE, 1))
        if phase.limits is not None:
            ends = first - 0.4, len(points) + 0.4
            mean, low, high = phase.limits
            _add(drawn, [(x, mean) for x in ends], _Line(INK, 2))
            for limit in (max(0.0, low), high):
                _add(drawn, [(x, limit) for x in ends], _Line(GREY, 2, DASHES))
    _add(drawn, points, _Marks(out))
    for at, top in _begun_anew(phases):
        _add(drawn, [(at, 0), (at, top)], _Line(INK, 1, DOTS))
    drawn.add_x_scale(0.5, len(points) + 0.5)
    drawn.add_y_scale(0, _top(phases))
    drawn.add_x_axis(_ticks(len(points)), _whole, "Case, in order")
    drawn.add_y_axis(name=of.capitalize())
    return drawn


def _add(drawn: Any, points: list[tuple[float, float]], shape: Any) -> None:
    drawn.add_series(leather.Series(points), shape)


def _begun_anew(phases: Sequence[Phase]) -> Iterator[tuple[float, int]]:
    """Yield where limits begin anew with a dated event, and up to where a line goes."""
    before = 0
    for phase in phases:
        if before and phase.began_with is not None:
            yield before + 0.5, _top(phases)
        before += len(phase.points)


def _top(phases: Sequence[Phase]) -> int:
    values = [point.observed.value for phase in phases for point in phase.points]
    return _round_up(max((*values, *map(_upper, phases))))


def _upper(phase: Phase) -> float:
    return phase.limits.upper if phase.limits else 0.0


def _round_up(highest: float) -> int:
    """Return the end of the scale: a round number, no lower than 10."""
    step = 10 if highest <= 100 else 50  # noqa: PLR2004  as days are read
    return max(step, int(-(-highest // step)) * step)


def _ticks(n: int) -> list[int]:
    step = max(1, -(-n // MOST_TICKS))
    return list(range(1, n + 1, step))


def _whole(value: float, *_: Any) -> str:
    return f"{value:.0f}"
