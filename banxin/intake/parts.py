"""What each line of wire copy is: headline, byline, dateline, subhead, signoff, or the copy itself.

Only the place, the length and the trade's own words speak; no word is ever changed or dropped, and
every guess is noted with its line.
"""

from __future__ import annotations

from typing import NamedTuple

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.intake.lines import Joined, Line, is_ended, is_full, join_lines, measure_of, width
from banxin.story.bylines import SIGNERS, SLASHED

_SOLIDI = "/\uff0f"
_AGENCIES = ("本报", "新华社", "中新社", "中新网", "新华网", "据新华社", "据中新社", "本报综合", "本台", "本网")
_DATELINE_ENDS = ("讯", "电", "消息", "报道")
_LONGEST_HEADING = 80
_LONGEST_BYLINE = 80
_LONGEST_SUBHEAD = 40
_LONGEST_DATELINE = 60
_MOST_HEADINGS = 3
_LONGEST_NAME = 4


class Part(NamedTuple):
    """A piece of the story: its role, its text, and the line where it begins."""

    role: str
    text: str
    number: int


class Parts(NamedTuple):
    """A story as it will be written: heading fields and body, in the wire's order."""

    fields: dict[str, Part]
    body: list[Part]
    joined: list[Joined]
    """Paragraphs that were put together out of several lines."""
    measure: int


def recognise(lines: list[Line]) -> Parts:
    """Say of each line what it is."""
    fields: dict[str, Part] = {}
    at = _headings(lines, fields)
    if at < len(lines) and "headline" in fields and is_byline(lines[at].text):
        fields["byline"] = Part("byline", lines[at].text, lines[at].number)
        at += 1
    if at < len(lines) and "headline" in fields and _is_bare_dateline(lines[at].text):
        fields["dateline"] = Part("dateline", lines[at].text, lines[at].number)
        at += 1
    rest = lines[at:]
    if len(rest) > 1 and is_signoff(rest[-1].text):
        last = rest.pop()
        fields["signoff"] = Part("signoff", last.text, last.number)
    measure = measure_of(rest)
    paragraphs = join_lines(rest, measure)
    body = [
        Part(_role(paragraphs, at), paragraph.text, paragraph.first.number) for at, paragraph in enumerate(paragraphs)
    ]
    return Parts(fields, body, [paragraph for paragraph in paragraphs if len(paragraph.lines) > 1], measure)


def _headings(lines: list[Line], fields: dict[str, Part]) -> int:
    """Kicker, headline and deck by their places; how many lines they took."""
    heads: list[Line] = []
    measure = measure_of(lines)
    for at, line in enumerate(lines[:_MOST_HEADINGS]):
        if not _may_be_heading(line, first=not heads) or _is_broken(lines[at : at + 2], measure):
            break
        if heads and line.after_blank and not lines[1].after_blank:
            break  # an empty line after a close stack of headings ends it
        heads.append(line)
    if heads and len(heads) == len(lines):
        heads = heads[:1]
    for role, line in zip(_roles(heads), heads, strict=True):
        fields[role] = Part(role, line.text, line.number)
    return len(heads)


def _is_broken(pair: list[Line], measure: int) -> bool:
    """Whether the first of two lines is copy that the wire broke, and no heading."""
    if not measure or len(pair) == 1:
        return False
    line, following = pair
    return not following.after_blank and not following.indent and is_full(line, following, measure)


def _may_be_heading(line: Line, *, first: bool) -> bool:
    text = line.text
    if width(text) > _LONGEST_HEADING or (is_byline(text) and not first) or dateline_end(text):
        return False
    stop = classify(text[-1]) == hanzi.STOP or text[-1] == "."
    return not stop and (first or not line.ended)


