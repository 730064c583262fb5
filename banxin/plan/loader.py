"""The guarded way from YAML text to a tree of nodes: the only place that knows yaml.

Nothing is typed here: every scalar stays the text that was written, and the key tables say what it
means. The event stream is walked with counters before anything is built from it, because the usual
loaders die of deep nesting (promises F1) and of merge keys (F2), and let aliases explode later (F3).
A broken line is mended where the meaning is plain, so that all faults of a file come in one run.
"""

from __future__ import annotations

import re
from types import ModuleType

from banxin.plan._mending import FULLWIDTH_COMMA, HIDDEN, Mend, broken, closed, complaint, mends, misread, shown
from banxin.private import meaning
from banxin.problems import Fault, Maybe, Report, Source, Span
from banxin.tuples import NamedTuple


class _Pattern:
    """A pattern that is compiled when it is first asked for anything."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> object:
        """Whatever the compiled pattern has."""
        return getattr(re.compile(*self._written), name)


def _late() -> ModuleType:
    """``re`` for who compiles patterns that nobody may ever use."""
    module = ModuleType("re")
    vars(module).update(vars(re))
    vars(module)["compile"] = _Pattern
    return module


# PyYAML compiles a dozen patterns for its own scanner and its own types. libyaml scans for us and nothing is
# typed, so none of them is ever used; compiling them would be a twentieth of a page's time.
with meaning(frozenset({"yaml.reader", "yaml.resolver", "yaml.constructor"}), {"re": _late()}):
    import yaml

    try:
        from yaml import CLoader as _Loader
    except ImportError:  # PyYAML was built without libyaml
        from yaml import Loader as _Loader  # type: ignore[assignment]

DEPTH = 64
_NESTING = "nesting depth"
NODES = 20_000
#: So many broken lines are mended in one file; above this size none is, to keep time bounded.
MENDS, MENDED_SIZE = 20, 100_000

# What no line of a layout may hold: controls, what YAML 1.1 takes for line ends, surrogates and
# noncharacters, and the marks that cannot be seen (zero width, bidi controls, tags).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


class Text(NamedTuple):
    """A scalar: the text as written, quotes and escapes resolved."""

    source: Source
    start: int
    end: int
    value: str
    plain: bool
    """Written without quotes."""

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.source, self.start, self.end)


class List(NamedTuple):
    """A sequence of nodes."""

    source: Source
    start: int
    end: int
    items: tuple[Node, ...]
    flow: bool
    """Written in brackets."""

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.source, self.start, self.end)


class Map(NamedTuple):
    """Keys and their values, in the order written."""

    source: Source
    start: int
    end: int
    pairs: tuple[tuple[Text, Node], ...]
    flow: bool

    @property
    def span(self) -> Span:
        """The place of its first key, or of its bracket."""
        if self.pairs and not self.flow:
            return self.pairs[0][0].span
        return Span(self.source, self.start, self.start + 1)


Node = Text | List | Map


def _start(event: yaml.Event) -> int:
    return event.start_mark.index  # type: ignore[union-attr] # both parsers give marks


def _end(event: yaml.Event) -> int:
    return event.end_mark.index  # type: ignore[union-attr] # both parsers give marks


class _Noted(NamedTuple):
    """A fault found while composing, kept until the text is known to be the one that is used."""

    code: str
    start: int
    end: int
    words: dict[str, object]


class _Mended(NamedTuple):
    """A part of the text that was mended: from ``start``, ``old`` characters became ``new``."""

    start: int
    old: int
    new: int


class _Anchor:
    """A node that may be repeated, with the nodes it counts for."""

    __slots__ = ("count", "end", "node", "start", "used")

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.node: Node | None = None
        self.count = 0
        self.used = False


class _Composer:
    """One walk over the events of a text."""

    def __init__(self, source: Source, text: str, edits: list[_Mended]) -> None:
        self.source = source
        self.text = text
        self.edits = edits
        self.found: list[_Noted] = []
        self._hidden = HIDDEN in text
        self._events = _Loader(text)
        self._count = 0
        self._anchors: dict[str, _Anchor] = {}

    def root(self) -> Node | None:
        """The document's node; ``None`` for an empty file. Raises Fault and yaml.YAMLError."""
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        node = self._node(self._next(), 0, flow=False)
        self._next()
        more = self._next()
        if isinstance(more, yaml.DocumentStartEvent):
            self._say("plan.documents", _start(more), _end(more))
        self._unused()
        return node

    def _next(self) -> yaml.Event:
        event = self._events.get_event()
        assert event is not None  # the walk ends with the document, before the events do
        return event

    def _say(self, code: str, start: int, end: int, **words: object) -> None:
        self.found.append(_Noted(code, self.at(start), self.at(end), words))

    def at(self, offset: int) -> int:
        """Where a character of the mended text stands in the file."""
        for edit in reversed(self.edits):
            if offset >= edit.start + edit.new:
                offset += edit.old - edit.new
            elif offset > edit.start:
                offset = min(offset, edit.start + edit.old)
        return offset

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, self.at(start), self.at(end))

    def _node(self, event: yaml.Event, depth: int, *, flow: bool) -> Node:
        start = _start(event)
        self._count += 1
        if self._count > NODES:
            raise Fault("plan.too-many", self._span(start, start + 1), limit=NODES)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if depth >= DEPTH and not isinstance(event, yaml.ScalarEvent):
            raise Fault("plan.too-deep", self._span(start, start + 1), limit=DEPTH)
        if event.tag is not None or event.anchor is not None:  # type: ignore[attr-defined]
            return self._marked(event, depth, flow)
        return self._plain(event, depth, flow)

    def _plain(self, event: yaml.Event, depth: int, flow: bool) -> Node:
        """A node apart from its anchor and tag."""
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, flow)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth, flow)
        assert isinstance(event, yaml.MappingStartEvent)
        return self._mapping(event, depth, flow)

    def _scalar(self, event: yaml.ScalarEvent, flow: bool) -> Text:
        start, end = _start(event), _end(event)
        plain = not event.style
        value: str = event.value
        if plain and value:
            # A plain scalar has no line end of its own: it ran on into the next line.
            ran_on = self.text.find("\n", start, end)
            if ran_on >= 0:
                self._ran_on(start, ran_on, end)
                end = ran_on
                value = self.text[start:end].rstrip()
            if flow and FULLWIDTH_COMMA in value:
                self._comma(start, end, value)
        elif event.style == '"':
            # An escape can hide what may not be written outright.
            value = self._unhidden(start, end, value)
        value = value.replace(HIDDEN, "") if self._hidden else value
        if self.edits:
            start, end = self.at(start), self.at(end)
        return Text(self.source, start, end, value, plain)

    def _unhidden(self, start: int, end: int, value: str) -> str:
        match = _FORBIDDEN.search(value)
        if match is None:
            return value
        self._say("plan.character", start, end, character=f"U+{ord(match[0]):04X}")
        return _FORBIDDEN.sub("", value)

    def _ran_on(self, start: int, ran_on: int, end: int) -> None:
        at = ran_on
        while at < end and self.text[at] in " \n":
            at += 1
        line_end = self.text.find("\n", at)
        found = broken(self.text, start, at)
        if found.code == "plan.no-space":
            self._say(found.code, found.start, found.end, line=found.line, mark=found.mark)
        else:
            self._say(found.code, at, min(end, line_end if line_end >= 0 else end), line=found.line)

    def _comma(self, start: int, end: int, value: str) -> None:
        at = start + self.text[start:end].index(FULLWIDTH_COMMA)
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        after = self.text[end : (self.text + "\n").find("\n", end)]
        parts = ", ".join(part.strip() for part in value.split(FULLWIDTH_COMMA))
        self._say("plan.fullwidth-comma", at, at + 1, line=shown(line + parts + after))

    def _sequence(self, event: yaml.SequenceStartEvent, depth: int, flow: bool) -> List:
        items = []
        inner = flow or bool(event.flow_style)
        while not isinstance(below := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(below, depth + 1, flow=inner))
        start, end = self.at(_start(event)), self.at(_end(below))
        if items and not event.flow_style:
            end = items[-1].end
        return List(self.source, start, end, tuple(items), bool(event.flow_style))

    def _mapping(self, event: yaml.MappingStartEvent, depth: int, flow: bool) -> Map:
        pairs: list[tuple[Text, Node]] = []
        seen: dict[str, Text] = {}
        inner = flow or bool(event.flow_style)
        while not isinstance(below := self._next(), yaml.MappingEndEvent):
            key = self._node(below, depth + 1, flow=inner)
            value = self._node(self._next(), depth + 1, flow=inner)
            if self._usable(key, seen):
                assert isinstance(key, Text)
                seen[key.value] = key
                pairs.append((key, value))
        start, end = self.at(_start(event)), self.at(_end(below))
        if pairs and not event.flow_style:
            end = max(pairs[-1][0].end, pairs[-1][1].end)
        return Map(self.source, start, end, tuple(pairs), bool(event.flow_style))

    def _usable(self, key: Node, seen: dict[str, Text]) -> bool:
        """Whether a key may stand; what is wrong with it is said."""
        if not isinstance(key, Text):
            self.found.append(_Noted("plan.complex-key", key.start, max(key.end, key.start + 1), {}))
        elif key.plain and key.value == "<<":
            self.found.append(_Noted("plan.merge-key", key.start, key.end, {}))
        elif key.value in seen:
            words = {"key": key.value, "line": seen[key.value].span.place[0]}
            self.found.append(_Noted("plan.duplicate-key", key.start, key.end, words))
        else:
            return True
        return False

    def _marked(self, event: yaml.Event, depth: int, flow: bool) -> Node:
        """A node with an anchor or a tag, which more often is a text that begins with & or !."""
        start = _start(event)
        if event.tag is not None:  # type: ignore[attr-defined]
            end = start
            while end < len(self.text) and not self.text[end].isspace():
                end += 1
            self._say("plan.tag", start, end, tag=self.text[start:end][:40], line=misread(self.text, start))
        name: str | None = event.anchor  # type: ignore[attr-defined]
        if name is None:
            return self._plain(event, depth, flow)
        anchor = _Anchor(start, max(_end(event), start + 1))
        self._anchors[name] = anchor
        before = self._count
        anchor.node = self._plain(event, depth, flow)
        anchor.count = self._count - before
        return anchor.node

    def _alias(self, event: yaml.AliasEvent) -> Node:
        start, end = _start(event), _end(event)
        anchor = self._anchors.get(event.anchor or "")
        if anchor is None or anchor.node is None:
            self._say("plan.misread", start, end, mark="*", line=misread(self.text, start))
            return Text(self.source, self.at(start), self.at(end), self.text[start:end], plain=True)
        anchor.used = True
        self._count += anchor.count
        if self._count > NODES:
            raise Fault("plan.too-many", self._span(start, end), limit=NODES)
        return anchor.node

    def _unused(self) -> None:
        for anchor in self._anchors.values():
            if not anchor.used:
                line = misread(self.text, anchor.start)
                self._say("plan.misread", anchor.start, anchor.end, mark="&", line=line)


