"""矢量图: SVG as it may come in. What draws is kept, name by name of a table; nothing is looked up outside the file.

What comes out is SVG again, in UTF-8, in the words that the converter knows (:mod:`banxin.plates.svg_style`) and in three
families of ours, each of which the house serves with a face. What would be seen in a browser and not on paper
is refused by its name. It is read in a limited process (:mod:`banxin.plates.vector`).
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as Tree
from xml.parsers import expat

from banxin.plates.svg_style import GEOMETRY, HEI, UNSCALED, SvgStyle, is_bold_by_name
from banxin.problems import Fault, Maybe
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_HREF, _SPACE = f"{{{_XLINK}}}href", f"{{{_XML}}}space"
#: What draws (SVG 1.1, and of SVG 2 what is in use).
_DRAWING = frozenset({
    "svg", "g", "defs", "symbol", "use", "switch", "a", "style", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "textPath", "image", "linearGradient", "radialGradient", "stop", "pattern", "clipPath",
    "mask", "marker", "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix",
    "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG",
    "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting",
    "feSpotLight", "feTile", "feTurbulence",
})  # fmt: skip
#: What does nothing on paper, or says something of the drawing; left out without a word.
_SILENT = frozenset({"title", "desc", "metadata", "font", "font-face", "cursor", "view", "foreignObject"})
#: What would move or act: left out, and said.
_ACTING = frozenset({
    "script", "animate", "animateColor", "animateMotion", "animateTransform", "set", "mpath", "handler", "listener",
    "audio", "video", "iframe", "canvas",
})  # fmt: skip
#: What is drawn by browsers or by none, and here by none.
_STRANGE = frozenset({"tref", "altGlyph", "feImage", "mesh", "meshgradient", "hatch", "solidcolor"})
_PIXELS = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp)(?:;[^,;]*)*;base64,", re.IGNORECASE)
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["'][^>]*\?>""")
#: Encodings of several bytes, which the parser does not know: all that Chinese programs write.
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030", "big5": "big5"}
#: Where the file's first element is looked for, behind what programs write before it.
_HEAD, _ROOT = 64 << 10, re.compile(rb"<(?:[\w.-]+:)?svg[\s/>]")
_GZIP = b"\x1f\x8b"
#: What a file may grow to: unpacked, with its entities written out, and how deep and how large its tree may be.
_MOST, _DEEPEST, _MOST_ELEMENTS = 48 << 20, 256, 400_000
_MOST_ENTITIES, _LONGEST_ENTITY = 100, 400
#: Characters that choose a form of the one before, or join two: no face of ours has other forms.
_SELECTORS = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_COMPOSED = re.compile("[A-Za-z][\u0300-\u036f]+")
_BREAKS = re.compile("[\u0085\u2028\u2029]")
#: Marks that have another form, or another place, in lines from top to bottom, which the converter does not know.
_TURNED = frozenset(
    "\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\u300a\u300b\u3008\u3009\u300c\u300d\u300e\u300f\u3010\u3011\uff08\uff09\u2014\u2026\u201c\u201d"
)
_SCALES = re.compile(r"(scale|matrix)\s*\(([^)]*)\)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|em|ex)?\s*", re.IGNORECASE)
#: A pixel is a 96th of an inch (CSS 2.1, 4.3.2).
_PX = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16.0, "ex": 8.0}
_NEAR = 0.02
#: Text whose lines a browser breaks, where no program has broken them.
_FLOWS = re.compile(r"(?:inline-size\s*:\s*[1-9]|shape-inside\s*:\s*url)")
#: The language of a switch's words that a house would choose.
_OURS = re.compile(r"zh\b", re.IGNORECASE)


class SvgDrawing(NamedTuple):
    """A drawing that does nothing but draw."""

    text: str
    """SVG."""
    words: str
    """All characters of its text, each once, in order."""
    families: tuple[tuple[str, bool], ...]
    """The families that it sets them in, and whether bold."""
    long: float
    """Its longer side, in units of the drawing; 0 where it does not say."""
    said: tuple[tuple[str, str], ...]
    """What is noticed: active (what was left out that would have acted), flat (words under a filter, which are pixels)."""


