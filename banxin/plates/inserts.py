"""PDF as a picture, mostly an advertisement: the file's first page becomes a drawing that can do nothing but be seen.

The file is read in a process that may use only so much memory and time; what comes back is plain text, kept as a
note under the file's content, so that a build needs neither the process nor pikepdf for a file that it knows.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from banxin.files import keep_note, note
from banxin.pictures.apart import apart
from banxin.pictures.facts import MOST_PIXELS
from banxin.plates._inert import ACTIONS, ACTIVE, CONTENT, KEYS, PLAIN, STREAMS
from banxin.plates._tidy import KNOWN, Inline, balanced
from banxin.problems import Fault
from banxin.tuples import NamedTuple
from banxin.units import PT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.problems import Span

_KIND, _WORDS_KIND = "inserts-10", "inserts-words-1"
#: Files that are kept as notes.
_MOST = 300
#: What an advertisement may have in it; a page of a catalogue has thousands.
_MOST_OBJECTS, _DEEPEST, _MOST_CONTENT = 50_000, 60, 24 << 20
#: How large a page is drawn to see whether anything is on it, in pixels of its longer side.
_LOOK = 600
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
#: Characters of an advertisement's words that are kept.
MOST_WORDS = 300
#: A form on the unit square that shows another.
_UNIT = "<< /Type /XObject /Subtype /Form /FormType 1 /BBox [0 0 1 1] /Resources << /XObject << /J "
#: Names that a content stream may have as a colour space without a resource.
_RGB, _CMYK = frozenset({"/DeviceRGB", "/RGB", "/CalRGB"}), frozenset({"/DeviceCMYK", "/CMYK"})


#: In an object's parts: where a file may say what RGB is to mean in it (ISO 32000-1, 8.6.5.6).
RGB = -1
#: The same, and what four inks mean, as colour spaces that stand by themselves; a file that says nothing has the device's.
RGB_SPACE, CMYK_SPACE = -2, -3
_SPACES = {"/DeviceRGB": RGB_SPACE, "/DeviceCMYK": CMYK_SPACE}


class Insert(NamedTuple):
    """A page of a PDF as a form that is inert."""

    width: int
    """In EMU, of the trim box."""
    height: int
    said: tuple[tuple[str, str], ...]
    """What was noticed, each with its particulars: active, boxes (no trim box), pages, annotations, rgb, colour, fonts,
    balance (it was mended), blank; of an SVG also flat; svg where it was one."""
    objects: tuple[tuple[tuple[str | int, ...], str | None], ...]
    """The form and all that it draws with. An object is its PDF text in parts, a number standing for a reference to
    another of them, or for :data:`RGB`, :data:`RGB_SPACE` and :data:`CMYK_SPACE`; and the data of a stream in base 64. The form is the first."""


def read_insert(path: str, data: bytes, span: Span | None) -> tuple[int, int, bytes]:
    """Width and height in EMU and the insert's own bytes. Raises pictures.insert-broken, or -encrypted, -layers."""
    kept = note(_KIND, data)
    if kept is None:
        kept = apart(lambda: _read(data))
        if kept is None:
            raise Fault("pictures.insert-broken", span, path=path, reason="-")
        if "fault" not in json.loads(kept):
            kept = _looked_at(kept)
            words_of(kept.encode("utf-8"))
        keep_note(_KIND, data, kept, _MOST)
    answer = json.loads(kept)
    if "fault" in answer:
        more = {"reason": answer["reason"]} if answer["reason"] else {}
        raise Fault(f"pictures.insert-{answer['fault']}", span, path=path, **more)
    return answer["width"], answer["height"], kept.encode("utf-8")


def insert_of(data: bytes) -> Insert:
    """An insert from its own bytes."""
    answer = json.loads(data)
    objects = tuple((tuple(parts), stream) for parts, stream in answer["objects"])
    return Insert(answer["width"], answer["height"], tuple(map(tuple, answer["said"])), objects)