class _Walked(NamedTuple):
    """What came of one walk: the tree, or where and why YAML stopped."""

    composer: _Composer
    root: Node | None
    error: yaml.MarkedYAMLError | None

    @property
    def place(self) -> int:
        """Where the walk ended in its text."""
        mark = self.error.problem_mark if self.error else None
        return mark.index if mark else len(self.composer.text) + 1


def _too_deep(text: str, end: int) -> int:
    """The bracket that goes deeper than is read, of those that stand open before ``end``."""
    open_brackets: list[int] = []
    for at in range(end):
        if text[at] in "[{":
            open_brackets.append(at)
        elif text[at] in "]}" and open_brackets:
            open_brackets.pop()
    if not open_brackets:
        return end
    # Within a key's value the brackets begin one level down.
    above = int(":" in text[: open_brackets[0]])
    return open_brackets[min(DEPTH - above, len(open_brackets) - 1)]


def _attempt(source: Source, text: str, edits: list[_Mended]) -> _Walked:
    composer = _Composer(source, text, edits)
    try:
        return _Walked(composer, composer.root(), None)
    except yaml.MarkedYAMLError as error:
        if _NESTING in (error.problem or ""):
            # Newer scanners look ahead over brackets and give up before an event says how deep it is.
            at = composer.at(_too_deep(text, error.problem_mark.index if error.problem_mark else 0))
            raise Fault("plan.too-deep", Span(source, at, at + 1), limit=DEPTH) from None
        return _Walked(composer, None, error)
    except ValueError as error:  # the parser in Python, of an escape beyond Unicode
        zh, en = complaint(str(error))
        raise Fault("plan.syntax", Span(source, 0, 1), problem_zh=Maybe(zh), problem_en=Maybe(en)) from None


