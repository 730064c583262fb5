"""The figures as tables of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.ledger import Row
    from bench.measure import Figures

_PEERS = {"typst": "Typst", "weasyprint": "WeasyPrint"}


def ratios(single: dict[str, Figures], many: dict[str, Figures], pages: int) -> str:
    """Ours over theirs, the cold single page against Typst first."""
    rows = []
    for peer, shown in _PEERS.items():
        for what, figures in (("one page, cold", single), (f"{pages} pages, one file", many)):
            if peer in figures:
                rows.append(_ratio(f"{what}, against {shown}", figures["ours"], figures[peer]))
    head = ["ours over theirs", "wall", "fastest", "CPU", "memory", "file"]
    lines = [_grid([head, *rows])] if rows else ["No peer is installed: nothing to compare with."]
    if "typst" in single:
        lines.append(_without_interpreter(single))
    return "\n".join(lines) + "\n"


def _ratio(name: str, ours: Figures, theirs: Figures) -> list[str]:
    pairs = (
        (ours.wall, theirs.wall),
        (ours.fastest, theirs.fastest),
        (ours.cpu, theirs.cpu),
        (ours.memory, theirs.memory),
        (ours.size, theirs.size),
    )
    return [name, *(f"{one / two:.2f}x" for one, two in pairs)]


def _without_interpreter(single: dict[str, Figures]) -> str:
    """Typst's own command would not start Python: what that start costs, taken off."""
    bare, loaded = single["python -c pass"].wall, single["python -c import typst"].wall
    typst, ours = single["typst"].wall, single["ours"].wall
    alone = typst - bare
    return (f"Typst's process is Python here: {_ms(bare)} ms to start it, {_ms(loaded)} ms with `import typst`. Without the start\n"
            f"it takes {_ms(alone)} ms; our whole process over that is {ours / alone:.2f}x, and ours without the start "
            f"{(ours - bare) / alone:.2f}x.")  # fmt: skip


def figures(title: str, found: dict[str, Figures]) -> str:
    """Medians of whole processes."""
    head = [title, "wall ms", "fastest", "CPU ms", "peak MiB", "KB", "runs"]
    rows = [[name, _ms(row.wall), _ms(row.fastest), _ms(row.cpu), f"{row.memory / 1024:.0f}",
             f"{row.size / 1000:.0f}" if row.size else "-", str(row.runs)] for name, row in found.items()]  # fmt: skip
    return _grid([head, *rows]) + "\n"


def imports(rows: list[Row], limit: int) -> str:
    """The import ledger: the dearest packages and the total."""
    total = sum(row.milliseconds for row in rows)
    shown = [row for row in rows if row.milliseconds >= 0.5]
    rest = [row for row in rows if row.milliseconds < 0.5]
    body = [[row.name, f"{row.milliseconds:.1f}", str(row.modules)] for row in shown]
    body += [["the rest", f"{sum(row.milliseconds for row in rest):.1f}", str(sum(row.modules for row in rest))]]
    verdict = "within" if total <= limit else "OVER"
    body += [["total", f"{total:.1f}", str(sum(row.modules for row in rows))]]
    return (
        _grid([["imports of a plain build (-X importtime)", "ms", "modules"], *body])
        + f"\n{verdict} the limit of {limit} ms\n"
    )


def phases(found: dict[str, dict[str, float]], pages: int) -> str:
    """Where the time of our run goes, for one page and for all."""
    head = ["where our time goes (one process, ms)", "1 page", "share", f"{pages} pages", "share"]
    totals = {size: sum(laps.values()) for size, laps in found.items()}
    rows = []
    for name in found["one"]:
        row = [name]
        for size, laps in found.items():
            row += [f"{laps[name]:.1f}", f"{100 * laps[name] / totals[size]:.0f} %"]
        rows.append(row)
    rows.append(["total", *(cell for size in found for cell in (f"{totals[size]:.1f}", "100 %"))])
    return _grid([head, *rows]) + "\n"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"


def _grid(rows: list[list[str]]) -> str:
    """Columns in line: names left, figures right, a rule below the head."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) if not at else cell.rjust(width)
                       for at, (cell, width) in enumerate(zip(row, widths, strict=True))) for row in rows]  # fmt: skip
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
