"""Front matter: the copy and the photos declared between the two ``---`` lines.

It looks like YAML and is a small part of it, read strictly and with exact places: ``key: value``
where the value is copy, and under ``photos`` a list of flow maps (``- {file: x.jpg, caption: y}``)
or of block maps over several lines. YAML would give ``headline: 12:30`` a meaning, drop a comment
and join lines; here a value is text, and all else in YAML is an error with the line mended.
"""

from __future__ import annotations

from banxin.problems import Maybe, Report, Source, Span
from banxin.story.characters import is_hanzi
from banxin.story.inline import BLANKS, WIDE_COLON, Value
from banxin.tuples import NamedTuple


class StoryKey(NamedTuple):
    """One row: a key of a story's front matter, or of a photo that it declares."""

    name: str
    alias: str
    """Its one Chinese name."""
    zh: str
    en: str
    example: str
    """A value that is right, as it is written."""
    printed: bool = True
    """Whether its value is copy; else it is for the desk, a name or a language, and never printed."""


_RIGHTS = StoryKey(
    "rights", "授权", "只限印刷 就不上数字报", "print-only keeps it out of the e-paper", "print-only", printed=False
)
_EMBARGO = StoryKey("embargo", "解禁", "什么时候起可以上数字报", "from when on the e-paper may have it",
                    "2026-06-02 08:00", printed=False)  # fmt: skip
#: Every key of a story, in the order of the heading.
STORY_KEYS = (
    StoryKey("kicker", "引题", "主题上面的一行 交代背景", "the line above the headline", "全长38.6公里 过海只需7分钟"),
    StoryKey("headline", "主题", "标题 斜线两边空格是编辑断的行", "the headline; a stroke between spaces is the editor's break",
             "首班轻轨迎着日出过海 / 东屿进城不再看浪脸色"),
    StoryKey("deck", "副题", "主题下面的一行", "the line below the headline", "——澜海线今天5:30开通试运营"),
    StoryKey("byline", "署名", "谁写的", "who wrote it", "记者 沈禾 通讯员 陆舟"),
    StoryKey("dateline", "电头", "何地何时 接在第一段前面", "where and when, run in before the first paragraph", "本报望澜6月1日讯"),
    StoryKey("signoff", "文末署名", "最后一段后面的署名", "names after the last paragraph", "（文/沈禾 图/陆舟）"),
    StoryKey("short", "短题", "地方小的时候用的标题 导读和续稿", "the headline where there is little room: in the index, over a continued part",
             "轻轨今晨过海"),
    StoryKey("lang", "语言", "稿件的语言 不写就随所在的版", "the story's language; its page's if not stated", "en", printed=False),
    _RIGHTS,
    _EMBARGO,
    StoryKey("withdrawn", "撤稿", "从数字报撤下的理由", "why it was taken down of the e-paper", "信息有误", printed=False),
    StoryKey("photos", "图片", "稿件的照片 一行一张", "the story's photos, a line each", "", printed=False),
)  # fmt: skip
#: Those of a photo.
PHOTO_ROWS = (
    StoryKey("file", "文件", "照片的文件 在 assets 里", "the photo's file, below assets", "lightrail.jpg", printed=False),
    StoryKey("caption", "图说", "图下的说明", "what stands below it", "今天清晨，首班列车驶过澜海大桥"),
    StoryKey("credit", "摄影", "谁拍的 接在图说后面", "who took it, run on after the caption", "陆舟 摄"),
    StoryKey("alt", "替代文字", "读给看不见的人听 图上是什么", "what it shows, in words for who cannot see it", "列车行在海上的桥上"),
    _RIGHTS,
    _EMBARGO,
)  # fmt: skip
#: Both by their English names, each with its alias: what the reader asks.
KEYS = {row.name: row.alias for row in STORY_KEYS}
PHOTO_KEYS = {row.name: row.alias for row in PHOTO_ROWS}
#: Keys whose values say what may be shown elsewhere.
RIGHTS_KEYS = frozenset(("rights", "embargo", "withdrawn"))
DATA_KEYS = frozenset(row.name for row in (*STORY_KEYS, *PHOTO_ROWS) if not row.printed)