def words_of(data: bytes) -> str:
    """The words on an advertisement by its insert's own bytes, on one line; some 300 characters at most, "" for none.

    They are read when the file is, and kept as a note of their own: the bytes say what is drawn, and a page's version
    (on its slug) is told by them. Read in a process of its own: one that dies of it costs the words alone.
    """
    words = note(_WORDS_KIND, data)
    if words is None:
        words = apart(lambda: _words(insert_of(data))) or ""
        keep_note(_WORDS_KIND, data, words, _MOST)
    return words


def _looked_at(kept: str) -> str:
    """An insert's bytes, with a word of it where nothing is to be seen. One that cannot be drawn is not judged here."""
    answer = json.loads(kept)
    # Words in a font that only pdfium cannot draw are there all the same.
    if answer.pop("shows") or apart(lambda: _seen(insert_of(kept.encode("utf-8")))) != "blank":
        return json.dumps(answer, separators=(",", ":"))
    answer["said"] = sorted([*answer["said"], ["blank", ""]])
    return json.dumps(answer, separators=(",", ":"))


def _seen(insert: Insert) -> str:
    """In the child: whether a drawing leaves anything on paper."""
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - as above

    document = pypdfium2.PdfDocument(alone(insert))
    page, scale = document[0], _LOOK / (max(insert.width, insert.height) / PT)
    seen = page.render(scale=scale).to_pil().convert("L").getextrema()
    document.close()
    return "blank" if seen == (255, 255) else ""


def _words(insert: Insert) -> str:
    """In the child: a drawing's text as pdfium reads it."""
    import pypdfium2  # noqa: PLC0415 - as above

    document = pypdfium2.PdfDocument(alone(insert))
    words = squeezed(document[0].get_textpage().get_text_bounded(), MOST_WORDS)
    document.close()
    return words


def _alone(part: int) -> str:
    return {RGB: "", RGB_SPACE: "/DeviceRGB", CMYK_SPACE: "/DeviceCMYK"}.get(part, f"{part + 5} 0 R")


def alone(insert: Insert) -> bytes:
    """A file of one page that shows an insert and nothing else."""
    import base64  # noqa: PLC0415

    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {insert.width / PT:.4f} {insert.height / PT:.4f}] /Contents 4 0 R"
    )
    draws = f"{insert.width / PT:.4f} 0 0 {insert.height / PT:.4f} 0 0 cm /J Do".encode("ascii")
    bodies: list[tuple[str, bytes | None]] = [
        ("<< /Type /Catalog /Pages 2 0 R >>", None), ("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", None),
        (page + " /Resources << /XObject << /J 5 0 R >> >> >>", None), ("<< >>", draws),
    ]  # fmt: skip
    for parts, stream in insert.objects:
        text = "".join(_alone(part) if isinstance(part, int) else part for part in parts)
        bodies.append((text, None if stream is None else base64.b64decode(stream)))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for at, (text, data) in enumerate(bodies, 1):
        places.append(len(out))
        own = text.encode("latin-1")
        if data is not None:
            own = own.removesuffix(b">>") + b" /Length %d>>\nstream\n%b\nendstream" % (len(data), data)
        out += b"%d 0 obj\n%b\nendobj\n" % (at, own)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\n"
    return bytes(out) + f"{end}startxref\n{len(out)}\n%%EOF\n".encode("ascii")


def _read(data: bytes) -> str:
    """In the child: the insert, or why there is none, as JSON."""
    import io  # noqa: PLC0415

    import pikepdf  # noqa: PLC0415 - only for a file that is seen for the first time

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                return _fault("encrypted", "")
            if not len(pdf.pages):
                return _fault("broken", "no page")
            if _hidden(pdf):
                return _fault("layers", "")
            return json.dumps(page_of(pdf), separators=(",", ":"))
    except pikepdf.PasswordError:
        return _fault("encrypted", "")
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError) as error:
        return _fault("broken", str(error).strip().replace("\n", " ")[:200] or type(error).__name__)