def _roles(heads: list[Line]) -> list[str]:
    """A deck begins with a dash or is longer than the headline above it; so is a kicker than the one below."""
    if len(heads) == _MOST_HEADINGS:
        return ["kicker", "headline", "deck"]
    if len(heads) == 2:
        one, two = heads
        deck = classify(two.text[0]) == hanzi.DASH or two.text.startswith("--") or width(one.text) <= width(two.text)
        return ["headline", "deck"] if deck else ["kicker", "headline"]
    return ["headline"] * len(heads)


def is_byline(text: str) -> bool:
    """``记者 沈禾 通讯员 陆舟``, ``文/沈禾 图/陆舟``, with or without a square or brackets around it."""
    if width(text) > _LONGEST_BYLINE or is_ended(text):
        return False
    bare = _bare(text)
    words = bare.replace("\u3000", " ").split(" ")
    for signer in SIGNERS:
        if bare.startswith(signer):
            after = bare[len(signer) :]
            parted = not after or after[0] in " \u3000/\uff0f:\uff1a"
            return parted or (signer.endswith(("记者", "通讯员")) and len(after) <= _LONGEST_NAME)
    return any(words[0].startswith(word + solidus) for word in SLASHED for solidus in _SOLIDI)


def is_signoff(text: str) -> bool:
    """A last line in brackets that says who wrote it: ``(文/沈禾 图/陆舟)``."""
    bracketed = classify(text[0]) == hanzi.OPEN or text[0] == "("
    closed = classify(text[-1]) == hanzi.CLOSE or text[-1] == ")"
    return bracketed and closed and is_byline(text[1:-1] or " ")


def _bare(text: str) -> str:
    """Without the squares, dots and brackets that stand before and after a byline."""
    at = 0
    while at < len(text) - 1 and not text[at].isalnum():
        at += 1
    end = len(text)
    while end > at + 1 and classify(text[end - 1]) == hanzi.CLOSE:
        end -= 1
    return text[at:end]


def dateline_end(text: str) -> int:
    """Where ``本报海州6月1日讯`` at a line's beginning ends; 0 where there is none."""
    if not text.startswith(_AGENCIES):
        return 0
    for at, character in enumerate(text[:_LONGEST_DATELINE]):
        if classify(character) in (hanzi.PAUSE, hanzi.STOP, hanzi.EXCLAIM):
            return 0
        for end in _DATELINE_ENDS:
            if text.startswith(end, at) and at >= 2:
                after = text[at + len(end) : at + len(end) + 1]
                if not after or after.isspace() or classify(after) in (hanzi.OPEN, hanzi.COLON, hanzi.WIDE_SPACE):
                    return at + len(end)
    return 0


def _is_bare_dateline(text: str) -> bool:
    """A dateline alone on its line, with no more than names in brackets after it."""
    end = dateline_end(text)
    rest = text[end:].strip(" \u3000") if end else "-"
    return bool(end) and (not rest or (classify(rest[0]) == hanzi.OPEN and classify(rest[-1]) == hanzi.CLOSE))


def _role(paragraphs: list[Joined], at: int) -> str:
    """A subhead is a short line without end mark between two paragraphs."""
    if not 0 < at < len(paragraphs) - 1:
        return "body"
    before, here, after = paragraphs[at - 1 : at + 2]
    between = is_ended(before.text) and is_ended(after.text) and width(after.text) > width(here.text)
    return "subhead" if between and _may_be_subhead(here) else "body"


def _may_be_subhead(paragraph: Joined) -> bool:
    text = paragraph.text
    if len(paragraph.lines) > 1 or width(text) > _LONGEST_SUBHEAD:
        return False
    if is_ended(text) or is_byline(text) or is_signoff(text):
        return False
    last = classify(text[-1])
    marked = not text[0].isalnum() and classify(text[0]) not in (hanzi.OPEN, hanzi.DASH)
    return not marked and last not in (hanzi.PAUSE, hanzi.COLON, hanzi.DASH) and not any(
        classify(character) == hanzi.COLON or character == ":" for character in text
    )  # fmt: skip
