"""A judge of PDF/X-4 (ISO 15930-7:2010), which knows nothing of the program whose files it reads.

Each requirement is a row of FACTS, where one look at one thing tells, or a small function of REQUIREMENTS; both bear
the key under which they complain. Where the clause of ISO 15930-7 is not certain, they name the section of the PDF
Reference, fifth edition (PDF 1.6), whose feature is required or forbidden.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

WORDS = """b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s
S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""""
OPERATORS = {*WORDS.split(), "INLINE IMAGE"}
PAIRS = {"q": "Q", "BT": "ET", "BMC": "EMC", "BDC": "EMC", "BX": "EX"}
#: Operators that choose a device colour space with the colour.
CHOOSERS = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK", "G": "DeviceGray", "RG": "DeviceRGB", "K": "DeviceCMYK"}  # fmt: skip
DEVICES = {"DeviceGray": "/DefaultGray", "DeviceRGB": "/DefaultRGB", "DeviceCMYK": "/DefaultCMYK"}
COMPONENTS = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4, "CalGray": 1, "CalRGB": 3}
#: Colour spaces of ICC profiles: the device space alike, and how many components.
PROFILES = {b"GRAY": ("DeviceGray", 1), b"RGB ": ("DeviceRGB", 3), b"CMYK": ("DeviceCMYK", 4), b"Lab ": ("Lab", 3)}
MODES = """Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference
Exclusion Hue Saturation Color Luminosity"""
BLENDS = {f"/{mode}" for mode in MODES.split()}
INTENTS = {"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"}
CODECS = "ASCIIHex ASCII85 LZW Flate RunLength CCITTFax JBIG2 DCT JPX"
FILTERS = {f"/{codec}Decode" for codec in CODECS.split()}
FONT_FILES = {"/FontFile": {None}, "/FontFile2": {None}, "/FontFile3": {"/Type1C", "/CIDFontType0C", "/OpenType"}}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SCHEMAS = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM", "http://www.npes.org/pdfx/ns/id/": "pdfxid",
}  # fmt: skip
NEEDED = ("dc:title", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")
DATES = {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}
TEXTS = {
    "/Title": "dc:title", "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer", "/Keywords": "pdf:Keywords",
    "/GTS_PDFXVersion": "pdfxid:GTS_PDFXVersion",
}  # fmt: skip
#: How far, in points, one box may stand out of another: less than a writer's rounding.
SLACK = 0.001


class Scope(NamedTuple):
    """A content stream, with the resources that its names are looked up in."""

    where: str
    page: int
    holder: Any
    """The page, or the stream."""
    resources: Any
    operations: list[tuple[Any, str]]
    damage: str


def is_dictionary(thing: object) -> bool:
    """Whether something has keys: a dictionary or a stream."""
    return isinstance(thing, Dictionary | Stream)


def items(holder: Any, key: str) -> list[tuple[str, Any]]:
    """The entries of a dictionary within a dictionary; none where it has none."""
    within = holder.get(key) if is_dictionary(holder) else None
    return [(name, thing) for name, thing in within.items() if thing is not None] if is_dictionary(within) else []


def listed(thing: Any) -> list[Any]:
    """An array's elements, or one thing as the only one."""
    return [] if thing is None else list(thing) if isinstance(thing, Array) else [thing]


def inherited(page: Any, key: str) -> Any:
    """An attribute of a page that its parents may state."""
    while is_dictionary(page) and key not in page:
        page = page.get("/Parent")
    return page.get(key) if is_dictionary(page) else None


