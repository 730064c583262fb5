"""稿号簿: which number each story of an edition has, fixed when it is first exported.

An id is digits: the date, the ordinal of the page on which the story first stood, and three of its own. Ids lie in
``layouts/<edition>/ids.json``, with the edition and not with what is made of it: a story keeps its id when it moves, when
others come or go, and when the output is deleted. The e-paper and the archive name it by the same one.
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

from banxin.files import LIMITS
from banxin.files.folders import publish
from banxin.problems import Fault, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banxin.files import Tree

_MOST = 999
_ID = re.compile(r"\d{13}")


def ledger_path(folder: str) -> str:
    """Where an edition's ids lie below the project's root."""
    return f"layouts/{folder}/ids.json"


def read_ledger(tree: Tree, folder: str) -> dict[str, str]:
    """Slug → id of all that was exported before. Raises :class:`Fault` desk.ids-broken."""
    path = ledger_path(folder)
    if not tree.exists(path):
        return {}
    source = tree.text(path, LIMITS["yaml"])
    try:
        rows = {str(slug): str(own) for slug, own in json.loads(source.text).items()}
    except (ValueError, AttributeError) as error:
        at = getattr(error, "pos", 0)
        raise Fault("desk.ids-broken", Span(source, at, at + 1), path=path, reason=str(error)) from None
    seen: set[str] = set()
    for own in rows.values():
        if not _ID.fullmatch(own) or own in seen:
            # Of two that are alike the second is shown.
            at = source.text.rfind(own)
            raise Fault("desk.ids-broken", Span(source, at, at + len(own)), path=path, reason=own)
        seen.add(own)
    return rows


def numbered(known: dict[str, str], wanted: Iterable[tuple[str, int]], date: str) -> dict[str, str]:
    """The ledger with ids for all that is wanted (slug, ordinal of its page); those that are known stay.

    Raises :class:`Fault` desk.ids-full where a page has more than 999 stories.
    """
    found = dict(known)
    day = date.replace("-", "")
    last: dict[str, int] = {}
    for own in known.values():
        last[own[:10]] = max(last.get(own[:10], 0), int(own[10:]))
    for slug, ordinal in wanted:
        if slug in found:
            continue
        head = f"{day}{ordinal:02}"
        last[head] = last.get(head, 0) + 1
        if last[head] > _MOST or ordinal > 99:
            raise Fault("desk.ids-full", None, page=ordinal, story=slug)
        found[slug] = f"{head}{last[head]:03}"
    return found


def keep_ledger(root: str, folder: str, ledger: dict[str, str]) -> None:
    """Write the ids down, in their order. Raises :class:`Fault` files.not-writable."""
    rows = dict(sorted(ledger.items(), key=lambda row: row[1]))
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    publish(os.path.join(root, ledger_path(folder)), text.encode("utf-8"))