def is_svg(data: bytes) -> bool:
    """Whether a file is SVG, packed or not, by its first element."""
    head = _unpacked(data, _HEAD) if data.startswith(_GZIP) else data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" and _first(head)


def _first(head: bytes) -> bool:
    """Whether the first element is svg; what stands before it is declarations and comments."""
    bare = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\]\s*)*>", b"", head, flags=re.DOTALL | re.IGNORECASE)
    return _ROOT.match(bare.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


def drawing_of(path: str, data: bytes, picture: Callable[[bytes], tuple[str, bytes]]) -> SvgDrawing:
    """A file's drawing; ``picture`` gives the kind and bytes of a picture in it as every reader shows it.

    Raises :class:`Fault` pictures.svg-broken, -outside or -lost, or that of a picture.
    """
    return _SvgReader(path, picture).read(data)


def _unpacked(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, most)
    except zlib.error:
        return b""


class _Pending(NamedTuple):
    """An element that is still to be looked at, and where it stands."""

    element: Tree.Element
    worded: bool = False
    """Within a text."""
    filtered: bool = False
    """Under a filter."""
    scale: float = 1.0
    """By which the areas of what it draws are larger than it says."""


class _SvgReader:
    """Reads one file."""

    def __init__(self, path: str, picture: Callable[[bytes], tuple[str, bytes]]) -> None:
        self._path = path
        self._picture = picture
        self._words: set[str] = set()
        self._acting: set[str] = set()
        self._flat = False
        self._unscaled: list[float] = []
        """Scales at which lines of the paper's own width are drawn."""
        self._scales: list[float] = []

    def read(self, data: bytes) -> SvgDrawing:
        root = self._parsed(data)
        if _name(root) != "svg":
            raise self._broken("svg")
        texts = [one.get("style", "") if _name(one) != "style" else "".join(one.itertext()) for one in root.iter()]
        self._style = SvgStyle(self._path, texts)
        self._clean(root)
        self._check_uses(root)
        if "font-family" not in root.attrib:
            root.set("font-family", HEI)
            self._style.families.add(HEI)
        self._check_whole()
        Tree.register_namespace("", _SVG)
        Tree.register_namespace("xlink", _XLINK)
        weights = (False, True) if self._style.bold else (False,)
        families = tuple((family, bold) for family in sorted(self._style.families) for bold in weights)
        said = [("active", " ".join(sorted(self._acting)))] if self._acting else []
        said += [("flat", "")] if self._flat or (self._style.filters and self._words - {" "}) else []
        long = _sized(root)
        return SvgDrawing(
            Tree.tostring(root, encoding="unicode"), "".join(sorted(self._words)), families, long, tuple(said)
        )

    def _check_whole(self) -> None:
        """Refuse what only the whole drawing shows to be wrong."""
        uneven = [scale for scale in self._unscaled if abs(scale - 1) > _NEAR]
        if uneven or (self._style.unscaled and any(abs(scale - 1) > _NEAR for scale in self._scales)):
            raise self._style.lost(UNSCALED)
        turned = "".join(sorted(self._words & _TURNED))
        if self._style.vertical and turned:
            raise self._style.lost(f"writing-mode: {turned}")

    def _broken(self, reason: str) -> Fault:
        return Fault("pictures.svg-broken", None, path=self._path, reason=Maybe(reason))

    def _lost(self, what: str, text: str) -> Fault:
        return Fault("pictures.svg-lost", None, path=self._path, what=what, text=Maybe(_short(text)))

    def _parsed(self, data: bytes) -> Tree.Element:
        if data.startswith(_GZIP):
            data = _unpacked(data, _MOST + 1)
        if len(data) > _MOST:
            raise self._broken(f"> {_MOST >> 20} MB")
        encoding = None
        declared = _DECLARED.match(data)
        known = _CHINESE.get(declared[1].decode("ascii").lower()) if declared else None
        if known:
            try:
                data, encoding = data.decode(known).encode("utf-8"), "utf-8"
            except UnicodeDecodeError:
                raise self._broken(known) from None
        try:
            return _Builder(encoding).feed(data)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise self._broken(str(error)) from None

    def _clean(self, root: Tree.Element) -> None:
        """Leave what draws: elements and attributes of the table, references within the file."""
        waiting = [_Pending(root, scale=_fitted(root))]
        while waiting:
            element, worded, filtered, scale = waiting.pop()
            name = _name(element)
            worded = worded or name == "text"
            if name == "style":
                element.text = self._style.sheet("".join(element.itertext()))
                element[:] = []
            if (
                name == "text"
                and _FLOWS.search(element.get("style", ""))
                and not any(_name(one) == "tspan" for one in element)
            ):
                raise self._style.lost(element.get("style", ""))
            self._attributes(element, name)
            scale *= _scale(element.get("transform", ""))
            self._scales.append(scale)
            if element.attrib.pop("vector-effect", "") == UNSCALED:
                self._unscaled.append(scale)
            filtered = filtered or element.get("filter", "none") != "none" or "filter:url" in element.get("style", "")
            kept = self._chosen(element) if name == "switch" else [child for child in element if self._keeps(child)]
            if len(kept) < len(element):
                _drop(element, set(kept), worded=worded)
            if worded:
                self._take_words(element, filtered=filtered)
            waiting += [_Pending(child, worded, filtered, scale) for child in element]

    def _take_words(self, element: Tree.Element, *, filtered: bool) -> None:
        """Note the characters of a text's own words, and of those behind its parts."""
        element.text = _written(element.text)
        for child in element:
            child.tail = _written(child.tail)
        words = {
            one if not one.isspace() else " "
            for text in (element.text, *(child.tail for child in element))
            for one in text or ""
        }
        self._words |= words
        self._flat = self._flat or (filtered and bool(words - {" "}))

    def _keeps(self, element: Tree.Element) -> bool:
        """Whether an element stays. Raises :class:`Fault` for one that shows something and cannot be drawn."""
        name = _name(element)
        if _is_hidden(element):
            return False
        languages = element.attrib.pop("systemLanguage", None)
        if languages is not None and not _OURS.match(languages) and not any(map(_OURS.match, languages.split(","))):
            return False
        if name == "image" and not _reference_of(element).strip():
            return False
        if name in _DRAWING:
            return True
        if name in _ACTING:
            self._acting.add(name)
        elif name == "foreignObject" and "requiredExtensions" in element.attrib:
            return False
        elif name in _STRANGE or (name and name not in _SILENT - {"foreignObject"}):
            words = "".join(element.itertext()).strip()
            if words or name in _STRANGE:
                raise self._lost(name, words)
        return False

    def _chosen(self, switch: Tree.Element) -> list[Tree.Element]:
        """The one child of a switch that is drawn. Raises :class:`Fault` where it says less than what a browser would show."""
        passed = ""
        for child in switch:
            name = _name(child)
            child.attrib.pop("requiredFeatures", None)
            if name == "foreignObject" and "requiredExtensions" not in child.attrib:
                passed = passed or _bare("".join(child.itertext()))
            elif name and "requiredExtensions" not in child.attrib and self._keeps(child):
                own = _bare("".join(child.itertext()))
                if passed and own != passed and not any(_name(one) == "image" for one in child.iter()):
                    raise self._lost("foreignObject", passed)
                return [child]
        if passed:
            raise self._lost("foreignObject", passed)
        return []

    def _attributes(self, element: Tree.Element, name: str) -> None:
        for key, value in list(element.attrib.items()):
            bare = key.rpartition("}")[2]
            if key in (_HREF, "href"):
                self._reference(element, key, value, name)
            elif key.startswith("{"):
                if key != _SPACE:
                    del element.attrib[key]
            elif bare.lower().startswith("on"):
                del element.attrib[key]
                self._acting.add(bare)
            elif bare not in ("style", "id", "class", "vector-effect"):
                self._attribute(element, bare, value, name)
        if "style" in element.attrib:
            declared = self._style.declarations(element.attrib.pop("style"))
            for key in GEOMETRY & declared.keys():
                element.set(key, declared.pop(key).removesuffix("px"))
            if declared:
                element.set("style", ";".join(f"{key}:{value}" for key, value in declared.items()))

    def _attribute(self, element: Tree.Element, key: str, value: str, name: str) -> None:
        if key == "spreadMethod" and value.strip() in ("reflect", "repeat"):
            # A run of a PDF ends where it ends.
            raise self._style.lost(f"spreadMethod={value.strip()}")
        if (key == "fr" and value.strip(" 0.%")) or (key == "path" and name == "textPath"):
            raise self._style.lost(f"{name} {key}={value}")
        if key in ("rotate", "d", "scale", "translate"):
            return  # of a text's characters, of a path, of a filter: no properties of style
        made = self._style.value(key, value)
        if made is None:
            raise self._style.lost(f"{key}={value}")
        if made:
            element.set(key, made)
        if key == "font-family" and is_bold_by_name(value) and "font-weight" not in element.attrib:
            element.set("font-weight", "bold")
            self._style.bold = True

    def _reference(self, element: Tree.Element, key: str, value: str, name: str) -> None:
        """A reference to a part of the file stays, a picture in the file is looked at, a link goes; others are refused."""
        if name == "a" or not value.strip():
            del element.attrib[key]
        elif name == "image":
            found = _PIXELS.match(value)
            if found is None:
                raise Fault("pictures.svg-outside", None, path=self._path, target=_short(value))
            try:
                data = base64.b64decode("".join(value[found.end() :].split()), validate=True)
            except (binascii.Error, ValueError):
                raise self._broken("base64") from None
            kind, data = self._picture(data)
            element.set(key, f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}")
        elif not value.strip().startswith("#"):
            raise Fault("pictures.svg-outside", None, path=self._path, target=_short(value))
        elif "%" in value:
            element.set(key, unquote(value.strip()))

    def _check_uses(self, root: Tree.Element) -> None:
        """Refuse a drawing in which parts are used in parts that are used, until there are more than any drawing needs."""
        by_name = {element.get("id", ""): element for element in root.iter()}
        sizes: dict[Tree.Element, int] = {}
        waiting = [(root, False)]
        under_way: set[Tree.Element] = set()
        while waiting:
            element, done = waiting.pop()
            below = [*element, *([target] if (target := by_name.get(_used(element))) is not None else [])]
            if done:
                under_way.discard(element)
                sizes[element] = 1 + sum(sizes.get(one, 0) for one in below)
                if sizes[element] > _MOST_ELEMENTS:
                    raise self._broken(f"> {_MOST_ELEMENTS} use")
            elif element not in sizes:
                if element in under_way:
                    raise self._broken(f"use #{element.get('id', '')}")
                under_way.add(element)
                waiting += [(element, True), *((one, False) for one in below if one not in sizes)]


class _Builder:
    """A tree from a file's bytes. Declarations are read past; entities may be short pieces of text."""

    def __init__(self, encoding: str | None) -> None:
        self._parser = parser = expat.ParserCreate(encoding, "}")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = _external
        self._tree = Tree.TreeBuilder()
        self._deep = self._elements = self._entities = self._characters = 0

    def feed(self, data: bytes) -> Tree.Element:
        """The root of a whole file. Raises ``ExpatError`` or ``ValueError``."""
        self._parser.Parse(data, True)
        return self._tree.close()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._deep += 1
        self._elements += 1
        if self._deep > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise ValueError(f"more than {_DEEPEST} deep or {_MOST_ELEMENTS} elements")
        self._count(sum(map(len, attributes.values())))
        self._tree.start(_clark(tag), {_clark(key): value for key, value in attributes.items()})

    def _end(self, tag: str) -> None:
        self._deep -= 1
        self._tree.end(_clark(tag))

    def _data(self, text: str) -> None:
        self._count(len(text))
        self._tree.data(text)

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > _MOST:
            raise ValueError(f"more than {_MOST} characters")

    def _entity(
        self, name: str, parameter: bool, value: str | None, _base: object, system: str | None, _public: object, notation: object
    ) -> None:  # fmt: skip
        self._entities += 1
        bad = parameter or value is None or system or notation or "&" in value or len(value) > _LONGEST_ENTITY
        if bad or self._entities > _MOST_ENTITIES:
            raise ValueError(f"ENTITY {name}")


def _external(*_: object) -> int:
    """An entity that stands elsewhere: never read."""
    return 0


def _reference_of(element: Tree.Element) -> str:
    return element.get("href") or element.get(_HREF) or ""


def _is_hidden(element: Tree.Element) -> bool:
    """Whether an element is drawn nowhere, by its own word."""
    style = "".join(element.get("style", "").split())
    return element.get("display", "").strip() == "none" or re.search(r"(?:^|;)display:none(?:!|;|$)", style) is not None


def _written(text: str | None) -> str | None:
    """A text without what chooses forms that no face has; letters with their accents as one character."""
    if text is None or text.isascii():
        return text
    text = _BREAKS.sub(" ", _SELECTORS.sub("", text))
    return _COMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def _bare(text: str) -> str:
    """A text to be compared: what is seen of it, without blanks."""
    return "".join(text.split())


def _scale(transform: str) -> float:
    """By which a transform makes lengths larger, in the mean of both ways."""
    area = 1.0
    for name, inner in _SCALES.findall(transform):
        parts = [float(one) for one in _NUMBER.findall(inner)]
        if name == "scale" and parts:
            area *= abs(parts[0] * parts[-1])
        elif name == "matrix" and len(parts) == 6:
            area *= abs(parts[0] * parts[3] - parts[1] * parts[2])
    return float(area**0.5)


def _pixels(length: str) -> float:
    """A length in pixels; 0 for none, or one that is a part of something."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PX[(found[2] or "px").lower()] if found else 0.0


def _view(root: Tree.Element) -> tuple[float, float]:
    """Width and height of a drawing's own units; 0 where it has none."""
    parts = [float(one) for one in _NUMBER.findall(root.get("viewBox", ""))]
    return (parts[2], parts[3]) if len(parts) == 4 else (0.0, 0.0)


def _fitted(root: Tree.Element) -> float:
    """Give a drawing that states one side the other (CSS Images 3, 5.3); how large its units are, in pixels."""
    for side in ("width", "height"):
        if not _LENGTH.fullmatch(root.get(side, "")) and not root.get(side, "").strip().endswith("%"):
            root.attrib.pop(side, None)  # auto, and what is no length
    width, height = (_pixels(root.get(side, "")) for side in ("width", "height"))
    wide, high = _view(root)
    if (
        wide > 0
        and high > 0
        and bool(width) != bool(height)
        and "%" not in root.get("width", "") + root.get("height", "")
    ):
        root.set("height" if width else "width", f"{width * high / wide if width else height * wide / high:g}")
        width = width or height * wide / high
    return width / wide if width and wide else 1.0


def _sized(root: Tree.Element) -> float:
    """A drawing's longer side in pixels; 0 where it states none."""
    sides = [_pixels(root.get(side, "")) for side in ("width", "height")]
    return max(sides) or max(_view(root))


def _used(element: Tree.Element) -> str:
    """The name of the part that an element shows once more; one that no part has for none."""
    if _name(element) != "use":
        return "#"
    return (element.get("href") or element.get(_HREF) or "##").strip().removeprefix("#")


def _clark(name: str) -> str:
    """A name as ElementTree writes it. An SVG without a namespace is SVG all the same."""
    space, _, local = name.rpartition("}")
    return f"{{{space}}}{local}" if space else local


def _name(element: Tree.Element) -> str:
    """An element's name in SVG; "" for another language's."""
    space, _, local = str(element.tag).rpartition("}")
    if not space:
        element.tag = f"{{{_SVG}}}{local}"
        return local
    return local if space == f"{{{_SVG}" else ""


def _drop(element: Tree.Element, kept: set[Tree.Element], *, worded: bool) -> None:
    """Take children out; the words behind one belong to the text around it and stay."""
    left: list[Tree.Element] = []
    for child in element:
        if child in kept:
            left.append(child)
        elif worded and child.tail and left:
            left[-1].tail = (left[-1].tail or "") + child.tail
        elif worded and child.tail:
            element.text = (element.text or "") + child.tail
    element[:] = left


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
