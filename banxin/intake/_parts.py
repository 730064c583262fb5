"""What each line of a story's wire copy is: headline, byline, dateline, subhead, signoff, or the copy itself.

Only the place, the length and the trade's own words speak; no word is ever changed or dropped, and
every guess is noted with its line.
"""

from __future__ import annotations

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.intake import _signs as signs
from banxin.intake._joining import Doubt, JoinedParagraph, Layout, alone, join_group, join_lines, layout_of
from banxin.intake._lines import WireLine, columns, is_ended
from banxin.intake._wrapping import wrapping_of
from banxin.tuples import NamedTuple

_LONGEST_HEADING = 80
_LONGEST_SUBHEAD = 40
_MOST_HEADINGS = 3
#: A heading takes so many lines where the wire broke it, and a bracketed note so many.
_MOST_BROKEN = 3
_LEAST_MAIL_HEAD = 2
_LEAST_QUOTED = 3
_NUMERALS = frozenset("0123456789一二三四五六七八九十")
_QUOTES = ">\uff1e"


class CopyPart(NamedTuple):
    """A piece of the story: its role, its text, and the line where it begins."""

    role: str
    text: str
    number: int


class Parts(NamedTuple):
    """A story as it will be written: heading fields and body, in the wire's order."""

    fields: dict[str, CopyPart]
    body: list[CopyPart]
    aside: list[CopyPart]
    """What is kept apart: notes to newspapers, end marks, rows of signs, the heads of mails, page numbers."""
    joined: list[JoinedParagraph]
    """Paragraphs, and headings, that were put together out of several lines."""
    quoted: tuple[int, ...]
    """Lines whose sign of quotation was taken off."""


def recognise(lines: list[WireLine]) -> Parts:
    """Say of each line of a story what it is."""
    lines, quoted = _unquoted(lines)
    aside = [CopyPart(line.kind, line.text, line.number) for line in lines if line.kind]
    lines = _without_kinds(lines)
    first = _before_headings(lines)
    last, signed = _behind_copy(lines, first)
    beside = [*lines[:first], *lines[last:]]
    aside += [CopyPart("note", line.text, line.number) for line in beside if signed is None or line not in signed.lines]
    parts = _story(lines[first:last], signed)
    return parts._replace(aside=sorted(aside, key=lambda part: part.number), quoted=quoted)


def _without_kinds(lines: list[WireLine]) -> list[WireLine]:
    """The lines that are copy; where a row of signs or an end mark stood, nothing goes on."""
    found: list[WireLine] = []
    parted = False
    for line in lines:
        if line.kind:
            parted = parted or line.kind != "page"
        else:
            found.append(line._replace(blanks=max(1, line.blanks)) if parted else line)
            parted = False
    return found


def _unquoted(lines: list[WireLine]) -> tuple[list[WireLine], tuple[int, ...]]:
    """Copy that a mail quotes, without the sign at each line's beginning; a single such line is left as it is."""
    found = list(lines)
    taken: list[int] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].text[0] in _QUOTES and not lines[end].indent:
            end += 1
        if end - at >= _LEAST_QUOTED:
            blanks = 0
            for place in range(at, end):
                text = lines[place].text.lstrip(_QUOTES)
                raw = text.removeprefix(" ")
                rest = raw.lstrip(" \u3000")
                taken.append(lines[place].number)
                found[place] = lines[place]._replace(
                    text=rest, lead=raw[: len(raw) - len(rest)], blanks=lines[place].blanks + blanks
                )
                blanks = 0 if rest else found[place].blanks + 1
        at = max(end, at + 1)
    return [line for line in found if line.text], tuple(taken)


def _before_headings(lines: list[WireLine]) -> int:
    """How many lines stand before the headings: the head of a mail, a wire's labels, notes to newspapers."""
    at = 0
    while at < len(lines) and signs.is_mail_head(lines[at].text):
        at += 1
    if at < _LEAST_MAIL_HEAD:
        at = 0
    while at < len(lines):
        taken = _note_at(lines, at)
        if not taken and not signs.is_label(lines[at].text):
            break
        at += taken or 1
    return at if at < len(lines) else 0


