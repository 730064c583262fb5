"""House style: from the keys of house.yaml to the records that every page is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files.reading import LIMITS
from banxin.languages import language
from banxin.page import BLACK, Ink
from banxin.plan import _defaults as defaults
from banxin.plan._epaper import read_epaper
from banxin.plan._press import read_press
from banxin.plan._reading import Reader
from banxin.plan.fields import Fields, Item
from banxin.plan.keys import PARTS
from banxin.plan.loader import load
from banxin.plan.nearest import nearest
from banxin.plan.preflight import read_preflight
from banxin.plan.records import AdSize, AdStyle, Face, Grid, House, Lever, Setting, Style
from banxin.plan.usual import usual
from banxin.plan.values import FaceValue
from banxin.plan.versions import FIRST, newest
from banxin.problems import Fault, Maybe, Report, Source, Span
from banxin.units import NAMED_SIZES, PT, Length, Rect, millimetres

if TYPE_CHECKING:
    from banxin.files.reading import Tree
    from banxin.plan._epaper import Epaper
    from banxin.plan.usual import Usual

#: 六号, the smallest size that a body is read in (CLREQ, GR-06).
_SMALLEST = NAMED_SIZES["六号"] * PT // 1000
#: What a name can be the name of, as messages say it.
_NAMED = {
    "colour": ("颜色", "colour"),
    "face": ("字体", "face"),
    "section": ("版名", "section"),
    "style": ("样式", "style"),
    "heading": ("标题样式", "heading style"),
    "block": ("区块", "block"),
    "page": ("版", "page"),
    "ad-size": ("广告规格", "size of advertisements"),
}

_WIDE = {"axis_zh": "宽", "axis_en": "wide", "margin_zh": "左边", "margin_en": "left",
         "fewer_zh": "减栏数或每栏字数", "fewer_en": "fewer columns, or fewer 字 a column"}  # fmt: skip
_HIGH = {"axis_zh": "高", "axis_en": "high", "margin_zh": "天头", "margin_en": "top",
         "fewer_zh": "减行数或行距", "fewer_en": "fewer lines, or less leading"}  # fmt: skip


def read_house(tree: Tree, report: Report, name: str = "house") -> House | None:
    """House style from layouts/<name>.yaml; ``None`` where the file is missing or cannot be read at all."""
    try:
        source = tree.text(f"layouts/{name}.yaml", LIMITS["yaml"])
    except Fault as fault:
        report.add(fault.problem)
        return None
    fields = house_fields(source, report)
    return None if fields is None else compose_house(source, fields, report)


def house_fields(source: Source, report: Report) -> Fields | None:
    """The keys of house.yaml, read and not yet resolved: what a page's own changes are laid over."""
    root = load(source, report)
    if root is None:
        return None
    fields = Reader(report).fields(root, "house")
    if made_with(fields) > newest():
        found = made_with(fields)
        report.error("plan.defaults-newer", fields.place("defaults"), found=found, newest=newest())
    return fields


def change_of(house: Fields, page: Fields) -> Fields:
    """What a page changes of a house: what its section does, and over that what it says itself; both as written."""
    section = house.below("sections").below(page.text("section"))
    return section.below("house").under(page.below("house"))


def made_with(fields: Fields) -> int:
    """The version of the defaults that a house was made with."""
    return fields.number("defaults", FIRST)


