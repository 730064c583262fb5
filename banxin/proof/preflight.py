"""印前检查: what keeps a page from the plate, or makes it print badly.

The rules read the file that goes to the press (:mod:`banxin.plates.drawn`, its plates and codes), so an advertisement is
judged as our own setting is. What each is worth stands in house.yaml (``preflight:``). Only ``banxin check --press`` and
the proof say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup.geometry import geometry
from banxin.page import Path, TextRun, items_of
from banxin.pictures import qr_modules
from banxin.plan.kinds import AdBlock, CodeBlock
from banxin.plates.inks import PROCESS
from banxin.problems import Maybe, Problem
from banxin.tuples import NamedTuple
from banxin.units import INCH, MM, PT, Point, Rect, millimetres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from banxin.page import Page
    from banxin.plan.block import Block, PagePlan
    from banxin.plan.preflight import Profile
    from banxin.plates.drawn import Drawn
    from banxin.plates.plates import Plates
    from banxin.plates.scan import Code

#: Less of an ink than this is none to the eye, and more of black than that is black.
_TRACE, _BLACK = 0.1, 0.85
#: From so many inks on small type is printed of several (red is two, and is read well).
_SEVERAL = 3
#: A picture of which more than this is one tone shows nothing.
_ONE_TONE = 0.99
#: Modules of white that a code needs around it (ISO/IEC 18004, 9.1).
_QUIET = 4
#: How near to the trim a thing ends at it, and by how much a bleed may fall short.
_TOUCHES, _SHORT = MM // 5, MM // 10
_RESTRICTED, _NO_SUBSET, _BITMAP = 0x0002, 0x0100, 0x0200
"""Bits of a face's fsType (OpenType 1.9, OS/2)."""


class Evidence(NamedTuple):
    """What was found out about a page from its file for the press."""

    page: Page
    plan: PagePlan
    profile: Profile
    drawn: Sequence[Drawn]
    plates: Plates
    limit: int
    """The most ink in one place, in percents."""
    codes: Sequence[Code]
    faces: Mapping[str, tuple[str, int]]
    """Of the faces that the page shows: name and fsType."""
    adverts: Mapping[str, tuple[str, ...]]
    """What was noticed of advertisements' files, by path."""


class Hit(NamedTuple):
    """One place where a rule is broken."""

    rule: str
    """Its name in :data:`banxin.plan.preflight.RULES`."""
    box: Rect
    grave: float = 0.0
    """Among several in one block the one with the least number is said."""
    words: Mapping[str, object] = {}
    case: str = ""
    """Which of the rule's messages says it, where it has several: proof.preflight-<rule>-<case>."""

    @property
    def code(self) -> str:
        """The message."""
        return f"proof.preflight-{self.rule}" + (f"-{self.case}" if self.case else "")


class Finding(NamedTuple):
    """What is said of a block, and where it is marked on the proof."""

    problem: Problem
    box: Rect


def preflight(evidence: Evidence) -> list[Finding]:
    """All that is wrong with a page by a profile, one finding a rule and block, by place on the page."""
    hits: dict[tuple[str, str, str], list[Hit]] = {}
    blocks: dict[tuple[str, str, str], Block | None] = {}
    for rule in _RULES:
        for hit in rule(evidence):
            block = _block_at(evidence.plan, hit.box)
            key = hit.code, _name(block), str(hit.words.get("ink", ""))
            hits.setdefault(key, []).append(hit)
            blocks[key] = block
    found = [_finding(evidence, blocks[key], group) for key, group in hits.items()]
    return sorted((one for one in found if one is not None), key=lambda one: (one.box.top, one.box.left))