_WIDE_COMMA = "\uff0c"
_COMMAS = (",", _WIDE_COMMA)
#: What YAML would read as something else than the beginning of a text.
_INDICATORS = frozenset("@%*&[]{}>|`!#,")
#: What desks call the keys elsewhere: for hints, and for who asks what a key is.
MEANT = {
    "标题": "主题", "正题": "主题", "题目": "主题", "肩题": "引题", "眉题": "引题", "副标题": "副题", "作者": "署名",
    "记者": "署名", "落款": "文末署名", "版权": "授权", "权限": "授权", "禁发": "解禁", "解禁时间": "解禁", "撤下": "撤稿",
    "照片": "图片", "说明": "图说", "图片说明": "图说", "署名摄影": "摄影", "无障碍": "替代文字", "图片描述": "替代文字",
    "title": "headline", "heading": "headline", "eyebrow": "kicker", "subtitle": "deck", "subhead": "deck",
    "author": "byline", "images": "photos", "pictures": "photos", "photo": "photos", "image": "file", "src": "file",
    "language": "lang", "文种": "语言", "license": "rights", "copyright": "rights", "embargoed": "embargo", "withdraw": "withdrawn", "retracted": "withdrawn",
}  # fmt: skip


class PhotoLines(NamedTuple):
    """A photo as declared: the values of its keys, and where it begins."""

    values: dict[str, Value]
    start: int


class Front(NamedTuple):
    """The front matter as read, and where the body begins."""

    values: dict[str, Value]
    photos: tuple[PhotoLines, ...]
    body: int
    meant: frozenset[str] = frozenset()
    """Keys that wrong ones stand for, which was said: they are not missing as well."""


def read_front(source: Source, report: Report) -> Front:
    """Read the front matter; all its faults go into the report."""
    return _FrontReader(source, report).read()


def quoted(text: str) -> str:
    """A value between double quotation marks."""
    made = []
    escaped = False
    for character in text:
        made.append("\\" + character if character == '"' and not escaped else character)
        escaped = character == "\\" and not escaped
    return '"' + "".join(made) + ("\\" if escaped else "") + '"'


def needs_quotes(text: str) -> bool:
    """Whether a value must stand between quotation marks to be read as it is."""
    return bool(text) and (
        text[0] in _INDICATORS
        or text[0] in "\"'"
        or text[:2] in ("- ", "? ", "-", "?")
        or any(text[at - 1] in BLANKS for at in range(1, len(text)) if text[at] == "#")
    )