def page_of(pdf: Any) -> dict[str, Any]:
    """The first page of an opened file as an insert's own bytes say it, and whether it shows text; in the child."""
    import pikepdf  # noqa: PLC0415 - as above

    return _Inert(pikepdf, pdf).page()


def _fault(code: str, reason: str) -> str:
    return json.dumps({"fault": code, "reason": reason})


def _hidden(pdf: Any) -> bool:
    """Whether the file has layers that are switched off: they would be printed."""
    layers = pdf.Root.get("/OCProperties")
    usual = layers.get("/D") if layers is not None else None
    return usual is not None and (len(usual.get("/OFF", [])) > 0 or usual.get("/BaseState") == "/OFF")


def objects_of(pdf: Any, form: Any, *, profiled: bool) -> list[list[Any]]:
    """A form of a file, copied as an insert's objects are; ``profiled``: device colours by profiles of the file it comes into."""
    import pikepdf  # noqa: PLC0415 - as above

    inert = _Inert(pikepdf, pdf, profiled=profiled)
    inert.copy(form)
    return inert.objects


def squeezed(text: str, most: int) -> str:
    """So many characters at most of a stranger's text: white as single spaces, nothing that is not seen."""
    clean = "".join(
        one if one.isprintable() and not 0xE000 <= ord(one) <= 0xF8FF and ord(one) < 0xF0000 else " " for one in text
    )
    return " ".join(clean.split())[:most].strip()