def events(text: str) -> _Loader:
    """The parser of a text, event by event, without a guard: for texts that :func:`load` has read before."""
    return _Loader(text)


def load(source: Source, report: Report) -> Map | None:
    """The tree of a layout file; ``None`` where there is none that could be read on.

    Every fault goes into ``report`` with its place: plan.too-deep and plan.too-many where the file is
    refused, plan.syntax and its kin where YAML's grammar is broken.
    """
    text = _clean(source, report)
    try:
        attempt, whole = _walk(source, text, report)
    except Fault as fault:
        report.add(fault.problem)
        return None
    for code, start, end, words in attempt.composer.found:
        # Where the grammar is broken, a line that ran on is the same fault said in another way.
        if whole or code != "plan.ran-on":
            report.error(code, Span(source, start, end), **words)
    if not whole:
        return None
    if attempt.root is None:
        report.error("plan.empty-file", Span(source, 0, 0), path=source.path)
        return None
    if not isinstance(attempt.root, Map):
        _say_no_map(source, text, attempt, report)
        return None
    return attempt.root


def _say_no_map(source: Source, text: str, attempt: _Walked, report: Report) -> None:
    """A file whose outermost level is a list or a text, most often for want of a space."""
    root = attempt.root
    assert root is not None
    found = broken(text, root.start, root.start)
    if found.code in {other.code for other in attempt.composer.found}:
        return
    cause = (source.path, "root")
    if found.code == "plan.ran-on":
        report.error("plan.not-a-map", root.span, cause=cause, path=source.path)
    elif found.code == "plan.no-space":
        report.error(found.code, Span(source, found.start, found.end), cause=cause, line=found.line, mark=found.mark)
    else:
        report.error(found.code, root.span, cause=cause, line=found.line)


