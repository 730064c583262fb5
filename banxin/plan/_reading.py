"""One reader for every map of every layout: it asks the key tables and knows no key itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi.table import MARK_CUT
from banxin.plan import _mending as mending
from banxin.plan.fields import Fields, Item
from banxin.plan.keys import BLOCKS, OPEN, TABLES, new_name, rows
from banxin.plan.loader import List, Map, Node, Text
from banxin.plan.nearest import distance, nearest
from banxin.plan.types import COPY, NAMINGS, Key, Type
from banxin.plan.values import PARSERS, Bounds
from banxin.problems import Maybe, Report, Span

if TYPE_CHECKING:
    from banxin.plan.records import Grid

#: Guessing what was meant is dear; a file with more unknown words than this is not a slip of the pen.
_GUESSES = 60
#: Kinds that are one text, of which several may stand in a list.
_SEVERAL = {
    "lengths": Type("length", low=1),
    "sheet": Type("length", low=1),
    "names": Type("name"),
    "photos": Type("text"),
    "pages": Type("page"),
}

_NONE: frozenset[str] = frozenset()

#: What people write between two numbers, full-width ones apart: dashes, a wave, and the words from-to.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212~\u301c\u81f3\u5230"
_ORDINALS = "第栏行"


class Reader:
    """Reads the maps of one file against the tables; every fault goes into the report.

    With ``whole=False`` nothing is required: the file changes something that is complete elsewhere. Examples
    in messages are of a page with the ``grid``.
    """

    def __init__(self, report: Report, *, whole: bool = True, grid: Grid | None = None) -> None:
        self.report = report
        self._grid = grid
        self._whole = whole
        self._guesses = _GUESSES
        self._top = ""
        """The table of the file's outermost level."""

    def fields(self, node: Map, table: str) -> Fields:
        """A map against its table."""
        self._top = self._top or table
        known = rows(table)
        items: dict[str, Item] = {}
        seen: dict[str, Text] = {}
        faulty = []
        for key, below in node.pairs:
            row = known.get(key.value)
            if row is None:
                if table not in OPEN:
                    faulty.append(self._unknown(key, table, node))
                    continue
                row = Key(key.value, "", COPY, "", "")
            if key.value not in (row.name, row.alias):
                self.report.warn("plan.old-name", key.span, key=key.value, new=new_name(table, key.value))
            if row.name in seen:
                other = seen[row.name]
                self.report.error("plan.same-key", key.span, key=key.value, other=other.value,
                                  line=other.span.place[0])  # fmt: skip
                continue
            seen[row.name] = key
            # What a page or a section changes in house style need not be whole.
            partly = row.type.table == "house-change"
            value = self._partly(below, row, key) if partly else self.value(below, row.type, key)
            if value is None:
                faulty.append(row.name)
            else:
                items[row.name] = Item(value, _span(below, key))
        if self._whole or table == "ink":
            self._missing(node, table, {*seen, *faulty})
        return Fields(node.span, items, frozenset(faulty) if faulty else _NONE)

    def _example(self, kind: Type) -> str:
        """A value of a kind that is right, on this page."""
        if self._grid and kind.kind in ("columns", "lines"):
            return f"1-{self._grid.columns if kind.kind == 'columns' else self._grid.lines}"
        return _example(kind)

    def _partly(self, node: Node, row: Key, key: Text) -> object | None:
        whole, self._whole = self._whole, False
        try:
            return self.value(node, row.type, key)
        finally:
            self._whole = whole

    def _missing(self, node: Map, table: str, seen: set[str]) -> None:
        for row in TABLES[table]:
            if row.required and row.name not in seen:
                self.report.error("plan.missing-key", node.span, key=row.name, alias=row.alias,
                                  example=self._example(row.type))  # fmt: skip

    def value(self, node: Node, kind: Type, key: Text) -> object | None:
        """The value of a node; ``None`` where it is not of its kind, which is then said."""
        if isinstance(node, Text):
            return self._text(node, kind, key)
        if isinstance(node, List):
            return self._list(node, kind, key)
        if kind.table:
            return self.fields(node, kind.table)
        if kind.kind == "map" and kind.of:
            return self._map(node, kind.of)
        self._wrong(node, kind, key)
        return None

    def _map(self, node: Map, kind: Type) -> Fields:
        """A map whose keys are the user's own words."""
        items = {}
        faulty = []
        for key, below in node.pairs:
            value = self.value(below, kind, key)
            if value is None:
                faulty.append(key.value)
            else:
                items[key.value] = Item(value, _span(below, key))
        return Fields(node.span, items, frozenset(faulty) if faulty else _NONE)

    def _list(self, node: List, kind: Type, key: Text) -> object | None:
        several = _SEVERAL.get(kind.kind)
        of = several or kind.of
        if of is None or kind.kind == "map":
            self._wrong(node, kind, key)
            return None
        if len(node.items) < max(kind.low, 1 if several else 0) or (kind.high and len(node.items) > kind.high):
            high = str(kind.high) if kind.high else "-"
            self.report.error("plan.how-many", node.span, key=key.value, found=len(node.items),
                              low=max(kind.low, 1), high=high)  # fmt: skip
            return None
        read = [(self.value(item, of, key), item) for item in node.items]
        if several:
            return tuple(value for value, _ in read if value is not None)
        return tuple(Item(value, item.span) for value, item in read if value is not None)

    def _text(self, node: Text, kind: Type, key: Text) -> object | None:
        if node.plain and kind.kind == "copy" and self._commented(node):
            return node.value or None
        if not node.value.strip():
            if not (kind.kind in ("text", "copy", "cell") and not node.plain):
                self._say_empty(node, kind, key)
                return None
            return ""
        parser = PARSERS.get(kind.kind)
        if parser is None:
            self._wrong(node, kind, key)
            return None
        try:
            value = parser(node.value, kind)
        except Bounds as bounds:
            code = "plan.no-such-day" if kind.kind == "date" else "plan.out-of-range"
            self.report.error(code, node.span, key=key.value, value=_short(node.value),
                              low=bounds.low, high=bounds.high)  # fmt: skip
            return None
        if value is None:
            self._wrong(node, kind, key)
        return value

    def _say_empty(self, node: Text, kind: Type, key: Text) -> None:
        span = key.span if node.end == node.start else node.span
        self.report.error("plan.empty", span, key=key.value, example=self._example(kind))

    def _commented(self, node: Text) -> bool:
        """Whether YAML took the rest of a line of copy for a comment; it is then said."""
        source = node.source.text
        at = node.end
        while at < len(source) and source[at] in " \t":
            at += 1
        if source[at : at + 1] != "#":
            return False
        start = source.rfind("\n", 0, node.start) + 1
        end = source.find("\n", at)
        end = end if end >= 0 else len(source)
        lead = source[start : node.start] + ("" if source[node.start - 1 : node.start] in (" ", "[", "{") else " ")
        line = lead + mending.quote(source[node.start : end].strip())
        self.report.error("plan.comment", Span(node.source, at, end), line=mending.shown(line))
        return True

    def _unknown(self, key: Text, table: str, node: Map) -> str:
        """Say that there is no such key; returns the one that was meant, else the word itself."""
        names = [row.name for row in TABLES[table]]
        word = key.value.replace(mending.FULLWIDTH_COLON, ":").partition(":")[0]
        if word != key.value and self._broken(key, key.span):
            return rows(table)[word].name if word in rows(table) else word
        from banxin.plan._elsewhere import elsewhere  # noqa: PLC0415 - only where a key is wrong

        # Who writes Chinese keys is answered in Chinese.
        chinese = any("\u3400" <= letter <= "\u9fff" for letter in word)
        meant = self.guess(word, [*names, *(row.alias for row in TABLES[table])])
        own = rows(table)[meant] if meant else None
        place = elsewhere(word, self._top, chinese=chinese) if not meant or distance(word, meant) > 1 else ""
        if place:
            self.report.error("plan.key-elsewhere", key.span, key=word, place=place)
            return word
        here = _beside(node) if table == "block" else names
        keys = ", ".join(rows(table)[name].alias if chinese else name for name in here)
        near = (own.alias if chinese else meant) if own else ""
        self.report.error("plan.unknown-key", key.span, key=_short(key.value), meant=Maybe(near), keys=keys)
        return own.name if own else word

    def _broken(self, node: Text, span: Span) -> bool:
        """Whether a colon or dash without its space is to blame for what a node is; it is then said."""
        found = mending.broken(node.source.text, node.start, node.start)
        if found.code == "plan.ran-on":
            return False
        if found.code == "plan.no-space":
            span = Span(node.source, found.start, found.end)
        self.report.error(found.code, span, line=found.line, mark=found.mark)
        return True

    def guess(self, word: str, words: list[str]) -> str:
        """What was meant, as long as there are few such words in the file."""
        self._guesses -= 1
        return nearest(word, words) if self._guesses >= 0 else ""

    def _wrong(self, node: Node, kind: Type, key: Text) -> None:
        """Say that a value is not of its kind, with the corrected value where it can be seen."""
        text = node.source.text
        if not isinstance(node, Text):
            if kind.kind in ("text", "copy", "cell") and node.flow:
                line = mending.misread(text, node.start)
                self.report.error("plan.misread", Span(node.source, node.start, node.start + 1),
                                  mark=text[node.start : node.start + 1], line=line)  # fmt: skip
                return
        elif kind.kind in ("map", "table", "block") and self._broken(node, node.span):
            return
        row = NAMINGS[kind.kind]
        expected = [row.zh, row.en]
        if kind.choices:
            expected[0] += " " + " / ".join(chinese for _, chinese in kind.choices)
            expected[1] += " " + " / ".join(english for english, _ in kind.choices)
        meant = _mended(node.value, kind, self) if isinstance(node, Text) else ""
        self.report.error("plan.wrong-type", node.span, key=key.value, expected_zh=expected[0],
                          expected_en=expected[1], meant=Maybe(meant), example=self._example(kind))  # fmt: skip


