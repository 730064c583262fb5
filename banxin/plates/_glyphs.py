"""What PDF/A asks of the fonts of an advertisement (ISO 19005-2, 6.2.11): judged by the font programs themselves.

Every code that is shown must have a glyph in the program, as wide there as the file says, and a meaning in Unicode.
Meanings are put in where the names of the glyphs tell them; anything else that is wrong is a fault.
"""

from __future__ import annotations

import io
import re
from functools import cached_property
from typing import Any

import pikepdf

from banxin.plates._advances import cid_widths

#: Widths may differ by so much (6.2.11.5), in thousandths of the size.
_NEAR = 1.0
_SYMBOLIC = 4
_PROGRAMS = {
    "/Type1": ("/FontFile", "/FontFile3"), "/MMType1": ("/FontFile", "/FontFile3"), "/TrueType": ("/FontFile2",),
    "/CIDFontType2": ("/FontFile2",), "/CIDFontType0": ("/FontFile3",),
}  # fmt: skip
_BARE = {"/Type1": "/Type1C", "/MMType1": "/Type1C", "/CIDFontType0": "/CIDFontType0C"}
_HEX = r"<\s*([0-9A-Fa-f\s]*)>"
_NAME = re.compile(r"/[A-Za-z0-9+_.,-]+")
_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