def _note_at(lines: list[WireLine], at: int) -> int:
    """How many lines a note to newspapers takes, brackets around all of it; 0 where there is none."""
    text = ""
    for count, line in enumerate(lines[at : at + _MOST_BROKEN], 1):
        if count > 1 and line.after_blank:
            break
        text += line.text
        opened = classify(text[0]) == hanzi.OPEN or text[0] in "(["
        if signs.is_note(text) and (signs.is_bracketed(text) or not opened):
            return count
        if not opened:
            break
    return 0


def _behind_copy(lines: list[WireLine], first: int) -> tuple[int, JoinedParagraph | None]:
    """Where the copy ends, and who signed behind it: there stand editors' names and notes to newspapers, too."""
    end = len(lines)
    signed: JoinedParagraph | None = None
    while end > first + 1:
        taken = _behind(lines, end, first)
        if not taken:
            break
        found = lines[end - taken : end]
        text = "".join(line.text for line in found)
        if not (signs.is_note(text) or signs.is_editors(text)):
            if signed:
                break
            signed = JoinedParagraph(tuple(found), text)
        end -= taken
    return end, signed


def _behind(lines: list[WireLine], end: int, first: int) -> int:
    """How many of the last lines are a signature, editors' names or a note; brackets may hold several."""
    for count in range(min(_MOST_BROKEN, end - first - 1), 0, -1):
        found = lines[end - count : end]
        text = "".join(line.text for line in found)
        whole = count == 1 or (signs.is_bracketed(text) and not any(line.after_blank for line in found[1:]))
        signature = signs.is_signoff(text) or (count == 1 and signs.is_byline(text) and lines[end - 2].ended)
        if whole and (signs.is_note(text) or signs.is_editors(text) or signature):
            return count
    return 0


def _story(lines: list[WireLine], signed: JoinedParagraph | None) -> Parts:
    """Headings and copy."""
    fields: dict[str, CopyPart] = {}
    joined: list[JoinedParagraph] = []
    wrapping = wrapping_of(lines)
    layout = layout_of(lines[1:], wrapping)
    at = _headings(lines, fields, joined, layout)
    at = _bylines(lines, at, fields) if "headline" in fields else at
    if at < len(lines) and "headline" in fields and signs.is_bare_dateline(lines[at].text):
        fields["dateline"] = CopyPart("dateline", lines[at].text, lines[at].number)
        at += 1
    rest = lines[at:]
    if signed:
        fields["signoff"] = CopyPart("signoff", signed.text, signed.first.number)
    wrapping = wrapping_of(rest) if len(rest) > 1 else wrapping
    paragraphs = join_lines(rest, layout_of(rest, wrapping if wrapping.measure else wrapping_of(lines)))
    body = [
        CopyPart(_role(paragraphs, at), paragraph.text, paragraph.first.number)
        for at, paragraph in enumerate(paragraphs)
    ]
    joined += [paragraph for paragraph in paragraphs if len(paragraph.lines) > 1]
    return Parts(fields, body, [], joined, ())


def _headings(lines: list[WireLine], fields: dict[str, CopyPart], joined: list[JoinedParagraph], layout: Layout) -> int:
    """Kicker, headline and deck by their places; how many lines they took."""
    heads: list[JoinedParagraph] = []
    at = 0
    while at < len(lines) and len(heads) < _MOST_HEADINGS:
        line = lines[at]
        taken = _heading_lines(lines, at, layout)
        if not taken or not _may_be_heading(line, first=not heads):
            break
        if heads and line.after_blank and not lines[1].after_blank:
            break  # an empty line after a close stack of headings ends it
        doubts = [Doubt("heading", line.number) for line in lines[at + 1 : at + taken]]
        heads.append(join_group(lines[at : at + taken], doubts, layout))
        at += taken
    if heads and at == len(lines):
        heads = heads[:1]
        at = len(heads[0].lines)
    for role, head in zip(_roles(heads), heads, strict=True):
        fields[role] = CopyPart(role, head.text, head.first.number)
    joined += [head for head in heads if len(head.lines) > 1]
    return at


