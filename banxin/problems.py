"""查错: what an editor can mend, said with its place.

Three kinds of trouble never mix. A *Problem* is what an editor can mend: data, with a span. An
*exception* is what an engineer must mend. The *exit status* is for scripts. :class:`Fault` is the
one exception that carries a Problem: it is raised where no value can be made, and whoever holds
the :class:`Report` catches it.

The code of a problem is its identity; its sentences stand in ``words/<room>.toml``, in Chinese and
English side by side, and are read only when something has to be said.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLEAN, CONTENT, USAGE, UNSAFE, ENVIRONMENT, LOCKED, OURS = 0, 1, 2, 3, 4, 5, 70

#: Codes whose errors end the run with another status than 1 (design: exit status).
_STATUS = {
    "files.unsafe": UNSAFE,
    "files.symlink": UNSAFE,
    "files.too-large": UNSAFE,
    "plan.too-deep": UNSAFE,
    "plan.too-many": UNSAFE,
    "plan.merge-key": UNSAFE,
    "pictures.too-large": UNSAFE,
    "files.disk-full": ENVIRONMENT,
    "files.not-writable": ENVIRONMENT,
    "files.not-readable": ENVIRONMENT,
    "files.no-project": USAGE,
    "files.no-git": ENVIRONMENT,
    "files.no-repository": USAGE,
    "files.no-revision": USAGE,
    "files.not-in-revision": USAGE,
    "files.lfs-pointer": ENVIRONMENT,
    "files.git-failed": ENVIRONMENT,
    "faces.missing": ENVIRONMENT,
    "faces.broken": ENVIRONMENT,
    "faces.cut": ENVIRONMENT,
    "faces.damaged": ENVIRONMENT,
    "faces.no-outlines": ENVIRONMENT,
    "faces.undrawn": ENVIRONMENT,
    "faces.changed": ENVIRONMENT,
    "faces.no-package": ENVIRONMENT,
    **dict.fromkeys(("doctor.disk", "doctor.no-page", "doctor.not-installed", "doctor.package"), ENVIRONMENT),
    "files.locked": LOCKED,
    "edit.changed": UNSAFE,
    "edit.unsure": UNSAFE,
    "edit.bad-name": USAGE,
    "edit.same-name": USAGE,
    "edit.no-story": USAGE,
    "edit.no-page": USAGE,
    "edit.no-block": USAGE,
    "edit.bad-page": USAGE,
    "edit.no-story-block": USAGE,
    "edit.page-size": USAGE,
    "edit.place": USAGE,
    "edit.off-page": USAGE,
    "desk.no-path": USAGE,
    "desk.no-layout": USAGE,
    "desk.stamp": USAGE,
    "desk.galley-what": USAGE,
    "desk.no-place": USAGE,
    "desk.migrate-newer": USAGE,
    "desk.migrate-back": USAGE,
    "desk.migrate-no-key": USAGE,
    "desk.which-block": USAGE,
    "desk.which-page": USAGE,
    "desk.which-edition": USAGE,
    "desk.no-numbers": USAGE,
    "desk.measure": USAGE,
    "desk.indent": USAGE,
    "desk.choice": USAGE,
    "desk.no-day": USAGE,
    "desk.paragraph": USAGE,
    "desk.no-profile": USAGE,
    "desk.sheets-whole": USAGE,
    "desk.export-whole": USAGE,
    "desk.which-story": USAGE,
    **dict.fromkeys(
        (
            "usage.ambiguous",
            "usage.choice",
            "usage.clash",
            "usage.flag",
            "usage.missing",
            "usage.no-option",
            "usage.no-value",
            "usage.no-verb",
            "usage.other",
            "usage.too-many",
            "usage.value",
            "usage.which-verb",
        ),
        USAGE,
    ),
    "desk.ours": OURS,
    "desk.page-broke": OURS,
}
_WORDS = os.path.join(os.path.dirname(__file__), "words")
#: What the command is called where nobody typed it; every shell lets this name through.
COMMAND = "banxin"


class Source:
    """A text as it was read, under the name that messages use for it."""

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] | None = None

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1; columns count characters."""
        if self._starts is None:
            self._starts = [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1), without its end."""
        start = self._starts[number - 1] if self._starts else 0
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")

    def __repr__(self) -> str:
        """Short: a source's text is a whole file."""
        return f"Source({self.path!r})"


