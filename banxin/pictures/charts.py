"""Charts as geometry: where bars, lines and ticks lie. Scales and ticks are reportlab's; nothing is drawn here."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from banxin.files import keep_note, note
from banxin.pictures.apart import apart
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from typing import Any

Numbers = tuple[tuple[float | None, ...], ...]
"""A chart's numbers: series by series, a number a category; ``None`` for none."""


class Chart(NamedTuple):
    """Geometry in the plot's own lengths, from its lower left corner."""

    bars: tuple[tuple[int, int, int, int], ...]
    """Left, foot, width and height; series by series, a bar a category."""
    lines: tuple[tuple[tuple[int, int], ...], ...]
    """The points of each series' line."""
    ticks: tuple[tuple[int, str], ...]
    """Where the value axis has its ticks, and what stands there."""
    slots: tuple[tuple[int, int], ...]
    """Where each category begins on its axis, and how wide it is."""


def chart(form: str, numbers: Numbers, width: int, height: int) -> Chart | None:
    """The geometry of a chart: "columns" (柱图), "bars" (条图) or "line" (线图); ``None`` where none could be made.

    Made in a process of its own, for the library reads settings from the environment and the home directory
    (promises P37, P51); kept in the cache, for it costs more to load than a page to set.
    """
    key = repr((form, numbers, width, height)).encode()
    body = note("charts", key)
    if body is None:
        body = apart(lambda: _made(form, numbers, width, height))
        if body is None:
            return None
        keep_note("charts", key, body)
    found = json.loads(body)
    return Chart(
        tuple(tuple(bar) for bar in found["bars"]), tuple(tuple((x, y) for x, y in line) for line in found["lines"]),
        tuple((at, text) for at, text in found["ticks"]), tuple((at, wide) for at, wide in found["slots"]),
    )  # fmt: skip


def _made(form: str, numbers: Numbers, width: int, height: int) -> str:
    """In the child: the geometry as JSON."""
    for name in [name for name in os.environ if name.startswith("RL_")]:
        del os.environ[name]
    os.environ["HOME"] = os.path.join(os.sep, "nonexistent")
    from reportlab.graphics.charts import barcharts, linecharts  # type: ignore[import-untyped] # noqa: PLC0415

    kinds = {"columns": barcharts.VerticalBarChart, "bars": barcharts.HorizontalBarChart,
             "line": linecharts.HorizontalLineChart}  # fmt: skip
    made = kinds[form]()
    made.x = made.y = 0
    made.width, made.height = width, height
    made.data = [list(series) for series in numbers]
    # What has no number has no bar; a line goes on to the next one that has.
    if form != "line":
        made.data = [[value or 0 for value in series] for series in made.data]
        made.groupSpacing, made.barSpacing = 8, 1
    values = [value for series in numbers for value in series if value is not None]
    made.valueAxis.valueMin = min(0, *values) if form != "line" or min(values) < max(values) / 3 else None
    made.valueAxis.forceZero = form != "line"
    made.categoryAxis.categoryNames = [""] * len(numbers[0])
    group = made.draw()
    ticks = [[round(made.valueAxis.scale(value)), f"{value:.10g}"] for value in made.valueAxis._tickValues]  # noqa: SLF001
    slots = [[round(start), round(wide)] for start, wide in map(made.categoryAxis.scale, range(len(numbers[0])))]
    shapes = list(_flat(group))
    bars = [[round(s.x), round(s.y), round(s.width), round(s.height)] for s in shapes if type(s).__name__ == "Rect"]
    lines = [
        [[round(x), round(y)] for x, y in zip(s.points[::2], s.points[1::2], strict=True)]
        for s in shapes if type(s).__name__ == "PolyLine"
    ]  # fmt: skip
    return json.dumps({"bars": bars, "lines": lines, "ticks": ticks, "slots": slots})


def _flat(shape: Any) -> Any:
    yield shape
    for below in getattr(shape, "contents", ()):
        yield from _flat(below)