def compose_house(source: Source, own: Fields, report: Report, over: Usual | None = None) -> House:
    """Resolve house style: lengths against the grid, names against each other.

    What it does not state is as in the version of the defaults that it names, or in those that it is laid ``over``.
    """
    over = over or usual(made_with(own))
    fields = over.under(own)
    grid = _grid(fields.below("grid"), report)
    trim, bleed, area = _sheet(fields.below("page"), grid, fields.below("grid").span, report)
    colours = _colours(fields.below("colours"), report)
    faces = _faces(fields.below("faces"), report, over)
    furniture = fields.below("furniture")
    line = furniture.below("credits")
    setting = _setting(fields, report)
    return House(
        source=source,
        paper={key: str(item.value) for key, item in fields.below("paper").items.items()},
        trim=trim,
        bleed=bleed,
        type_area=area,
        grid=grid,
        faces=faces,
        colours=colours,
        sections=_sections(fields.below("sections"), colours, report),
        apart=tuple(name for name, item in fields.below("sections").items.items() if "house" in item.value),  # type: ignore[operator]
        styles=_Styles(grid, faces, colours, report).all(own.below("styles"), over),
        setting=setting,
        gap=fields.number("gap", defaults.GAP),
        phrase_gap=fields.number("phrase_gap", defaults.PHRASE_GAP),
        folio=furniture.flag("folio", default=True),
        credits_place=line.text("place", "foot"),
        credits_order=line.texts("order"),
        column_rules=_emu(furniture, "column_rules", grid, 0, report),
        block_rules=_emu(furniture, "block_rules", grid, 0, report),
        names=fields.texts("names"),
        critic={name: str(item.value) for name, item in fields.below("critic").items.items()},
        copyfit=_levers(fields.below("copyfit"), grid, report),
        ads=_ads(fields.below("ads"), grid, setting.language, report),
        press=read_press(fields.below("press"), lambda own, key, usual: _emu(own, key, grid, usual, report), report),
        preflight=read_preflight(
            fields.below("preflight"), lambda own, key, usual: _emu(own, key, grid, usual, report)
        ),
        epaper=_epaper(fields.below("epaper"), colours, report),
    )


def _epaper(fields: Fields, colours: dict[str, Ink], report: Report) -> Epaper:
    own = ink_of(fields.items["colour"], colours, report) if "colour" in fields else colours.get("house", BLACK)
    return read_epaper(fields, own, report)


def unknown(report: Report, what: str, name: str, span: Span, known: list[str]) -> None:
    """Say that a name is not one of those that are known, and which was meant."""
    zh, en = _NAMED[what]
    meant = nearest(name, known)
    nowhere = "" if known else {"block": "blocks", "page": "edition.yaml"}.get(what, "house.yaml")
    report.error("plan.unknown-name", span, what_zh=zh, what_en=en, name=name, meant=Maybe(meant),
                 known=Maybe("" if meant else ", ".join(known)), nowhere=Maybe(nowhere))  # fmt: skip


def ink_of(item: Item, colours: dict[str, Ink], report: Report) -> Ink:
    """The ink that a value means: written out, a spot, or a colour by its name; black where it is none."""
    value = item.value
    if isinstance(value, Ink):
        return value
    if isinstance(value, Fields):
        alternate = value.items.get("alternate")
        under = ink_of(alternate, colours, report) if alternate else BLACK
        return under._replace(spot=value.text("spot"), overprint=value.flag("overprint", default=False))
    found = colours.get(str(value))
    if found is None:
        unknown(report, "colour", str(value), item.span, list(colours))
        return BLACK
    return found


def _emu(fields: Fields, key: str, grid: Grid, default: int, report: Report) -> int:
    """A length in EMU, 字 and 行 being the grid's."""
    found = fields.length(key)
    if found is None:
        return default
    if found.unit == "栏":
        return _no_unit(fields, key, found, default, report)
    return found.emu(em=grid.body, line=grid.leading)


def _no_unit(fields: Fields, key: str, found: Length, default: int, report: Report) -> int:
    report.error("plan.unit", fields.place(key), key=key, unit=found.unit)
    return default