class Span(NamedTuple):
    """Characters ``start`` up to ``end`` of a source."""

    source: Source
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the first character."""
        return self.source.place(self.start)


def whole(path: str) -> Span:
    """A span for a fault of a file as such: it is missing, it is not text."""
    return Span(Source(path, ""), 0, 0)


class Problem(NamedTuple):
    """One fault: a code, its place, how grave it is, and what its sentence needs."""

    code: str
    span: Span | None
    severity: str
    words: dict[str, object]

    @property
    def status(self) -> int:
        """The exit status that this problem alone leads to."""
        return _STATUS.get(self.code, CONTENT) if self.severity == "error" else CLEAN

    @property
    def order(self) -> tuple[str, int, int]:
        """Source order: file, place, errors first."""
        if self.span is None:
            return "", 0, 0
        return self.span.source.path, self.span.start, "error warning note".find(self.severity)


class Fault(Exception):  # noqa: N818 - a fault is what a newspaper calls it
    """The exception that carries a problem to whoever holds the report."""

    def __init__(self, code: str, span: Span | None = None, /, **words: object) -> None:
        super().__init__(code, words)
        self.problem = Problem(code, span, "error", words)


class Report:
    """All problems of a run: the only mutable noun.

    The same fault at the same place is kept once; ``cause`` joins faults of one cause, of which
    only the first is kept.
    """

    def __init__(self) -> None:
        self._problems: dict[object, Problem] = {}

    def add(self, problem: Problem, cause: object = None) -> None:
        """Keep a problem that was made elsewhere."""
        span = problem.span
        place = (span.source.path, span.start) if span else None
        key = ("cause", cause) if cause is not None else (problem.code, place, _key(problem.words))
        self._problems.setdefault(key, problem)

    def error(self, code: str, span: Span | None, /, cause: object = None, **words: object) -> None:
        """Something that keeps the page from being right."""
        self.add(Problem(code, span, "error", words), cause)

    def warn(self, code: str, span: Span | None, /, cause: object = None, **words: object) -> None:
        """Something an editor should look at; the page is made."""
        self.add(Problem(code, span, "warning", words), cause)

    def note(self, code: str, span: Span | None, /, cause: object = None, **words: object) -> None:
        """Something that was done and is worth saying."""
        self.add(Problem(code, span, "note", words), cause)

    def join(self, other: Report) -> None:
        """Take over all that another report holds."""
        for key, problem in other._problems.items():
            self._problems.setdefault(key, problem)

    def causes(self) -> Iterator[tuple[Problem, object]]:
        """Every problem with its cause, ``None`` where none was named."""
        for key, problem in self._problems.items():
            named = isinstance(key, tuple) and len(key) == 2 and key[0] == "cause"
            yield problem, key[1] if named else None  # type: ignore[index]

    def __iter__(self) -> Iterator[Problem]:
        """Problems in source order."""
        return iter(sorted(self._problems.values(), key=lambda problem: problem.order))

    def count(self, severity: str) -> int:
        """How many problems there are of a severity."""
        return sum(problem.severity == severity for problem in self._problems.values())

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(problem.severity == "error" for problem in self._problems.values())

    @property
    def status(self) -> int:
        """The exit status of a run that had these problems: the gravest of them."""
        return max((problem.status for problem in self._problems.values()), default=CLEAN)


def _key(words: dict[str, object]) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in words.items())


class Words:
    """The sentences of all codes in one language, read when the first is needed.

    ``{command}`` in a row is the name that the command was called by: what a hint says can be typed as it stands.
    """

    def __init__(self, lang: str, command: str = COMMAND) -> None:
        self.lang = lang if lang in ("zh", "en") else "en"
        self.command = command
        self._rows: dict[str, dict[str, str]] = {}

    def row(self, code: str) -> dict[str, str] | None:
        """The row of a code: ``zh``, ``en``, ``hint_zh``, ``why_zh`` and so on."""
        room = code.partition(".")[0]
        if room not in self._rows:
            self._rows[room] = {}
            self._rows.update(_read_words(room, self.command))
        return self._rows.get(code)

    def _fill(self, code: str, prefix: str, words: dict[str, object]) -> str:
        template = (self.row(code) or {}).get(prefix + self.lang, "")
        return template.format_map(_Blanks(words))

    def sentence(self, problem: Problem) -> str:
        """What is wrong, in one line."""
        return self._fill(problem.code, "", problem.words) or problem.code

    def hint(self, problem: Problem) -> str:
        """What to do, in one line; empty where there is nothing to say."""
        return self._fill(problem.code, "hint_", problem.words)

    def why(self, code: str) -> str:
        """The longer explanation that ``banxin explain`` prints."""
        return (self.row(code) or {}).get("why_" + self.lang, "")

    def say(self, code: str, **words: object) -> str:
        """A sentence of the program that is no problem (a summary, a heading of a report)."""
        return self._fill(code, "", _lined(words))


class Maybe(str):
    """A text for a message's words that is said in one way where it is there and in another where it is ''.

    The row decides: ``{meant:did you mean {meant}?|what may stand here: {keys}}`` takes what stands before
    the bar where there is a text, what stands after it where there is none.
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """The text itself, or the one of two wordings that fits."""
        if not spec:
            return str(self)
        there, _, missing = spec.partition("|")
        return there if self else missing


