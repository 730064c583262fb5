"""What a proofreader marks in copy, and what stands in its place. Rows of lint.toml; nothing changes the copy."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from banxin.languages import DEFAULT, known, language
from banxin.problems import Maybe
from banxin.story.bylines import signs
from banxin.story.roles import ROLES
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.problems import Report
    from banxin.story.records import Paragraph, Story

_HANZI = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]+|[!-~]+@[!-~]+|www\.[!-~]+")
_WORD_BEFORE, _WORD_AFTER = re.compile(f"{_HANZI}{{1,8}}$"), re.compile(f"{_HANZI}+")
#: A fault that stands oftener in a paragraph is said so often, then counted.
_MOST = 5


class Slip(NamedTuple):
    """One place that a proofreader would mark."""

    rule: str
    start: int
    end: int
    better: str | None
    """What to write instead; ``None`` where only the editor can tell."""
    zh: str
    en: str


class _Rule(NamedTuple):
    id: str
    where: str
    pattern: re.Pattern[str]
    better: str | None
    """A template; ``None`` where only the editor can tell."""
    mapping: object
    unless: re.Pattern[str] | None
    zh: str
    en: str


@cache
def _data() -> dict[str, object]:
    return tomllib.loads((Path(__file__).parent / "lint.toml").read_text("utf-8"))


@cache
def _rules() -> tuple[_Rule, ...]:
    rows: list[dict[str, object]] = _data()["rule"]  # type: ignore[assignment]
    return tuple(
        _Rule(str(row["id"]), str(row["where"]), re.compile(str(row["pattern"]).replace("%H", _HANZI)),
              None if row.get("better") is None else str(row["better"]), row.get("map"), re.compile(str(row["unless"])) if "unless" in row else None,
              str(row["zh"]), str(row["en"]))
        for row in rows
    )  # fmt: skip


def lint_story(story: Story, report: Report, tag: str = DEFAULT) -> None:
    """Warn of everything in a story that a proofreader would mark: proof.lint, at its place.

    ``tag``: the language of its page. Copy in a language without rules here is left alone.
    """
    own = language(story.language or tag)
    if not own.lint:
        return
    paragraphs = story.paragraphs()
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1].text if number + 1 < len(paragraphs) else ""
        places = sorted(lint_paragraph(paragraph, following, own.tag), key=lambda found: found.start)
        total = Counter(found.zh for found in places)
        said: Counter[str] = Counter()
        for found in places:
            said[found.zh] += 1
            if said[found.zh] > _MOST:
                continue
            # An empty replacement is one too: the mark goes.
            text = paragraph.text[found.start : found.end]
            words = {
                "better": found.better or "",
                "drop": text if found.better == "" else "",
                "open": "" if found.better is not None else "-",
                "more": str(total[found.zh] - _MOST) if said[found.zh] == _MOST < total[found.zh] else "",
            }
            report.warn("proof.lint", story.span(paragraph.key, found.start, found.end), rule=found.rule, say_zh=found.zh,
                        say_en=found.en, text=text, **{name: Maybe(word) for name, word in words.items()})  # fmt: skip


def lint_paragraph(paragraph: Paragraph, following: str = "", tag: str = DEFAULT) -> Iterator[Slip]:
    """The places in one paragraph; ``following`` is the next one's text (a quotation may go on there, PC-12)."""
    text = paragraph.text
    kind = ROLES[paragraph.role].read
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    ends = {mark.end for mark in paragraph.marks}
    for rule in _rules():
        if rule.where not in ("all", kind) or (rule.unless and rule.unless.search(text)):
            continue
        for match in rule.pattern.finditer(text):
            if any(start <= match.start() < end for start, end in addresses):
                continue
            if rule.id == "space" and (match.start() in ends or match.end() in ends):
                continue  # behind a run-in heading
            if rule.id == "space" and _between_names(text, match):
                continue
            yield Slip(rule.id, match.start(), match.end(), _better(rule, match), rule.zh, rule.en)
    yield from _pairs(text, following, tag)


def _between_names(text: str, blank: re.Match[str]) -> bool:
    """Whether a blank parts two who sign, or are named: joined they would be one."""
    before, after = _WORD_BEFORE.search(text[: blank.start()]), _WORD_AFTER.match(text, blank.end())
    return before is not None and after is not None and signs(before.group(), after.group())


def _better(rule: _Rule, match: re.Match[str]) -> str | None:
    found = match.group()
    match rule.mapping:
        case "narrow":
            return "".join(chr(ord(character) - 0xFEE0) for character in found)
        case "joined":
            return found[0] + found[-1]
        case "first":
            return found[0]
        case "mark":
            return rule.better if rule.better and rule.better in found else found[0]
        case "year":
            return ("20" if found < "40" else "19") + found
        case dict():
            return str(rule.mapping[found])
        case _:
            return None if rule.better is None else match.expand(rule.better)


def _pairs(text: str, following: str, tag: str) -> Iterator[Slip]:
    """Quotes, titles and brackets that are not closed, not opened, or stand in each other wrongly."""
    data: dict[str, object] = _data()["pairs"]  # type: ignore[assignment]
    say: dict[str, dict[str, str]] = data["say"]  # type: ignore[assignment]
    marks = str(data["marks"])
    partner = dict(zip(marks[::2], marks[1::2], strict=True))
    opener = {close: mark for mark, close in partner.items()}
    quotes = language(tag).quotes
    outer, inner = quotes[0], quotes[1]
    foreign = _foreign(tag, partner)
    work, part = str(data["work"]), str(data["part"])

    def found(rule: str, at: int, better: str | None, what: str) -> Slip:
        return Slip(rule, at, at + 1, better, say[what]["zh"], say[what]["en"])

    open_marks: list[tuple[str, int]] = []
    for at, mark in enumerate(text):
        if mark in foreign and not _letter(text, at - 1) and not _letter(text, at + 1):
            yield found("PU-01", at, foreign[mark], "foreign")
        held = [other for other, _ in open_marks]
        if mark in partner:
            if mark == outer and held[-1:] == [outer]:
                yield found("PU-01", at, inner, "nested")
            elif mark == inner and outer not in held:
                yield found("PU-01", at, outer, "single")
            elif mark == work and held[-1:] == [work]:
                yield found("PU-02", at, part, "work")
            elif mark == part and work not in held:
                yield found("PU-02", at, work, "part")
            open_marks.append((mark, at))
        elif mark in opener:
            if mark == partner[inner] and _letter(text, at - 1) and (_letter(text, at + 1) or inner not in held):
                continue  # an apostrophe
            if opener[mark] not in held:
                yield found("pair", at, None, "unopened")
                continue
            while open_marks[-1][0] != opener[mark]:
                _, place = open_marks.pop()
                yield found("pair", place, None, "unclosed")
            open_marks.pop()
    for mark, at in open_marks:
        # A quotation of several paragraphs is opened anew in each and closed in the last (PC-12).
        if mark not in (outer, inner) or not following.startswith(mark):
            yield found("pair", at, None, "unclosed")


def _foreign(tag: str, partner: dict[str, str]) -> dict[str, str]:
    """The quotation marks of the other script and what stands for them in this one."""
    own = language(tag).quotes
    others = (language(other).quotes for other in known() if other != tag)
    pairs = {theirs: ours for quotes in others for theirs, ours in zip(quotes, own, strict=False) if theirs not in own}
    return pairs | {partner[theirs]: partner[ours] for theirs, ours in pairs.items()}


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()