class ShownFont:
    """A font of the file and what is shown in it."""

    def __init__(self, pdf: pikepdf.Pdf, font: Any) -> None:
        self._pdf = pdf
        self._font = font
        self.name = str(font.get("/BaseFont", "/-"))[1:]
        self._kind = str(font.get("/Subtype"))
        self._codes: set[int] = set()
        self._meant: dict[int, str] = {}
        """What codes mean by their glyphs' names or the program's table."""
        self.faults: set[str] = set()
        self.mended: set[str] = set()

    def show(self, text: bytes) -> None:
        """A string that is shown."""
        if self._kind != "/Type0":
            self._codes.update(text)
            return
        if len(text) % 2:
            self.faults.add("6.2.11.3 half a code")
        self._codes.update(int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text), 2))

    def judge(self) -> None:
        """Whatever is wrong goes into :attr:`faults`."""
        try:
            {"/Type0": self._composite, "/Type3": self._drawn}.get(self._kind, self._simple)()
        except Exception as error:  # noqa: BLE001 - fontTools ends in many ways over a stranger's font
            self.faults.add(f"6.2.11 {type(error).__name__}")
        if not self.faults:
            self._mean()

    def _check_head(self, font: Any) -> Any:
        """The entries that a font has (6.2.11.2), and its program as fontTools reads it."""
        descriptor = font.get("/FontDescriptor")
        if descriptor is None or "/BaseFont" not in font:
            self.faults.add("6.2.11.4.1 not in the file")
            return None
        if "/CharSet" in descriptor:
            del descriptor["/CharSet"]  # it may be incomplete; nobody asks for it (6.2.11.4.2)
            self.mended.add("glyph list")
        kind = str(font.get("/Subtype"))
        keys = [key for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]
        if len(keys) != 1 or keys[0] not in _PROGRAMS.get(kind, ()):
            self.faults.add("6.2.11.4.1 program")
            return None
        if str(font.get("/Type")) != "/Font":
            font["/Type"] = pikepdf.Name.Font
        program = descriptor[keys[0]]
        if keys[0] == "/FontFile3" and str(program.get("/Subtype")) != _BARE.get(kind):
            self.faults.add("6.2.11.2 kind of program")
            return None
        self._clean_name(font, descriptor)
        data = program.read_bytes()
        if keys[0] == "/FontFile":
            data = self._type1(program, data)
        return _Program(keys[0], data)

    def _clean_name(self, font: Any, descriptor: Any) -> None:
        """A font's name as PostScript has it: judges take one with blanks or bytes of no character for none."""
        name = str(font["/BaseFont"])
        if not _NAME.fullmatch(name):
            clean = pikepdf.Name("/" + (re.sub(r"[^A-Za-z0-9+_.,-]", "", name) or "Unnamed"))
            font["/BaseFont"] = descriptor["/FontName"] = clean
            if self._kind == "/Type0":
                self._font["/BaseFont"] = clean
            self.mended.add("name")

    def _type1(self, program: Any, data: bytes) -> bytes:
        """A Type 1 program as a PDF has it (ISO 32000-1, 9.9): its three parts told by their lengths, without heads."""
        parts = _parts(data)
        if parts:
            data = b"".join(parts)
            program.write(data)
            for at in range(3):
                program[f"/Length{at + 1}"] = len(parts[at]) if at < len(parts) else 0
            self.mended.add("program")
        if b"eexec" not in data[: int(program.get("/Length1", 0))]:
            self.faults.add("6.2.11.4.1 program")
        return data

    # Composite fonts.

    def _composite(self) -> None:
        font = self._font
        encoding = font.get("/Encoding")
        below = font.get("/DescendantFonts")
        if (
            str(encoding) not in ("/Identity-H", "/Identity-V")
            or not isinstance(below, pikepdf.Array)
            or len(below) != 1
        ):
            self.faults.add("6.2.11.3 encoding")
            return
        whole = below[0]
        program = self._check_head(whole)
        if program is None:
            return
        if "/CIDSystemInfo" not in whole:
            self.faults.add("6.2.11.3 collection")
            return
        places: bytes | None = None
        if str(whole.get("/Subtype")) == "/CIDFontType2":
            held = whole.get("/CIDToGIDMap")
            if isinstance(held, pikepdf.Stream):
                places = held.read_bytes()
            elif held is None:
                whole["/CIDToGIDMap"] = pikepdf.Name.Identity
                self.mended.add("glyph numbers")
            elif str(held) != "/Identity":
                self.faults.add("6.2.11.3.2 glyph numbers")
        widths, usual = cid_widths(whole), float(whole.get("/DW", 1000))
        for code in self._codes:
            number = code if places is None else int.from_bytes(places[2 * code : 2 * code + 2], "big")
            name = program.by_cid(number)
            if self._check_glyph(program, name, widths.get(code, usual)) and name is not None:
                self._meant[code] = program.meaning(name)

    # Simple fonts.

    def _simple(self) -> None:
        font = self._font
        program = self._check_head(font)
        if program is None:
            return
        first, last = (int(font.get(key, -1)) for key in ("/FirstChar", "/LastChar"))
        widths = [float(one) for one in font.get("/Widths", [])]
        if first < 0 or len(widths) != last - first + 1:
            self.faults.add("6.2.11.2 widths")
            return
        descriptor = font["/FontDescriptor"]
        missing = float(descriptor.get("/MissingWidth", 0))
        names = (
            self._truetype(program, int(descriptor.get("/Flags", 0)))
            if self._kind == "/TrueType"
            else self._names(program)
        )
        for code in self._codes:
            name = names.get(code)
            width = widths[code - first] if first <= code <= last else missing
            if self._check_glyph(program, name, width) and name is not None:
                told = self._told.get(code, name)
                self._meant[code] = _by_name(told) or program.meaning(name)

    @cached_property
    def _told(self) -> dict[int, str]:
        """The names of codes that the file's own encoding tells."""
        return _encoding(self._font.get("/Encoding"))

    def _names(self, program: _Program) -> dict[int, str]:
        """Codes to glyphs of a Type 1 font: the file's encoding upon the program's."""
        held = self._font.get("/Encoding")
        base = isinstance(held, pikepdf.Name) or (isinstance(held, pikepdf.Dictionary) and "/BaseEncoding" in held)
        return ({} if base else program.encoding()) | self._told

    def _truetype(self, program: _Program, flags: int) -> dict[int, str]:
        """Codes to glyphs of a TrueType font, where its file is as 6.2.11.6 asks."""
        held, maps = self._font.get("/Encoding"), program.maps()
        if flags & _SYMBOLIC:
            if held is not None:
                self.faults.add("6.2.11.6 encoding of symbols")
            if (3, 0) in maps:
                table = maps[3, 0]
                tops = {code & 0xFF00 for code in table} or {0}
                return {code: table[top + code] for top in tops for code in range(256) if top + code in table}
            if len(maps) != 1 or (1, 0) not in maps:
                self.faults.add("6.2.11.6 map")
            return dict(maps.get((1, 0), {}))
        base = held.get("/BaseEncoding") if isinstance(held, pikepdf.Dictionary) else held
        if str(base) not in _ENCODINGS or (3, 1) not in maps or (3, 0) in maps:
            self.faults.add("6.2.11.6 encoding")
            return {}
        table = maps[3, 1]
        found = {}
        for code, name in self._told.items():
            meant = _by_name(name)
            if len(meant) == 1 and ord(meant) in table:
                found[code] = table[ord(meant)]
        return found

    def _check_glyph(self, program: _Program, name: str | None, width: float) -> bool:
        """Whether a glyph is there and as wide as the file says."""
        if name is None or not program.has(name):
            self.faults.add("6.2.11.4.1 no glyph")
            return False
        if name == ".notdef" or program.is_first(name):
            self.faults.add("6.2.11.8 .notdef")
            return False
        own = program.width(name)
        # Some programs that judge read a width of a compact font that is no whole number as another.
        if abs(own - width) > _NEAR or (program.compact and abs(own - round(own)) > 1e-3):
            self.faults.add("6.2.11.5 width")
            return False
        return True

    # Fonts of drawings.

    def _drawn(self) -> None:
        font = self._font
        glyphs, names = font.get("/CharProcs"), _encoding(font.get("/Encoding"))
        first, last = (int(font.get(key, -1)) for key in ("/FirstChar", "/LastChar"))
        widths = [float(one) for one in font.get("/Widths", [])]
        matrix = [float(one) for one in font.get("/FontMatrix", [])]
        if (
            first < 0
            or len(widths) != last - first + 1
            or not isinstance(glyphs, pikepdf.Dictionary)
            or len(matrix) != 6
        ):
            self.faults.add("6.2.11.2 widths")
            return
        for code in self._codes:
            name = names.get(code, "")
            glyph = glyphs.get("/" + name) if name else None
            if not isinstance(glyph, pikepdf.Stream) or name == ".notdef" or not first <= code <= last:
                self.faults.add("6.2.11.4.1 no glyph")
                continue
            head = next(iter(pikepdf.parse_content_stream(glyph, "d0 d1")), None)
            if head is None or abs(float(head.operands[0]) - widths[code - first]) > 0.5:
                self.faults.add("6.2.11.5 width")
            self._meant[code] = _by_name(name)

    # Meanings.

    def _mean(self) -> None:
        """A map to Unicode that has every code (6.2.11.7.2), the file's own where it is one."""
        held = self._font.get("/ToUnicode")
        told = _to_unicode(held.read_bytes()) if isinstance(held, pikepdf.Stream) else {}
        meant = {
            code: told[code] if code in told and _sound(told[code]) else self._meant.get(code, "")
            for code in self._codes
        }
        if not all(map(_sound, meant.values())):
            self.faults.add("6.2.11.7.2 no Unicode")
            return
        if any(told.get(code) != text for code, text in meant.items()):
            self.mended.add("unicode")
        # One of ours is always well formed; the file's may not be.
        self._font["/ToUnicode"] = self._pdf.make_stream(unicode_map(meant, 2 if self._kind == "/Type0" else 1))


