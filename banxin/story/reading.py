"""The door: a file, or a source, becomes a :class:`Story`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files import LIMITS
from banxin.languages import known
from banxin.problems import Fault, Report, Source, Span
from banxin.story._body import read_body
from banxin.story.characters import check_characters
from banxin.story.front import RIGHTS_KEYS, Front, PhotoLines, plain, read_front
from banxin.story.inline import Value, read_copy
from banxin.story.records import Paragraph, Photo, Rights, SegmentMap, Story

if TYPE_CHECKING:
    from banxin.files import Tree

_FREE = Rights()
_FIELDS = ("kicker", "headline", "deck", "byline", "dateline", "signoff", "short")


def read_story(tree: Tree, path: str, report: Report, span: Span | None = None) -> Story | None:
    """Read ``stories/<date>/<slug>.md``; ``span`` is where its name was written.

    ``None`` only where there is no text to read at all: what is wrong inside is in the report.
    """
    try:
        source = tree.copy(path, LIMITS["story"], span)
    except Fault as fault:
        report.add(fault.problem)
        return None
    return parse_story(source, path.rpartition("/")[2].removesuffix(".md"), report)


def parse_story(source: Source, slug: str, report: Report) -> Story:
    """Read a story out of a source; every fault of the file goes into the report, none is raised."""
    check_characters(source, report)
    maps: dict[str, SegmentMap] = {}
    if not source.text.strip():
        report.error("story.empty", Span(source, 0, 1))
        return Story(slug, source, {}, (), (), maps)
    front = read_front(source, report)
    fields = _fields(source, front, report, maps)
    photos = tuple(_photo(source, at, lines, report, maps) for at, lines in enumerate(front.photos, 1))
    body = read_body(source, front.body, report, maps)
    return Story(slug, source, fields, body, photos, maps, _rights(source, front.values, report),
                 _language(source, front.values.get("lang"), report))  # fmt: skip


def _fields(source: Source, front: Front, report: Report, maps: dict[str, SegmentMap]) -> dict[str, Paragraph]:
    found: dict[str, Paragraph] = {}
    for name in _FIELDS:
        paragraph = _copy(source, front.values.get(name), name, name, report, maps)
        if paragraph:
            found[name] = paragraph
    if "headline" not in found and "headline" not in front.meant and source.text.lstrip().startswith("---"):
        at = source.text.index("---")
        value = front.values.get("headline")
        span = Span(source, at, at + 3) if value is None else Span(source, value.start - 1, value.start)
        report.error("story.headline", span)
    return found


def _copy(
    source: Source, value: Value | None, key: str, role: str, report: Report, maps: dict[str, SegmentMap]
) -> Paragraph | None:
    """A value of the front matter as a paragraph; an empty one is as good as none."""
    if value is None or value.start >= value.end:
        return None
    paragraph, segments = read_copy(source, value, key, role, report)
    if not paragraph.text:
        return None
    maps[key] = segments
    return paragraph


def _rights(source: Source, values: dict[str, Value], report: Report) -> Rights:
    if RIGHTS_KEYS.isdisjoint(values):
        return _FREE
    from banxin.story.rights import read_rights  # noqa: PLC0415 - most stories may be shown

    return read_rights(source, values, report)


def _language(source: Source, value: Value | None, report: Report) -> str:
    """The tag of a story's language, which may be written in Chinese, too."""
    if value is None or value.start >= value.end:
        return ""
    tags = known()
    written = plain(source.text, value)
    found = written if written in tags else next((tag for tag, name in tags.items() if name == written), "")
    if not found:
        report.error("story.unknown-language", Span(source, value.start, value.end), language=written,
                     known=" ".join(f"{tag} ({name})" for tag, name in tags.items()))  # fmt: skip
    return found


def _photo(source: Source, number: int, lines: PhotoLines, report: Report, maps: dict[str, SegmentMap]) -> Photo:
    value = lines.values.get("file")
    key = f"photo{number}."
    caption = _copy(source, lines.values.get("caption"), key + "caption", "caption", report, maps)
    credit = _copy(source, lines.values.get("credit"), key + "credit", "credit", report, maps)
    rights = _rights(source, lines.values, report)
    # Read as copy is, for its characters; it stands on no page, so nothing leads to its place.
    told = _copy(source, lines.values.get("alt"), key + "alt", "alt", report, {})
    alt = told.text if told else ""
    if value is None:
        return Photo("", caption, credit, Span(source, lines.start, lines.start + 1), rights, alt)
    span = Span(source, value.start, max(value.end, value.start + 1))
    return Photo(plain(source.text, value), caption, credit, span, rights, alt)