class _FrontReader:
    """The front matter while it is read, line by line."""

    __slots__ = ("_closed", "_item", "_listing", "_near", "_photos", "_report", "_seen", "_source", "_values", "text")

    def __init__(self, source: Source, report: Report) -> None:
        self._source, self._report = source, report
        self.text = source.text
        self._values: dict[str, Value] = {}
        self._photos: list[PhotoLines] | None = None
        self._item: PhotoLines | None = None
        self._listing = self._closed = False
        self._near: dict[str, str] = {}
        self._seen: dict[int, dict[str, tuple[str, int]]] = {}

    def _fault(self, code: str, start: int, end: int, **words: object) -> None:
        self._report.error(code, Span(self._source, start, max(end, start + 1)), **words)

    def read(self) -> Front:
        """From the first ``---`` to the second."""
        text = self.text
        start = len(text) - len(text.lstrip(BLANKS + "\n"))
        end = _line_end(text, start)
        if text[start:end].rstrip(BLANKS) != "---":
            self._fault("story.front-missing", start, end)
            return Front({}, (), start)
        opening, at = start, end + 1
        self._closed = text.find("\n---", end) >= 0
        while at < len(text):
            end = _line_end(text, at)
            line = text[at:end].rstrip(BLANKS)
            if line == "---":
                self._check_photos()
                return Front(self._values, tuple(self._photos or ()), min(end + 1, len(text)), self._meant())
            if self._looks_like_body(line):
                break
            self._line(at, at + len(line))
            at = end + 1
        self._fault("story.front-open", opening, opening + 3)
        self._check_photos()
        return Front(self._values, tuple(self._photos or ()), min(at, len(text)), self._meant())

    def _meant(self) -> frozenset[str]:
        return frozenset(_canonical(near, KEYS) for near in self._near.values())

    def _looks_like_body(self, line: str) -> bool:
        """Where the second ``---`` is missing, copy begins at a line that cannot be front matter."""
        if line.startswith(("## ", ":::")):
            return True
        if not line or line[0] in BLANKS + "-#" or ":" in line[:24] or WIDE_COLON in line[:24]:
            return False
        return not self._closed

    def _line(self, start: int, end: int) -> None:
        """One line: a key with its value, an item of the photos, or a part of one."""
        text = self.text
        at = start
        while at < end and text[at] in BLANKS:
            at += 1
        if at == end:
            return
        if text[at] == "#":
            self._fault("story.comment-line", at, end)
        elif text[at] == "-" and self._listing:
            self._photo(at, end)
        elif at > start and self._item is not None:
            self._entry(at, end, self._item.values, PHOTO_KEYS)
        else:
            if at > start:
                self._fault("story.indent", start, end, fixed=text[at:end])
            self._item, self._listing = None, False
            self._entry(at, end, self._values, KEYS)

    def _photo(self, at: int, end: int) -> None:
        """``- {file: x.jpg, caption: y}``, or ``- file: x.jpg`` with more lines to come."""
        text = self.text
        dash = at
        at = self._skip(at + 1, end)
        photos = self._photos
        if photos is None:
            return
        self._item = PhotoLines({}, min(at, end - 1))
        photos.append(self._item)
        if at == end:
            return
        if at == dash + 1:
            self._fault("story.photos-form", dash, end, fixed="- " + text[at:end])
        if text[at] == "{":
            self._flow(at, end, self._item.values)
            return
        colon, _ = self._colon(at, end)
        if colon < 0:
            self._fault("story.photos-form", at, end, fixed="- {file: " + text[at:end] + "}")
            self._item.values["file"] = Value(at, end)
        else:
            self._entry(at, end, self._item.values, PHOTO_KEYS)

    def _skip(self, at: int, end: int) -> int:
        while at < end and self.text[at] in BLANKS:
            at += 1
        return at

    def _colon(self, start: int, end: int) -> tuple[int, str]:
        """The first colon of either width, and the key before it; -1 where there is none."""
        text = self.text
        narrow, wide = text.find(":", start, end), text.find(WIDE_COLON, start, end)
        at = min((place for place in (narrow, wide) if place >= 0), default=-1)
        return at, text[start:at].rstrip(BLANKS) if at >= 0 else ""

    def _entry(self, start: int, end: int, values: dict[str, Value], keys: dict[str, str]) -> None:
        """``key: value`` to the end of the line."""
        colon, written = self._colon(start, end)
        if colon < 0 or not written:
            self._fault("story.not-a-key", start, end)
            return
        name = _canonical(written, keys)
        rest = self.text[colon + 1 : end].strip(BLANKS)
        wide = self.text[colon] == WIDE_COLON
        spaced = colon + 1 >= end or self.text[colon + 1] in BLANKS
        if not name and (wide or not spaced) and written not in MEANT:
            self._fault("story.not-a-key", start, end)
            return
        if wide or not spaced:
            code = "story.wide-colon" if wide else "story.colon-space"
            self._fault(code, colon, colon + 1, fixed=f"{written}: {rest}")
        if not name:
            self._unknown(written, start, keys)
            return
        if self._twice(name, written, start, values):
            return
        at = self._skip(colon + 1, end)
        if name == "photos":
            self._photos, self._listing = [], True
            if at < end:
                self._fault("story.photos-form", at, end, fixed="- {file: x.jpg, caption: \u2026}")
        else:
            values[name] = self._value(at, end, written, copy=name not in DATA_KEYS)

    def _unknown(self, written: str, start: int, keys: dict[str, str]) -> None:
        if written not in self._near:
            self._near[written] = _nearest(written, keys)
        self._fault("story.unknown-key", start, start + len(written), key=written, near=Maybe(self._near[written]),
                    keys=" ".join(keys.values() if any(map(is_hanzi, written)) else keys))  # fmt: skip

    def _twice(self, name: str, written: str, start: int, values: dict[str, Value]) -> bool:
        """Whether a key stands there already, under its name or its alias."""
        seen = self._seen.setdefault(id(values), {})
        first = seen.setdefault(name, (written, start))
        if first[1] == start:
            return False
        line = self._source.place(first[1])[0]
        self._fault("story.duplicate-key", start, start + len(written), key=written, other=first[0], line=line)
        return True

    def _value(self, at: int, end: int, key: str, *, copy: bool = True) -> Value:
        """A value to the end of the line: between quotation marks, or as it stands."""
        text = self.text
        if at == end:
            return Value(end, end)
        if text[at] in "\"'":
            close = _closing(text, at, end)
            after = self._skip(close + 1, end)
            if close > 0 and (after == end or (text[after] == "#" and after > close + 1)):
                if after < end:
                    self._fault("story.comment", after, end, fixed=f"{key}: {text[at : close + 1]}")
                return Value(at + 1, close, text[at])
            self._fault("story.odd-quote", at, end, fixed=f"{key}: {quoted(text[at:end])}")
        elif text[at] in _INDICATORS or text[at : at + 2] in ("- ", "? ") or (text[at] in "-?" and end == at + 1):
            self._fault("story.needs-quotes", at, end, mark=text[at], fixed=f"{key}: {quoted(text[at:end])}")
        elif copy:
            self._no_comment(at, end, key)
        return Value(at, end)

    def _no_comment(self, at: int, end: int, key: str) -> None:
        """`` #`` after copy: YAML would drop the rest of the line."""
        text = self.text
        sign = text.find("#", at, end)
        while sign > 0 and text[sign - 1] not in BLANKS:
            sign = text.find("#", sign + 1, end)
        if sign > 0:
            self._fault("story.comment", sign, end, fixed=f"{key}: {quoted(text[at:end])}")

    def _flow(self, start: int, end: int, values: dict[str, Value]) -> None:
        """``{file: x.jpg, caption: y, credit: z}`` on one line."""
        text = self.text
        at = self._skip(start + 1, end)
        last = ""
        while at < end and text[at] != "}":
            stop = _flow_end(text, at, end)
            if self._is_entry(at, stop):
                colon, written = self._colon(at, stop)
                stop = self._flow_entry(colon, written, end, values)
                last = _canonical(written, PHOTO_KEYS) or last
            else:
                while text[stop : stop + 1] == "," and not self._is_entry(stop + 1, _flow_end(text, stop + 1, end)):
                    stop = _flow_end(text, stop + 1, end)
                self._comma(at, stop, last, values)
            at = self._skip(stop + (text[stop : stop + 1] in _COMMAS), end)
        if at >= end:
            self._fault("story.photo-open", start, end, fixed="- " + text[start:end] + "}")
        elif self._skip(at + 1, end) < end:
            after = self._skip(at + 1, end)
            code = "story.comment" if text[after] == "#" else "story.photos-form"
            self._fault(code, after, end, fixed="- " + text[start : at + 1])

    def _is_entry(self, at: int, stop: int) -> bool:
        """Whether a piece of a flow map is ``key: value``, and not copy that had a comma before it."""
        colon, written = self._colon(at, stop)
        written = written.strip(BLANKS)
        known = bool(_canonical(written, PHOTO_KEYS)) or written in MEANT
        return colon >= 0 and (known or (bool(written) and self.text[colon : colon + 2] == ": "))

    def _flow_entry(self, colon: int, written: str, end: int, values: dict[str, Value]) -> int:
        """One ``key: value`` of a flow map; where it ends."""
        text = self.text
        written = written.lstrip(BLANKS)
        at = self._skip(colon + 1, end)
        start = text.rindex(written, 0, colon)
        name = _canonical(written, PHOTO_KEYS)
        stop = self._wide_comma(at, _flow_value_end(text, at, end))
        finish = at + len(text[at:stop].rstrip(BLANKS))
        wide = text[colon] == WIDE_COLON
        if wide or not (colon + 1 == end or text[colon + 1] in BLANKS):
            code = "story.wide-colon" if wide else "story.colon-space"
            self._fault(code, colon, colon + 1, fixed=f"{written}: {text[at:finish]}")
        if not name:
            self._unknown(written, start, PHOTO_KEYS)
        elif not self._twice(name, written, start, values):
            values[name] = self._value(at, finish, written, copy=name not in DATA_KEYS)
        return stop

    def _wide_comma(self, at: int, stop: int) -> int:
        """Where a value ends: at a full-width comma before the next key, which was meant to part the two."""
        text = self.text
        comma = text.find(_WIDE_COMMA, at, stop) if text[at : at + 1] not in ("'", '"') else -1
        while comma >= 0:
            start = self._skip(comma + 1, stop)
            colon, written = self._colon(start, stop)
            if colon >= 0 and _canonical(written, PHOTO_KEYS):
                rest = text[colon + 1 : stop].strip(BLANKS)
                self._fault("story.wide-comma", comma, comma + 1, fixed=f", {written}: {rest}")
                return comma
            comma = text.find(_WIDE_COMMA, comma + 1, stop)
        return stop

    def _comma(self, at: int, stop: int, last: str, values: dict[str, Value]) -> None:
        """A comma inside copy that is not between quotation marks: the rest still belongs to the copy."""
        value = values.get(last)
        finish = at + len(self.text[at:stop].rstrip(BLANKS))
        if value is None or value.quote:
            self._fault("story.not-a-key", at, finish)
            return
        fixed = f"{last}: {quoted(self.text[value.start : finish])}"
        self._fault("story.flow-comma", value.end, at, fixed=fixed)
        values[last] = Value(value.start, finish)

    def _check_photos(self) -> None:
        """Each photo names a file, and no file twice."""
        seen: dict[str, int] = {}
        for photo in self._photos or ():
            value = photo.values.get("file")
            name = plain(self.text, value) if value else ""
            if value is None or not name:
                self._fault("story.photo-file", photo.start, photo.start + 1)
            elif name in seen:
                line = self._source.place(seen[name])[0]
                self._fault("story.photo-twice", value.start, value.end, file=name, line=line)
            else:
                seen[name] = value.start