class _Program:
    """A font program as fontTools reads it; glyphs by name."""

    def __init__(self, key: str, data: bytes) -> None:
        self._key = key
        self._data = data
        self.compact = key == "/FontFile3"

    @cached_property
    def _font(self) -> Any:
        if self._key == "/FontFile2":
            from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # noqa: PLC0415 - only for a font that is seen for the first time

            return TTFont(io.BytesIO(self._data), lazy=True)
        if self._key == "/FontFile":
            from fontTools.t1Lib import T1Font  # type: ignore[import-untyped] # noqa: PLC0415 - as above

            font = T1Font.__new__(T1Font)
            font.data, font.encoding = self._data, "ascii"
            font.parse()
            return font
        from fontTools.cffLib import CFFFontSet  # type: ignore[import-untyped] # noqa: PLC0415 - as above

        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(self._data), None)
        return fonts[0]

    @cached_property
    def _order(self) -> list[str]:
        if self._key == "/FontFile":
            return list(self._font["CharStrings"])
        return list(self._font.getGlyphOrder() if self._key == "/FontFile2" else self._font.charset)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._order)

    def has(self, name: str) -> bool:
        """Whether there is such a glyph."""
        return name in self._known

    def is_first(self, name: str) -> bool:
        """Whether it is the glyph that stands for those that are not there."""
        return self._key != "/FontFile" and self._order[0] == name

    def by_cid(self, number: int) -> str | None:
        """A glyph by its number in a collection; one that is in no collection, by its place."""
        if self._key == "/FontFile3" and hasattr(self._font, "ROS"):
            return f"cid{number:05d}"
        return self._order[number] if number < len(self._order) else None

    def width(self, name: str) -> float:
        """How far a glyph moves the pen, in thousandths of its size."""
        if self._key == "/FontFile2":
            return float(self._font["hmtx"][name][0]) * 1000 / float(self._font["head"].unitsPerEm)
        from fontTools.pens.basePen import NullPen  # type: ignore[import-untyped] # noqa: PLC0415 - as above

        if self._key == "/FontFile":
            glyph = self._font["CharStrings"][name]
            glyph.decompile()
            glyph.draw(NullPen())
            scale = float(self._font["FontMatrix"][0])
        else:
            glyph = self._font.CharStrings[name]
            glyph.draw(NullPen())
            scale = float(self._font.FontMatrix[0])
        return float(glyph.width) * scale * 1000

    def encoding(self) -> dict[int, str]:
        """Codes to glyphs by the program itself."""
        if self._key == "/FontFile":
            held = self._font["Encoding"]
        else:
            held = self._font.Encoding
        if held == "StandardEncoding" or isinstance(held, str):
            from fontTools.encodings.StandardEncoding import StandardEncoding  # type: ignore[import-untyped] # noqa: PLC0415 - as above

            held = StandardEncoding
        return {code: name for code, name in enumerate(held) if name != ".notdef"}

    def maps(self) -> dict[tuple[int, int], dict[int, str]]:
        """The tables of a TrueType font that lead from codes to glyphs."""
        if "cmap" not in self._font:
            return {}
        return {(one.platformID, one.platEncID): dict(one.cmap) for one in self._font["cmap"].tables}

    @cached_property
    def _reverse(self) -> dict[str, str]:
        found: dict[str, str] = {}
        if self._key == "/FontFile2":
            for key in ((3, 10), (0, 4), (0, 3), (3, 1)):
                for code, name in self.maps().get(key, {}).items():
                    found.setdefault(name, chr(code))
        return found

    def meaning(self, name: str) -> str:
        """What a glyph stands for, by the program's own table or the glyph's name; "" where neither tells."""
        return self._reverse.get(name) or _by_name(name)