def _heading_lines(lines: list[WireLine], at: int, layout: Layout) -> int:
    """How many lines a heading takes, if there is one: more than one where the wire broke it; 0 for broken copy."""
    end = at + 1
    after = lines[end] if end < len(lines) and not _stands_apart(lines[end]) else None
    if after and _begins_copy(lines[at], layout) and abs(after.indent - layout.level) <= 1:
        return 0
    while end < len(lines) and layout.wrapping.full(lines[end - 1], lines[end]) and not _stands_apart(lines[end]):
        if lines[end - 1].ended or _begins_copy(lines[end], layout):
            break
        end += 1
    if end == at + 1:
        return 1
    stops = end == len(lines) or _stands_apart(lines[end]) or _begins_copy(lines[end], layout)
    short = sum(columns(line.text) for line in lines[at:end]) <= _LONGEST_HEADING
    whole = end - at <= _MOST_BROKEN and not lines[end - 1].ended and not _pauses(lines[end - 1].text)
    return end - at if whole and (stops or short) else 0


def _stands_apart(line: WireLine) -> bool:
    text = line.text
    dash = classify(text[0]) == hanzi.DASH or text.startswith("--")
    return line.after_blank or dash or alone(line) or signs.is_byline(text) or bool(signs.dateline_end(text))


def _begins_copy(line: WireLine, layout: Layout) -> bool:
    """Whether a line's blanks say that a paragraph begins there."""
    return layout.indented and line.indent > layout.level + 1


def _bylines(lines: list[WireLine], at: int, fields: dict[str, CopyPart]) -> int:
    """One byline or several, each on its line."""
    first = at
    while at < len(lines) and signs.is_byline(lines[at].text) and (at == first or not lines[at].after_blank):
        at += 1
    if at > first:
        text = " ".join(line.text for line in lines[first:at])
        fields["byline"] = CopyPart("byline", text, lines[first].number)
    return at


def _may_be_heading(line: WireLine, *, first: bool) -> bool:
    text = line.text
    if alone(line) or columns(text) > _LONGEST_HEADING or (signs.is_byline(text) and not first):
        return False
    if signs.dateline_end(text):
        return False
    if not first and all(character in _NUMERALS for character in text):
        return False  # the number of a part
    stop = classify(text[-1]) == hanzi.STOP or text[-1] == "."
    return not stop and not _pauses(text) and (first or not line.ended)


def _pauses(text: str) -> bool:
    """Whether a text breaks off at a comma, as no heading does."""
    return classify(text[-1]) in (hanzi.PAUSE, hanzi.SEMICOLON) or text[-1] in ",;-"


def _roles(heads: list[JoinedParagraph]) -> list[str]:
    """A deck begins with a dash or is longer than the headline above it; so is a kicker than the one below."""
    if len(heads) == _MOST_HEADINGS:
        return ["kicker", "headline", "deck"]
    if len(heads) == 2:
        one, two = heads
        deck = (
            classify(two.text[0]) == hanzi.DASH or two.text.startswith("--") or columns(one.text) <= columns(two.text)
        )
        return ["headline", "deck"] if deck else ["kicker", "headline"]
    return ["headline"] * len(heads)


def _role(paragraphs: list[JoinedParagraph], at: int) -> str:
    """A subhead is a short line without end mark between two paragraphs."""
    if not 0 < at < len(paragraphs) - 1:
        return "body"
    before, here, after = paragraphs[at - 1 : at + 2]
    between = is_ended(before.text) and is_ended(after.text) and columns(after.text) > columns(here.text)
    return "subhead" if between and _may_be_subhead(here) else "body"


def _may_be_subhead(paragraph: JoinedParagraph) -> bool:
    text = paragraph.text
    if len(paragraph.lines) > 1 or columns(text) > _LONGEST_SUBHEAD:
        return False
    if is_ended(text) or signs.is_byline(text) or signs.is_signoff(text):
        return False
    last = classify(text[-1])
    marked = not text[0].isalnum() and classify(text[0]) not in (hanzi.OPEN, hanzi.DASH)
    return not marked and last not in (hanzi.PAUSE, hanzi.COLON, hanzi.DASH) and not any(
        classify(character) == hanzi.COLON or character == ":" for character in text
    )  # fmt: skip