class _Blanks(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return Maybe("")


def _read_words(room: str, command: str) -> dict[str, dict[str, str]]:
    import tomllib  # noqa: PLC0415 - a clean build never needs it

    path = os.path.join(_WORDS, f"{room}.toml")
    if not os.path.exists(path):
        return {}
    with open(path, "rb") as stream:
        rows = tomllib.load(stream)
    return {code: {key: text.replace("{command}", command) for key, text in row.items()} for code, row in rows.items()}


def all_codes(command: str = COMMAND) -> dict[str, dict[str, str]]:
    """Every code of every room with its row, said by the name that the command was called by."""
    rows: dict[str, dict[str, str]] = {}
    for name in sorted(os.listdir(_WORDS)):
        rows.update(_read_words(name.removesuffix(".toml"), command))
    return rows


class _Signs(dict[int, str]):
    """What stands for each character, found out when it is first met: itself, unless it could change what is around it.

    Controls, what turns the direction of text, and what nobody sees; joiners stay, which emoji and Indic scripts are made of.
    """

    def __init__(self, sign: Callable[[int], str]) -> None:
        super().__init__({ord("\n"): "\n", 0xAD: chr(0xAD), 0x200C: chr(0x200C), 0x200D: chr(0x200D)})
        self._sign = sign

    def __missing__(self, code: int) -> str:
        from unicodedata import category  # noqa: PLC0415 - a clean build says nothing

        kept = category(chr(code)) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        self[code] = chr(code) if kept else self._sign(code)
        return self[code]


def _pictured(code: int) -> str:
    """A control as its picture in Unicode, anything else by its number."""
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def _escaped(code: int) -> str:
    """As a string in JSON has it."""
    if code > 0xFFFF:
        return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


_PICTURES, _IN_LINE, _IN_JSON = _Signs(_pictured), _Signs(_pictured), _Signs(_escaped)
_IN_LINE[ord("\n")] = _pictured(ord("\n"))
# Tables are set with it, and no terminal does anything else at one.
_PICTURES[ord("\t")] = "\t"


def visible(text: str) -> str:
    """A text for a terminal: what would move, hide or turn round what stands there is a sign that is seen; lines stay."""
    return text.translate(_PICTURES)


def in_line(text: str) -> str:
    """The same of what is quoted in a line: a line's end is a sign, too."""
    shown = text.translate(_IN_LINE)
    return Maybe(shown) if isinstance(text, Maybe) else shown


def in_json(text: str) -> str:
    """JSON with escapes for what a terminal that it is printed on would obey."""
    return text.translate(_IN_JSON)


def _quoted(problem: Problem) -> Problem:
    """A problem whose words come from copy, names and files, as they may be printed."""
    return problem._replace(words=_lined(problem.words))


def _lined(words: dict[str, object]) -> dict[str, object]:
    return {name: in_line(word) if isinstance(word, str) else word for name, word in words.items()}


def show(problem: Problem, words: Words) -> str:
    """A problem for people: place, severity, code, sentence, the source line with a caret, the hint."""
    problem = _quoted(problem)
    head = f"{problem.severity}[{problem.code}] {words.sentence(problem)}"
    lines = [head]
    span = problem.span
    if span is not None:
        line, column = span.place
        path = in_line(span.source.path)
        lines = [f"{path}:{line}:{column} {head}" if span.source.text else f"{path} {head}"]
        text = span.source.line(line) if span.source.text else ""
        if text.strip():
            lines += _caret(text, column, max(1, span.end - span.start))
    hint = words.hint(problem)
    if hint:
        lines.append(f"  hint: {hint}")
    return "\n".join(lines)


def _caret(text: str, column: int, length: int) -> list[str]:
    """The source line, cut to a window around the place, with carets under it."""
    start = max(0, column - 33)
    window = text[start : start + 64].replace("\t", " ")
    before, under = (
        sum(map(_wide, in_line(part))) for part in (window[: column - 1 - start], window[column - 1 - start :][:length])
    )
    lead = "..." if start else ""
    return [f"  | {lead}{in_line(window)}", f"  | {' ' * (before + len(lead))}{'^' * max(1, under)}"]


def _wide(character: str) -> int:
    """Columns of a terminal that a character takes."""
    if character >= "\u0300":
        from unicodedata import category  # noqa: PLC0415 - as above

        if category(character) in ("Mn", "Me", "Cf"):
            return 0
    return 2 if character >= "\u2e80" or character in "\u2014\u2026\u201c\u201d\u2018\u2019" else 1


def plain(problem: Problem, words: Words) -> dict[str, object]:
    """A problem for machines: the same fields as a JSON object."""
    line, column = problem.span.place if problem.span else (0, 0)
    return {
        "path": problem.span.source.path if problem.span else "",
        "line": line,
        "column": column,
        "severity": problem.severity,
        "code": problem.code,
        "message": words.sentence(problem),
        "hint": words.hint(problem),
    }
