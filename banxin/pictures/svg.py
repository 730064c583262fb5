"""矢量图: SVG as it may come in. What draws is kept, name by name of a table; nothing is looked up outside the file.

What comes out is SVG again, in UTF-8, whose words are in three families of ours (:data:`FAMILIES`), each of which the house
serves with a face. It is read in a limited process (:mod:`banxin.pictures.vector`).
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import NamedTuple
from xml.etree import ElementTree as Tree
from xml.parsers import expat

from banxin.problems import Fault, Maybe

#: Families that words are set in: 宋, 黑, 楷.
SONG, HEI, KAI = FAMILIES = ("banxin-song", "banxin-hei", "banxin-kai")
_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_HREF = f"{{{_XLINK}}}href"
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
_SILENT = frozenset({"title", "desc", "metadata", "font", "font-face", "cursor", "view"})
#: What would move or act: left out, and said.
_ACTING = frozenset({
    "script", "animate", "animateColor", "animateMotion", "animateTransform", "set", "mpath", "handler", "listener",
    "audio", "video", "iframe", "canvas",
})  # fmt: skip
_PIXELS = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp)(?:;[^,;]*)*;base64,", re.IGNORECASE)
#: Kinds by which a face's name tells what it is, in the order in which they are tried.
_KINDS = (
    (KAI, re.compile(r"楷|kai|cursive|script", re.IGNORECASE)),
    (HEI, re.compile(r"黑|hei|sans|gothic|arial|helvetica|verdana|roboto|pingfang|yahei|系统|system-ui|mono|courier", re.IGNORECASE)),
    (SONG, re.compile(r"宋|仿|明|song|ming|simsun|serif|times|georgia|garamond|roman|palatino|book", re.IGNORECASE)),
)  # fmt: skip
_FAMILY = re.compile(r"(font-family\s*:\s*)([^;}]+)", re.IGNORECASE)
_SHORTHAND = re.compile(r"(?<![-\w])font\s*:\s*([^;}]+)", re.IGNORECASE)
#: Its parts: what comes before the size, the size, and behind a line's height the families (CSS 2.1, 15.8).
_PARTS = re.compile(
    r"(.*?)(?<![\w.])(\d*\.?\d+(?:px|pt|pc|em|rem|ex|mm|cm|in|q|%)|(?:xx?-)?(?:small|large)|medium|smaller|larger)"
    r"(?:\s*/\s*[\w.%]+)?\s+(.+)", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_BOLD = re.compile(r"\bbold(?:er)?\b|(?:font-weight|font)\s*[:=]\s*[^;}]*\b[6-9]00\b|^\s*[6-9]00\s*$", re.IGNORECASE)
_AT_RULE = re.compile(r"@(?:import|charset|namespace)\b[^;]*;|@font-face\s*\{[^}]*\}", re.IGNORECASE)
_URL = re.compile(r"url\(\s*(['\"]?)(?!\s*#|['\"]?\s*#)([^)]{0,200})", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["'][^>]*\?>""")
#: Encodings of several bytes, which the parser does not know: all that Chinese programs write.
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030", "big5": "big5"}
#: Where the file's first element is looked for, behind what programs write before it.
_HEAD, _ROOT = 64 << 10, re.compile(rb"<(?:[\w.-]+:)?svg[\s/>]")
_GZIP = b"\x1f\x8b"
#: What a file may grow to: unpacked, with its entities written out, and how deep and how large its tree may be.
_MOST, _DEEPEST, _MOST_ELEMENTS = 48 << 20, 256, 400_000
_MOST_ENTITIES, _LONGEST_ENTITY = 100, 400


class Drawing(NamedTuple):
    """A drawing that does nothing but draw."""

    text: str
    """SVG."""
    words: str
    """All characters of its text, each once, in order."""
    families: tuple[tuple[str, bool], ...]
    """The families that it sets them in, and whether bold."""
    pictures: tuple[bytes, ...]
    """The files of the pictures in it."""
    said: tuple[str, ...]
    """Names of what was left out that would have acted."""


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


def drawing_of(path: str, data: bytes) -> Drawing:
    """A file's drawing. Raises :class:`Fault` pictures.svg-broken, -outside or -lost."""
    return _Reader(path).read(data)


def _unpacked(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, most)
    except zlib.error:
        return b""


