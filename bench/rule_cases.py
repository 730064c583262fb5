"""The cases of rules.py: copy, measure, and what a right setting of it looks like from outside.

Copy is mostly 国, whose ink every engine puts at the same place of its square, so that distances between
hanzi say what the marks between them take, whichever way an engine moves a mark's glyph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.engines import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.engines import Glyph, Line, Result

    Check = Callable[[list[Result]], bool]

#: Places are right within this many 字.
_NEAR = 0.03
#: The ink of a mark that stands in a whole 字 may end so far from the measure.
RAGGED = 0.85
#: Measure of lines that nothing fills.
_WIDE = 30
_STOPS = "、，；：。．！？‼⁇⁈⁉"
_PAIRS = tuple(zip("“‘「『（〈《【〖〔［｛", "”’」』）〉》】〗〕］｝", strict=True))
_MEASURES = (4, 5, 6, 7, 8, 9)


class Case(NamedTuple):
    """What is set, and whether what came out is right."""

    group: str
    rule: str
    sheets: tuple[Sheet, ...]
    check: Check


def all_cases() -> list[Case]:
    """Every case, in the order of the rules."""
    return [*_line_edges(), *_units(), *_widths(), *_ends(), *_justified(), *_mixed(), *_runts(), *_vertical()]


def hanzi(count: int) -> str:
    """So many hanzi."""
    return "国" * count


def forbidden_edges(texts: list[str], start: str = "", end: str = "") -> list[str]:
    """Lines that begin or end with what may not stand there (the paragraph's own edges do not count)."""
    return [text for text in texts[1:] if text[:1] in start and text] + [
        text for text in texts[:-1] if text and text[-1] in end
    ]


def is_kept(result: Result) -> bool:
    """Whether the lines hold the whole text and none is longer than the measure."""
    joined = "".join(result.texts)
    return joined.replace("-", "") == "".join(result.sheet.text.split()).replace("-", "") and all(
        line.end <= result.sheet.measure + _NEAR for line in result.lines
    )


def _edges(start: str = "", end: str = "") -> Check:
    return lambda results: all(is_kept(one) and not forbidden_edges(one.texts, start, end) for one in results)


def _whole(*units: str) -> Check:
    """Each unit on one line, as often as the text has it."""

    def check(results: list[Result]) -> bool:
        return all(
            is_kept(one)
            and all(sum(text.count(unit) for text in one.texts) == one.sheet.text.count(unit) for unit in units)
            for one in results
        )

    return check


def _first(text: str, *, solid: bool = False) -> Check:
    """The first line is this; solid: each hanzi stands as many 字 in as it has characters before it."""

    def check(results: list[Result]) -> bool:
        lines = results[0].lines
        return bool(lines) and lines[0].text == text and (not solid or _is_solid(lines[0]))

    return check


def _is_solid(line: Line) -> bool:
    places = [at for at, character in enumerate(line.text) if character == "国"]
    return all(abs(glyph.x - at) < _NEAR for at, glyph in zip(places, line.hanzi(), strict=True))


def _across(result: Result) -> float:
    """From the first hanzi to the last of a text that takes one line; less than nothing where it takes more."""
    if len(result.lines) != 1:
        return -1.0
    found = result.lines[0].hanzi()
    return found[-1].x - found[0].x


def _distance(wanted: float) -> Check:
    return lambda results: all(abs(_across(one) - wanted) < _NEAR for one in results)


def _one(group: str, rule: str, text: str, measure: float, check: Check, *, indent: int = 0) -> Case:
    return Case(group, rule, (Sheet(text, measure, indent),), check)


def _line_edges() -> Iterator[Case]:
    group = "line start"
    for mark in _STOPS:
        yield _one(group, "LB-01", hanzi(7) + mark + hanzi(7), 7, _edges(_STOPS))
    for opener, closer in _PAIRS:
        yield _one(group, "LB-02", f"国{opener}{hanzi(6)}{closer}{hanzi(8)}", 8, _edges(closer))
        yield _one("line end", "LB-03", f"{hanzi(7)}{opener}{hanzi(3)}{closer}{hanzi(5)}", 8, _edges(end=opener))
    for opener, closer in _PAIRS[:2]:
        yield _one("break at quotes", "LB-04", f"{hanzi(8)}{opener}{hanzi(3)}{closer}{hanzi(3)}", 8, _first(hanzi(8)))
        text = f"国国{opener}{hanzi(3)}{closer}{hanzi(9)}"
        sheets = tuple(Sheet(text, measure) for measure in (6.0, 6.5, 7.0, 7.5))
        yield Case("break at quotes", "LB-04", sheets, _breaks_after(closer))
    for mark in "–～-—":
        yield _one(group, "LB-05", hanzi(7) + mark + hanzi(7), 7, _edges(mark))
    for mark in "·‧・":
        yield _one(group, "LB-06", hanzi(7) + mark + hanzi(7), 7, _edges(mark))
    for measure in range(3, 10):
        yield _one(group, "LB-06", "克里斯蒂娜·罗塞蒂", measure, _edges("·"))
    for mark in "/／":
        yield _one(group, "LB-07", hanzi(7) + mark + hanzi(7), 7, _edges(mark))
        yield _one("line end", "LB-07", hanzi(7) + mark + hanzi(7), 8, _edges(end=mark))
    for mark in "％‰°′″℃℉":
        yield _one(group, "LB-09", hanzi(7) + mark + hanzi(7), 7, _edges(mark))
    for mark in "々〻":
        yield _one(group, "LB-11", hanzi(7) + mark + hanzi(7), 7, _edges(mark))
    for sign in "￥$€№":
        yield _one("line end", "LB-12", f"{hanzi(7)}{sign}1280{hanzi(6)}", 8, _edges(end=sign))
    for opener, run in (("「『", "。』」"), ("（“", "……”）。"), ("“", "？！”，"), ("（《", "》）、")):
        for measure in _MEASURES:
            text = f"{hanzi(2)}{opener}{hanzi(7)}{run}{hanzi(8)}"
            yield _one("runs of marks", "LB-13", text, measure, _edges(_STOPS + "”）』」》", opener))


def _breaks_after(closer: str) -> Check:
    return lambda results: any(closer in [text[-1:] for text in one.texts[:-1]] for one in results)


def _units() -> Iterator[Case]:
    group = "unbreakable"
    for measure in _MEASURES:
        text = f"{hanzi(3)}——{hanzi(4)}……{hanzi(5)}⸺{hanzi(6)}——{hanzi(7)}……国国"
        yield _one(group, "UB-01/02", text, measure, _whole("——", "……"))
        text = f"{hanzi(4)}3.1415{hanzi(3)}12,800{hanzi(3)}19:30国国"
        yield _one(group, "UB-05", text, measure, _whole("3.1415", "12,800", "19:30"))
        text = f"{hanzi(3)}11.6%{hanzi(2)}36℃{hanzi(4)}25‰{hanzi(4)}90°国国100%{hanzi(3)}"
        yield _one(group, "UB-06", text, measure, _whole("11.6%", "36℃", "25‰", "90°", "100%"))
        text = f"{hanzi(3)}￥1280{hanzi(3)}$30{hanzi(4)}€15{hanzi(3)}+5国国±3{hanzi(4)}"
        yield _one(group, "UB-07", text, measure, _whole("￥1280", "$30", "€15", "+5", "±3"))
        text = f"{hanzi(3)}？！{hanzi(4)}！！{hanzi(5)}？？{hanzi(6)}！！！国国"
        yield _one(group, "UB-09", text, measure, _whole("？！", "！！", "？？", "！！！"))


def _widths() -> Iterator[Case]:
    group = "neighbouring marks"
    pairs = {
        "PW-05": (("（“", 2.5), ("“《", 2.5), ("《〈", 2.5), ("（【", 2.5), ("「『", 2.5)),
        "PW-06": (("。”", 2.5), ("”。", 2.5), ("），", 2.5), ("》）", 2.5), ("，”", 2.5), ("！”", 2.5), ("」』", 2.5), ("》、", 2.5)),
        "PW-07": (("。（", 2.5), ("，“", 2.5), ("）（", 2.5), ("”“", 2.5), ("》《", 2.5), ("、《", 2.5), ("！（", 2.5)),
        "PW-08": (("（）", 3), ("“”", 3), ("（。", 3)),
        "PW-09": (("：“", 2.5), ("：）", 2.5), ("；（", 2.5), ("；”", 2.5)),
        "PW-10": (("）\u3000", 2.5), ("\u3000（", 2.5)),
        "PW-11": (("）））", 3), ("。”）", 3), ("：“（", 3), ("”），", 3), ("》、《", 3)),
    }  # fmt: skip
    for rule, found in pairs.items():
        for marks, wanted in found:
            yield _one(group, rule, f"国{marks}国", _WIDE, _distance(wanted))
    group = "widths of marks"
    own = {
        "PW-01": (("，", 2), ("。", 2), ("（", 2), ("）", 2), ("：", 2), ("？", 2)),
        "PW-02": (("“", 2), ("”", 2), ("‘", 2), ("’", 2)),
        "PW-03": (("·", 1.5), ("–", 1.5), ("/", 1.5), ("／", 1.5)),
        "PW-04": (("—", 2), ("～", 2)),
        "UB-01/02": (("——", 3), ("⸺", 3), ("……", 3)),
        "UB-09": (("？！", 2), ("！！", 2), ("！！！", 3)),
    }
    for rule, found in own.items():
        for marks, wanted in found:
            yield _one(group, rule, f"国{marks}国", _WIDE, _distance(wanted))


def _ends() -> Iterator[Case]:
    group = "edges of lines"
    for mark in "，。、；：！？":
        text = hanzi(8) + mark
        yield _one(group, "PW-13", text + hanzi(5), 8.5, _first(text, solid=True))
    for opener, closer in ("（）", "“”", "《》"):
        text = f"{hanzi(2)}{opener}{hanzi(5)}{closer}"
        yield _one(group, "PW-13", text + hanzi(5), 8.5, _first(text, solid=True))
    for opener, closer in ("（）", "“”", "《》", "「」"):
        yield _one(group, "PW-14", f"{hanzi(8)}{opener}国国{closer}国国", 8, _opens(1, 0.5))
        yield _one(group, "PW-15", f"{opener}国国{closer}国国", 10, _opens(0, 2.5), indent=2)


def _opens(line: int, wanted: float) -> Check:
    """The line's first hanzi, behind an opener, stands there."""

    def check(results: list[Result]) -> bool:
        lines = results[0].lines
        if len(lines) <= line or lines[line].text[0] == "国":
            return False
        return abs(lines[line].hanzi()[0].x - wanted) < _NEAR

    return check


_PROSE = (
    "国家统计局昨天发布的数据显示，今年前三个季度粮食产量稳中有增，工业生产继续回升，服务业发展势头良好，就业形势总体稳定。",
    "他说：“江面宽，水流急，两岸的人过去只能坐船来往，遇到大雾天就得等。”如今（十月起）新桥通车，只要五分钟。",
    "全市共有图书馆23座、文化站118个，去年接待读者640万人次，比上一年增加11.6%，其中少儿读者占三成以上。",
)


def _justified() -> Iterator[Case]:
    group = "justified lines"
    for text in _PROSE:
        for measure in (10, 12, 13, 16):
            yield _one(group, "JU-01", text, measure, _flush)
            yield _one(group, "JU-12", text, measure, lambda results: _at_start(results[0]))
            yield _one(group, "JU-16", text, measure, _last_natural)
    for text, least in (
        (f"{hanzi(3)}，{hanzi(5)}。", 9.0),
        (f"{hanzi(2)}，{hanzi(3)}，{hanzi(4)}。", 10.5),
        (f"{hanzi(3)}（{hanzi(2)}）{hanzi(3)}。", 9.5),
        (f"国：“{hanzi(4)}，{hanzi(3)}。”", 10.5),
    ):
        yield _one("push in first", "JU-02", text, least, lambda results: len(results[0].lines) == 1)


def _flush(results: list[Result]) -> bool:
    """Every line but the last that ends with a hanzi ends at the measure; a last mark may stand in a whole 字 here."""
    (result,) = results
    for line in result.lines[:-1]:
        last = line.glyphs[-1]
        if last in line.hanzi():
            if abs(last.x + 1 - result.sheet.measure) > _NEAR:
                return False
        elif line.end < result.sheet.measure - RAGGED or line.end > result.sheet.measure + _NEAR:
            return False
    return len(result.lines) > 1


def _at_start(result: Result) -> bool:
    first = [line.glyphs[0] for line in result.lines if line.glyphs[:1] == tuple(line.hanzi()[:1])]
    return bool(first) and all(abs(glyph.x) < _NEAR for glyph in first)


def _last_natural(results: list[Result]) -> bool:
    return all(abs(gap) < _NEAR for gap in gaps(results[0].lines[-1]))


def gaps(line: Line) -> list[float]:
    """White between hanzi that follow each other on a line."""
    return [two.x - one.x - 1 for one, two in _neighbours(line)]


def _neighbours(line: Line) -> list[tuple[Glyph, Glyph]]:
    known = set(line.hanzi())
    return [(one, two) for one, two in zip(line.glyphs, line.glyphs[1:], strict=False) if one in known and two in known]


def _mixed() -> Iterator[Case]:
    group = "Han and Latin"
    for word in ("AI", "12", "Wi", "GDP"):
        base = (Sheet(f"国{word}国", _WIDE), Sheet(f"国{word}{word}国", _WIDE))
        yield Case(group, "MX-01", base, _autospace)
        yield Case(group, "MX-02", (*base, Sheet(f"{hanzi(8)}{word}国", 8)), _no_gap_at_start)
        for text, wanted in ((f"国（{word}）国", 3.0), (f"国“{word}”国", 3.0), (f"国，{word}，国", 3.0)):
            yield Case(group, "MX-03", (*base, Sheet(text, _WIDE)), _no_gap_at_marks(wanted))
        yield Case(group, "MX-04", (base[0], Sheet(f"国 {word} 国", _WIDE)), _same_width)
    group = "Latin words"
    words = ("WORLD", "Python", "GDP", "NASA")
    for measure in (*_MEASURES, 10):
        text = f"{hanzi(3)}WORLD{hanzi(5)}Python{hanzi(4)}GDP{hanzi(4)}NASA国国"
        yield _one(group, "LA-01", text, measure, _whole(*words))
    address = "https://www.example.com/news/2026/11/23/long-river-bridge_opens-today.html?from=paper&id=88213"
    for measure in (11, 12, 13, 14, 16):
        text = f"详见{address}的报道。"
        yield _one("addresses: no hyphen, no overflow", "MX-11", text, measure, lambda results: _no_hyphen(results[0]))
        yield _one(
            "addresses: cut behind their marks", "MX-11", text, measure, lambda results: _after_marks(results[0])
        )


def _measures_of(results: list[Result]) -> tuple[float, float]:
    """A word's width and the white on one side of it, out of the word and the word twice."""
    once, twice = _across(results[0]), _across(results[1])
    return twice - once, (2 * once - twice - 1) / 2


def _autospace(results: list[Result]) -> bool:
    return 0.1 < _measures_of(results)[1] < 0.25 + _NEAR


def _no_gap_at_start(results: list[Result]) -> bool:
    width, gap = _measures_of(results)
    lines = results[2].lines
    return len(lines) == 2 and lines[0].text == hanzi(8) and abs(lines[1].hanzi()[0].x - width - gap) < _NEAR


def _no_gap_at_marks(wanted: float) -> Check:
    return lambda results: abs(_across(results[2]) - wanted - _measures_of(results)[0]) < _NEAR


def _same_width(results: list[Result]) -> bool:
    return abs(_across(results[0]) - _across(results[1])) < _NEAR


def _no_hyphen(result: Result) -> bool:
    return "".join(result.texts) == result.sheet.text and all(
        line.end < result.sheet.measure + _NEAR for line in result.lines
    )


def _after_marks(result: Result) -> bool:
    """Lines within the address end behind one of its marks."""
    inside = [text for text, after in zip(result.texts, result.texts[1:], strict=False)
              if text[-1:].isascii() and after[:1].isascii()]  # fmt: skip
    return len(inside) > 1 and all(text[-1] in "/.-_?&=:" for text in inside)


def _runts() -> Iterator[Case]:
    group = "runts"
    for measure in (8, 10, 12, 13, 16):
        yield _one(group, "PC-03", hanzi(2 * measure + 1) + "。", measure, _no_runt)
        yield _one(group, "PC-03", f"{hanzi(measure - 2)}，{hanzi(measure + 1)}，{hanzi(2)}。", measure, _no_runt)


def _no_runt(results: list[Result]) -> bool:
    return all(len(one.lines[-1].hanzi()) >= 2 for one in results)


def _vertical() -> Iterator[Case]:
    def sheet(text: str, measure: float = _WIDE) -> tuple[Sheet, ...]:
        return (Sheet(text, measure, 0, vertical=True),)

    for mark in "，。、；":
        text = hanzi(7) + mark + hanzi(7)
        yield Case("vertical: line start", "LB-15", sheet(text, 7), _in_vertical(_edges(mark)))
    for mark in "，。、":
        yield Case("vertical: stops", "VE-02", sheet(f"国{mark}国"), _in_vertical(_upper_right))
    for mark in "：；！？":
        yield Case("vertical: stops", "PW-17", sheet(f"国{mark}国"), _in_vertical(_distance(2)))
    for quotes, corners in (("“”", "『』"), ("‘’", "「」")):
        pair = sheet(f"国{quotes[0]}国{quotes[1]}国") + sheet(f"国{corners[0]}国{corners[1]}国")
        yield Case("vertical: quotes", "VE-05", pair, _in_vertical(_same_ink))
    yield Case("vertical: figures", "VE-08", sheet("国12国"), _in_vertical(_distance(2)))


def _in_vertical(check: Check) -> Check:
    """Wrong where an engine set no vertical line at all."""
    return lambda results: all(result.lines for result in results) and check(results)


def _upper_right(results: list[Result]) -> bool:
    before, mark = results[0].lines[0].glyphs[:2]
    left, top, right, bottom = mark.ink
    down = mark.x + (top + bottom) / 2 - (before.x + 1)
    return left + right > 0 and -_NEAR < down < 0.5


def _same_ink(results: list[Result]) -> bool:
    """The marks are drawn as those of the other text: ink of the same size."""
    sizes = [[(glyph.ink[2] - glyph.ink[0], glyph.ink[3] - glyph.ink[1]) for glyph in result.lines[0].glyphs]
             for result in results]  # fmt: skip
    return all(abs(one[0] - two[0]) < _NEAR and abs(one[1] - two[1]) < _NEAR for one, two in zip(*sizes, strict=False))
