"""Whether an advertisement may go into the archive: what PDF/A-2u and -4 ask of its drawing, clause by clause.

What can be put right without a change to what is seen is; what cannot is said, and the advertisement is then drawn as
a picture (:mod:`banxin.plates.archived`). Clauses are those of ISO 19005-2; ISO 19005-4 asks for no more of these.
"""

from __future__ import annotations

import hashlib
from typing import Any

import pikepdf

from banxin.plates._glyphs import ShownFont

#: Of the graphics state: the blend modes that there are (ISO 32000-1, 11.3.5), and the rendering intents (8.6.5.8).
_BLENDS = frozenset(
    ["Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight",
     "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"]
)  # fmt: skip
_INTENTS = frozenset(["/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"])
#: Limits of 6.1.13: states within states, bytes of a name and of a string, inks of a space, integers and reals.
_STATES, _NAME, _STRING, _INKS, _INTEGER, _REAL, _TINY = 28, 127, 32767, 32, 2**31 - 1, 3.4e38, 1.2e-38
_DEEPEST = 25
#: What an operator takes from its resources.
_TAKES = {
    "Tf": "/Font", "gs": "/ExtGState", "Do": "/XObject", "sh": "/Shading", "cs": "/ColorSpace", "CS": "/ColorSpace",
    "scn": "/Pattern", "SCN": "/Pattern",
}  # fmt: skip
_DEVICES = frozenset(["/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"])
_SHOWS = frozenset(["Tj", "TJ", "'", '"'])
_FAMILIES = frozenset(
    ["/ICCBased", "/CalGray", "/CalRGB", "/Lab", "/Pattern", "/Indexed", "/Separation", "/DeviceN", *_DEVICES]
)
#: Kinds and colours of profiles as their heads say (6.2.4.2), and parts by colour.
_CLASSES, _COLOURS = (b"prtr", b"mntr", b"scnr", b"spac"), {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}
_FILTERS = frozenset(["/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode"])