class Walk:
    """Every content stream that a page leads to: forms, patterns, soft masks, glyphs of Type 3, appearances."""

    def __init__(self, pages: list[Any]) -> None:
        self.scopes: list[Scope] = []
        self._seen: set[object] = set()
        self._parsed: dict[tuple[int, int], tuple[list[tuple[Any, str]], str]] = {}
        for number, page in enumerate(pages, 1):
            self._enter(f"page {number}", number, page, inherited(page, "/Resources"), ())
            for at, note in enumerate(listed(page.get("/Annots"))):
                for key, thing in items(note, "/AP"):
                    for stream in [thing] if isinstance(thing, Stream) else [one for _, one in thing.items()]:
                        self._enter(f"page {number} annotation {at} {key}", number, stream, None, ())

    def _enter(self, where: str, page: int, holder: Any, above: Any, owner: object) -> None:
        """Read a stream, then what its resources lead to; without resources of its own it uses those ``above``."""
        if not is_dictionary(holder):
            return
        own = holder.get("/Resources")
        mark = (page, holder.objgen, () if own is not None else owner)
        if mark in self._seen:
            return
        self._seen.add(mark)
        resources = Dictionary() if own is None and above is None else above if own is None else own
        self.scopes.append(Scope(where, page, holder, resources, *self._parse(holder)))
        for name, thing in self._below(resources):
            self._enter(f"{where} {name}", page, thing, resources, mark)

    @staticmethod
    def _below(resources: Any) -> Iterator[tuple[str, Any]]:
        yield from ((name, thing) for name, thing in items(resources, "/XObject") if thing.get("/Subtype") == "/Form")
        yield from ((name, thing) for name, thing in items(resources, "/Pattern") if isinstance(thing, Stream))
        for name, state in items(resources, "/ExtGState"):
            if is_dictionary(state.get("/SMask")):
                yield f"{name} soft mask", state.SMask.get("/G")
        for name, font in items(resources, "/Font"):
            for glyph, procedure in items(font, "/CharProcs"):
                if "/Resources" in font and "/Resources" not in procedure:
                    procedure["/Resources"] = font.Resources
                yield f"{name} {glyph}", procedure

    def _parse(self, holder: Any) -> tuple[list[tuple[Any, str]], str]:
        """Operands and operators, and what is broken about them."""
        if holder.objgen not in self._parsed:
            found, damage = [], ""
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                try:
                    found = [(operands, str(word)) for operands, word in pikepdf.parse_content_stream(holder)]
                except (pikepdf.PdfError, TypeError, ValueError) as problem:
                    damage = str(problem) or "it cannot be read"
            self._parsed[holder.objgen] = (found, str(told[0].message) if told else damage)
        return self._parsed[holder.objgen]


class File:
    """A file as its requirements look at it."""

    def __init__(self, data: bytes, pdf: pikepdf.Pdf) -> None:
        self.data, self.pdf, self.root = data, pdf, pdf.Root
        self.info = pdf.trailer.get("/Info", Dictionary())
        self.pages = [page.obj for page in pdf.pages]
        self.scopes = Walk(self.pages).scopes
        self.intents = listed(self.root.get("/OutputIntents"))
        self.printing = [intent for intent in self.intents if intent.get("/S") == "/GTS_PDFX"]
        self.profile = self.printing[0].get("/DestOutputProfile") if self.printing else None
        self.icc = self.profile.read_bytes() if isinstance(self.profile, Stream) else b""
        self.device, self.parts = PROFILES.get(self.icc[16:20], ("DeviceCMYK", 4))
        self.xmp = properties(self.root.get("/Metadata"))


def properties(metadata: Any) -> dict[str, str] | None:
    """The properties of an XMP packet, by prefix and name; nothing where it is none."""
    if not isinstance(metadata, Stream):
        return None
    try:
        top = ElementTree.fromstring(metadata.read_bytes())  # noqa: S314 - files of our own tests
    except ElementTree.ParseError:
        return None
    found: dict[str, str] = {}
    for packet in top.iter(f"{RDF}RDF"):
        for description in packet.findall(f"{RDF}Description"):
            told = dict(description.attrib)
            for child in description:
                told[child.tag] = next((one.text or "" for one in child.iter(f"{RDF}li")), child.text or "")
            for tag, text in told.items():
                space, _, name = tag.removeprefix("{").partition("}")
                if space in SCHEMAS:
                    found[f"{SCHEMAS[space]}:{name}"] = text.strip()
    return found


def instant(text: str) -> datetime | None:
    """A date of the information dictionary or of XMP; nothing where it is neither."""
    old = re.fullmatch(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z(?:00'00'?)?|([+-]\d\d)(?:'(\d\d)'?)?)?", text)
    if old:
        year, month, day, hour, minute, second, east, half = old.groups()
        zone = f"{east}:{half or '00'}" if east else "+00:00"
        text = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?", text):
        return None
    try:
        return datetime.fromisoformat(text if "T" in text else f"{text}T00:00:00Z")
    except ValueError:
        return None


