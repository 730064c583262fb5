"""What the e-paper asks for: the key ``epaper`` of house.yaml, its rows, record and reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.page import BLACK, Ink
from banxin.plan.types import Key, Type
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.fields import Fields
    from banxin.problems import Report, Span

_TEXT = Type("text")

EPAPER = (
    Key(
        "url",
        "网址",
        _TEXT,
        "数字报放在哪里 RSS 和分享用",
        "where the e-paper will lie, for its feed and what is shared",
    ),
    Key("code", "代号", _TEXT, "文件名的开头 小写字母和数字", "how its files' names begin: small letters and digits"),
    Key("colour", "颜色", Type("ink", table="ink"), "标题栏和链接的颜色", "the colour of its head and links"),
    Key(
        "style",
        "外观",
        _TEXT,
        "assets/ 下的 CSS 文件 改网页的样子",
        "a style sheet below assets/ that changes how it looks",
    ),
)

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?")
_CODE = re.compile(r"[a-z][a-z0-9]{0,15}")


class Epaper(NamedTuple):
    """How the e-paper is made."""

    url: str = ""
    """Its address, ending with a slash; '' where none is stated."""
    code: str = "paper"
    """How the names of its files begin."""
    colour: Ink = BLACK
    style: str = ""
    style_span: Span | None = None


def read_epaper(fields: Fields, colour: Ink, report: Report) -> Epaper:
    """The record of the key; ``colour`` is the one that its own means, or the house's."""
    usual = Epaper()
    url, code = fields.text("url"), fields.text("code", usual.code)
    if url and not _ADDRESS.fullmatch(url):
        report.error("plan.epaper-url", fields.place("url"), url=url)
        url = ""
    if not _CODE.fullmatch(code):
        report.error("plan.epaper-code", fields.place("code"), code=code)
        code = usual.code
    return Epaper(url.rstrip("/") + "/" if url else "", code, colour, fields.text("style"), fields.place("style"))
