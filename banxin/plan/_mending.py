"""What was meant by a line that YAML cannot read, or reads as something else.

Each rule looks at one line and offers a corrected one. The loader takes the first that lets YAML
come further, says it as the hint, and reads on, so one broken line does not hide the faults after it.
Nothing here runs for a file without such a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.hanzi.table import MARK_CUT
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Rule = Callable[[str, int, str], list["Fix"]]

#: Stands for a character that no layout may hold, so that the word around it stays one word.
HIDDEN = "\uf8ff"
FULLWIDTH_COLON = "\uff1a"
FULLWIDTH_COMMA = "\uff0c"
# The first characters of a value that mean something to YAML and were meant as text.
_INDICATORS = "@%`*&!>|[]{}\"'-?,#"
_STARTERS = frozenset(_INDICATORS)
_LONGEST = 160
# A line that nobody wrote by hand is not mended: the rules look at it more than once.
_LONGEST_LINE = 1000


#: What both parsers say when they stop, by a part of their words, as a compositor would say it.
_COMPLAINTS = (
    ("mapping values are not allowed", "这里不该再有 键加冒号 的写法", "no key with a colon can stand here"),
    ("did not find expected key", "这里应当是一个键", "a key should stand here"),
    ("expected <block end>", "缩进和上面对不齐", "the indentation does not match what is above"),
    ("block sequence entries are not allowed", "这里不能用短横另起一项", "a dash cannot begin an item here"),
    ("block collections are not allowed", "这里不能另起一段", "a list or map cannot begin here"),
    ("did not find expected '-' indicator", "列表里少了短横", "an item of the list lacks its dash"),
    ("expected ',' or", "括号里少了逗号或右括号", "a comma or the closing bracket is missing"),
    ("not find expected ':'", "键的后面少了冒号", "the key has no colon after it"),
    ("escape", "双引号里的反斜线写法不对", "a backslash in double quotes is not used rightly"),
    ("hexdecimal", "双引号里的反斜线写法不对", "a backslash in double quotes is not used rightly"),
    ("tab", "用了制表符", "there is a tab"),
    ("cannot start any token", "这个符号不能写在开头", "a value cannot begin with this sign"),
    ("unexpected end of stream", "引号没有收尾", "a quotation mark is never closed"),
    ("document start", "这一行在版样的结构之外", "this line lies outside the layout's structure"),
    ("node content", "这里应当写一个值", "a value should stand here"),
    ("directive", "行首的百分号 YAML 另有用处", "a percent sign at a line's start means something else to YAML"),
    ("block scalar", "竖线后面要另起一行", "what follows the | begins on the next line"),
    ("anchor", "引用的名字写得不对", "the name of a reference is not written rightly"),
    ("alias", "引用的名字写得不对", "the name of a reference is not written rightly"),
    ("special characters", "有不能用的字符", "there is a character that may not be used"),
)  # fmt: skip


def complaint(problem: str) -> tuple[str, str]:
    """What a parser missed, in Chinese and in English; empty where it said something rare."""
    return next(((zh, en) for part, zh, en in _COMPLAINTS if part in problem), ("", ""))


class Fix(NamedTuple):
    """What a rule offers for a line: the fault's columns (from 0) and the corrected line."""

    code: str
    start: int
    end: int
    line: str
    mark: str = ""


class Broken(NamedTuple):
    """Why a line is read as something else: the fault, its place in the text, the corrected line."""

    code: str
    start: int
    end: int
    line: str
    mark: str


class Mend(NamedTuple):
    """A fix with its place in the text; the first ``same`` characters of the line stay as they are."""

    code: str
    start: int
    end: int
    line_start: int
    line_end: int
    line: str
    same: int
    mark: str


def mends(text: str, place: int, context: int) -> Iterator[Mend]:
    """Corrections of the lines that may be to blame for YAML stopping at ``place``, best first.

    ``context`` is where the construct began that YAML was reading, or -1.
    """
    suspects = _suspects(text, place, context)
    yield from _fixes(text, place, suspects, _SURE)
    bracket = closed(text, place, context)
    if bracket is not None:
        yield bracket
    yield from _fixes(text, place, suspects, _LIKELY)


def _fixes(text: str, place: int, suspects: list[tuple[int, int]], rules: tuple[_Rule, ...]) -> Iterator[Mend]:
    """What the rules offer for the suspected lines, placed in the text."""
    for start, end in suspects:
        if end - start > _LONGEST_LINE:
            continue
        line = text[start:end]
        above = text[slice(*(_above(text, start) or (0, 0)))]
        for rule in rules:
            for fix in rule(line, place - start, above):
                same = 0
                while same < len(line) and same < len(fix.line) and line[same] == fix.line[same]:
                    same += 1
                yield Mend(fix.code, start + fix.start, start + fix.end, start, end, fix.line, same, fix.mark)