def _clean(source: Source, report: Report) -> str:
    """The text without characters that no layout may hold, each said once; every place stays what it was."""
    for match in _FORBIDDEN.finditer(source.text):
        at = match.start()
        name = f"U+{ord(match[0]):04X}"
        report.error("plan.character", Span(source, at, at + 1), cause=(source.path, name), character=name)
    return _FORBIDDEN.sub(_stand_in, source.text)


def _stand_in(match: re.Match[str]) -> str:
    """What stands for a forbidden character: in or at a word it was never there, elsewhere it was a blank."""
    around = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return HIDDEN if any(character.isalnum() for character in around) else " "


def _walk(source: Source, text: str, report: Report) -> tuple[_Walked, bool]:
    """Walk the text, mending broken lines on the way; whether it came to the end."""
    edits: list[_Mended] = []
    attempt = _attempt(source, text, edits)
    for _ in range(MENDS):
        if attempt.error is None:
            return attempt, True
        better = _mended(source, attempt) if len(text) <= MENDED_SIZE else None
        if better is None:
            break
        mend, following = better
        at = attempt.composer.at
        words = {"line": mend.line.replace(HIDDEN, "").strip(), "mark": mend.mark}
        report.error(mend.code, Span(source, at(mend.start), max(at(mend.end), at(mend.start) + 1)), **words)
        attempt = following
    if attempt.error is not None:
        _say_syntax(source, attempt, report)
    return attempt, attempt.error is None


def _mended(source: Source, attempt: _Walked) -> tuple[Mend, _Walked] | None:
    """The first mend with which YAML comes further than it did."""
    composer, error = attempt.composer, attempt.error
    text, place = composer.text, min(attempt.place, len(composer.text))
    context = error.context_mark.index if error and error.context_mark else -1
    for mend in mends(text, place, context):
        following = _with(source, composer, mend)
        if len(following.composer.text) - following.place < len(text) - attempt.place:
            return mend, following
    # An open bracket swallows lines that have faults of their own, so with the bracket closed YAML
    # may stop before the place where it stopped without: here it is enough to get past the bracket.
    last = closed(text, place, context)
    if last is not None:
        following = _with(source, composer, last)
        if following.place > last.line_start + len(last.line):
            return last, following
    return None


def _with(source: Source, composer: _Composer, mend: Mend) -> _Walked:
    """Another walk, with a line mended."""
    old, new = mend.line_end - mend.line_start - mend.same, len(mend.line) - mend.same
    text = composer.text[: mend.line_start] + mend.line + composer.text[mend.line_end :]
    return _attempt(source, text, [*composer.edits, _Mended(mend.line_start + mend.same, old, new)])


def _say_syntax(source: Source, attempt: _Walked, report: Report) -> None:
    """A fault of grammar that no mend explains, with what YAML missed."""
    error = attempt.error
    assert error is not None
    at = attempt.composer.at
    start = at(min(attempt.place, len(attempt.composer.text)))
    context = error.context or ""
    if error.context_mark and ("quoted" in context or "flow" in context):
        opened = at(error.context_mark.index)
        mark = source.text[opened : opened + 1]
        line = shown(source.line(source.place(opened)[0]))
        report.error("plan.unclosed", Span(source, opened, opened + 1), mark=mark, line=line)
        return
    end = source.text.find("\n", start)
    zh, en = complaint(error.problem or "")
    report.error("plan.syntax", Span(source, start, end if end > start else start + 1),
                 problem_zh=Maybe(zh), problem_en=Maybe(en))  # fmt: skip
