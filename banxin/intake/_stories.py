"""One dump, several stories: where one ends and the next begins.

An end mark ends a story, a row of signs parts two, and a headline with its byline or dateline begins one. What stands
between and is no story of its own (a signature, a note to newspapers, a ruled headline) goes with its neighbour.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.intake import _signs as signs
from banxin.intake._lines import WireLine, columns

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_HEADINGS = 4
_LONGEST_HEADING = 80
_LEAST_SIGNED = 2
#: What a broken end mark can leave on the next line.
_LONGEST_TAIL = 10


def part_stories(lines: list[WireLine]) -> list[list[WireLine]]:
    """The lines of each story, in the dump's order; none is left out."""
    lines = _mark_pages(_mark_ends(lines))
    pages = [line for line in lines if line.kind == "page"]
    lines = [line for line in lines if line.kind != "page"]
    chunks: list[list[WireLine]] = []
    begins = _beginnings(lines)
    for at, line in enumerate(lines):
        if not chunks or at in begins:
            chunks.append([])
        chunks[-1].append(line)
    stories = _merge(chunks)
    firsts = [story[0].number for story in stories]
    for page in pages:
        stories[max(0, bisect_right(firsts, page.number) - 1)].append(page)
    return stories


def _mark_ends(lines: list[WireLine]) -> list[WireLine]:
    """End marks as lines of their own, also where they stand behind the last sentence or are broken themselves."""
    found: list[WireLine] = []
    paged = any(not signs.is_thirty(line.text) and signs.page_number(line.text) == 0 for line in lines)
    for line in lines:
        if paged and signs.is_thirty(line.text):
            found.append(line)
            continue
        last = found[-1] if found else None
        if last and not last.kind and not line.after_blank and columns(line.text) <= _LONGEST_TAIL:
            both = last.text + line.text
            at = signs.end_mark(both)
            if 0 <= at < len(last.text):
                found[-1:] = [last._replace(text=both[:at].rstrip())] if at else []
                found.append(line._replace(text=both[at:], lead="", kind="end"))
                continue
        found += _ends_of(line, last)
    return found


def _ends_of(line: WireLine, last: WireLine | None) -> list[WireLine]:
    at = signs.end_mark(line.text)
    if at > 0:
        copy = line._replace(text=line.text[:at].rstrip())
        return [copy, line._replace(text=line.text[at:], lead="", blanks=0, kind="end")]
    if at == 0:  # without brackets it may be a sentence's last word
        sure = last is None or line.after_blank or last.ended or signs.is_bracketed(line.text)
        return [line._replace(kind="end" if sure else "")]
    return [line._replace(kind="row" if not line.tabbed and signs.is_row(line.text) else "")]


def _mark_pages(lines: list[WireLine]) -> list[WireLine]:
    """The wire's own page numbers; bare figures are taken for such where one stands within a sentence."""
    numbers = {at: signs.page_number(line.text) for at, line in enumerate(lines) if not line.kind}
    bare = {at: number for at, number in numbers.items() if number > 0}
    within = any(0 < at < len(lines) - 1 and lines[at - 1].cut and not lines[at - 1].text[-1].isdigit()
                 and not lines[at + 1].indent for at in bare)  # fmt: skip
    rising = all(one < two for one, two in pairwise(bare.values()))
    pages = {at for at, number in numbers.items() if number == 0 and 0 < at}
    if bare and within and rising and (len(bare) > 1 or pages or _stands_off(lines, next(iter(bare)))):
        pages |= set(bare)
    return _without_margins(lines, pages)


def _without_margins(lines: list[WireLine], pages: set[int]) -> list[WireLine]:
    """The lines with page numbers marked; the empty lines around every number are a page's margins and part nothing."""
    around = {at + 1: lines[at].blanks + lines[at + 1].blanks for at in pages if at + 1 < len(lines)}
    margin = min(around.values(), default=0)
    return [
        line._replace(kind="page") if at in pages
        else line._replace(paged=True, blanks=around[at] - margin) if at in around
        else line
        for at, line in enumerate(lines)
    ]  # fmt: skip


def _stands_off(lines: list[WireLine], at: int) -> bool:
    """Whether empty lines stand around a line."""
    return lines[at].after_blank and at + 1 < len(lines) and lines[at + 1].after_blank


def _beginnings(lines: list[WireLine]) -> set[int]:
    """The lines at which another story begins."""
    found: set[int] = set()
    after = 0
    for at, line in enumerate(lines):
        if line.kind == "end":
            after = max(after, _after_signature(lines, at + 1)) if at + 1 >= after else after
            found.add(after)
        elif line.kind == "row":
            found.add(at + 1)
        elif at and _signs_head(lines, at):
            found.update(_heads_above(lines, at))
    signed = _signed_ends(lines)
    return (found | signed) - {0}