class _Inert:
    """Copies what draws a page, key by key of the table."""

    def __init__(self, pikepdf: Any, pdf: Any, *, profiled: bool = False) -> None:
        self._lib = pikepdf
        self._pdf = pdf
        self._profiled = profiled
        self.objects: list[list[Any]] = []
        self._numbers: dict[tuple[tuple[int, int], str], int] = {}
        self._said: dict[str, str] = {}
        self._fonts: dict[str, Any] = {}
        """Fonts that are not in the file, by their resource names."""
        self._shown: set[str] = set()
        """Resource names of fonts that text is shown in."""

    def copy(self, form: Any) -> None:
        """A form, as the first of the objects."""
        self._value(form, "form", 0)

    def page(self) -> dict[str, Any]:
        """The first page as a form on the unit square."""
        page = self._pdf.pages[0]
        left, foot, right, top = _within(_box(page.trimbox), _box(page.mediabox))
        width, height = right - left, top - foot
        turn = int(_inherited(page.obj, "/Rotate", 0)) % 360
        unit = float(page.obj.get("/UserUnit", 1))
        if not (width > 0 and height > 0):
            raise ValueError("an empty page")
        matrix = {
            90: (0, -1 / width, 1 / height, 0, -foot / height, right / width),
            180: (-1 / width, 0, 0, -1 / height, right / width, top / height),
            270: (0, 1 / width, -1 / height, 0, top / height, -left / width),
        }.get(turn, (1 / width, 0, 0, 1 / height, -left / width, -foot / height))  # fmt: skip
        self._notice(page)
        # The scale stands outside the form that draws: some readers take a form's own matrix twice for its patterns.
        self.objects += [[[_UNIT, 1, " >> >> >>"], _packed(f"{_numbers(matrix)} cm /J Do".encode())], [[], None]]
        own = _inherited(page.obj, "/Resources", self._lib.Dictionary())
        Inline(self._lib, self._pdf, self._measure).page(page, own)
        resources = self._value(own, "resources", 0)
        head: list[Any] = [
            "/Type /XObject /Subtype /Form /FormType 1 ",
            f"/BBox [{_numbers((left, foot, right, top))}] ",
        ]
        head += ["/Resources ", *resources]
        group = page.obj.get("/Group")
        head += [" /Group ", *self._value(group, "group", 0)] if group is not None else []
        self.objects[1] = [["<<", *head, ">>"], _packed(self._content(page, page=True))]
        missing = {str(font.get("/BaseFont", name))[1:] for name, font in self._fonts.items() if name in self._shown}
        if missing:
            self._said["fonts"] = " ".join(sorted(missing))
        if turn in (90, 270):
            width, height = height, width
        return {
            "width": round(width * unit * PT), "height": round(height * unit * PT),
            "said": sorted(self._said.items()), "objects": self.objects, "shows": bool(self._shown),
        }  # fmt: skip

    def _notice(self, page: Any) -> None:
        """What the file has beside its drawing."""
        if len(self._pdf.objects) > _MOST_OBJECTS:
            raise ValueError(f"more than {_MOST_OBJECTS} objects")
        if "/TrimBox" not in page.obj:
            self._said["boxes"] = ""
        if len(self._pdf.pages) > 1:
            self._said["pages"] = str(len(self._pdf.pages))
        if len(page.obj.get("/Annots", [])):
            self._said["annotations"] = str(len(page.obj["/Annots"]))
        found = set()
        for one in self._pdf.objects:
            found |= set(self._active(one, 0))
        found |= set(self._active(self._pdf.Root, 0))
        if found:
            self._said["active"] = " ".join(sorted(found))

    def _active(self, value: Any, deep: int) -> Iterator[str]:
        """Names of what would act, in an object and what stands directly in it."""
        if deep > _DEEPEST or not isinstance(value, self._lib.Object):
            return
        if isinstance(value, self._lib.Array):
            for one in value:
                if isinstance(one, self._lib.Object) and not one.is_indirect:
                    yield from self._active(one, deep + 1)
            return
        if not isinstance(value, (self._lib.Dictionary, self._lib.Stream)):
            return
        for key in value.keys():  # noqa: SIM118 - no mapping
            word = key[1:]
            if word in ACTIVE:
                yield word
            below = value.get(key)
            if word == "S" and str(below)[1:] in ACTIONS:
                yield str(below)[1:]
            if isinstance(below, self._lib.Object) and not below.is_indirect:
                yield from self._active(below, deep + 1)

    def _value(self, value: Any, kind: str, deep: int) -> list[Any]:
        """A value as PDF text in parts; what may not come along is null."""
        if deep > _DEEPEST:
            raise ValueError(f"nests more than {_DEEPEST} deep")
        lib = self._lib
        if kind == "space":
            return self._space(value, deep)
        if kind == "xobject":
            kind = {"/Image": "image", "/Form": "form"}.get(str(value.get("/Subtype")), "")
        if kind == "mask":
            kind = PLAIN if isinstance(value, lib.Array) else "image"
        if not kind:
            return ["null"]
        if isinstance(value, lib.Array) and kind.startswith("all:"):
            return self._array(value, kind[4:], deep)
        kind = kind.removeprefix("all:")
        if isinstance(value, lib.Stream):
            return [self._stream(value, kind, deep)] if kind in STREAMS else ["null"]
        if isinstance(value, lib.Dictionary):
            return self._dictionary(value, kind, deep)
        if isinstance(value, lib.Array):
            return self._array(value, PLAIN, deep) if kind == PLAIN else ["null"]
        return [_scalar(lib, value)]

    def _array(self, value: Any, kind: str, deep: int) -> list[Any]:
        parts: list[Any] = ["["]
        for one in value:
            parts += [*self._value(one, kind, deep + 1), " "]
        return [*parts, "]"]

    def _dictionary(self, value: Any, kind: str, deep: int) -> list[Any]:
        """A dictionary; one that is an object of the file's own stays one, so that what is shared stays shared."""
        if kind == PLAIN:
            return ["null"]
        if value.is_indirect and not kind.startswith("each:"):
            key = (value.objgen, kind)
            if key not in self._numbers:
                self._numbers[key] = len(self.objects)
                self.objects.append([["null"], None])
                self.objects[self._numbers[key]][0] = ["<<", *self._entries(value, kind, deep), ">>"]
            return [self._numbers[key]]
        return ["<<", *self._entries(value, kind, deep), ">>"]

    def _entries(self, value: Any, kind: str, deep: int) -> list[Any]:
        each = kind.removeprefix("each:") if kind.startswith("each:") else ""
        if kind == "resources" and "/ColorSpace" not in value:
            return ["/ColorSpace <<", RGB, ">> ", *self._known_entries(value, kind, each, deep)]
        if each == "space" and "/DefaultRGB" not in value:
            return [RGB, *self._known_entries(value, kind, each, deep)]
        return self._known_entries(value, kind, each, deep)

    def _known_entries(self, value: Any, kind: str, each: str, deep: int) -> list[Any]:
        known = {} if each else KEYS[kind]
        parts: list[Any] = []
        for key in sorted(value.keys()):
            of = each or known.get(key[1:], "")
            if of:
                parts += [_scalar(self._lib, self._lib.Name(key)), " ", *self._value(value.get(key), of, deep + 1), " "]
        if each == "font":
            self._fonts |= {key: value.get(key) for key in value.keys() if _not_in_file(value.get(key))}  # noqa: SIM118
        return parts

    def _stream(self, value: Any, kind: str, deep: int) -> int:
        key = (value.objgen, kind)
        if value.is_indirect and key in self._numbers:
            return self._numbers[key]
        number = len(self.objects)
        self.objects.append([["null"], None])
        self._numbers[key] = number
        if kind == "image":
            how = str(value.get("/Filter", ""))
            if "/Crypt" in how:
                raise ValueError("an image has a Crypt filter")
            width, height, bits = (int(value.get(name, 1)) for name in ("/Width", "/Height", "/BitsPerComponent"))
            if not 0 < width * height <= MOST_PIXELS or width < 0 or bits not in (1, 2, 4, 8, 16):
                raise ValueError(f"an image of {width} x {height} pixels of {bits} bits")
            # LZW is a filter that no archive takes (ISO 19005-2, 6.1.7.2); of others that are old, few are sound.
            bare = any(old in how for old in ("/LZW", "/RunLength", "/RL", "/ASCII", "/A85", "/AHx"))
            level = self._lib.StreamDecodeLevel.specialized  # qpdf counts run lengths among those
            data = value.read_bytes(level) if bare else value.read_raw_bytes()
            if how in ("/DCTDecode", "/DCT"):
                _check_jpeg(data)
            entries = self._entries(value, "bare image" if bare else kind, deep)
        else:
            tiling = kind != "pattern" or int(value.get("/PatternType", 1)) == 1
            data = self._content(value) if kind in CONTENT and tiling else value.read_bytes()
            entries = self._entries(value, kind, deep)
        self.objects[number] = [["<<", *entries, ">>"], _packed(data)]
        return number

    def _content(self, stream: Any, *, page: bool = False) -> bytes:
        """What a stream draws: its operators without those that mark content, balanced."""
        self._measure(stream)
        kept, font = [], ""
        for one in self._lib.parse_content_stream(stream):
            operator = str(one.operator)
            if operator in KNOWN:
                kept.append(one)
                self._notice_colour(operator, one.operands)
            if operator == "Tf":
                font = str(one.operands[0])
            elif operator in _SHOWING:
                self._shown.add(font)
        kept, mended = balanced(self._lib, kept, page=page)
        if mended:
            self._said["balance"] = ""
        return bytes(self._lib.unparse_content_stream(kept))

    def _measure(self, stream: Any) -> None:
        """Refuse a few bytes that grow to more than any drawing needs, before they do."""
        held = getattr(stream, "obj", stream)
        held = held.get("/Contents", held) if not isinstance(held, self._lib.Stream) else held
        total = 0
        for part in held if isinstance(held, self._lib.Array) else [held]:
            if isinstance(part, self._lib.Stream) and "/Fl" in str(part.get("/Filter", "")):
                grown = zlib.decompressobj()
                try:
                    total += len(grown.decompress(part.read_raw_bytes(), _MOST_CONTENT + 1))
                except zlib.error:
                    continue  # other filters come before; the process that reads has limits of its own
        if total > _MOST_CONTENT:
            raise ValueError(f"more than {_MOST_CONTENT} bytes of content")

    def _notice_colour(self, operator: str, operands: Any) -> None:
        if operator in ("rg", "RG"):
            self._said.setdefault("rgb", "")
            if len({float(part) for part in operands}) > 1:
                self._said.setdefault("colour", "")
        elif operator in ("k", "K"):
            if any(float(part) for part in list(operands)[:3]):
                self._said.setdefault("colour", "")
        elif operator in ("cs", "CS") and len(operands):
            self._notice_space(str(operands[0]))

    def _notice_space(self, name: str) -> None:
        if name in _RGB:
            self._said.setdefault("rgb", "")
        if name in _RGB | _CMYK:
            self._said.setdefault("colour", "")

    def _space(self, value: Any, deep: int) -> list[Any]:
        """A colour space: a name, or an array whose first says what the others are."""
        lib = self._lib
        if not isinstance(value, lib.Array):
            self._notice_space(str(value))
            if self._profiled and str(value) in _SPACES:
                return [_SPACES[str(value)]]
            return [_scalar(lib, value)] if isinstance(value, lib.Name) else ["null"]
        family = str(value[0])
        self._notice_space(family)
        if family == "/ICCBased":
            self._notice_space({3: "/DeviceRGB", 4: "/DeviceCMYK"}.get(int(value[1].get("/N", 0)), ""))
        if family in ("/Separation", "/DeviceN") and "/Black" not in str(value[1]):
            self._said.setdefault("colour", "")
        kinds = {
            "/ICCBased": ("icc",), "/CalGray": ("cal",), "/CalRGB": ("cal",), "/Lab": ("cal",), "/Pattern": ("space",),
            "/Indexed": ("space", PLAIN, "bytes"), "/Separation": (PLAIN, "space", "function"),
            "/DeviceN": (PLAIN, "space", "function", "inks"),
        }.get(family, ())  # fmt: skip
        parts: list[Any] = ["[", _scalar(lib, value[0])]
        for one, kind in zip(list(value)[1:], kinds, strict=False):
            parts += [" ", *self._value(one, kind, deep + 1)]
        return [*parts, "]"]