def _finding(evidence: Evidence, block: Block | None, group: list[Hit]) -> Finding | None:
    weight = evidence.profile.weights[group[0].rule]
    if weight == "off":
        return None
    worst = min(group, key=lambda hit: hit.grave)
    span = evidence.plan.span if block is None else block.area_span or block.span
    words: dict[str, object] = {
        "block": _name(block) or evidence.plan.name, "x": millimetres(worst.box.left), "y": millimetres(worst.box.top),
        "more": Maybe(len(group) if len(group) > 1 else ""), **worst.words,
    }  # fmt: skip
    return Finding(Problem(group[0].code, span, weight, words), worst.box)


def _name(block: Block | None) -> str:
    return "" if block is None else block.id


def _block_at(plan: PagePlan, box: Rect) -> Block | None:
    """The innermost block in which a place lies; furniture is in none."""
    middle = Point((box.left + box.right) // 2, (box.top + box.bottom) // 2)
    found, least = None, 0
    grid = geometry(plan.house)
    for outer in plan.blocks:
        for block in (outer, *outer.inside):
            for zone in block.shape:
                rect = grid.rect(zone.area)
                size = rect.width * rect.height
                if _holds(rect, middle) and (found is None or size < least):
                    found, least = block, size
    return found


def _holds(rect: Rect, point: Point) -> bool:
    return rect.left <= point.x <= rect.right and rect.top <= point.y <= rect.bottom


def _on_sheet(evidence: Evidence, kinds: tuple[str, ...]) -> Iterator[Drawn]:
    """What is drawn within the bleed: marks and the slug are no part of the page."""
    page = evidence.page
    sheet = Rect(0, 0, page.trim.width, page.trim.height)
    for one in evidence.drawn:
        box = one.box
        if one.kind in kinds and box.left < sheet.right and box.right > 0 and box.top < sheet.bottom and box.bottom > 0:
            yield one


def _inks_of(one: Drawn) -> list[str]:
    """The inks that are to be seen in a colour."""
    return [name for name, part in one.inks.items() if part >= _TRACE]


def _resolution(evidence: Evidence) -> Iterator[Hit]:
    """Pictures by their pixels at the size they are placed in."""
    for one in _on_sheet(evidence, ("picture",)):
        least = evidence.profile.line_ppi if one.bits == 1 else evidence.profile.photo_ppi
        if one.ppi and one.ppi < least:
            words = {"found": one.ppi, "least": least}
            yield Hit("resolution", one.box, one.ppi / least, words, case="line" if one.bits == 1 else "")


def _rgb(evidence: Evidence) -> Iterator[Hit]:
    """Colours that the press has to turn into inks by itself."""
    for one in _on_sheet(evidence, ("picture", "area", "rule", "text")):
        if one.rgb:
            yield Hit("rgb", one.box)


def _hairline(evidence: Evidence) -> Iterator[Hit]:
    """Rules, and rectangles that stand for rules."""
    for one in _on_sheet(evidence, ("rule", "area")):
        alone = len(_inks_of(one)) == 1
        least = evidence.profile.thinnest if alone else evidence.profile.thinnest_coloured
        if 0 <= one.size < least - PT // 100:
            yield Hit("hairline", one.box, one.size, {"found": _points(one.size), "least": _points(least)})


def _points(length: int) -> str:
    return f"{length / PT:.2f}".rstrip("0").rstrip(".") + "pt"


def _small_type(evidence: Evidence) -> Iterator[Hit]:
    """Type that is filled in by its ground, or blurred by inks that lie beside each other."""
    below: list[Drawn] = []
    for one in _on_sheet(evidence, ("picture", "area", "text")):
        if one.kind != "text":
            below.append(one)
            continue
        size = {"found": _points(one.size)}
        if not _inks_of(one):
            ground = next((under for under in reversed(below) if _covers(under.box, one.box)), None)
            inks = _inks_of(ground) if ground is not None else []
            several = ground is not None and (len(inks) > 1 or not ground.inks)
            least = evidence.profile.smallest_coloured if several else evidence.profile.smallest
            if (inks or several) and one.size < least:
                yield Hit("reversed", one.box, one.size, {**size, "least": _points(least)})
        elif len(_inks_of(one)) >= _SEVERAL and one.size < evidence.profile.smallest_coloured:
            words = {**size, "least": _points(evidence.profile.smallest_coloured), "inks": len(_inks_of(one))}
            yield Hit("small-colour", one.box, one.size, words)


def _covers(under: Rect, over: Rect) -> bool:
    return _holds(under, Point((over.left + over.right) // 2, (over.top + over.bottom) // 2))


def _rich_black(evidence: Evidence) -> Iterator[Hit]:
    """Black type of several inks, or of the registration colour."""
    for one in _on_sheet(evidence, ("text",)):
        others = sum(one.inks.get(name, 0) for name in PROCESS[:3])
        if "All" in one.inks or (one.inks.get("Black", 0) >= _BLACK and others > 0.005):
            inks = " ".join(
                f"{name[0] if name != 'Black' else 'K'}{round(one.inks.get(name, 1) * 100)}" for name in PROCESS
            )
            yield Hit("rich-black", one.box, -others, {"found": inks})


def _edge(evidence: Evidence) -> Iterator[Hit]:
    trim = evidence.page.trim
    for one in _on_sheet(evidence, ("text",)):
        box = one.box
        away = min(box.left, box.top, trim.width - box.right, trim.height - box.bottom)
        if away < evidence.profile.margin:
            words = {"found": millimetres(away), "least": millimetres(evidence.profile.margin)}
            yield Hit("edge", box, away, words)


def _bleed(evidence: Evidence) -> Iterator[Hit]:
    """What reaches the trim has to go on beyond it, for no knife cuts to a hair."""
    trim, bleed = evidence.page.trim, evidence.plan.house.bleed
    for one in _on_sheet(evidence, ("picture", "area", "rule")):
        if one.inks and not any(one.inks.values()):
            continue  # white
        box = one.box
        beyond = -box.left, -box.top, box.right - trim.width, box.bottom - trim.height
        short = [reach for reach in beyond if -_TOUCHES < reach < bleed - _SHORT or (not bleed and reach > -_TOUCHES)]
        if short:
            words = {"found": millimetres(max(0, min(short))), "least": millimetres(bleed or 3 * MM)}
            yield Hit("bleed", box, min(short), words)


def _font(evidence: Evidence) -> Iterator[Hit]:
    """Faces whose makers do not allow what is done with them in every file."""
    first: dict[str, TextRun] = {}
    for item in items_of(evidence.page):
        if isinstance(item, TextRun):
            first.setdefault(item.face, item)
    for key, (name, rights) in evidence.faces.items():
        # Restricted is what forbids all; with a second right beside it the milder one holds.
        forbidden = rights & 0x000F == _RESTRICTED or bool(rights & (_NO_SUBSET | _BITMAP))
        if forbidden and key in first:
            run = first[key]
            box = Rect(run.origin.x, run.origin.y - run.size, run.origin.x + run.size, run.origin.y)
            yield Hit("font", box, 0, {"ink": name, "found": f"{rights:#06x}"})


def _white_overprint(evidence: Evidence) -> Iterator[Hit]:
    for one in _on_sheet(evidence, ("text", "rule", "area")):
        if one.over and one.inks and not any(one.inks.values()) and not one.rgb:
            yield Hit("white-overprint", one.box)


def _transparency(evidence: Evidence) -> Iterator[Hit]:
    for one in _on_sheet(evidence, ("picture", "area", "rule", "text")):
        if one.seen_through:
            yield Hit("transparency", one.box)


def _spot(evidence: Evidence) -> Iterator[Hit]:
    """Inks that nobody has ordered: the press has no plate for them."""
    booked = {*PROCESS, "All", "None", *evidence.plan.house.press.spots}
    for one in _on_sheet(evidence, ("picture", "area", "rule", "text")):
        for name in one.inks:
            if name not in booked:
                yield Hit("spot", one.box, 0, {"ink": name})


def _advert(evidence: Evidence) -> Iterator[Hit]:
    """Advertisements whose files do not say how large they are: what was taken for their edge may be their bleed."""
    grid = geometry(evidence.plan.house)
    for block in evidence.plan.blocks:
        if isinstance(block.what, AdBlock) and "boxes" in evidence.adverts.get(block.what.file, ()):
            yield Hit("advert", grid.rect(block.area), 0, {"path": block.what.file})


def _ink(evidence: Evidence) -> Iterator[Hit]:
    for box, most in evidence.plates.over(evidence.limit):
        yield Hit("ink", box, -most, {"found": f"{most:.0f}", "least": evidence.limit})


def _blank(evidence: Evidence) -> Iterator[Hit]:
    """Pictures that are there and show nothing: their file was read otherwise than its maker meant."""
    for one in _on_sheet(evidence, ("picture",)):
        share = evidence.plates.one_tone(one.box) if one.ppi else 0.0
        if share > _ONE_TONE:
            yield Hit("blank", one.box, -share, {"found": f"{share * 100:.1f}"})


def _codes(evidence: Evidence) -> Iterator[Hit]:
    """Our codes by what they should say, and those that others drew by their modules."""
    wanted = {block.node("code"): block.what.url for outer in evidence.plan.blocks for block in (outer, *outer.inside)
              if isinstance(block.what, CodeBlock)}  # fmt: skip
    ours = []
    for item in items_of(evidence.page):
        if isinstance(item, Path) and item.node in wanted:
            box = _around(item)
            ours.append(box)
            yield from _our_code(evidence, box, wanted[item.node])
    for code in evidence.codes:
        if code.module < evidence.profile.module and not any(_covers(box, code.box) for box in ours):
            yield _small_code(evidence, code.box, code.module)


def _around(path: Path) -> Rect:
    xs = [x for step in path.steps for x in step[1::2]]
    ys = [y for step in path.steps for y in step[2::2]]
    return Rect(min(xs), min(ys), max(xs), max(ys))  # type: ignore[type-var, arg-type]


def _our_code(evidence: Evidence, box: Rect, text: str) -> Iterator[Hit]:
    """A code of ours: its modules, what lies about it and under it, and whether it is read off the page."""
    module = box.width // len(qr_modules(text))
    if module < evidence.profile.module:
        yield _small_code(evidence, box, module)
    plates = evidence.plates
    near = INCH // plates.dpi  # a pixel: what stands there may be the modules' own edge
    quiet, edge = box.inset(near - _QUIET * module, near - _QUIET * module), box.inset(-near, -near)
    sides = (
        quiet._replace(bottom=edge.top), quiet._replace(top=edge.bottom),
        quiet._replace(right=edge.left), quiet._replace(left=edge.right),
    )  # fmt: skip
    if any(plates.most(side) > _TRACE for side in sides):
        yield Hit("code", box, 0, {"least": millimetres(_QUIET * module)}, case="quiet")
    if plates.most(box, [name for name in plates.names if name != "Black"]) > _TRACE:
        yield Hit("code", box, case="ink")
    if not any(code.text == text and _covers(box, code.box) for code in evidence.codes):
        read = next((code.text for code in evidence.codes if _covers(box, code.box)), "")
        yield Hit("code", box, 0, {"wanted": text, "found": Maybe(read)}, case="unread")


def _small_code(evidence: Evidence, box: Rect, module: int) -> Hit:
    found, least = (f"{side / MM:.2f}mm" for side in (module, evidence.profile.module))
    return Hit("code", box, module, {"found": found, "least": least}, case="module")


_RULES: tuple[Callable[[Evidence], Iterator[Hit]], ...] = (
    _resolution, _rgb, _ink, _hairline, _small_type, _rich_black, _edge, _bleed, _font, _white_overprint, _transparency,
    _spot, _advert, _codes, _blank,
)  # fmt: skip