def _after_signature(lines: list[WireLine], at: int) -> int:
    """Behind an end mark stands who signed, who edited and whom to call, and then the next story."""
    while at < len(lines) and _is_signature(lines[at]):
        at += 1
    return at


def _is_signature(line: WireLine) -> bool:
    text = line.text
    if line.kind == "end" or signs.is_editors(text) or (signs.is_beside(text) and not line.after_blank):
        return True
    if signs.is_byline(text) and not line.after_blank:
        return True
    return signs.is_signoff(text) and not signs.is_note(text)


def _signs_head(lines: list[WireLine], at: int) -> bool:
    """Whether a line stands under a headline: a byline, or copy that begins with an agency's dateline."""
    text = lines[at].text
    if lines[at].kind or at + 1 >= len(lines):
        return False
    return signs.is_byline(text) or bool(signs.dateline_end(text))


def _heads_above(lines: list[WireLine], at: int) -> Iterator[int]:
    """The first of the heading lines right above a byline, where there are any that copy stands before."""
    first = at
    while first > 0 and at - first < _MOST_HEADINGS and _may_head(lines[first - 1]):
        first -= 1
        if lines[first].blanks > 1 or (lines[first].after_blank and not _goes_with(lines, first)):
            break
    if first == at:
        return
    before = lines[first - 1] if first else None
    if before is None or before.kind or lines[first].after_blank or before.ended:
        yield _with_notes(lines, first)


def _goes_with(lines: list[WireLine], first: int) -> bool:
    """Whether lines above an empty line belong to the same heading: a kicker that stands off."""
    at = first - 1
    while at > 0 and _may_head(lines[at]) and not lines[at].after_blank and first - at < _MOST_HEADINGS:
        at -= 1
    return _may_head(lines[at]) and lines[at].blanks > lines[first].blanks


def _with_notes(lines: list[WireLine], first: int) -> int:
    """A note to newspapers over a headline goes with it."""
    while (
        first > 0
        and not lines[first - 1].kind
        and (signs.is_note(lines[first - 1].text) or signs.is_label(lines[first - 1].text))
    ):
        first -= 1
    return first


def _may_head(line: WireLine) -> bool:
    text = line.text
    if line.kind or line.tabbed or line.ended or columns(text) > _LONGEST_HEADING:
        return False
    if any(character == ":" or classify(character) == hanzi.COLON for character in text[-1:]):
        return False
    return not (signs.is_byline(text) or signs.is_signoff(text) or signs.is_note(text) or signs.dateline_end(text))


def _signed_ends(lines: list[WireLine]) -> set[int]:
    """Where every story of a dump is signed at its end, the last one too, each signature ends a story."""
    signed = [at for at, line in enumerate(lines) if at and not line.kind and lines[at - 1].ended
              and (signs.is_byline(line.text) or signs.is_signoff(line.text))]  # fmt: skip
    tail = len(lines) - 1
    while tail > 0 and (lines[tail].kind or signs.is_editors(lines[tail].text)):
        tail -= 1
    if len(signed) < _LEAST_SIGNED or signed[-1] != tail:
        return set()
    return {at + 1 for at in signed[:-1] if lines[at + 1].after_blank and _may_head(lines[at + 1])}


def _copy_in(chunk: list[WireLine]) -> int:
    """How many lines in it may be a story's own words; more than headings take where one is surely no heading."""
    rest = [line for line in chunk if not line.kind and not _is_beside(line.text)]
    sure = any(line.ended or columns(line.text) > _LONGEST_HEADING for line in rest)
    return len(rest) + (_MOST_HEADINGS if sure else 0)


def _is_beside(text: str) -> bool:
    return (signs.is_note(text) or signs.is_editors(text) or signs.is_mail_head(text) or signs.is_label(text)
            or signs.is_signoff(text) or signs.is_byline(text))  # fmt: skip


def _merge(chunks: list[list[WireLine]]) -> list[list[WireLine]]:
    """Pieces that are no story of their own: heads go with what follows, what stands last with what came before."""
    found: list[list[WireLine]] = []
    head: list[WireLine] = []
    copy = 0
    for chunk in chunks:
        head += chunk
        copy += _copy_in(chunk)
        if copy > _MOST_HEADINGS:
            found.append(head)
        elif found and not copy and chunk[-1].kind == "end":
            found[-1] += head
        else:
            continue
        head, copy = [], 0
    if found:
        found[-1] += head
    else:
        found.append(head)
    return found
