"""Charts of single cases in order, and the sentence that says what each shows."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from asbreview.domain.days import in_words
from asbreview.drawing import cases_drawn
from asbreview.web.words import counted
from projections.process_charts import ENOUGH, Phase, latest

WIDTH, HEIGHT = 720, 300
INK, GREY, BLUE, RED = "#0b0c0c", "#505a5f", "#1d70b8", "#942514"
DASHES: Final = "6 4"
DOT, MARK = 4, 7
MOST_TICKS: Final = 12
MOST_NAMED: Final = 5
DRAWN: Final = 120  # more cannot be told apart

theme.background_color = "#ffffff"
theme.margin = 0.02
theme.tick_font_family = theme.axis_title_font_family = "sans-serif"
theme.label_color = theme.axis_title_color = INK
theme.tick_color, theme.zero_color = "#d8dadc", GREY


class Chart(NamedTuple):
    """A chart, the sentence that says what it shows, and what it is drawn from.

    No more than the latest `DRAWN` are drawn, and told beside it.
    """

    chart_id: str
    title: str
    sentence: str
    svg: Markup
    phases: list[Phase]

    @property
    def n(self) -> int:
        """How many points it has."""
        return sum(len(phase.points) for phase in self.phases)

    @property
    def drawn(self) -> list[Phase]:
        """Those that are drawn."""
        return latest(self.phases, DRAWN)


def chart(chart_id: str, title: str, phases: list[Phase], *, of: str) -> Chart:
    """Draw values in order; *of* says of what, such as "days"."""
    sentence = sentence_of(phases, of=of)
    return Chart(
        chart_id,
        title,
        sentence,
        cases_drawn(chart_id, title, sentence, phases, of),
        phases,
    )
    drawn = latest(phases, DRAWN)
    svg = _svg(chart_id, title, sentence, drawn, of)
    return Chart(chart_id, title, sentence, svg, phases)


def sentence_of(phases: Sequence[Phase], *, of: str) -> str:
    """Say what a chart shows: what is usual by now, and what stands out."""
    if not phases:
        return "There is nothing to show in this period."
    return " ".join(_sentences(phases, of))


def _sentences(phases: Sequence[Phase], of: str) -> Iterator[str]:
    last = phases[-1]
    n = len(last.points)
    if len(phases) > 1 and last.began_with is not None:
        on = in_words(last.began_with.on)
        yield f"{last.began_with.says}: {on}. Reckoned from there (n = {n}):"
    else:
        yield f"n = {n}."
    if last.limits is None:
        yield f"One value, {last.points[0].observed.value:g} {of}: no more is known."
        return
    low, high = max(0, last.limits.lower), last.limits.upper
    mean = f"{last.limits.mean:.0f} {of} on average"
    yield f"{mean}; from {low:.0f} to {high:.0f} is usual."
    if last.is_on_trial:
        yield f"These are trial limits: fewer than {ENOUGH} points."
    out = [point.observed for point in last.signalled]
    if not out:
        yield "Nothing stands out."
    else:
        named = ", ".join(f"{o.of} ({o.value:g})" for o in out)
        yield f"{counted(len(out), 'point')} not to be put down to chance: {named}."
        named = ", ".join(f"{o.of} ({o.value:g})" for o in out[-MOST_NAMED:])
        latest = f", the latest {MOST_NAMED}" if len(out) > MOST_NAMED else ""
        points = counted(len(out), "point")
        yield f"{points} not to be put down to chance{latest}: {named}."


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


def _svg(
    chart_id: str, title: str, sentence: str, phases: list[Phase], of: str
) -> Markup:
    if not phases:
        return Markup("")
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "role": "img",
            "class": "asbreview-chart__svg",
            "aria-labelledby": f"{chart_id}-title {chart_id}-says",
        },
    )
    ET.SubElement(root, "title", {"id": f"{chart_id}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{chart_id}-says"}).text = sentence
    root.append(_drawn(phases, of).to_svg_group(WIDTH, HEIGHT))
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704  escaped by ET


def _drawn(phases: list[Phase], of: str) -> Any:
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
    highest = max(y for _, y in (*points, *((0, _upper(p)) for p in phases)))
    drawn.add_x_scale(0.5, len(points) + 0.5)
    drawn.add_y_scale(0, _round_up(highest))
    drawn.add_x_axis(_ticks(len(points)), _whole, "Case, in order")
    drawn.add_y_axis(name=of.capitalize())
    return drawn


def _add(drawn: Any, points: list[tuple[float, float]], shape: Any) -> None:
    drawn.add_series(leather.Series(points), shape)


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
