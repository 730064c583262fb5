"""What the press asks for: the key ``press`` of house.yaml, its rows, record and reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.types import Key, Type
from banxin.tuples import NamedTuple
from banxin.units import MM

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.plan.fields import Fields
    from banxin.problems import Span

_FLAG, _TEXT, _LENGTH = Type("flag"), Type("text"), Type("length")
_INTENTS = (("relative", "相对"), ("perceptual", "感知"), ("saturation", "饱和"), ("absolute", "绝对"))

PRESS = (
    Key("profile", "特性文件", _TEXT, "assets/ 下的 ICC 文件 不写用自带的新闻纸", "an ICC profile below assets/; else our newsprint"),
    Key("condition", "印刷条件", _TEXT, "印刷条件的名称", "the name of the printing condition"),
    Key("intent", "转换", Type("choice", choices=_INTENTS), "照片怎样转成印刷色", "rendering intent of converted pictures"),
    Key("ink_limit", "墨量", Type("count", low=100, high=400, unit="%"), "四色墨量之和最多多少", "the most ink in one place"),
    Key("pictures", "图片", Type("choice", choices=(("convert", "转换"), ("keep", "原样"))),
        "RGB 图片转成四色还是照原样", "whether pictures in RGB are converted"),
    Key("slug", "版边", _LENGTH, "出血以外的余地 印版边线和版边文字", "white beyond the bleed, for marks and the slug line"),
    Key("sheets", "拼大版", Type("choice", choices=(("pairs", "对开"), ("fours", "四开"))),
        "大版一面拼几块版 不写看版的高矮", "pages on a side of a printer's sheet; by their height if not stated"),
    Key("spots", "专色", Type("list", of=_TEXT), "订了的专色", "the spot inks that are booked"),
    Key("marks", "印标", _FLAG, "要不要裁切线 套准线和色标", "crop and registration marks and the colour bar"),
)  # fmt: skip


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
    sheets: str = ""
    """pairs, fours, or by the height of the page."""
    spots: tuple[str, ...] = ()
    """The spot inks that are booked."""


def read_press(fields: Fields, emu: Callable[[Fields, str, int], int]) -> Press:
    """The record of the key; ``emu`` resolves a length of some fields against the house's grid."""
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
        sheets=fields.text("sheets", usual.sheets),
        spots=fields.texts("spots"),
    )