def _beside(block: Map) -> tuple[str, ...]:
    """The keys that may stand in a block: those of its kind, else the kinds."""
    known = rows("block")
    named = [known[key.value].name for key, _ in block.pairs if key.value in known]
    kind = next((name for name in named if name in BLOCKS), "")
    return BLOCKS[kind] if kind else tuple(BLOCKS)


def _span(node: Node, key: Text) -> Span:
    """The place of a value: an empty one is shown at its key, a map at its first key."""
    return key.span if node.end == node.start else node.span


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + MARK_CUT


def _example(kind: Type) -> str:
    """A value of a kind that is right."""
    if kind.choices:
        return kind.choices[0][0]
    if kind.kind == "list" and kind.of:
        one = _example(kind.of)
        if kind.of.kind == "block":
            return one
        return f"[{one}, {one}]" if kind.low > 1 else f"[{one}]"
    if kind.kind == "count":
        return f"{max(kind.low, 3)}{kind.unit}"
    if kind.kind == "table":
        row = next((row for row in TABLES[kind.table] if row.type.kind != "table"), None)
        return f"{{{row.name}: {_example(row.type)}}}" if row else "{}"
    return NAMINGS[kind.kind].example


def _mended(value: str, kind: Type, reader: Reader) -> str:
    """What was meant by a value in full-width letters, with a long dash, or without its brackets."""
    import re  # noqa: PLC0415 - only for a value that is wrong
    import unicodedata  # noqa: PLC0415

    if kind.choices:
        return reader.guess(value, [word for pair in kind.choices for word in pair])
    plain = unicodedata.normalize("NFKC", value).strip()
    for dash in _DASHES:
        plain = plain.replace(dash, "-")
    if kind.kind == "date":
        plain = "-".join(part.zfill(2) for part in re.findall(r"\d+", plain))
    elif kind.kind in ("columns", "lines"):
        plain = "-".join(part.strip(" " + _ORDINALS) for part in plain.split("-") if part.strip())
    of = kind.of if kind.kind == "list" else None
    parser = PARSERS.get(of.kind if of else kind.kind)
    try:
        if parser is None or parser(plain, of or kind) is None:
            return ""
    except Bounds:
        return ""
    return f"[{plain}]" if of else plain