def closed(text: str, place: int, context: int) -> Mend | None:
    """The brackets opened from ``context`` on, closed at the end of the written line before ``place``."""
    if context < 0 or text[context : context + 1] not in ("[", "{"):
        return None
    last = _above(text, _line(text, place)[0])
    if last is None or not 0 < last[1] - context <= _LONGEST_LINE:
        return None
    stack = []
    for c in masked(text[context : last[1]].replace("\n", " ")):
        if c in "[{":
            stack.append("]" if c == "[" else "}")
        elif c in "]}" and stack:
            stack.pop()
    line = text[slice(*last)]
    same = len(line.rstrip(" ,"))
    mended = line[:same] + "".join(reversed(stack))
    return Mend("plan.unclosed", context, context + 1, *last, mended, same, text[context]) if stack else None


def shown(line: str) -> str:
    """A corrected line for a hint: without its indentation, and not longer than a screen is wide."""
    line = line.replace(HIDDEN, "").strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + MARK_CUT


def broken(text: str, start: int, at: int) -> Broken:
    """Why the line at ``at`` was read as part of the text that begins at ``start``."""
    for place in (at, start):
        line_start, line_end = _line(text, place)
        line = text[line_start : min(line_end, line_start + _LONGEST_LINE)]
        for rule in (_fullwidth_colon, _no_space, _dash):
            for fix in rule(line):
                return Broken(fix.code, line_start + fix.start, line_start + fix.end, shown(fix.line), fix.mark)
    line_start, line_end = _line(text, at)
    return Broken("plan.ran-on", line_start, line_end, shown(text[line_start:line_end]), "")


def misread(text: str, start: int) -> str:
    """The line with the value that begins at ``start`` in quotes."""
    line_start, line_end = _line(text, start)
    line_start = max(line_start, start - _LONGEST_LINE)
    line = text[line_start : min(line_end, start + _LONGEST_LINE)]
    fix = _quoted(line, start - line_start, flow=_opened(line[: start - line_start]) > 0)
    return shown(fix)


def quote(value: str) -> str:
    """A value in single quotes."""
    return "'" + value.replace("'", "''") + "'"


def masked(line: str) -> str:
    """The line with what stands in quotes or in a comment blanked out, so that only structure shows."""
    out, i = list(line), 0
    while i < len(line):
        character = line[i]
        begins = i == 0 or line[i - 1] in " \t[{,"
        if character in "\"'" and begins:
            close = line.find(character, i + 1)
            close = close if close >= 0 else len(line) - 1
            out[i : close + 1] = "\x00" * (close + 1 - i)
            i = close
        elif character == "#" and begins:
            out[i:] = "\x00" * (len(line) - i)
            break
        i += 1
    return "".join(out)