def plain(text: str, value: Value) -> str:
    """A value that is a name and not copy."""
    written = text[value.start : value.end].strip(BLANKS)
    if value.quote == "'":
        return written.replace("''", "'")
    return written.replace('\\"', '"').replace("\\\\", "\\") if value.quote else written


def _canonical(written: str, keys: dict[str, str]) -> str:
    """The English name of a key or of its alias; empty where it is neither."""
    if written in keys:
        return written
    return next((name for name, alias in keys.items() if alias == written), "")


def _nearest(written: str, keys: dict[str, str]) -> str:
    """The key that was meant; empty where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where there is a fault

    meant = MEANT.get(written.lower(), "")
    if _canonical(meant, keys):
        return meant
    known = [word for pair in keys.items() for word in pair]
    return next(iter(get_close_matches(written.lower()[:40], known, 1, 0.5)), "")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _closing(text: str, at: int, end: int) -> int:
    """The quotation mark that closes the one at ``at``; -1 where there is none."""
    quote = text[at]
    at += 1
    while at < end:
        if text[at] == "\\":
            at += 1
        elif text[at] == quote:
            if quote == "'" and text[at + 1 : at + 2] == "'":
                at += 1
            else:
                return at
        at += 1
    return -1


def _flow_end(text: str, at: int, end: int) -> int:
    while at < end and text[at] not in ",}":
        at += 1
    return at


def _flow_value_end(text: str, at: int, end: int) -> int:
    """Where a value of a flow map ends: at the comma or brace after it, or after its quotation mark."""
    if at < end and text[at] in "\"'":
        close = _closing(text, at, end)
        if close > 0:
            return _flow_end(text, close + 1, end)
    return _flow_end(text, at, end)