class Fitness:
    """A file of one page, looked through and put right; :attr:`faults` are what could not be."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self.faults: set[str] = set()
        """Clauses, each with what it was."""
        self.mended: set[str] = set()
        self._faces: dict[tuple[int, int], ShownFont] = {}
        self._done: set[tuple[int, int]] = set()
        self._inks: dict[str, bytes] = {}
        self._outer: Any = pikepdf.Dictionary()
        """The resources of the stream that is looked at: a form without any draws with them."""

    def look(self) -> None:
        """Look through the page."""
        page = self._pdf.pages[0]
        self._stream(page, page.obj, page.obj["/Resources"], 0)
        for one in self._pdf.objects:
            self._all_limits(one, 0)
        for face in self._faces.values():
            face.judge()
            self.faults |= {f"{fault} {face.name}" for fault in face.faults}
            self.mended |= face.mended

    def _fault(self, clause: str) -> None:
        self.faults.add(clause)

    def _stream(self, stream: Any, holder: Any, resources: Any, deep: int) -> None:
        """What a stream draws, with the resources that are its own."""
        if deep > _DEEPEST:
            self._fault("6.1.13 nesting")
            return
        used: dict[str, set[str]] = {}
        font: Any = None
        fonts: list[Any] = []
        for one in pikepdf.parse_content_stream(stream):
            op, operands = str(one.operator), list(one.operands)
            self._limits(operands)
            if op == "q":
                fonts.append(font)
                if len(fonts) > _STATES:
                    self._fault("6.1.13 states")
            elif op == "Q" and fonts:
                font = fonts.pop()
            elif op == "INLINE IMAGE":
                self._inline(operands[0].obj)
            elif op == "ri" and str(operands[0]) not in _INTENTS:
                self._fault("6.2.6 intent")
            elif op in _SHOWS:
                self._shown(font, operands, op)
            elif op in _TAKES and operands and isinstance(operands[-1 if op != "Tf" else 0], pikepdf.Name):
                name = str(operands[-1 if op != "Tf" else 0])
                if op in ("cs", "CS") and name in _DEVICES:
                    continue
                used.setdefault(_TAKES[op], set()).add(name)
                if op == "Tf":
                    font = resources.get("/Font", pikepdf.Dictionary()).get(name)
        self._resources(holder, resources, used, deep)

    def _all_limits(self, value: Any, deep: int) -> None:
        """The limits of what stands directly in an object."""
        if deep > _DEEPEST or (deep and isinstance(value, pikepdf.Object) and value.is_indirect):
            return
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in value.keys():  # noqa: SIM118 - no mapping
                self._limits([pikepdf.Name(key)])
                self._all_limits(value.get(key), deep + 1)
        elif isinstance(value, pikepdf.Array):
            for one in value:
                self._all_limits(one, deep + 1)
        elif value is not None and not isinstance(value, bool):
            self._limits([value])

    def _limits(self, operands: list[Any]) -> None:
        for one in operands:
            if isinstance(one, pikepdf.Array):
                self._limits(list(one))
            elif one is None or isinstance(one, (bool, pikepdf.Dictionary)):
                continue
            elif isinstance(one, pikepdf.Name):
                if len(str(one).encode("utf-8", "surrogateescape")) > _NAME:
                    self._fault("6.1.13 name")
            elif isinstance(one, pikepdf.String):
                if len(bytes(one)) > _STRING:
                    self._fault("6.1.13 string")
            elif isinstance(one, int):
                if abs(one) > _INTEGER:
                    self._fault("6.1.13 number")
            elif not isinstance(one, (pikepdf.Object, pikepdf.PdfInlineImage)) and (
                abs(float(one)) > _REAL or 0 < abs(float(one)) < _TINY
            ):
                self._fault("6.1.13 number")

    def _inline(self, entries: Any) -> None:
        """A picture within the line, which only glyphs still have: a mask of one bit, not filtered or deflated."""
        filters = entries.get("/Filter", pikepdf.Array())
        names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
        if (
            not set(names) <= _FILTERS
            or bool(entries.get("/Interpolate", False))
            or not bool(entries.get("/ImageMask", False))
        ):
            self._fault("6.1.10 inline image")

    def _shown(self, font: Any, operands: list[Any], op: str) -> None:
        if not isinstance(font, pikepdf.Dictionary):
            self._fault("6.2.11 no font")
            return
        if not font.is_indirect:
            self._fault("6.2.11 direct font")
            return
        if font.objgen not in self._faces:
            self._faces[font.objgen] = ShownFont(self._pdf, font)
        parts = list(operands[-1]) if op == "TJ" and isinstance(operands[-1], pikepdf.Array) else operands[-1:]
        for part in parts:
            if isinstance(part, pikepdf.String):
                self._faces[font.objgen].show(bytes(part))

    def _resources(self, holder: Any, resources: Any, used: dict[str, set[str]], deep: int) -> None:
        """What the stream drew with; what it did not is left out of its resources (of a page that is ours, too)."""
        outer, self._outer = self._outer, resources
        for kind, names in used.items():
            held = resources.get(kind, pikepdf.Dictionary())
            for name in names:
                found = held.get(name)
                if found is None:
                    self._fault(f"6.2.2 {kind[1:]} missing")
                    continue
                look = {"/Font": self._font, "/ExtGState": self._state, "/XObject": self._object, "/Shading": self._shading,
                        "/ColorSpace": self._space, "/Pattern": self._pattern}[kind]  # fmt: skip
                look(found, deep)
        self._outer = outer
        own = pikepdf.Dictionary()
        for kind, names in used.items():
            held = resources.get(kind, pikepdf.Dictionary())
            own[kind] = pikepdf.Dictionary({name: held[name] for name in names if name in held})
        if any(key.startswith("/Default") for key in resources.get("/ColorSpace", pikepdf.Dictionary()).keys()):  # noqa: SIM118 - no mapping
            # Its own meaning of device colours would stand against the archive's.
            self._fault("6.2.4.3 defaults")
        holder["/Resources"] = self._pdf.make_indirect(own)

    def _font(self, font: Any, deep: int) -> None:
        """A font that is chosen; a Type 3 font's glyphs are drawings with resources of their own."""
        if not isinstance(font, pikepdf.Dictionary) or not font.is_indirect:
            self._fault("6.2.11 font")
            return
        if font.objgen not in self._faces:
            self._faces[font.objgen] = ShownFont(self._pdf, font)
        if str(font.get("/Subtype")) != "/Type3" or font.objgen in self._done:
            return
        self._done.add(font.objgen)
        resources = font.get("/Resources", self._outer)
        kept = pikepdf.Dictionary()
        for glyph in font.get("/CharProcs", pikepdf.Dictionary()).values():
            if isinstance(glyph, pikepdf.Stream):
                self._stream(glyph, font, resources, deep + 1)
                kept = _joined(kept, font["/Resources"])
        font["/Resources"] = self._pdf.make_indirect(kept)

    def _state(self, state: Any, deep: int) -> None:
        blend = state.get("/BM")
        if blend is not None:
            names = [str(one)[1:] for one in blend] if isinstance(blend, pikepdf.Array) else [str(blend)[1:]]
            right = next((name for name in names if name in _BLENDS), "Normal")
            if isinstance(blend, pikepdf.Array) or names != [right]:
                state["/BM"] = pikepdf.Name("/" + right)
                self.mended.add("blend")
        if "/RI" in state and str(state["/RI"]) not in _INTENTS:
            del state["/RI"]
            self.mended.add("intent")
        if int(state.get("/OPM", 0)):
            # With it a four-colour profile may not be used (6.2.4.2); nothing overprints on a screen.
            del state["/OPM"]
            self.mended.add("overprint")
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            if "/TR" in mask:
                self._fault("6.2.5 transfer function")
            if not isinstance(mask.get("/G"), pikepdf.Stream):
                self._fault("6.2.10 mask")
                return
            self._object(mask["/G"], deep)
            if str(mask.get("/S")) == "/Luminosity" and "/Group" not in mask["/G"]:
                self._fault("6.2.10 mask")

    def _object(self, found: Any, deep: int) -> None:
        """A form or picture, once."""
        if not isinstance(found, pikepdf.Stream):
            self._fault("6.2.9 no object")
            return
        if found.objgen in self._done:
            return
        self._done.add(found.objgen)
        if str(found.get("/Subtype")) == "/Form":
            self._group(found.get("/Group"), deep)
            self._stream(found, found, found.get("/Resources", self._outer), deep + 1)
        elif str(found.get("/Subtype")) == "/Image":
            self._picture(found, deep)
        else:
            self._fault("6.2.9 object")

    def _group(self, group: Any, deep: int) -> None:
        if isinstance(group, pikepdf.Dictionary) and "/CS" in group:
            self._space(group["/CS"], deep)

    def _picture(self, image: Any, deep: int) -> None:
        for key in ("/Interpolate", "/Intent"):
            if key in image and (key == "/Interpolate" or str(image[key]) not in _INTENTS):
                if key == "/Intent" or bool(image[key]):
                    self.mended.add(key[1:].lower())
                del image[key]
        filters = image.get("/Filter", pikepdf.Array())
        names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
        if not set(names) <= _FILTERS or len(names) > 2:
            self._fault("6.1.7.2 filter")
        if bool(image.get("/ImageMask", False)):
            if int(image.get("/BitsPerComponent", 1)) != 1:
                self._fault("6.2.8 mask")
        elif "/ColorSpace" in image:
            self._space(image["/ColorSpace"], deep)
            self._samples(image, names)
        else:
            self._fault("6.2.8 no space")
        for key in ("/SMask", "/Mask"):
            if isinstance(image.get(key), pikepdf.Stream):
                self._object(image[key], deep + 1)

    def _samples(self, image: Any, filters: list[str]) -> None:
        """Whether a JPEG has the parts that its space has."""
        if "/DCTDecode" not in filters:
            return
        space = image["/ColorSpace"]
        family = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
        count = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/CalGray": 1, "/CalRGB": 3, "/Lab": 3}.get(
            family
        )
        if family == "/ICCBased":
            count = int(space[1].get("/N", 0))
        data = image.read_raw_bytes()
        if count is not None and len(filters) == 1 and _parts_of_jpeg(data) not in (count, 0):
            self._fault("6.2.8 parts")

    def _shading(self, shading: Any, deep: int) -> None:
        if "/ColorSpace" not in shading:
            self._fault("6.2.4 no space")
            return
        self._space(shading["/ColorSpace"], deep)

    def _pattern(self, pattern: Any, deep: int) -> None:
        if isinstance(pattern, pikepdf.Stream):
            if pattern.objgen not in self._done:
                self._done.add(pattern.objgen)
                self._stream(pattern, pattern, pattern.get("/Resources", self._outer), deep + 1)
            return
        if isinstance(pattern.get("/ExtGState"), pikepdf.Dictionary):
            self._state(pattern["/ExtGState"], deep)
        if isinstance(pattern.get("/Shading"), (pikepdf.Dictionary, pikepdf.Stream)):
            self._shading(pattern["/Shading"], deep)
        else:
            self._fault("6.2.4 pattern")

    def _space(self, space: Any, deep: int) -> None:
        """A colour space (6.2.4)."""
        if deep > _DEEPEST:
            self._fault("6.2.4 nesting")
            return
        if isinstance(space, pikepdf.Name):
            if str(space) not in _DEVICES:
                self._fault("6.2.4 space")
            return
        if not isinstance(space, pikepdf.Array) or not len(space) or str(space[0]) not in _FAMILIES:
            self._fault("6.2.4 space")
            return
        family = str(space[0])
        if family == "/ICCBased":
            self._profile(space)
        elif family in ("/Indexed", "/Pattern"):
            if len(space) > 1:
                self._space(space[1], deep + 1)
        elif family in ("/Separation", "/DeviceN"):
            self._mixed(space, family, deep)

    def _mixed(self, space: Any, family: str, deep: int) -> None:
        """Inks of their own: one name means the same everywhere in the file (6.2.4.4)."""
        if len(space) < 4:
            self._fault("6.2.4.4 space")
            return
        self._space(space[2], deep + 1)
        if family == "/DeviceN":
            if len(space[1]) > _INKS:
                self._fault("6.1.13 inks")
            told = space[4].get("/Colorants", pikepdf.Dictionary()) if len(space) > 4 else pikepdf.Dictionary()
            process = {"/Cyan", "/Magenta", "/Yellow", "/Black", "/None"}
            if not {str(name) for name in space[1]} <= process | set(told.keys()):
                self._fault("6.2.4.4 colorants")
            for one in told.values():
                self._space(one, deep + 1)
            return
        name = str(space[1])[1:]
        own = _meaning(space[2]) + _meaning(space[3])
        if name == "None" or "~" in name:
            if self._inks.setdefault(name, own) != own:
                self._fault("6.2.4.4 inks")
            return
        # Another advertisement, or the paper itself, may have an ink of this name that looks otherwise.
        space[1] = pikepdf.Name(f"/{name}~{hashlib.sha256(own).hexdigest()[:6]}")

    def _profile(self, space: Any) -> None:
        """A profile (6.2.4.2); one that is none means its number of parts."""
        held = space[1] if len(space) > 1 else None
        if not isinstance(held, pikepdf.Stream):
            self._fault("6.2.4.2 profile")
            return
        head = held.read_bytes()[:128]
        parts = int(held.get("/N", 0))
        sound = len(head) == 128 and head[36:40] == b"acsp" and head[12:16] in _CLASSES and head[8] < 5
        if not sound or _COLOURS.get(head[16:20]) != parts:
            self._fault("6.2.4.2 profile")


