"""A HEIC or AVIF as its boxes tell of it (ISO/IEC 23008-12, 6 and 9; ISO/IEC 14496-12, 8.11)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from banxin.pictures.facts import Facts, Said
from banxin.problems import Fault
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.problems import Span

_SEQUENCES = frozenset({b"hevc", b"hevx", b"msf1", b"avis"})
_ALPHA = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", b"urn:mpeg:hevc:2015:auxid:1")
_MOST_BOXES = 20_000
#: Turn anticlockwise in quarters and mirrored side (0 top and bottom, 1 left and right) → EXIF's orientation.
_TURNS = {
    (0, None): 1, (1, None): 8, (2, None): 3, (3, None): 6, (0, 0): 4, (0, 1): 2, (1, 0): 5, (1, 1): 7,
    (2, 0): 2, (2, 1): 4, (3, 0): 7, (3, 1): 5,
}  # fmt: skip


class _Items(NamedTuple):
    """What the meta box says."""

    primary: int
    kinds: dict[int, bytes]
    properties: dict[int, list[tuple[bytes, bytes]]]
    """Of each item, its properties in order."""
    references: list[tuple[bytes, int, tuple[int, ...]]]


def read_heif(path: str, data: bytes, span: Span | None) -> Facts:
    """The facts of a HEIC or AVIF. Raises :class:`Fault` pictures.truncated, .damaged, .unsupported or .animated."""
    if data[8:12] in _SEQUENCES:
        raise Fault("pictures.animated", span, path=path, what="AVIF" if data[8:12] == b"avis" else "HEIC")
    try:
        boxes = dict(_boxes(data))
    except struct.error:
        raise Fault("pictures.truncated", span, path=path) from None
    try:
        meta = boxes.get(b"meta", b"")
        items = _items(meta[4:]) if meta else None
    except (struct.error, IndexError):
        raise Fault("pictures.damaged", span, path=path) from None
    if items is None or items.primary not in items.kinds:
        raise Fault("pictures.damaged", span, path=path)
    kind = _coding(items)
    if kind not in ("heic", "avif"):
        raise Fault("pictures.unsupported", span, path=path, what=f"HEIF, {kind}")
    return _facts(path, data, items, kind, span)


def _facts(path: str, data: bytes, items: _Items, kind: str, span: Span | None) -> Facts:
    """What the primary item's properties come to; EXIF's own orientation is not to be heeded (6.5.10)."""
    width = height = quarters = 0
    mirrored: int | None = None
    profile = b""
    said: Said = ()
    for name, body in items.properties.get(items.primary, []):
        if name == b"ispe" and len(body) >= 12:
            width, height = struct.unpack_from(">II", body, 4)
        elif name == b"clap" and len(body) >= 16 and kind == "heic":
            across, of_across, down, of_down = struct.unpack_from(">IIII", body)
            width, height = across // max(1, of_across), down // max(1, of_down)
        elif name == b"irot" and body:
            quarters = body[0] & 3
        elif name == b"imir" and body:
            mirrored = body[0] & 1
        elif name == b"colr":
            kept, words = _colours(path, body, span)
            profile, said = (kept or profile, (*said, *words))
    orientation = _TURNS[quarters, mirrored]
    if orientation > 4:
        width, height = height, width
    alphas = {item for item, properties in items.properties.items() for name, body in properties
              if name == b"auxC" and body[4:].startswith(_ALPHA)}  # fmt: skip
    transparent = any(
        name == b"auxl" and source in alphas and items.primary in into for name, source, into in items.references
    )
    # libheif turns what it decodes by itself.
    turned = 1 if kind == "heic" else orientation
    return Facts(
        path, kind, width, height, "other", turned, False, data, profile=profile, said=said, transparent=transparent
    )


def _colours(path: str, body: bytes, span: Span | None) -> tuple[bytes, Said]:
    from banxin.pictures._code_points import profile_of  # noqa: PLC0415 - a file may state none
    from banxin.pictures._colour import judged  # noqa: PLC0415 - as above

    if body[:4] in (b"prof", b"rICC"):
        return judged(body[4:], "rgb")
    if body[:4] == b"nclx" and len(body) >= 8:
        primaries, curve = struct.unpack_from(">HH", body, 4)
        return judged(profile_of(path, primaries, curve, span), "rgb")
    return b"", ()


def _coding(items: _Items) -> str:
    """By whom the primary item is decoded, or the name of its coding."""
    kinds = {items.kinds[items.primary]}
    if kinds & {b"grid", b"iovl", b"iden", b"tmap"}:
        kinds = {items.kinds.get(one, b"") for name, source, into in items.references
                 if name == b"dimg" and source == items.primary for one in into}  # fmt: skip
    kind = kinds.pop() if len(kinds) == 1 else b"?"
    return {b"hvc1": "heic", b"av01": "avif"}.get(kind, kind.decode("latin-1"))


def _items(meta: bytes) -> _Items:
    primary = 0
    kinds: dict[int, bytes] = {}
    references: list[tuple[bytes, int, tuple[int, ...]]] = []
    shared: list[tuple[bytes, bytes]] = []
    places: dict[int, list[int]] = {}
    for name, body in _boxes(meta):
        if name == b"pitm":
            (primary,) = struct.unpack_from(">I" if body[0] else ">H", body, 4)
        elif name == b"iinf":
            for _, entry in _boxes(body[6 if not body[0] else 8 :]):
                wide = entry[0] >= 3
                (number,) = struct.unpack_from(">I" if wide else ">H", entry, 4)
                kinds[number] = entry[10:14] if wide else entry[8:12]
        elif name == b"iref":
            references += _references(body)
        elif name == b"iprp":
            for inner, content in _boxes(body):
                if inner == b"ipco":
                    shared = list(_boxes(content))
                elif inner == b"ipma":
                    places |= _associations(content)
    properties = {item: [shared[at - 1] for at in own if 0 < at <= len(shared)] for item, own in places.items()}
    return _Items(primary, kinds, properties, references)


def _references(body: bytes) -> Iterator[tuple[bytes, int, tuple[int, ...]]]:
    one = "I" if body[0] else "H"
    for name, entry in _boxes(body[4:]):
        source, count = struct.unpack_from(f">{one}H", entry)
        yield name, source, struct.unpack_from(f">{count}{one}", entry, struct.calcsize(f">{one}H"))


def _associations(body: bytes) -> dict[int, list[int]]:
    """Item → the places of its properties, from 1."""
    wide, (count,) = body[3] & 1, struct.unpack_from(">I", body, 4)
    at, found = 8, {}
    for _ in range(min(count, _MOST_BOXES)):
        (item,) = struct.unpack_from(">I" if body[0] else ">H", body, at)
        at += 4 if body[0] else 2
        many = body[at]
        at += 1
        size = 2 if wide else 1
        most = 0x7FFF if wide else 0x7F
        found[item] = [
            int.from_bytes(body[at + size * one : at + size * (one + 1)], "big") & most for one in range(many)
        ]
        at += size * many
    return found


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Boxes that stand one after the other; raises ``struct.error`` where one is larger than what holds it."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > len(data):
            return
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise struct.error(name)
        yield name, data[at + head : at + size]
        at += size
