"""What belongs to a product's folder: every file with its SHA-256 and version; what no longer belongs is moved away.

Who takes plates from a folder takes all that lies there: a page that went out of the edition, or has another name now, must
not lie among the others. Nothing is deleted.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from typing import TYPE_CHECKING

from banxin.files import Lock, replace_file
from banxin.files.reading import content
from banxin.problems import Fault, Report
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

NAME = "manifest.json"
#: Where what no longer belongs lies, below its product's folder.
REMOVED = "removed"
#: Where pictures of plates lie, below their edition's folder; several a page.
PLATES = "plates"
#: How files are called that a build writes a page each.
_PAGES = re.compile(r"[A-Z][0-9]{2}(-[A-Z][0-9]{2})?(\.draft)?\.pdf")
#: Which page a file of several a page belongs to: A01-ink.png, A04-A05-C.png.
_PAGE = re.compile(r"[A-Z][0-9]{2}(-[A-Z][0-9]{2}(?=-))?")
_DRAFT = ".draft.pdf"
#: What holds all pages.
_WHOLE = frozenset(("edition.pdf",))
_LARGEST = 4 << 20
#: Seconds for which another desk's manifest is waited for, who holds it for moments only.
_PATIENCE = 5.0


NOTHING: Mapping[str, str] = {}


class Listed(NamedTuple):
    """A file of a manifest."""

    sha256: str
    version: int
    """How many times what is in it became another, from 1."""
    made_of: str = ""
    """What tells a page for the press that nothing changed in (:mod:`banxin.run._kept`); '' for all other files."""


def sealed(data: bytes) -> str:
    """The SHA-256 of what is in a file."""
    return hashlib.sha256(data).hexdigest()


def read_manifest(folder: str) -> dict[str, Listed]:
    """The files of a folder's manifest, by name; none where it has none, or where nobody can read it."""
    data = content(os.path.join(folder, NAME), _LARGEST)
    with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
        files = json.loads(data or b"{}").get("files", {})
        return {
            str(name): Listed(str(row["sha256"]), int(row["version"]), str(row.get("made_of", "")))
            for name, row in files.items()
        }
    return {}


def dead(folder: str, belonging: Collection[str]) -> list[str]:
    """The files of a folder that a build wrote there and that do not belong to it any more, by name."""
    try:
        there = os.listdir(folder)
    except OSError:
        return []
    listed = read_manifest(folder)
    return sorted(name for name in there if name not in belonging and (name in listed or _PAGES.fullmatch(name)))


def listed_of(folder: str, pages: Iterable[str]) -> set[str]:
    """The files of a manifest whose names begin with one of these pages: its plates."""
    own = frozenset(pages)
    return {name for name in read_manifest(folder) if (page := _PAGE.match(name)) and page.group() in own}


def keep_manifest(
    folder: str, edition: str, product: str, belonging: Collection[str], written: Mapping[str, str], report: Report,
    made_of: Mapping[str, str] = NOTHING,
) -> None:  # fmt: skip
    """Say what belongs to a folder after a build, and move away what does not.

    ``belonging``: the names of all files that belong there, made this time or not; ``written``: those that were made, with
    their seals, ``made_of`` what tells that nothing changed in them. What cannot be done is said in the report: the pages are there all the same.
    """
    try:
        with Lock(os.path.join(folder, ".locks", "manifest"), wait=_PATIENCE):
            gone = dead(folder, belonging)
            # The edition's file of an earlier build has the pages that are gone.
            gone += [
                name
                for name in _WHOLE & {*belonging} - {*written}
                if gone and os.path.isfile(os.path.join(folder, name))
            ]
            for name in gone:
                report.note("desk.removed", None, path=os.path.relpath(os.path.join(folder, name)),
                            to=os.path.relpath(_moved(folder, name)))  # fmt: skip
            files = dict(_rows(folder, belonging, written, made_of))
            told = {
                "edition": edition,
                "product": product,
                "files": {
                    name: {key: value for key, value in row._asdict().items() if value}
                    for name, row in sorted(files.items())
                },
            }
            data = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
            if content(os.path.join(folder, NAME), _LARGEST) != data:
                replace_file(os.path.join(folder, NAME), data)
    except Fault as fault:
        report.add(fault.problem)


def _rows(
    folder: str, belonging: Collection[str], written: Mapping[str, str], made_of: Mapping[str, str]
) -> Iterator[tuple[str, Listed]]:
    before = read_manifest(folder)
    for name in belonging:
        known, path = before.get(name), os.path.join(folder, name)
        if name.endswith(_DRAFT) or not os.path.isfile(path):
            continue  # a draft is nothing that a plate is made of
        if name not in written and known is not None:
            yield name, known  # another desk's, or an earlier build's
            continue
        seal = written.get(name) or _seal_of(path)
        if seal:
            count = known.version + (known.sha256 != seal) if known else 1
            yield name, Listed(seal, count, made_of.get(name, ""))


def _seal_of(path: str) -> str:
    data = whole_file(path)
    return sealed(data) if data is not None else ""


def whole_file(path: str) -> bytes | None:
    """What a file holds, however large; ``None`` where there is none. As much room is taken as it needs."""
    with contextlib.suppress(OSError):
        return content(path, os.path.getsize(path))
    return None


def _moved(folder: str, name: str) -> str:
    """Move a file to where the removed ones lie, under a name that tells it from others of its name; returns where."""
    path = os.path.join(folder, name)
    seal = _seal_of(path)[:8]
    stem, dot, ending = name.partition(".")
    to = os.path.join(folder, REMOVED, f"{stem}.{seal}{dot}{ending}")
    try:
        os.makedirs(os.path.dirname(to), exist_ok=True)
        os.replace(path, to)
    except OSError as error:
        raise Fault("files.not-writable", None, path=to, size=0, free=0, reason=os.strerror(error.errno or 0)) from None
    return to
