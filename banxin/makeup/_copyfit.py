"""凑版: what the house lets a story change where it is over or under. Words are never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from banxin.makeup._zones import place_of
from banxin.plan.kinds import PhotoBlock
from banxin.problems import Maybe
from banxin.tuples import NamedTuple
from banxin.units import PT, rounded

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.makeup._composed import Canvas
    from banxin.makeup._zones import ZonePlace
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.plan.records import Area, Lever
    from banxin.units import Rect

#: A photo is never made flatter than this, in lines.
_FLATTEST = 4


class Fit(NamedTuple):
    """What was changed: photos in lines, optional elements left out, all else in EMU."""

    photo: int = 0
    optional: int = 0
    tracking: int = 0
    leading: int = 0
    size: int = 0

    def with_(self, lever: str, value: int) -> Fit:
        """The same with one of them changed."""
        return self._replace(**{lever: value})


AS_IS = Fit()


class Attempt(Protocol):
    """A story as poured, as far as copyfit looks at it."""

    @property
    def block(self) -> Block:
        """With what stands inside as it came to stand."""

    @property
    def over(self) -> bool:
        """Whether copy found no place."""

    @property
    def fits(self) -> bool:
        """Whether all copy is placed and no more stays empty than columns may be short by."""


Made = TypeVar("Made", bound=Attempt)


def copyfit(levers: tuple[Lever, ...], block: Block, attempt: Callable[[Fit], Made]) -> tuple[Fit, Made]:
    """Change as little as makes the story fit, one lever after the other in the house's order.

    Each lever is drawn as far as it has to be, or as far as it goes before the next one is touched. A story that
    is over is never left over for the sake of beauty; one that is short is never made over.
    """
    fit, body = AS_IS, attempt(AS_IS)
    if body.over:
        fit, body = _towards(levers, block, fit, body, attempt, over=True)
    if not body.fits and not body.over:
        # What made room may have made too much: what was not touched yet takes it up.
        free = tuple(lever for lever in levers if not getattr(fit, lever.name))
        found = _towards(free, block, fit, body, attempt, over=False)
        if fit == AS_IS or found[1].fits:
            return found
        return _finer(levers, block, attempt) or found
    return fit, body


def _finer(levers: tuple[Lever, ...], block: Block, attempt: Callable[[Fit], Made]) -> tuple[Fit, Made] | None:
    """A setting without the coarse levers, whose least step (a line of a wide photo) made far too much room."""
    for first in range(1, len(levers)):
        fit, body = _towards(levers[first:], block, AS_IS, attempt(AS_IS), attempt, over=True)
        if body.fits:
            return fit, body
    return None


def _towards(
    levers: tuple[Lever, ...], block: Block, fit: Fit, body: Made, attempt: Callable[[Fit], Made], *, over: bool
) -> tuple[Fit, Made]:
    """Make room, or take it up, with one lever after the other."""
    used: list[tuple[str, list[int]]] = []
    for lever in levers:
        steps = _steps(lever, block, over=over)
        if not steps:
            continue
        fit, body = _drawn(lever.name, steps, fit, body, attempt, over=over)
        if body.fits or (over and not body.over):
            break
        used.append((lever.name, steps))
    else:
        return fit, body
    # What was drawn to its end before the lever that made it fit may have been drawn too far.
    for name, steps in reversed(used):
        relaxed = fit.with_(name, 0)
        fit, body = _drawn(name, steps, relaxed, attempt(relaxed), attempt, over=over)
    return fit, body


def _steps(lever: Lever, block: Block, *, over: bool) -> list[int]:
    """The values of a lever in the direction that is needed, from the least change to the greatest."""
    if lever.name == "optional":
        return list(range(1, sum(inner.aside.optional for inner in block.inside) + 1)) if over else []
    if lever.name == "photo" and not any(_may_change(inner) for inner in block.inside):
        return []
    end = lever.low if over else lever.high
    count = max(1, rounded(abs(end), lever.step)) if end else 0
    return [rounded(end * at, count) for at in range(1, count + 1)]


def _drawn(
    name: str, steps: list[int], fit: Fit, body: Made, attempt: Callable[[Fit], Made], *, over: bool
) -> tuple[Fit, Made]:
    """A lever drawn from nothing by the least step that is enough, or as far as it goes.

    Every step does more than the one before, so half of those left are ruled out at each try.
    """
    low, high = 0, len(steps)
    best = fit, body
    if body.fits or (over and not body.over):
        return best
    if over:
        best = fit.with_(name, steps[-1]), attempt(fit.with_(name, steps[-1]))
        if best[1].over:
            return best
        high -= 1
    while low < high:
        middle = (low + high) // 2
        tried = fit.with_(name, steps[middle])
        found = attempt(tried)
        enough = not found.over if over else found.over or found.fits
        if not found.over and (enough or not best[1].fits):
            best = tried, found
        low, high = (low, middle) if enough else (middle + 1, high)
    return best


def _may_change(inner: Block) -> bool:
    """Whether a photo's depth may change: not a cut-out's, whose outline the text follows."""
    return isinstance(inner.what, PhotoBlock) and inner.aside.around != "outline" and inner.what.fit != "contain"


def changed_inside(ground: Ground, block: Block, zones: list[ZonePlace], holes: list[Rect], fit: Fit) -> Block:
    """A block whose photos are deeper or flatter, without the optional elements that found no room."""
    if not fit.photo and not fit.optional:
        return block
    optional = [inner for inner in block.inside if inner.aside.optional]
    out = optional[len(optional) - fit.optional :]
    inside = [inner for inner in block.inside if inner not in out]
    for at, inner in enumerate(inside):
        if fit.photo and _may_change(inner):
            # One after the other, so that two that grow towards each other do not meet.
            inside[at] = inner._replace(area=_deeper(ground, inner, inside, zones, holes, fit.photo))
    return block._replace(inside=tuple(inside))


def _deeper(
    ground: Ground, photo: Block, inside: list[Block], zones: list[ZonePlace], holes: list[Rect], lines: int
) -> Area:
    """A photo's area by so many lines deeper: at its foot, or at its head where it stands on the story's foot."""
    area, zone = photo.area, place_of(zones, photo.area)
    foot = area.last_line >= zone.last
    lines = max(lines, _FLATTEST - area.lines) if lines < 0 else lines
    while lines > 0 and not _room(ground, _moved(area, lines, foot=foot), photo, inside, zone, holes):
        lines -= 1
    return _moved(area, lines, foot=foot)


def _moved(area: Area, lines: int, *, foot: bool) -> Area:
    if foot:
        return area._replace(first_line=area.first_line - lines)
    return area._replace(last_line=area.last_line + lines)


def _room(ground: Ground, area: Area, photo: Block, inside: list[Block], zone: ZonePlace, holes: list[Rect]) -> bool:
    """Whether an area lies in its zone, below the heading and clear of what else stands inside."""
    if area.first_line < zone.first or area.last_line > zone.last:
        return False
    rect = ground.geometry.rect(area)
    clear = not any(hole.overlaps(rect) for hole in holes)
    return clear and not any(other is not photo and other.area.overlaps(area) for other in inside)


def say_fit(ground: Ground, canvas: Canvas, block: Block, fit: Fit, body: Attempt) -> None:
    """Say what was changed, and whether that was as far as it goes."""
    if fit == AS_IS:
        return
    before = {inner.span: inner.area.lines for inner in block.inside}
    deeper = dict.fromkeys(inner.area.lines - before[inner.span] for inner in body.block.inside)
    words = {
        "photo": ", ".join(f"{lines:+d}" for lines in deeper if lines), "optional": str(fit.optional or ""),
        "tracking": f"{fit.tracking * 100 / ground.house.grid.body:+.3g}" if fit.tracking else "",
        "leading": f"{fit.leading / PT:+.3g}" if fit.leading else "", "size": f"{fit.size / PT:+.3g}" if fit.size else "",
    }  # fmt: skip
    code = "makeup.copyfit" if body.fits else "makeup.copyfit-limit" if body.over else "makeup.copyfit-short"
    canvas.report.note(code, block.span, block=block.id,
                     **{name: Maybe(text) for name, text in words.items()})  # fmt: skip