def _parts(data: bytes) -> list[bytes]:
    """The parts of a Type 1 program that have heads (PFB); none of one that is as a PDF has it."""
    parts: list[bytes] = []
    kinds: list[int] = []
    at = 0
    while data[at : at + 1] == b"\x80" and data[at + 1] in (1, 2):
        size = int.from_bytes(data[at + 2 : at + 6], "little")
        part = data[at + 6 : at + 6 + size]
        if kinds and kinds[-1] == data[at + 1]:
            parts[-1] += part
        else:
            parts.append(part)
            kinds.append(data[at + 1])
        at += 6 + size
    return parts


def _encoding(held: Any) -> dict[int, str]:
    """Codes to names of glyphs by a font's /Encoding."""
    from fontTools.agl import UV2AGL  # type: ignore[import-untyped] # noqa: PLC0415 - as above

    base = held.get("/BaseEncoding") if isinstance(held, pikepdf.Dictionary) else held
    found: dict[int, str] = {}
    if str(base) in _ENCODINGS:
        for code in range(32, 256):
            text = bytes([code]).decode(_ENCODINGS[str(base)], "replace")
            if text != "�":
                found[code] = UV2AGL.get(ord(text), "")
        found |= {0xA0: "space", 0xAD: "hyphen"} if str(base) == "/WinAnsiEncoding" else {0xCA: "space"}
    elif str(base) == "/StandardEncoding":
        from fontTools.encodings.StandardEncoding import StandardEncoding  # noqa: PLC0415 - as above

        found = {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}
    code = 0
    for one in held.get("/Differences", []) if isinstance(held, pikepdf.Dictionary) else []:
        if isinstance(one, pikepdf.Name):
            found[code] = str(one)[1:]
            code += 1
        else:
            code = int(one)
    return found


def _by_name(name: str) -> str:
    """What a glyph's name says in Unicode (Adobe's glyph list); "" where it says nothing."""
    from fontTools.agl import toUnicode  # noqa: PLC0415 - as above

    found = toUnicode(name)
    return found if isinstance(found, str) else ""


def _sound(text: str) -> bool:
    """Whether a meaning is one (6.2.11.7.2): no mark of order, none that is private or no character."""
    return bool(text) and all(
        ord(one) not in (0, 0xFEFF, 0xFFFD) and ord(one) & 0xFFFE != 0xFFFE and not 0xE000 <= ord(one) <= 0xF8FF
        and not 0xD800 <= ord(one) <= 0xDFFF and ord(one) < 0xF0000 and (ord(one) >= 32 or one in "\t\n\r")
        for one in text
    )  # fmt: skip


def _to_unicode(data: bytes) -> dict[int, str]:
    """A ToUnicode map: code to text."""
    found: dict[int, str] = {}
    cmap = data.decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rf"{_HEX}\s*{_HEX}", block):
            if code.strip():
                found[int(re.sub(r"\s", "", code), 16)] = _utf16(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, each, text in re.findall(rf"{_HEX}\s*{_HEX}\s*(?:\[([^\]]*)\]|{_HEX})", block):
            start, end = (int(re.sub(r"\s", "", one) or "0", 16) for one in (low, high))
            if end - start > 0xFFFF:
                continue
            if each:
                found |= {start + at: _utf16(one) for at, one in enumerate(re.findall(_HEX, each)) if start + at <= end}
            elif first := _utf16(text):
                last = ord(first[-1])
                found |= {code: first[:-1] + chr(last + code - start) for code in range(start, end + 1)
                          if last + code - start < 0x110000}  # fmt: skip
    return found


def _utf16(digits: str) -> str:
    text = re.sub(r"\s", "", digits)
    return bytes.fromhex(text + "0" * (len(text) % 2)).decode("utf-16-be", "replace") if text else ""


def unicode_map(meant: dict[int, str], size: int) -> bytes:
    """A ToUnicode map of codes of one or two bytes each."""
    rows = [f"<{code:0{size * 2}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(meant.items())]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    told = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n"
        f"<{'00' * size}> <{'FF' * size}>\nendcodespacerange\n{told}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