def _meaning(value: Any, deep: int = 0) -> bytes:
    """What a colour space or function says, whichever objects it stands in."""
    if deep > _DEEPEST:
        return b"..."
    if isinstance(value, pikepdf.Stream):
        return b"".join(_meaning(value.get(key), deep + 1) for key in sorted(value.keys()) if key not in ("/Length", "/Filter", "/DecodeParms")) + value.read_bytes()  # fmt: skip
    if isinstance(value, pikepdf.Dictionary):
        return b"".join(key.encode() + _meaning(value.get(key), deep + 1) for key in sorted(value.keys()))
    if isinstance(value, pikepdf.Array):
        return b"[" + b" ".join(_meaning(one, deep + 1) for one in value) + b"]"
    return str(value).encode("utf-8", "replace")


def _joined(one: Any, two: Any) -> Any:
    """Resources of two streams together."""
    for kind in two.keys():  # noqa: SIM118 - no mapping
        if kind not in one:
            one[kind] = pikepdf.Dictionary()
        for name, value in two[kind].items():
            one[kind][name] = value
    return one


def _parts_of_jpeg(data: bytes) -> int:
    """How many parts the pixels of a JPEG have; 0 where that is not to be told."""
    at = 2
    while at + 10 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return data[at + 9]
        if kind == 0xDA:
            break
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0