class _Reader:
    """Reads one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._words: set[str] = set()
        self._families: set[str] = set()
        self._said: set[str] = set()
        self._pictures: list[bytes] = []
        self._bold = False

    def read(self, data: bytes) -> Drawing:
        root = self._parsed(data)
        if _name(root) != "svg":
            raise self._broken("svg")
        self._clean(root)
        self._check_uses(root)
        if "font-family" not in root.attrib:
            root.set("font-family", HEI)
            self._families.add(HEI)
        Tree.register_namespace("", _SVG)
        Tree.register_namespace("xlink", _XLINK)
        families = [
            (family, bold) for family in sorted(self._families) for bold in ((False, True) if self._bold else (False,))
        ]
        text = Tree.tostring(root, encoding="unicode")
        return Drawing(
            text, "".join(sorted(self._words)), tuple(families), tuple(self._pictures), tuple(sorted(self._said))
        )

    def _broken(self, reason: str) -> Fault:
        return Fault("pictures.svg-broken", None, path=self._path, reason=Maybe(reason))

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
        builder = _Builder(encoding)
        try:
            return builder.feed(data)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise self._broken(str(error)) from None

    def _clean(self, root: Tree.Element) -> None:
        """Leave what draws: elements and attributes of the table, references within the file."""
        waiting = [(root, False, False)]
        while waiting:
            element, worded, switched = waiting.pop()
            name = _name(element)
            worded = worded or name == "text"
            if name == "style":
                element.text = self._styles("".join(element.itertext()))
                element[:] = []
            self._attributes(element)
            kept = {child for child in element if self._keeps(child, switched=switched or name == "switch")}
            if len(kept) < len(element):
                _drop(element, kept, worded=worded)
            if worded:
                self._words |= {one if one.isprintable() else " " for one in element.text or ""}
                self._words |= {one if one.isprintable() else " " for child in element for one in child.tail or ""}
            waiting += [(child, worded, name == "switch") for child in element]

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

    def _keeps(self, element: Tree.Element, *, switched: bool) -> bool:
        """Whether an element stays. Raises :class:`Fault` for one that shows something and cannot be drawn."""
        name = _name(element)
        if name in _DRAWING:
            return True
        if name in _ACTING:
            self._said.add(name)
        elif name == "foreignObject" and not switched and "".join(element.itertext()).strip():
            # Programs that write text so write a second form for readers such as we are, in a switch.
            raise Fault("pictures.svg-lost", None, path=self._path, what=name, text=_short("".join(element.itertext())))
        elif name in (
            "tref",
            "glyph",
            "altGlyph",
            "feImage",
            "mesh",
            "meshgradient",
            "hatch",
            "solidcolor",
            "flowRoot",
        ):
            raise Fault("pictures.svg-lost", None, path=self._path, what=name, text=Maybe(""))
        return False

    def _attributes(self, element: Tree.Element) -> None:
        name = _name(element)
        for key, value in list(element.attrib.items()):
            bare = key.rpartition("}")[2]
            if key in (_HREF, "href"):
                self._reference(element, key, value, name)
            elif key.startswith("{") and not key.startswith(f"{{{_XML}}}"):
                del element.attrib[key]
            elif bare.lower().startswith("on"):
                del element.attrib[key]
                self._said.add(bare)
            elif bare == "style":
                element.set(key, self._styles(value))
            elif bare == "font-family":
                element.set(key, self._family(value))
            elif bare == "spreadMethod" and value.strip() in ("reflect", "repeat"):
                # A run of a PDF ends where it ends.
                raise Fault(
                    "pictures.svg-lost", None, path=self._path, what=f"spreadMethod={value.strip()}", text=Maybe("")
                )
            else:
                self._bold = self._bold or (bare == "font-weight" and bool(_BOLD.search(value)))
                self._inside(value)

    def _reference(self, element: Tree.Element, key: str, value: str, name: str) -> None:
        """A reference to a part of the file stays, a picture in the file is looked at, a link goes; others are refused."""
        if name == "a":
            del element.attrib[key]
        elif name == "image":
            found = _PIXELS.match(value)
            if found is None:
                raise Fault("pictures.svg-outside", None, path=self._path, target=_short(value))
            try:
                self._pictures.append(base64.b64decode("".join(value[found.end() :].split()), validate=True))
            except (binascii.Error, ValueError):
                raise self._broken("base64") from None
        elif not value.strip().startswith("#"):
            if value.strip():
                raise Fault("pictures.svg-outside", None, path=self._path, target=_short(value))
            del element.attrib[key]

    def _inside(self, value: str) -> None:
        found = _URL.search(value)
        if found and found[2].strip():
            raise Fault("pictures.svg-outside", None, path=self._path, target=_short(found[2]))

    def _styles(self, text: str) -> str:
        """Rules of style without what is looked up elsewhere, in families of ours."""
        text = _AT_RULE.sub("", _COMMENT.sub("", text))
        self._inside(text)
        self._bold = self._bold or bool(_BOLD.search(text))
        text = _SHORTHAND.sub(lambda found: _longhand(found[1]), text)
        return _FAMILY.sub(lambda found: found[1] + self._family(found[2]), text)

    def _family(self, value: str) -> str:
        """The family of ours for a list of others': of the first whose name says what it is, else 黑."""
        important = " !important" if "!important" in value else ""
        for one in value.replace("!important", "").split(","):
            if one.strip().strip("'\"") in FAMILIES:
                return value
            for family, sign in _KINDS:
                if sign.search(one):
                    self._families.add(family)
                    return family + important
        if "inherit" in value:
            return value
        self._families.add(HEI)
        return HEI + important


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


def _longhand(value: str) -> str:
    """The properties that ``font`` stands for, which the converter does not know; none for a system's font by name."""
    found = _PARTS.fullmatch(value.strip())
    if found is None:
        return ""
    words = found[1].lower().split()
    slant = next((word for word in words if word in ("italic", "oblique")), "normal")
    weight = next((word for word in words if word in ("bold", "bolder", "lighter") or word.isdigit()), "normal")
    return f"font-style:{slant};font-weight:{weight};font-size:{found[2]};font-family:{found[3]}"


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