def box(thing: Any) -> tuple[float, float, float, float] | None:
    """A rectangle: left, bottom, right, top, whichever corners are stated."""
    try:
        a, b, c, d = (float(part) for part in thing)
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def within(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    """Whether a box is inside another, edges included."""
    low = all(inner[at] >= outer[at] - SLACK for at in (0, 1))
    return low and all(inner[at] <= outer[at] + SLACK for at in (2, 3))


def families(space: Any, resources: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The kinds of a colour space and of all that it rests on, each with its array."""
    if isinstance(space, Name) and str(space)[1:] not in DEVICES and depth < 9:
        named = dict(items(resources, "/ColorSpace")).get(str(space))
        if named is not None:
            yield from families(named, resources, depth + 1)
    elif isinstance(space, Name):
        yield str(space)[1:], space
    elif isinstance(space, Array) and len(space) and depth < 9:
        kind = str(space[0])[1:]
        yield kind, space
        at = {"Indexed": 1, "Pattern": 1, "Separation": 2, "DeviceN": 2}.get(kind, len(space))
        if at < len(space):
            yield from families(space[at], resources, depth + 1)
        if kind == "DeviceN" and len(space) > 4:
            for _, colorant in items(space[4], "/Colorants"):
                yield from families(colorant, resources, depth + 1)
            for key, process in items(space[4], "/Process"):
                if key == "/ColorSpace":
                    yield from families(process, resources, depth + 1)


def images(scope: Scope) -> Iterator[tuple[str, Any]]:
    """The pictures of a scope: those of its resources with their alternates, and those within the content."""
    for name, thing in items(scope.resources, "/XObject"):
        if thing.get("/Subtype") == "/Image":
            yield name, thing
            yield from ((f"{name} alternate", one.Image) for one in listed(thing.get("/Alternates")) if "/Image" in one)
    yield from (("inline image", operands[0].obj) for operands, word in scope.operations if word == "INLINE IMAGE")


def spaces(scope: Scope) -> Iterator[tuple[str, Any]]:
    """Every colour space that a scope chooses or keeps, with what it is for."""
    for word in dict.fromkeys(word for _, word in scope.operations if word in CHOOSERS):
        yield word, Name(f"/{CHOOSERS[word]}")
    yield from ((word, operands[0]) for operands, word in scope.operations if word in ("cs", "CS"))
    yield from ((name, one.ColorSpace) for name, one in images(scope) if "/ColorSpace" in one)
    yield from ((name, one.get("/ColorSpace")) for name, one in items(scope.resources, "/Shading"))
    for name, pattern in items(scope.resources, "/Pattern"):
        yield from ((f"{name} {key}", thing) for key, thing in items(pattern, "/Shading") if key == "/ColorSpace")
    yield from items(scope.resources, "/ColorSpace")
    yield from (("its group", thing) for key, thing in items(scope.holder, "/Group") if key == "/CS")


def described(file: File) -> Iterator[str]:
    """Title, dates, identity, version and rendition are said (ISO 15930-7, document identification)."""
    if file.xmp is None:
        return
    yield from (f"no {key}" for key in NEEDED if not file.xmp.get(key))
    for key in (*DATES.values(), "xmp:MetadataDate"):
        if instant(file.xmp.get(key, "")) is None:
            yield f"no date in {key}"


def information(file: File) -> Iterator[str]:
    """The information dictionary says nothing else than the metadata (ISO 15930-7, document identification)."""
    if file.xmp is None:
        return
    for key, other in TEXTS.items():
        if key in file.info and other in file.xmp and str(file.info[key]) != file.xmp[other]:
            yield f"{key} is {file.info[key]}, {other} is {file.xmp[other]}"
    for key, other in DATES.items():
        if key in file.info:
            old, new = instant(str(file.info[key])), instant(file.xmp.get(other, ""))
            if old is None or (new is not None and abs(old - new) >= timedelta(seconds=1)):
                yield f"{key} is {file.info[key]}, {other} is {file.xmp.get(other)}"
    told, known = str(file.info.get("/Trapped", "")), file.xmp.get("pdf:Trapped")
    if told in ("/True", "/False") and known in ("True", "False") and told != f"/{known}":
        yield f"/Trapped is {told}, pdf:Trapped is {known}"


def boxes(file: File) -> Iterator[str]:
    """A page has a TrimBox or an ArtBox, not both, inside its BleedBox, inside its MediaBox (PDF Reference, 10.10.1)."""
    for number, page in enumerate(file.pages, 1):
        names = {key: page.get(f"/{key}") for key in ("TrimBox", "ArtBox", "BleedBox")}
        names |= {key: inherited(page, f"/{key}") for key in ("CropBox", "MediaBox")}
        found = {key: box(thing) for key, thing in names.items() if thing is not None}
        yield from (f"page {number}: {key} is no rectangle" for key, thing in found.items() if thing is None)
        known = [(key, found[key]) for key in ("TrimBox", "ArtBox", "BleedBox", "MediaBox") if found.get(key)]
        if "MediaBox" not in found:
            yield f"page {number}: no MediaBox"
        if ("TrimBox" in found) == ("ArtBox" in found):
            yield f"page {number}: it needs either a TrimBox or an ArtBox"
        for (inner, small), (outer, large) in zip(known, known[1:], strict=False):
            if outer != "ArtBox" and small and large and not within(small, large):
                yield f"page {number}: {inner} stands out of {outer}"


def device_colours(file: File) -> Iterator[str]:
    """Device colours are the output's own, or grey, or defined by a default (PDF Reference, 4.5.3 and 4.5.4)."""
    allowed = {file.device, "DeviceGray"}
    for scope in file.scopes:
        defaults = dict(items(scope.resources, "/ColorSpace"))
        for what, space in spaces(scope):
            for family, _ in families(space, scope.resources):
                if family in DEVICES and family not in allowed and DEVICES[family] not in defaults:
                    yield f"{scope.where}: {what} is {family}, without a default"


def default_spaces(file: File) -> Iterator[str]:
    """A default has the components of what it stands for, and does not rest on it (PDF Reference, 4.5.4)."""
    for scope in file.scopes:
        for family, key in DEVICES.items():
            space = dict(items(scope.resources, "/ColorSpace")).get(key)
            if space is None:
                continue
            kinds = list(families(space, scope.resources))
            kind, array = kinds[0] if kinds else ("", space)
            parts = array[1].get("/N") if kind == "ICCBased" else COMPONENTS.get(kind)
            if parts != COMPONENTS[family] or any(one in DEVICES for one, _ in kinds):
                yield f"{scope.where}: {key} is {kind} of {parts} components"


def profiles(file: File) -> Iterator[str]:
    """Profiles are what N says, of a known class, and CMYK not the output's own, which is DeviceCMYK (ISO 15930-7, 6.2)."""
    for scope in file.scopes:
        for what, space in spaces(scope):
            for family, array in families(space, scope.resources):
                if family != "ICCBased":
                    continue
                data, parts = array[1].read_bytes(), array[1].get("/N")
                if data[36:40] != b"acsp" or data[8:9] > b"\4" or PROFILES.get(data[16:20], ("", 0))[1] != parts:
                    yield f"{scope.where}: the profile of {what} is not of {parts} components"
                elif data[12:16] not in (b"scnr", b"mntr", b"prtr", b"spac"):
                    yield f"{scope.where}: the profile of {what} is of class {data[12:16]!r}"
                same = data == file.icc or (any(data[84:100]) and data[84:100] == file.icc[84:100])
                if parts == 4 and what != "its group" and same:
                    yield f"{scope.where}: {what} has the output's own profile"


def visible(scope: Scope) -> Iterator[tuple[str, Any]]:
    """The fonts in which a scope shows text, but for text in the mode that paints nothing."""
    font: tuple[str, Any] = ("", None)
    mode, saved = 0, []
    fonts, parameters = dict(items(scope.resources, "/Font")), dict(items(scope.resources, "/ExtGState"))
    for operands, word in scope.operations:
        if word == "q":
            saved.append((font, mode))
        elif word == "Q" and saved:
            font, mode = saved.pop()
        elif word == "Tf":
            font = (str(operands[0]), fonts.get(str(operands[0])))
        elif word == "gs" and "/Font" in parameters.get(str(operands[0]), {}):
            font = (str(operands[0]), parameters[str(operands[0])].Font[0])
        elif word == "Tr":
            mode = int(operands[0])
        elif word in ("Tj", "TJ", "'", '"') and mode != 3 and (font[0] or scope.where.count(" ") == 1):
            yield font


def embedded(file: File) -> Iterator[str]:
    """Fonts that are seen are in the file (ISO 15930-7, fonts; PDF Reference, 5.8)."""
    for scope in file.scopes:
        for name, font in dict(visible(scope)).items():
            if font is None:
                yield f"{scope.where}: text is in no font {name}"
                continue
            for one in listed(font.get("/DescendantFonts")) if font.get("/Subtype") == "/Type0" else [font]:
                descriptor = one.get("/FontDescriptor", Dictionary())
                kept = [key for key in FONT_FILES if isinstance(descriptor.get(key), Stream)]
                if one.get("/Subtype") != "/Type3" and len(kept) != 1:
                    yield f"{scope.where}: {name} {one.get('/BaseFont')} is not embedded"
                elif kept and descriptor[kept[0]].get("/Subtype") not in FONT_FILES[kept[0]]:
                    yield f"{scope.where}: {name} has a file of no known kind"


def rendering_intents(file: File) -> Iterator[str]:
    """Rendering intents are the four (PDF Reference, 4.5.4)."""
    for scope in file.scopes:
        told = [("ri", operands[0]) for operands, word in scope.operations if word == "ri"]
        told += [(name, one.get("/Intent")) for name, one in images(scope)]
        told += [(name, one.get("/RI")) for name, one in items(scope.resources, "/ExtGState")]
        for name, intent in told:
            if intent is not None and str(intent) not in INTENTS:
                yield f"{scope.where}: {name} asks for {intent}"


def transparent(file: File, page: int) -> bool:
    """Whether anything on a page blends (PDF Reference, 7.5)."""
    for scope in (scope for scope in file.scopes if scope.page == page):
        for _, state in items(scope.resources, "/ExtGState"):
            if is_dictionary(state.get("/SMask")) or min(state.get("/ca", 1), state.get("/CA", 1)) < 1:
                return True
            if any(str(one) not in ("/Normal", "/Compatible") for one in listed(state.get("/BM"))):
                return True
        if any("/SMask" in one or one.get("/SMaskInData", 0) for _, one in images(scope)):
            return True
        if isinstance(scope.holder, Stream) and "/Group" in scope.holder:
            return True
    return False


def groups(file: File) -> Iterator[str]:
    """Where a page blends, it does so in the colours of the output; no group in Lab and the like (PDF Reference, 7.5.5)."""
    for scope in file.scopes:
        for key, space in items(scope.holder, "/Group"):
            if key != "/CS":
                continue
            kind, array = next(families(space, scope.resources), ("", space))
            if kind not in COMPONENTS and kind != "ICCBased":
                yield f"{scope.where}: a group in {kind or space}"
                continue
            parts = array[1].get("/N") if kind == "ICCBased" else COMPONENTS[kind]
            if parts != file.parts and not isinstance(scope.holder, Stream) and transparent(file, scope.page):
                yield f"{scope.where}: it blends in {kind} of {parts} components"


def annotations(file: File) -> Iterator[str]:
    """Annotations stay off the bleed, but for trapping and printer's marks (ISO 15930-7; PDF Reference, 8.4)."""
    for number, page in enumerate(file.pages, 1):
        area = box(page.get("/BleedBox", page.get("/TrimBox", page.get("/ArtBox", inherited(page, "/MediaBox")))))
        for note in listed(page.get("/Annots")):
            place = box(note.get("/Rect"))
            if note.get("/Subtype") in ("/TrapNet", "/PrinterMark"):
                continue
            if place is None or area is None:
                yield f"page {number}: an annotation {note.get('/Subtype')} without a place"
            elif place[0] < area[2] and place[2] > area[0] and place[1] < area[3] and place[3] > area[1]:
                yield f"page {number}: an annotation {note.get('/Subtype')} within the bleed"


def operators(file: File) -> Iterator[str]:
    """Content can be read, and its operators are those of PDF 1.6, whatever BX and EX enclose (PDF Reference, A)."""
    for scope in file.scopes:
        if scope.damage:
            yield f"{scope.where}: {scope.damage}"
        depth = 0
        for _, word in scope.operations:
            depth += (word == "BX") - (word == "EX")
            if word not in OPERATORS and depth <= 0:
                yield f"{scope.where}: no operator {word}"


def nesting(file: File) -> Iterator[str]:
    """What opens is closed; q not deeper than 28 (PDF Reference, 4.3.1 and C)."""
    for scope in file.scopes:
        for closes in dict.fromkeys(PAIRS.values()):
            depth = deepest = 0
            for word in (word for _, word in scope.operations):
                depth += (PAIRS.get(word) == closes) - (word == closes)
                deepest = max(deepest, depth)
                if depth < 0:
                    break
            if depth or (closes == "Q" and deepest > 28):
                yield f"{scope.where}: {closes} leaves {depth} open, {deepest} deep"


def sound(file: File) -> Iterator[str]:
    """The file can be read without being mended (PDF Reference, 3.4)."""
    yield from ("it is damaged: " + re.sub("<.*?>", "", str(problem)) for problem in file.pdf.get_warnings())


def halftones(file: File) -> Iterator[str]:
    """Halftones are of type 1 or 5, without name and transfer function (PDF Reference, 6.4)."""
    for where, state in things(file, "state"):
        screens = [state.get("/HT")]
        if is_dictionary(screens[0]) and screens[0].get("/HalftoneType") == 5:
            screens += [one for _, one in items(state, "/HT")]
        for one in filter(is_dictionary, screens):
            if one.get("/HalftoneType") not in (1, 5) or "/HalftoneName" in one:
                yield f"{where} has a halftone of type {one.get('/HalftoneType')}, or named"
            if one.get("/TransferFunction", "/Identity") != "/Identity":
                yield f"{where} has a halftone with a transfer function"


def trap_networks(file: File) -> Iterator[str]:
    """A trap network is the last annotation, of the page as it is, in a file that is trapped (PDF Reference, 10.10.5)."""
    for number, page in enumerate(file.pages, 1):
        notes = listed(page.get("/Annots"))
        for at, note in enumerate(notes):
            if note.get("/Subtype") != "/TrapNet":
                continue
            if at + 1 < len(notes) or (file.xmp or {}).get("pdf:Trapped") != "True":
                yield f"page {number}: a trap network below others, or in a file that is not trapped"
            made, changed = note.get("/LastModified"), page.get("/LastModified")
            listing = {one.objgen for one in listed(note.get("/Version"))}
            if (made is None) == ("/Version" not in note) or (made is not None and str(made) != str(changed)):
                yield f"page {number}: the trap network is of {made}, the page of {changed}"
            elif made is None and not {one.objgen for one in listed(page.get("/Contents"))} <= listing:
                yield f"page {number}: the trap network was made of other content"


def things(file: File, kind: str) -> Iterator[tuple[str, Any]]:
    """All things of a kind that FACTS speak of, with what each is called."""
    single = {"trailer": file.pdf.trailer, "catalogue": file.root, "metadata": file.root.get("/Metadata"), "xmp": file.xmp,
              "form": file.root.get("/AcroForm"), "layers": file.root.get("/OCProperties"), "file": file}  # fmt: skip
    if kind in single and single[kind] is not None:
        yield f"the {kind}", single[kind]
    elif kind == "page":
        yield from ((f"page {number}", page) for number, page in enumerate(file.pages, 1))
    elif kind == "intent":
        yield from (("the output intent", one) for one in file.printing)
    elif kind == "profile" and file.icc:
        yield "the output's profile", file.icc
    elif kind == "note":
        yield from ((f"{page} note", one) for page, at in things(file, "page") for one in listed(at.get("/Annots")))
    elif kind in ("xobject", "state"):
        key = {"xobject": "/XObject", "state": "/ExtGState"}[kind]
        for scope in file.scopes:
            yield from ((f"{scope.where} {name}", one) for name, one in items(scope.resources, key))
    elif kind == "configuration" and "/OCProperties" in file.root:
        layers = file.root.OCProperties
        yield from (("a configuration", one) for key in ("/D", "/Configs") for one in listed(layers.get(key)))
    elif kind in ("bookmark", "field", "stream"):
        yield from ((f"the {kind} {one.objgen[0]}", one) for one in file.pdf.objects if KINDS[kind](one))
    if kind == "stream":
        for scope in file.scopes:
            yield from ((f"{scope.where} {name}", one) for name, one in images(scope) if name == "inline image")


KINDS: dict[str, Callable[[Any], bool]] = {
    "bookmark": lambda one: isinstance(one, Dictionary) and "/Title" in one and "/Parent" in one,
    "field": lambda one: isinstance(one, Dictionary) and ("/FT" in one or one.get("/Subtype") == "/Widget"),
    "stream": lambda one: isinstance(one, Stream),
}
#: What one look tells: the key, the clause, the kind of thing, what would be wrong with it, and how that is said.
FACTS: tuple[tuple[str, str, str, Callable[[Any], bool], str], ...] = (
    ("Header", "PDF Reference, 3.4.1", "file", lambda one: not re.match(rb"%PDF-1\.[3-6]\s", one.data), "begins with no header of PDF 1.3 to 1.6"),
    ("Header", "PDF Reference, 3.6.1", "catalogue", lambda one: str(one.get("/Version", "/1.6"))[:3] != "/1." or str(one.get("/Version", "/1.6")) > "/1.6", "says a version later than 1.6"),
    ("Encrypt", "PDF Reference, 3.5", "trailer", lambda one: "/Encrypt" in one, "says that the file is encrypted"),
    ("ID", "PDF Reference, 10.3", "trailer", lambda one: [bool(bytes(part)) for part in listed(one.get("/ID"))] != [True, True], "has no ID of two strings"),
    ("OutputIntents", "ISO 15930-7, output intents", "file", lambda one: len(one.printing) != 1, "needs exactly one output intent of kind GTS_PDFX"),
    ("OutputIntents", "PDF Reference, 10.10.4", "intent", lambda one: not str(one.get("/OutputConditionIdentifier", "")), "has no OutputConditionIdentifier"),
    ("OutputIntents", "PDF Reference, 10.10.4", "intent", lambda one: not str(one.get("/RegistryName", "")) and not str(one.get("/Info", "")), "is in no registry and has no Info"),
    ("OutputIntents", "PDF Reference, 10.10.4", "intent", lambda one: any(not isinstance(one.get(key, pikepdf.String("")), pikepdf.String) for key in ("/Info", "/OutputCondition", "/RegistryName")), "has a text that is none"),
    ("OutputIntents", "as ISO 19005-2, 6.2.3", "file", lambda one: len({at.DestOutputProfile.objgen for at in one.intents if "/DestOutputProfile" in at}) > 1, "has output intents of several profiles"),
    ("DestOutputProfile", "ISO 15930-7: outside it is PDF/X-4p", "intent", lambda one: "/DestOutputProfileRef" in one or not isinstance(one.get("/DestOutputProfile"), Stream), "has no profile in the file"),
    ("DestOutputProfile", "ICC.1:2004-10, 7.2", "profile", lambda one: one[36:40] != b"acsp" or int.from_bytes(one[:4], "big") != len(one), "is no ICC profile"),
    ("DestOutputProfile", "ISO 15930-7, output intents", "profile", lambda one: one[12:16] != b"prtr", "is not of an output device"),
    ("DestOutputProfile", "PDF Reference, 4.5.4", "profile", lambda one: one[8:9] > b"\4", "is of a version above 4"),
    ("DestOutputProfile", "ISO 15930-7, output intents", "profile", lambda one: one[16:20] not in (b"GRAY", b"RGB ", b"CMYK"), "is not of grey, RGB or CMYK"),
    ("DestOutputProfile", "PDF Reference, 4.5.4", "file", lambda one: bool(one.icc) and one.profile.get("/N") != one.parts, "has a profile of other than N components"),
    ("Metadata", "ISO 15930-7, identification", "catalogue", lambda one: not isinstance(one.get("/Metadata"), Stream), "has no metadata"),
    ("Metadata", "PDF Reference, 10.2.2", "metadata", lambda one: (one.get("/Type"), one.get("/Subtype")) != ("/Metadata", "/XML"), "are not Metadata, XML"),
    ("Metadata", "ISO 15930-7, identification", "metadata", lambda one: "/Filter" in one, "are filtered"),
    ("Metadata", "PDF Reference, 10.2.2", "metadata", lambda one: properties(one) is None, "are not well-formed"),
    ("GTS_PDFXVersion", "ISO 15930-7, identification", "xmp", lambda one: one.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4", "does not say PDF/X-4"),
    ("Trapped", "ISO 15930-7, trapping", "xmp", lambda one: one.get("pdf:Trapped") not in ("True", "False"), "does not say whether the file is trapped"),
    ("Trapped", "PDF Reference, 10.2.1", "file", lambda one: str(one.info.get("/Trapped", "/True")) not in ("/True", "/False"), "has information that does not say whether it is trapped"),
    ("UserUnit", "PDF Reference, 3.6.2", "page", lambda one: one.get("/UserUnit", 1) != 1, "has a unit that is no point"),
    ("SeparationInfo", "PDF Reference, 10.10.3", "page", lambda one: "/SeparationInfo" in one, "is one plate of a page"),
    ("PS", "PDF Reference, 4.7.1", "xobject", lambda one: one.get("/Subtype") == "/PS" or one.get("/Subtype2") == "/PS" or "/PS" in one, "is PostScript"),
    ("Ref", "PDF Reference, 4.9.3: it is for PDF/X-5", "xobject", lambda one: "/Ref" in one, "stands for a page of another file"),
    ("OPI", "PDF Reference, 10.10.6", "xobject", lambda one: "/OPI" in one, "has OPI"),
    ("Alternates", "PDF Reference, 4.8.4", "xobject", lambda one: any(other.get("/DefaultForPrinting", False) for other in listed(one.get("/Alternates"))), "has an alternate to print"),
    ("TR", "PDF Reference, 6.3", "state", lambda one: "/TR" in one or one.get("/TR2", "/Default") != "/Default", "has transfer functions"),
    ("HT", "PDF Reference, 6.4", "state", lambda one: "/HTP" in one, "has a phase of halftones"),
    ("BM", "PDF Reference, 7.2.4", "state", lambda one: any(str(mode) not in BLENDS for mode in listed(one.get("/BM"))), "has a blend mode that PDF 1.6 does not know"),
    ("Actions", "PDF Reference, 8.5", "catalogue", lambda one: is_dictionary(one.get("/OpenAction")) or "/AA" in one or "/JavaScript" in one.get("/Names", {}), "acts"),
    ("Actions", "PDF Reference, 8.5.2", "page", lambda one: "/AA" in one, "acts"),
    ("Actions", "PDF Reference, 8.5.2", "note", lambda one: "/A" in one or "/AA" in one, "acts"),
    ("Actions", "PDF Reference, 8.6.4", "field", lambda one: "/A" in one or "/AA" in one, "acts"),
    ("Actions", "PDF Reference, 8.2.2", "bookmark", lambda one: "/A" in one, "acts"),
    ("AcroForm", "PDF Reference, 8.6.7", "form", lambda one: "/XFA" in one, "is XFA"),
    ("AcroForm", "PDF Reference, 8.6.1", "form", lambda one: bool(one.get("/NeedAppearances", False)), "has appearances that are to be made"),
    ("AcroForm", "PDF Reference, 8.4.4", "field", lambda one: one.get("/Subtype") == "/Widget" and "/N" not in dict(items(one, "/AP")), "has no appearance"),
    ("OCProperties", "PDF Reference, 4.10.3", "layers", lambda one: "/D" not in one or "/OCGs" not in one, "have no groups or no configuration"),
    ("OCProperties", "ISO 15930-7, optional content", "configuration", lambda one: not str(one.get("/Name", "")), "has no name"),
    ("OCProperties", "ISO 15930-7, optional content", "configuration", lambda one: "/AS" in one, "switches by itself"),
    ("Stream", "PDF Reference, 3.2.7", "stream", lambda one: any(key in one for key in ("/F", "/FFilter", "/FDecodeParms")), "is in another file"),
    ("Stream", "PDF Reference, 3.3", "stream", lambda one: any(str(key) not in FILTERS for key in listed(one.get("/Filter"))), "has a filter other than those of PDF 1.6 but Crypt"),
)  # fmt: skip
#: What needs a longer look.
REQUIREMENTS: tuple[tuple[str, Callable[[File], Iterator[str]]], ...] = (
    ("Syntax", sound), ("XMP", described), ("Info", information), ("Boxes", boxes), ("DeviceColour", device_colours),
    ("DefaultColour", default_spaces), ("ICCBased", profiles), ("Font", embedded), ("HT", halftones),
    ("RenderingIntent", rendering_intents), ("Group", groups), ("Annots", annotations), ("Operator", operators),
    ("Nesting", nesting), ("TrapNet", trap_networks),
)  # fmt: skip


def violations(path_or_bytes: str | Path | bytes) -> list[str]:
    """What a file breaks of PDF/X-4, each as "key: sentence"; nothing where it conforms."""
    data = path_or_bytes if isinstance(path_or_bytes, bytes) else Path(path_or_bytes).read_bytes()
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        return ["Encrypt: the file asks for a password"]
    except pikepdf.PdfError as problem:
        return [f"Syntax: {problem}"]
    with pdf:
        file = File(data, pdf)
        told = [
            f"{key}: {name} {saying} ({clause})"
            for key, clause, kind, wrong, saying in FACTS
            for name, thing in things(file, kind)
            if wrong(thing)
        ]
        told += [f"{key}: {sentence}" for key, requirement in REQUIREMENTS for sentence in requirement(file)]
        return list(dict.fromkeys(told))