def _grid(fields: Fields, report: Report) -> Grid:
    """The grid; its body size gives 字 to the rest, so each length may use what is before it."""
    usual = defaults.GRID
    body, leading, gutter = fields.length("body"), fields.length("leading"), fields.length("gutter")
    em, line, gap = usual.body, usual.leading, usual.gutter
    if body:
        em = _no_unit(fields, "body", body, em, report) if body.unit in "字行栏" else body.emu()
    if leading:
        line = _no_unit(fields, "leading", leading, line, report) if leading.unit in "行栏" else leading.emu(em=em)
    if gutter:
        gap = _no_unit(fields, "gutter", gutter, gap, report) if gutter.unit in "行栏" else gutter.emu(em=em)
    if em < _SMALLEST:
        report.warn("plan.small-body", fields.place("body"), size=f"{em / PT:g}")
    return Grid(
        body=em,
        leading=line,
        columns=fields.number("columns", usual.columns),
        measure=fields.number("measure", usual.measure),
        gutter=gap,
        lines=fields.number("lines", usual.lines),
    )


def _sheet(fields: Fields, grid: Grid, place: Span, report: Report) -> tuple[tuple[int, int], int, Rect]:
    """Trim, bleed and type area; a type area beyond the trim is said by how much."""
    sides = fields.lengths("trim")
    width, height = defaults.TRIM
    if len(sides) == 2:
        width, height = (side.emu(em=grid.body, line=grid.leading, column=grid.column) for side in sides)
    left = _emu(fields, "left", grid, (width - grid.width) // 2, report)
    top = _emu(fields, "top", grid, (height - grid.height) // 2, report)
    area = Rect(left, top, left + grid.width, top + grid.height)
    for words, size, room, margin in (
        (_WIDE, grid.width, width, left if "left" in fields else 0),
        (_HIGH, grid.height, height, top if "top" in fields else 0),
    ):
        over = margin + size - room
        if over > 0:
            report.error("plan.type-area", place, size=millimetres(size), room=millimetres(room),
                         over=millimetres(over), margin=Maybe(millimetres(margin) if margin else ""), **words)  # fmt: skip
    return (width, height), _emu(fields, "bleed", grid, defaults.BLEED, report), area


def _colours(fields: Fields, report: Report) -> dict[str, Ink]:
    """Named colours; those written as another's name come last, so one name may lead to one ink.

    A colour whose fault was said is black here, so that its users are not faulted for it as well.
    """
    found = {**defaults.COLOURS, **dict.fromkeys(fields.faulty, BLACK)}
    later = []
    for name, item in fields.items.items():
        if isinstance(item.value, str):
            later.append((name, item))
        else:
            found[name] = ink_of(item, found, report)
    inks = dict(found)
    for name, item in later:
        found[name] = ink_of(item, inks, report)
    return found


def _sections(fields: Fields, colours: dict[str, Ink], report: Report) -> dict[str, Ink]:
    found = dict.fromkeys(fields.faulty, BLACK)
    for name, item in fields.items.items():
        assert isinstance(item.value, Fields)
        colour = item.value.items.get("colour")
        found[name] = ink_of(colour, colours, report) if colour else BLACK
    return found


def _faces(fields: Fields, report: Report, over: Usual) -> dict[str, Face]:
    """The faces by role. A substitute, and whose Western letters are used, must be roles themselves."""
    found = {role: face for role, face in defaults.FACES.items() if f"faces.{role}" not in over.gone}
    for role in fields.faulty:
        found[role] = found["song"]._replace(role=role)
    for role, item in fields.items.items():
        found[role] = _face(role, item, report)
    roles = list(found)
    for role, item in fields.items.items():
        if isinstance(item.value, Fields):
            found[role] = found[role]._replace(
                substitute=_role(item.value, "else", roles, report), latin=_role(item.value, "latin", roles, report)
            )
    for role, item in fields.items.items():
        if _circular(role, found):
            report.error("plan.face-circle", item.span, cause=("face-circle", item.span.source.path), role=role)
            found[role] = found[role]._replace(substitute="")
    return found


def _role(fields: Fields, key: str, roles: list[str], report: Report) -> str:
    """The role that a key names, or '' where there is no such role."""
    role = fields.text(key)
    if role and role not in roles:
        unknown(report, "face", role, fields.place(key), roles)
        return ""
    return role


def _face(role: str, item: Item, report: Report) -> Face:
    value = item.value
    if isinstance(value, FaceValue):
        file = f"package:{value.package}" if value.package else value.file
        return Face(role, file, value.weight, span=item.span)
    assert isinstance(value, Fields)
    file, package = value.text("file"), value.text("package")
    if bool(file) == bool(package):
        report.error("plan.face-source", item.span, role=role)
    return Face(
        role=role,
        file=f"package:{package}" if package else file,
        weight=value.number("weight"),
        number=value.number("index"),
        sha256=value.text("sha256"),
        substitute=value.text("else"),
        latin=value.text("latin"),
        latin_scale=value.number("latin_scale", 1000),
        span=value.place("package" if package else "file"),
    )


def _circular(role: str, faces: dict[str, Face]) -> bool:
    """Whether a role's substitutes lead back to it."""
    at = faces[role].substitute
    for _ in faces:
        if at == role:
            return True
        if not at or at not in faces:
            return False
        at = faces[at].substitute
    return False


def _setting(house: Fields, report: Report) -> Setting:
    """House choices of setting. The paper's language may stand at the head of the file or here, not twice."""
    usual, fields = Setting(), house.below("setting")
    tag = house.text("lang")
    if tag and "language" in fields and fields.text("language") != tag:
        report.error("plan.two-languages", fields.place("language"), lang=tag, language=fields.text("language"))
    return Setting(
        level=fields.text("level", usual.level),
        marks=fields.text("marks", usual.marks),
        autospace=fields.number("autospace", usual.autospace),
        hanging=fields.flag("hanging", default=usual.hanging),
        runt=fields.number("runt", usual.runt),
        widow=fields.number("widow", usual.widow),
        orphan=fields.number("orphan", usual.orphan),
        keep=fields.number("keep", usual.keep),
        figures=fields.text("figures", usual.figures),
        hyphenation=fields.flag("hyphenation", default=usual.hyphenation),
        language=tag or fields.text("language", usual.language),
    )


def _ads(fields: Fields, grid: Grid, tag: str, report: Report) -> AdStyle:
    """The sizes of advertisements. Whether a page has room for one is seen when it is placed."""
    usual = AdStyle(label=language(tag).say("advert"))
    sizes = {}
    for name, item in fields.below("sizes").items.items():
        assert isinstance(item.value, Fields)
        own = item.value
        place = own.text("place", "page")
        needed = "width" if place == "gutter" else "columns"
        if needed not in own and needed not in own.faulty:
            example = "{lines: 110, place: gutter, width: 30mm}" if needed == "width" else "{columns: 3, lines: 20}"
            report.error("plan.ad-size-key", own.span, size=name, key=needed, example=example)
            continue
        width = _emu(own, "width", grid, 0, report)
        sizes[name] = AdSize(own.number("columns"), own.number("lines"), place, width, own.span)
    label = fields.text("label", usual.label)
    return AdStyle(sizes, fields.text("apart", usual.apart), "" if label in ("no", "\u4e0d\u8981") else label)


#: What may be measured in what by copyfit: photos in lines, the rest in anything that does not hang on itself.
_LEVERS = {"photo": "行", "optional": "行", "tracking": "字ptmmQ", "leading": "字ptmmQ", "size": "字ptmmQ"}


def _levers(fields: Fields, grid: Grid, report: Report) -> tuple[Lever, ...]:
    """What copyfit may change, in its order; of equal priority as they are listed in the tables."""
    found = []
    for at, name in enumerate(_LEVERS):
        if name in fields:
            own = fields.below(name)
            low, high, step = (
                _change(own, key, name, grid, report) if key in own else 0 for key in ("min", "max", "step")
            )
            if low > 0 or high < 0 or step < 0:
                example = "{min: -2行, max: 2行}" if name == "photo" else "{min: -2%, max: 2%}"
                report.error("plan.lever-range", own.span, key=name, example=example)
                low = high = 0
            elif name != "optional" and not low and not high and not own.faulty:
                report.warn("plan.lever-idle", own.span, key=name)
            # Without a step of its own a lever has ten.
            step = step or (1 if name == "photo" else max(1, (high - low) // 10))
            found.append((own.number("priority", at + 1), at, Lever(name, low, high, step)))
    return tuple(lever for *_, lever in sorted(found, key=lambda entry: entry[:2]))


def _change(fields: Fields, key: str, lever: str, grid: Grid, report: Report) -> int:
    """A change of copyfit's, in lines for photos, else in EMU."""
    found = fields.length(key)
    if found is None:
        return 0
    if found.unit not in _LEVERS[lever]:
        place = fields.place(key)
        written = place.source.text[place.start : place.end]
        report.error("plan.lever-unit", place, lever=lever, key=key, unit=written.strip("-+.0123456789 ") or found.unit,
                     example="-2行" if lever == "photo" else "-0.25pt")  # fmt: skip
        return 0
    return found.emu(line=1) if lever == "photo" else found.emu(em=grid.body)


_AS_WRITTEN = frozenset({"align", "frame", "before", "lines", "takes", "spacing", "spread", "indent", "turnover"})


class _Styles:
    """Lays the styles of house.yaml over the usual ones, key by key."""

    def __init__(self, grid: Grid, faces: dict[str, Face], colours: dict[str, Ink], report: Report) -> None:
        self._grid = grid
        self._faces = faces
        self._colours = colours
        self._report = report

    def all(self, fields: Fields, over: Usual) -> dict[str, Style]:
        """Every style by its name."""
        first = defaults.styles(self._grid)
        found = {name: style for name, style in first.items() if f"styles.{name}" not in over.gone}
        for name in fields.faulty:
            found.setdefault(name, first["body"])
        for layer in (over.fields.below("styles"), fields):
            for name, item in layer.items.items():
                assert isinstance(item.value, Fields)
                found[name] = self._style(item.value, found.get(name) or Style(size=self._grid.body))
        return found

    def _style(self, fields: Fields, base: Style) -> Style:
        """A style laid over the usual one; what is written so is taken over, the rest is resolved."""
        changes: dict[str, object] = {key: item.value for key, item in fields.items.items() if key in _AS_WRITTEN}
        for key in ("size", "leading"):
            if key in fields:
                changes[key] = _emu(fields, key, self._grid, getattr(base, key), self._report)
        for part in PARTS:
            if part in fields:
                usual = getattr(base, part) or Style(base.face, base.size, align=base.align)
                changes[part] = self._style(fields.below(part), usual)
        if "face" in fields:
            changes["face"] = self._role(fields, "face", base.face)
        if "label" in fields:
            changes["label"] = self._role(fields, "label", base.label)
        if "sizes" in fields:
            changes["sizes"] = ladder(fields, self._grid, self._report) or base.sizes
        elif "size" in fields and base.sizes:
            changes["sizes"] = (changes["size"],)
        if "colour" in fields:
            changes["colour"] = ink_of(fields.items["colour"], self._colours, self._report)
        return base._replace(**changes)  # type: ignore[arg-type] # the tables gave each key its type

    def _role(self, fields: Fields, key: str, usual: str) -> str:
        role = fields.text(key)
        if role in self._faces:
            return role
        unknown(self._report, "face", role, fields.place(key), list(self._faces))
        return usual


def ladder(fields: Fields, grid: Grid, report: Report) -> tuple[int, ...]:
    """The sizes of a heading in EMU, largest first."""
    sizes = fields.lengths("sizes")
    if any(size.unit == "栏" for size in sizes):
        report.error("plan.unit", fields.place("sizes"), key="sizes", unit="栏")
        return ()
    return tuple(sorted({size.emu(em=grid.body, line=grid.leading) for size in sizes}, reverse=True))
