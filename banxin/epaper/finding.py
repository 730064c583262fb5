"""检索: the index of all issues that a browser searches, made so that any phrase is found.

An issue's own file holds the text of its articles; the index says which issues a pair of neighbouring characters
occurs in, so that only those issues' texts are loaded in which all pairs of a phrase do. Pairs ask for no dictionary: a
phrase that begins within a word is found like any other. The index lies in parts by year and by the pair, each a script,
because a page that was opened from a disk may load scripts and nothing else.
"""

from __future__ import annotations

import datetime
import json
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Parts of a year's index. A pair's part is told by its characters: search.js does the same.
PARTS = 64
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_HEAD, _TEXT, _TAIL = "banxin.part(", "banxin.text(", ");\n"


def folded(text: str) -> str:
    """Text as it is compared: widths and cases alike, blanks left out; search.js does the same."""
    return "".join(
        unicodedata.normalize("NFKC", one).lower() for one in text if not one.isspace()
    )  # fmt: skip


def pairs(texts: Iterable[str]) -> set[str]:
    """All pairs of neighbouring characters."""
    found: set[str] = set()
    for text in texts:
        plain = folded(text)
        found.update(map("".join, pairwise(plain)))
    return found


def part_of(pair: str) -> int:
    """The part of the index that a pair is in."""
    return (ord(pair[0]) * 31 + ord(pair[1])) % PARTS


def day_code(date: str) -> str:
    """A day of its year in two signs."""
    number = datetime.date.fromisoformat(date).timetuple().tm_yday
    return _DIGITS[number // 36] + _DIGITS[number % 36]


def merged(old: Mapping[int, bytes], date: str, found: set[str]) -> dict[int, bytes]:
    """The parts of a year's index with one issue's pairs in place of those it had; ``old``: as they lie there.

    What cannot be read counts as empty (see ``indexed``).
    """
    code = day_code(date)
    mine: dict[int, set[str]] = {}
    for pair in found:
        mine.setdefault(part_of(pair), set()).add(pair)
    made = {}
    for part in range(PARTS):
        entries = _read(old.get(part, b""))
        own = mine.get(part, set())
        for pair in own | entries.keys():
            codes = entries.get(pair, "")
            days = {codes[at : at + 2] for at in range(0, len(codes), 2)} - {code} | ({code} if pair in own else set())
            entries[pair] = "".join(sorted(days))
        kept = {pair: codes for pair, codes in sorted(entries.items()) if codes}
        made[part] = (_HEAD + json.dumps(f"{date[:4]}/{part}") + "," + script_data(kept) + _TAIL).encode("utf-8")
    return made


def indexed(data: bytes) -> bool:
    """Whether a part of the index can be read."""
    return isinstance(_said(data, _HEAD), dict)


def read_texts(data: bytes) -> list[str]:
    """All texts of an issue as its own file has them (``text_script``); none where that cannot be read."""
    rows = _said(data, _TEXT)
    try:
        return [text for row in rows for text in (str(row[1]), joined(map(str, row[3])))]  # type: ignore[attr-defined]
    except (TypeError, LookupError):
        return []


def joined(texts: Iterable[str]) -> str:
    """Texts that follow each other, so that a phrase is found over their ends: blanks are left out."""
    return "\n".join(texts)


def text_script(date: str, rows: object) -> bytes:
    """An issue's own file: its articles as id, title, page and texts.

    What is no article (advertisement, ear, filler) has '' for its id, and fifth where it is shown.
    """
    return f"{_TEXT}{json.dumps(date)},{script_data(rows)}{_TAIL}".encode()


def _read(data: bytes) -> dict[str, str]:
    entries = _said(data, _HEAD)
    if not isinstance(entries, dict):
        return {}
    return {pair: codes for pair, codes in entries.items() if len(pair) == 2 and isinstance(codes, str)}


def _said(data: bytes, head: str) -> object:
    """What one of our scripts says: the second of the two things that it calls a function with."""
    text = data.decode("utf-8", "replace")
    if not (text.startswith(head) and text.endswith(_TAIL)):
        return None
    try:
        found = json.loads("[" + text[len(head) : -len(_TAIL)] + "]")
    except ValueError:
        return None
    return found[1] if len(found) == 2 else None


def script_data(value: object) -> str:
    """A value as it may stand in a script, inside a page or beside it (promises P44)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, escaped)
    return text