def _line(text: str, place: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


def _suspects(text: str, place: int, context: int) -> list[tuple[int, int]]:
    """The lines to look at: where YAML stopped, where it began, and the written line before."""
    here = _line(text, min(place, len(text)))
    above = _above(text, here[0])
    found = [here, _line(text, context) if context >= 0 else above, above]
    return list(dict.fromkeys(line for line in found if line))


def _above(text: str, start: int) -> tuple[int, int] | None:
    """The line before that holds more than blanks and comments."""
    before = start - 1
    while before >= 0:
        line = _line(text, before)
        written = text[slice(*line)].strip()
        if written and not written.startswith("#"):
            return line
        before = line[0] - 1
    return None


def _opened(line: str) -> int:
    """How many brackets are open at the line's end."""
    bare = masked(line)
    return sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")


def _tab(line: str, _column: int = 0, _above: str = "") -> list[Fix]:
    lead = line[: len(line) - len(line.lstrip(" \t"))]
    at = lead.find("\t")
    if at < 0:
        return []
    rest = line[len(lead) :]
    indents = (lead.replace("\t", "  "), lead.replace("\t", "    "), lead.replace("\t", ""))
    return [Fix("plan.tab", at, len(lead), indent + rest) for indent in indents]


def _indent(line: str, _column: int, above: str) -> list[Fix]:
    """A line that stands a little to the left or right of the one it belongs under."""
    rest = line.lstrip(" ")
    at = len(line) - len(rest)
    lead = len(above) - len(above.lstrip(" "))
    content = lead + len(above[lead:]) - len(above[lead:].lstrip("- "))
    # Under a key that has no value of its own, what it holds stands two blanks further in.
    below = [lead + 2, content + 2] if above.rstrip().endswith(":") else []
    wanted = [column for column in dict.fromkeys((content, lead, *below)) if column != at]
    return [Fix("plan.indent", at, len(line.rstrip()), " " * column + rest) for column in wanted if rest]


def _fullwidth_colon(line: str, _column: int = 0, _above: str = "") -> list[Fix]:
    """A full-width colon after a key."""
    pattern = r"(?:^\s*(?:- +)*|[{,]\s*)[^\s:,{}\[\]\"'#\uff0c\uff1a\x00]{1,24}(\uff1a)"
    match = re.search(pattern, masked(line))
    if match is None:
        return []
    at = match.start(1)
    return [Fix("plan.fullwidth-colon", at, at + 1, line[:at] + ": " + line[at + 1 :].lstrip())]


def _fullwidth_comma(line: str, _column: int = 0, _above: str = "") -> list[Fix]:
    bare = masked(line)
    opens = min((bare.find(c) for c in "[{" if c in bare), default=-1)
    at = bare.find(FULLWIDTH_COMMA, opens) if opens >= 0 else -1
    if at < 0:
        return []
    fixed = "".join(", " if c == FULLWIDTH_COMMA and i > opens else line[i] for i, c in enumerate(bare))
    return [Fix("plan.fullwidth-comma", at, at + 1, re.sub(r",  +", ", ", fixed))]


def _no_space(line: str, _column: int = 0, _above: str = "") -> list[Fix]:
    """``story:three-towns`` for ``story: three-towns``."""
    match = re.search(r"(?:^\s*(?:- +)*|[{,]\s*)[^\W\d][\w-]{0,23}(:)(?=[^\s/:\x00])", masked(line))
    if match is None:
        return []
    at = match.start(1)
    return [Fix("plan.no-space", at, at + 1, line[: at + 1] + " " + line[at + 1 :], ":")]


def _dash(line: str, _column: int = 0, _above: str = "") -> list[Fix]:
    """``-story: x`` for ``- story: x``."""
    at = len(line) - len(line.lstrip())
    if line[at : at + 1] != "-" or line[at + 1 : at + 2] in ("", " ", "-"):
        return []
    spaced = line[: at + 1] + " " + line[at + 1 :]
    # ``-story:x`` lacks both its spaces.
    return [Fix("plan.no-space", at, at + 1, next((fix.line for fix in _no_space(spaced)), spaced), "-")]


def _quoted(line: str, at: int, *, flow: bool) -> str:
    """The line with the value at column ``at`` in quotes: to the line's end, or to the item's in brackets."""
    end = len(line.rstrip())
    if flow:
        ends = [i for i in (line.find(c, at + 1) for c in ",]}") if i >= 0]
        end = min(ends, default=end)
    value = line[at:end].strip()
    if len(value) > 1 and value[0] in "\"'" and value[0] == value[-1]:
        value = value[1:-1]
    return line[:at] + quote(value) + line[end:]


def _starts(line: str, column: int) -> list[tuple[int, bool]]:
    """Columns where values begin, up to ``column``, and whether in brackets; the innermost first."""
    found = []
    for match in re.finditer(r": +|^\s*(?:- +)+|[\[{,] *", line):
        at = match.end()
        if at <= max(column, 0) or line[at : at + 1] in _STARTERS:
            found.append((at, _opened(line[:at]) > 0))
    return found[::-1]


def _misread(line: str, column: int, _above: str) -> list[Fix]:
    """A value whose first character means something to YAML, or that holds a colon and a blank."""
    fixes = []
    for at, flow in _starts(line, column):
        value = line[at:].rstrip()
        if not value:
            continue
        closed = value[0] in "[{" and value[-1] in "]}"
        if (value[0] in _INDICATORS and not closed) or ": " in value or value.endswith(":"):
            mark = value[0] if value[0] in _INDICATORS else ":"
            fixes.append(Fix("plan.misread", at, at + 1, _quoted(line, at, flow=flow), mark))
    return fixes


def _comment(line: str, _column: int = 0, _above: str = "") -> list[Fix]:
    """A comment that swallows the rest of a list in brackets."""
    at = line.find(" #")
    if at < 0 or _opened(line[:at]) <= 0:
        return []
    begin = max(line.rfind(c, 0, at) for c in "[{,:") + 1
    begin += len(line[begin:]) - len(line[begin:].lstrip())
    end = min((i for i in (line.find(c, at) for c in ",]}") if i >= 0), default=len(line))
    return [Fix("plan.comment", at + 1, end, line[:begin] + quote(line[begin:end]) + line[end:])]


def _unclosed_quote(line: str, _column: int = 0, _above: str = "") -> list[Fix]:
    for at, _ in _starts(line, len(line)):
        if line[at : at + 1] in ("'", '"') and line.find(line[at], at + 1) < 0:
            return [Fix("plan.unclosed", at, at + 1, line.rstrip() + line[at], line[at])]
    return []


# A rule sees the line, the column where YAML stopped (negative: before the line), and the line above.
_SURE = (_tab, _fullwidth_colon, _fullwidth_comma, _comment, _dash, _unclosed_quote)
_LIKELY = (_misread, _no_space, _indent)
