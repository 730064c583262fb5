"""What the press asks for: the keys ``press`` and ``preflight`` of house.yaml, their rows, records and reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.plan.kinds import Key, Type
from banxin.units import MM, PT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banxin.plan.reading import Fields
    from banxin.problems import Span

_FLAG, _TEXT, _LENGTH = Type("flag"), Type("text"), Type("length")
_SEVERITY = Type(
    "choice", choices=(("off", "不管"), ("note", "提醒"), ("warning", "警告"), ("error", "错误"))
)  # fmt: skip
_INTENTS = (("relative", "相对"), ("perceptual", "感知"), ("saturation", "饱和"), ("absolute", "绝对"))

PRESS = (
    Key("profile", "特性文件", _TEXT, "assets/ 下的 ICC 文件 不写用自带的新闻纸", "an ICC profile below assets/; else our newsprint"),
    Key("condition", "印刷条件", _TEXT, "印刷条件的名称", "the name of the printing condition"),
    Key("intent", "转换", Type("choice", choices=_INTENTS), "照片怎样转成印刷色", "rendering intent of converted pictures"),
    Key("ink_limit", "墨量", Type("count", low=100, high=400, unit="%"), "四色墨量之和最多多少", "the most ink in one place"),
    Key("pictures", "图片", Type("choice", choices=(("convert", "转换"), ("keep", "原样"))),
        "RGB 图片转成四色还是照原样", "whether pictures in RGB are converted"),
    Key("slug", "版边", _LENGTH, "出血以外的余地 印版边线和版边文字", "white beyond the bleed, for marks and the slug line"),
    Key("marks", "印标", _FLAG, "要不要裁切线 套准线和色标", "crop and registration marks and the colour bar"),
    Key("spots", "专色", Type("list", of=_TEXT), "这次印的专色", "the spot inks that are booked"),
)  # fmt: skip
#: Rule → Chinese name, what it says, how heavy it weighs where the house says nothing.
_RULES = (
    ("resolution", "精度", "warning", "图片放大后精度不够", "pictures with too few pixels at their size"),
    ("rgb", "三色", "warning", "还是 RGB 的图片和广告", "pictures and advertisements that stay RGB"),
    ("ink", "墨量", "error", "墨量超过上限", "more ink than the paper takes"),
    ("hairline", "细线", "warning", "细得印不出的线", "rules too thin to print"),
    ("reversed", "反白小字", "warning", "底纹和多色底上的反白小字", "small text reversed out of tints or several inks"),
    ("text-ink", "多色字", "error", "多色叠印的小字和黑字", "small or black text in several inks"),
    ("edge", "裁边", "error", "离裁切线太近的文字", "text too close to the trim"),
    ("bleed", "出血", "error", "到了裁切线却没有出血", "what ends at the trim without bleed"),
    ("font", "字体", "error", "不许嵌入的字体", "faces that may not be embedded"),
    ("white-overprint", "白叠印", "error", "白色叠印 印出来就没有了", "white that overprints and vanishes"),
    ("transparency", "透明", "note", "透明的图片", "transparent pictures"),
    ("spot", "专色", "error", "没有订的专色", "spot inks that are not booked"),
    ("advert", "广告", "error", "广告文件的毛病", "faults of advertisements' files"),
    ("code", "二维码", "error", "扫不出来的二维码", "codes that cannot be read"),
)
PREFLIGHT = (
    *(Key(name.replace("-", "_"), zh, _SEVERITY, says_zh, says_en) for name, zh, _, says_zh, says_en in _RULES),
    Key("photo_ppi", "照片精度", Type("count", low=1, high=2400), "照片每英寸最少多少像素", "least pixels an inch of a photo"),
    Key("line_ppi", "线稿精度", Type("count", low=1, high=4800), "线稿每英寸最少多少像素", "least pixels an inch of line art"),
    Key("thinnest", "最细线", _LENGTH, "线最细多少", "the thinnest rule"),
    Key("smallest", "最小字", _LENGTH, "反白字和多色字最小多少", "the smallest text reversed or in several inks"),
    Key("margin", "裁边距", _LENGTH, "文字离裁切线最少多远", "how far text keeps from the trim"),
    Key("module", "码点", _LENGTH, "二维码一格最小多宽", "the least width of a code's module"),
)  # fmt: skip


_USUAL = {rule: weight for rule, _, weight, _, _ in _RULES}


class Preflight(NamedTuple):
    """A profile of checks before the plate. Lengths in EMU."""

    name: str = "newsprint"
    severities: Mapping[str, str] = _USUAL
    """Rule → off, note, warning or error."""
    photo_ppi: int = 150
    line_ppi: int = 600
    thinnest: int = MM // 10
    smallest: int = 8 * PT
    margin: int = 3 * MM
    module: int = 4 * MM // 10


class Press(NamedTuple):
    """How pages go to the press."""

    profile: str = ""
    """The ICC profile's file below assets/; '' for our own newsprint."""
    profile_span: Span | None = None
    condition: str = ""
    intent: str = "relative"
    ink_limit: int = 220
    """The most ink in one place, in percents."""
    convert: bool = True
    """Whether pictures in RGB are converted by the profile."""
    slug: int = 12 * MM
    marks: bool = True
    spots: tuple[str, ...] = ()
    profiles: tuple[Preflight, ...] = (Preflight(),)
    """What ``check --press`` looks for, the usual profile first."""


def read_press(fields: Fields, preflight: Fields, emu: Callable[[Fields, str, int], int]) -> Press:
    """The records of both keys; ``emu`` resolves a length of some fields against the house's grid."""
    usual = Press()
    return Press(
        profile=fields.text("profile", usual.profile),
        profile_span=fields.place("profile"),
        condition=fields.text("condition", usual.condition),
        intent=fields.text("intent", usual.intent),
        ink_limit=fields.number("ink_limit", usual.ink_limit),
        convert=fields.text("pictures", "convert") == "convert",
        slug=emu(fields, "slug", usual.slug),
        marks=fields.flag("marks", default=usual.marks),
        spots=fields.texts("spots"),
        profiles=tuple(_preflight(name, preflight.below(name), emu) for name in preflight.items) or usual.profiles,
    )


def _preflight(name: str, fields: Fields, emu: Callable[[Fields, str, int], int]) -> Preflight:
    usual = Preflight(name)
    stated = {rule: fields.text(rule.replace("-", "_"), weight) for rule, weight in usual.severities.items()}
    return Preflight(
        name, stated, fields.number("photo_ppi", usual.photo_ppi), fields.number("line_ppi", usual.line_ppi),
        emu(fields, "thinnest", usual.thinnest), emu(fields, "smallest", usual.smallest),
        emu(fields, "margin", usual.margin), emu(fields, "module", usual.module),
    )  # fmt: skip
