"""Style of SVG in the words that the converter knows. What it would pass over and a reader would see is refused by name.

usvg knows the presentation attributes of SVG 1.1 and simple selectors; what browsers have learned since is brought into these
where it means one thing, and is refused where it does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.plates._svg_colours import COLOURS, plain_colour
from banxin.problems import Fault, Maybe

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Families that words are set in: 宋, 黑, 楷.
SONG, HEI, KAI = FAMILIES = ("banxin-song", "banxin-hei", "banxin-kai")
#: Kinds by which a face's name tells what it is, in the order in which they are tried.
_KINDS = (
    (KAI, re.compile(r"楷|kai|cursive|script", re.IGNORECASE)),
    (HEI, re.compile(r"黑|hei|sans|gothic|arial|helvetica|verdana|roboto|pingfang|yahei|system-ui|mono|courier|myriad|inter\b", re.IGNORECASE)),
    (SONG, re.compile(r"宋|仿|明|song|ming|simsun|serif|times|georgia|garamond|roman|palatino|book|minion", re.IGNORECASE)),
)  # fmt: skip
#: A face that is bold by its name (Illustrator's MyriadPro-Bold).
_NAMED_BOLD = re.compile(r"[-_ ](?:semi|demi|extra|ultra)?(?:bold|heavy|black)\b|粗", re.IGNORECASE)
_BOLD = re.compile(r"bold(?:er)?|[6-9]\d\d|1000", re.IGNORECASE)
#: What draws, and may be written in style (SVG 1.1, appendix N; of SVG 2 what the converter knows).
_PROPERTIES = frozenset({
    "baseline-shift", "clip", "clip-path", "clip-rule", "color-interpolation", "color-interpolation-filters", "direction",
    "display", "dominant-baseline", "alignment-baseline", "enable-background", "fill-opacity", "fill-rule", "filter",
    "flood-opacity", "font-size", "font-stretch", "font-style", "font-variant", "font-weight", "image-rendering", "isolation",
    "kerning", "letter-spacing", "marker", "marker-end", "marker-mid", "marker-start", "mask", "mask-type", "mix-blend-mode",
    "opacity", "overflow", "paint-order", "shape-rendering", "stop-opacity", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor",
    "text-decoration", "text-rendering", "transform", "transform-origin", "unicode-bidi", "visibility", "word-spacing",
    "writing-mode", "glyph-orientation-vertical", "text-orientation", *COLOURS,
})  # fmt: skip
#: What places or shapes an element, and may be written in its own style (SVG 2, 7.1): for the converter, attributes.
GEOMETRY = frozenset({"r", "cx", "cy", "rx", "ry", "x", "y", "width", "height"})
#: What is seen, and is not drawn so: a property, and the values that change nothing.
_LOST = {
    "text-transform": ("none", "inherit", "initial"), "shape-subtract": ("none",), "offset-path": ("none",), "rotate": ("none",), "scale": ("none",), "translate": ("none",), "d": ("none",),
}  # fmt: skip
#: A line's width that is the paper's, whatever scale it is drawn at.
UNSCALED = "non-scaling-stroke"
_SHAPES = re.compile(r"\b(?:circle|ellipse|inset|polygon|path|rect|xywh)\(", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"]{0,200})", re.IGNORECASE)
_PART_OF = re.compile(r"url\(\s*['\"]?\s*(#[^)'\"]+?)\s*['\"]?\s*\)", re.IGNORECASE)
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\((?:[^()]|\([^()]*\))*\))*))?\)", re.IGNORECASE)
_REM = re.compile(r"(\d*\.?\d+)rem\b", re.IGNORECASE)
_ROOT_SIZE = 16
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_DECLARED = re.compile(r"((?:[^;\"'(]|\((?:[^()\"']|\([^()]*\)|\"[^\"]*\"|'[^']*')*\)|\"[^\"]*\"|'[^']*')+)")
#: Selectors that the converter knows: names, classes, attributes that are or are there, children, neighbours, the first child.
_SELECTOR = re.compile(
    r"(?:[*\w-]+|[#.][^\s.#:\[\]>+~,*()]+|\[[\w-]+(?:[~|]?=(?:\"[^\"]*\"|'[^']*'|[\w-]+))?\]|:first-child|:(?:link|visited|hover|active|focus)|\s*[>+]\s*|\s+)+"
)
#: Rules that speak of paper, and of what a name is looked up by.
_MEDIA = re.compile(r"(?:all|print)\b|@supports|@layer\b", re.IGNORECASE)
_MOVING = re.compile(r":(?:hover|active|focus|visited)\b", re.IGNORECASE)
#: Units that transforms have in style, not as attributes (CSS Transforms 1, 8): what they are in the attribute's own.
_UNITS = re.compile(r"(\d)(?:px|deg)\b", re.IGNORECASE)
_STRANGE = re.compile(
    r"\d(?:rad|turn|grad|em|%|mm|cm|in|pt|pc)\b|\d%|3d\(|(?:translate|scale|rotate)[XYZ]\(", re.IGNORECASE
)
#: Parts of ``font``: what comes before the size, the size, and behind a line's height the families (CSS 2.1, 15.8).
_PARTS = re.compile(
    r"(.*?)(?<![\w.])(\d*\.?\d+(?:px|pt|pc|em|rem|ex|mm|cm|in|q|%)|(?:xx?-)?(?:small|large)|medium|smaller|larger)"
    r"(?:\s*/\s*[\w.%]+)?\s+(.+)", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_MOST_RULES, _DEEPEST = 20_000, 8


class SvgStyle:
    """Reads what a drawing's style says."""

    def __init__(self, path: str, texts: list[str]) -> None:
        """``texts``: all style of the file, in which its variables are declared."""
        self._path = path
        self.variables = {
            name: value.strip() for text in texts for name, value in _VARIABLE.findall(_COMMENT.sub("", text))
        }
        self.families: set[str] = set()
        self.bold = False
        self.filters = False
        """Whether a rule, and no element by itself, has a filter."""
        self.vertical = False
        self.unscaled = False
        """Whether a rule has lines whose width is the paper's, not the drawing's."""

    def lost(self, what: str) -> Fault:
        """That something would be passed over."""
        return Fault("pictures.svg-lost", None, path=self._path, what=" ".join(what.split())[:80], text=Maybe(""))

    def sheet(self, text: str) -> str:
        """A style sheet. Raises :class:`Fault` pictures.svg-lost or -outside."""
        made = []
        for selector, declared in self._rules(_COMMENT.sub("", text), 0):
            kept = self._sheet_rule(selector, declared)
            if kept:
                made.append(f"{selector}{{{kept}}}")
            if len(made) > _MOST_RULES:
                raise self.lost(f"> {_MOST_RULES} CSS")
        return "\n".join(made)

    def _rules(self, text: str, deep: int) -> Iterator[tuple[str, str]]:
        """Rules as they hold on paper."""
        at = 0
        while deep < _DEEPEST and (start := text.find("{", at)) >= 0:
            head = (
                text[at:start].rpartition(";")[2].strip()
            )  # what ends with a semicolon before it is @import and its like
            end = _closing(text, start)
            inner, at = text[start + 1 : end], end + 1
            if not head.startswith("@"):
                yield head.replace(":root", "svg"), inner
            elif _MEDIA.search(head.removeprefix("@media").strip() if head.startswith("@media") else head):
                yield from self._rules(inner, deep + 1)

    def _sheet_rule(self, selector: str, declared: str) -> str:
        found = self.declarations(declared)
        placing = {name for name in found if name in GEOMETRY - {"x", "y", "width", "height"}}
        kept = ";".join(f"{name}:{value}" for name, value in found.items() if name not in GEOMETRY)
        known = [one for one in selector.split(",") if not _MOVING.search(one)]
        if not known or not (kept or placing):
            return ""
        for one in known:
            if not _SELECTOR.fullmatch(one.strip()):
                raise self.lost(one)
        if placing:
            raise self.lost(f"{selector} {{{'; '.join(sorted(placing))}}}")
        self.filters = self.filters or found.get("filter", "none").partition(" ")[0] not in ("none", "inherit")
        return kept

    def declarations(self, text: str) -> dict[str, str]:
        """What is declared, by property; of a property that is declared twice the last that is understood."""
        found: dict[str, str] = {}
        unknown: dict[str, str] = {}
        heavy = False
        for one in _DECLARED.findall(_COMMENT.sub("", text)):
            name, colon, value = one.partition(":")
            name = name.strip().lower()
            if colon and value.strip() and not name.startswith("--"):
                for key, own in self._longhands(name, value.strip()):
                    made = self.value(key, own)
                    heavy = heavy or (key == "font-family" and is_bold_by_name(own))
                    if made is None:
                        unknown[key] = own
                    elif made:
                        found.pop(key, None)
                        found[key] = made
        for name, value in unknown.items():
            if name not in found:
                raise self.lost(f"{name}: {value}")
        if heavy and found.setdefault("font-weight", "bold") == "bold":
            self.bold = True
        return found

    def _longhands(self, name: str, value: str) -> list[tuple[str, str]]:
        return [(name, value)] if name != "font" else _longhands(value)

    def value(self, name: str, value: str) -> str | None:
        """A property's value in the converter's words; '' for a property that draws nothing, ``None`` for no known colour.

        Raises :class:`Fault` pictures.svg-lost for what would be seen, and -outside for what is not in the file.
        """
        important = " !important" if re.search(r"!\s*important", value, re.IGNORECASE) else ""
        value = self._resolved(re.sub(r"!\s*important", "", value, flags=re.IGNORECASE).strip())
        if name in _LOST and value.lower() not in _LOST[name]:
            raise self.lost(f"{name}: {value}")
        if name == "font-family":
            return self.family(value) + important
        self.unscaled = self.unscaled or (name == "vector-effect" and value == UNSCALED)
        if name not in _PROPERTIES and name not in GEOMETRY:
            return ""
        self.inside(value)
        value = _PART_OF.sub(r"url(\1)", value)
        if name in COLOURS:
            colour = plain_colour(value)
            return None if colour is None else colour + important
        value = _REM.sub(lambda found: f"{float(found[1]) * _ROOT_SIZE:g}px", value)
        if "calc(" in value.lower():
            raise self.lost(f"{name}: {value}")
        if name == "clip-path" and _SHAPES.search(value):
            raise self.lost(f"{name}: {value}")
        if name in ("transform", "transform-origin"):
            value = _UNITS.sub(r"\1", value)
            if name == "transform" and _STRANGE.search(value):
                raise self.lost(f"{name}: {value}")
        if name == "font-weight":
            self.bold = self.bold or bool(_BOLD.fullmatch(value))
        if name == "writing-mode":
            self.vertical = self.vertical or value.lower().startswith(("tb", "vertical"))
        return value + important

    def _resolved(self, value: str, deep: int = 0) -> str:
        """A value with its variables in place."""
        while deep < _DEEPEST and (found := _VAR.search(value)) is not None:
            other = self.variables.get(found[1], (found[2] or "").strip())
            if not other:
                raise self.lost(found[0])
            value, deep = value[: found.start()] + other + value[found.end() :], deep + 1
        return value

    def inside(self, value: str) -> None:
        """Raise :class:`Fault` pictures.svg-outside for a reference that is to no part of the file."""
        for target in _URL.findall(value):
            if target.strip() and not target.strip().startswith("#"):
                raise Fault("pictures.svg-outside", None, path=self._path, target=" ".join(target.split())[:60])

    def family(self, value: str) -> str:
        """The family of ours for a list of others': of the first whose name says what it is, else 黑."""
        if value.strip().lower() in ("inherit", "initial", "unset"):
            return value
        names = [one.strip().strip("'\"") for one in value.split(",")]
        for one in names:
            own = one if one in FAMILIES else next((family for family, sign in _KINDS if sign.search(one)), "")
            if own:
                self.families.add(own)
                return own
        self.families.add(HEI)
        return HEI


def is_bold_by_name(value: str) -> bool:
    """Whether a list of faces begins with one that is bold by its name."""
    return bool(_NAMED_BOLD.search(value.partition(",")[0]))


def _longhands(value: str) -> list[tuple[str, str]]:
    """The properties that ``font`` stands for, which the converter does not know; none for a system's font by name."""
    important = " !important" if "!important" in value.replace(" ", "") else ""
    found = _PARTS.fullmatch(re.sub(r"!\s*important", "", value).strip())
    if found is None:
        return []
    words = found[1].lower().split()
    slant = next((word for word in words if word in ("italic", "oblique")), "normal")
    weight = next((word for word in words if word in ("bold", "bolder", "lighter") or word.isdigit()), "normal")
    named = {"font-style": slant, "font-weight": weight, "font-size": found[2], "font-family": found[3]}
    return [(name, own + important) for name, own in named.items()]


def _closing(text: str, start: int) -> int:
    """Where a block ends that begins at a place; at the text's end for one that does not."""
    deep = 0
    for at in range(start, len(text)):
        deep += (text[at] == "{") - (text[at] == "}")
        if not deep:
            return at
    return len(text)
