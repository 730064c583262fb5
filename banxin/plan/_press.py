"""What the press asks for: the key ``press`` of house.yaml, its rows, record and reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.nearest import nearest
from banxin.plan.types import Key, Type
from banxin.problems import Maybe
from banxin.tuples import NamedTuple
from banxin.units import MM

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.plan.fields import Fields
    from banxin.problems import Report, Span

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
    Key("delivery", "送版", Type("table", table="delivery"), "送到制版房的哪个文件夹 文件叫什么",
        "the plate room's folder, and what files are called there"),
)  # fmt: skip
DELIVERY = (
    Key("folder", "文件夹", _TEXT, "制版房取版的文件夹 不在 / 开头就从报纸的文件夹算起",
        "the folder that the plate room takes files from; from the project's own where it does not begin with /", True),
    Key("name", "文件名", _TEXT, "文件名的样子 {paper} {date} {page} {version} 等处填上各版自己的",
        "what a page's file is called: {paper}, {date}, {page}, {version} and others are filled in"),
)  # fmt: skip


#: What a file's name may be put together of.
BLANKS = ("paper", "date", "day", "edition", "number", "page", "section", "letter", "version")


class Delivery(NamedTuple):
    """Where the plate room takes its files from, and what it calls them."""

    folder: str = ""
    """'' where nothing is delivered."""
    name: str = "{paper}_{date}_{page}_{version}.pdf"
    span: Span | None = None


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
    delivery: Delivery = Delivery()


def read_press(fields: Fields, emu: Callable[[Fields, str, int], int], report: Report) -> Press:
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
        delivery=_delivery(fields.below("delivery"), report) if "delivery" in fields else usual.delivery,
    )


def _delivery(fields: Fields, report: Report) -> Delivery:
    """Where files go, and under which names: one a page, in that folder and no other."""
    import re  # noqa: PLC0415 - few papers have a plate room's folder

    usual = Delivery()
    name, place = fields.text("name", usual.name), fields.place("name")
    blanks = re.findall(r"\{([^{}]*)\}", name)
    wrong = [blank for blank in blanks if blank not in BLANKS]
    rest = re.sub(r"\{[^{}]*\}", "", name)
    if wrong or set(rest) & set("{}"):
        blank = wrong[0] if wrong else next(sign for sign in rest if sign in "{}")
        report.error(
            "plan.delivery-blank", place, blank=blank, meant=Maybe(nearest(blank, [*BLANKS])), known=_written(BLANKS)
        )
    elif "page" not in blanks:
        report.error("plan.delivery-pages", place, name=name)
    if name.startswith(".") or set(rest) & set("/\\"):
        report.error("plan.delivery-name", place, name=name)
    return Delivery(fields.text("folder"), name, fields.place("folder"))


def _written(blanks: tuple[str, ...]) -> str:
    return " ".join(f"{{{blank}}}" for blank in blanks)