def _check_jpeg(data: bytes) -> None:
    """Whether a photo is whole: what is missing of it would be printed gray. Raises ``ValueError``."""
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415 - few files have any

    Image.MAX_IMAGE_PIXELS = None  # its size was checked before
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as photo:
            photo.load()
    except (OSError, SyntaxError) as error:
        raise ValueError("a damaged JPEG") from error


def _box(sides: Any) -> tuple[float, float, float, float]:
    """A rectangle by its left, lower, right and upper side, in whichever order they were written."""
    (left, right), (foot, top) = sorted(map(float, list(sides)[::2])), sorted(map(float, list(sides)[1::2]))
    return left, foot, right, top


def _within(
    box: tuple[float, float, float, float], outer: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The part of a box that lies in another; nothing outside the sheet is there (ISO 32000-1, 14.11.2)."""
    return max(box[0], outer[0]), max(box[1], outer[1]), min(box[2], outer[2]), min(box[3], outer[3])


def _inherited(page: Any, key: str, usual: Any) -> Any:
    """An entry of a page, or of the part of the page tree that it hangs on."""
    for _ in range(_DEEPEST):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return usual


def _not_in_file(font: Any) -> bool:
    """Whether a press would draw a font with whatever it has."""
    if str(font.get("/Subtype")) == "/Type3":
        return False
    if str(font.get("/Subtype")) == "/Type0":
        font = font["/DescendantFonts"][0]
    descriptor = font.get("/FontDescriptor")
    return descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.9f}".rstrip("0").rstrip(".") for value in values)


def _scalar(lib: Any, value: Any) -> str:
    """A number, name or text as it stands in a PDF."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, lib.String):
        return f"<{bytes(value).hex()}>"
    if isinstance(value, lib.Object):
        return bytes(value.unparse()).decode("latin-1")
    return str(value)


def _packed(data: bytes) -> str:
    import base64  # noqa: PLC0415

    return base64.b64encode(data).decode("ascii")
