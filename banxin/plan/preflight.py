"""What is asked of a page before it goes to the plate: the key ``preflight`` of house.yaml, a map of profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.types import Key, Type
from banxin.tuples import NamedTuple
from banxin.units import MM, PT

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.plan.fields import Fields

_WEIGHT = Type("choice", choices=(("off", "不管"), ("note", "提醒"), ("warning", "警告"), ("error", "错误")))
_LENGTH, _PPI = Type("length"), Type("count", low=1, high=4800, unit="ppi")


class PreflightRule(NamedTuple):
    """A rule: a row here and a function in :mod:`banxin.proof.preflight`; of what is not there yet in ``proof/_unready.py``."""

    name: str
    alias: str
    weight: str
    """What it is worth where a profile says nothing."""
    zh: str
    en: str


#: The rules, in the order in which the schema lists them.
RULES = (
    PreflightRule("resolution", "分辨率", "warning", "图片按版上大小不够精细", "pictures too coarse at their placed size"),
    PreflightRule("rgb", "三原色", "warning", "不是印刷色的图片和颜色", "pictures and colours that are not in the press's inks"),
    PreflightRule("ink", "墨量", "error", "墨量之和超过 press.ink_limit", "more ink in one place than press.ink_limit"),
    PreflightRule("hairline", "细线", "warning", "印不清楚的细线", "rules too thin to print"),
    PreflightRule("reversed", "反白", "warning", "底色上的反白小字", "small type reversed out of a tint or a picture"),
    PreflightRule("small-colour", "套色小字", "warning", "几个颜色套印的小字", "small type printed in several inks"),
    PreflightRule("rich-black", "四色黑", "error", "黑字里掺了别的颜色", "black type with other inks in it"),
    PreflightRule("edge", "近边", "error", "离裁切线太近的字", "type too near to the trim"),
    PreflightRule("bleed", "出血", "error", "到了裁切线而没有出血的图和底", "pictures and tints that end at the trim"),
    PreflightRule("font", "字体", "error", "不许嵌入或不许只嵌一部分的字体", "faces that may not be embedded or subset"),
    PreflightRule("white-overprint", "白叠印", "error", "设成叠印的白 印出来就没了", "white that overprints, and so vanishes"),
    PreflightRule("transparency", "透明", "note", "透明的东西", "what is transparent"),
    PreflightRule("spot", "专色", "error", "没有订的专色", "spot inks that are not booked (press.spots)"),
    PreflightRule("advert", "广告文件", "error", "广告 PDF 没有写明成品框", "an advertisement's PDF that does not state its trim"),
    PreflightRule("code", "二维码", "error", "扫不出来的二维码", "QR codes that will not scan"),
    PreflightRule("window", "开天窗", "error", "版上没有排东西的地方", "grid that no block covers"),
    PreflightRule("placeholder", "占位", "error", "还没有换掉的占位文字", "what only keeps the place of copy and names"),
    PreflightRule("blank", "空图", "warning", "几乎只有一个颜色的图片", "pictures of which nearly all is one tone"),
)  # fmt: skip
#: What each is worth where a profile states none.
WEIGHTS = {rule.name: rule.weight for rule in RULES}

PREFLIGHT = (
    *(Key(rule.name, rule.alias, _WEIGHT, rule.zh, rule.en) for rule in RULES),
    Key("photo_ppi", "照片精度", _PPI, "照片至少每英寸多少像素", "pixels an inch of photos, at the least"),
    Key("line_ppi", "线条精度", _PPI, "线条图至少每英寸多少像素", "pixels an inch of line art, at the least"),
    Key("thinnest", "最细线", _LENGTH, "一个颜色的线最细多少", "the thinnest rule in one ink"),
    Key("thinnest_coloured", "最细套色线", _LENGTH, "几个颜色的线和反白的线最细多少", "the thinnest rule in several inks, or in white"),
    Key("smallest", "最小反白", _LENGTH, "一个颜色上反白的字最小多少", "the smallest type reversed out of one ink"),
    Key("smallest_coloured", "最小套色", _LENGTH, "几个颜色上反白的字 几个颜色的字最小多少",
        "the smallest type reversed out of several inks, or printed in them"),
    Key("margin", "边距", _LENGTH, "字离裁切线至少多远", "how far type stays from the trim"),
    Key("module", "码点", _LENGTH, "二维码一个点至少多大", "the least side of a QR code's module"),
)  # fmt: skip


class Profile(NamedTuple):
    """What one press, or one kind of job, asks for. Lengths in EMU."""

    weights: dict[str, str] = WEIGHTS
    """Rule → off, note, warning or error."""
    photo_ppi: int = 150
    line_ppi: int = 600
    thinnest: int = PT // 4
    thinnest_coloured: int = PT // 2
    smallest: int = 8 * PT
    smallest_coloured: int = 10 * PT
    margin: int = 3 * MM
    module: int = 2 * MM // 5


def read_preflight(fields: Fields, emu: Callable[[Fields, str, int], int]) -> dict[str, Profile]:
    """The profiles by name; there is always one called press."""
    found = {"press": Profile()}
    for name, item in fields.items.items():
        found[name] = _profile(item.value, emu)  # type: ignore[arg-type]
    return found


def _profile(own: Fields, emu: Callable[[Fields, str, int], int]) -> Profile:
    usual = Profile()
    lengths = ("thinnest", "thinnest_coloured", "smallest", "smallest_coloured", "margin", "module")
    return Profile(
        {rule: own.text(rule, weight) for rule, weight in WEIGHTS.items()},
        own.number("photo_ppi", usual.photo_ppi),
        own.number("line_ppi", usual.line_ppi),
        *(emu(own, key, getattr(usual, key)) for key in lengths),
    )
