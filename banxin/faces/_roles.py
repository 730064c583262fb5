"""From the roles that house.yaml pins to opened faces."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from functools import cache

from banxin.faces._file import FaceFile, file_hash
from banxin.faces._font import SHAPER, Font, pin, strip
from banxin.files import LIMITS, Tree, cache_folder, keep_note, note, replace_file
from banxin.plan.records import Face
from banxin.problems import Fault, Maybe, Report

#: Faces that pip packages bring: the name in house.yaml, the package's module, its file.
PACKAGES = {
    "noto-serif": ("indico_fonts", "NotoSerifCJKjp-VF.ttf"),
    "noto-sans": ("indico_fonts", "NotoSansCJKjp-VF.ttf"),
    "liberation-serif": ("indico_fonts", "LiberationSerif-Regular.ttf"),
    "liberation-serif-bold": ("indico_fonts", "LiberationSerif-Bold.ttf"),
    "liberation-sans": ("indico_fonts", "LiberationSans-Regular.ttf"),
    "liberation-sans-bold": ("indico_fonts", "LiberationSans-Bold.ttf"),
}

#: Roles whose faces are asked for a character that a role's own lacks.
_STAND_INS = ("song", "hei")


class Role:
    """What serves a role: a Chinese face, its Western companion, and what stands in for gaps."""

    def __init__(self, name: str, han: Font, latin: Font, latin_scale: int, others: tuple[Font, ...]) -> None:
        self.name = name
        self.han = han
        self.latin = latin
        self.latin_scale = latin_scale
        """Size of the Western face in thousandths of the Chinese one's."""
        self.others = others
        self.known: tuple[dict[str, Font], dict[str, Font]] = {}, {}
        """Faces found before, of characters set as Chinese and as Western."""

    def font_for(self, character: str, western: int) -> Font | None:
        """The face that has the character: the companion, the role's own, then the stand-ins; else ``None``."""
        font = self.known[western].get(character)
        if font is None:
            asked = (self.latin, self.han, *self.others) if western else (self.han, *self.others)
            font = next((font for font in asked if font.covers(character)), None)
            if font is not None:
                self.known[western][character] = font
        return font

    def tried(self) -> list[str]:
        """Names of the faces that are asked, for messages."""
        return list(dict.fromkeys(font.key for font in (self.han, self.latin, *self.others)))


class Faces:
    """The faces of a house, opened when first used."""

    def __init__(self, tree: Tree | None, specs: dict[str, Face], report: Report) -> None:
        self._tree = tree
        self._specs = specs
        self._report = report
        self._fonts: dict[tuple[str, int, int], Font] = {}
        self._held: dict[str, FaceFile] = {}
        """Files that do not lie on the disk, by the project's path."""
        self._roles: dict[str, Role] = {}
        self.by_key: dict[str, Font] = {}
        self.substituted: dict[str, str] = {}

    def role(self, name: str) -> Role:
        """The role of that name. Raises :class:`Fault` faces.missing where nothing serves it."""
        role = self._roles.get(name)
        if role is None:
            role = self._roles[name] = self._open_role(name)
        return role

    def fingerprint(self) -> str:
        """What tells these faces from others: every role's pin, and size and time of the file that serves it.

        Of a file in memory its digest.
        """
        seen: list[object] = [os.stat(SHAPER).st_mtime_ns]
        for spec in self._specs.values():
            file = self._locate(spec)
            seen.append((*spec._replace(span=None), *((file.path, *file.facts()) if file else ("",))))
        return repr(seen)

    def files(self) -> dict[str, FaceFile]:
        """The files that serve the house's roles, as house.yaml names each."""
        found = {spec.file: self._locate(spec) for spec in self._specs.values()}
        return {name: file for name, file in sorted(found.items()) if file}

    def open_all(self) -> None:
        """Open every role that can be opened, so that processes made from this one share them."""
        for name in self._specs:
            try:
                self.role(name)
            except Fault:
                continue

    def _open_role(self, name: str) -> Role:
        spec = self._served(name)
        han = self._font(spec)
        latin = self._font(self._served(spec.latin)) if spec.latin else han
        others = [self._font(self._served(other)) for other in _STAND_INS if other in self._specs and other != name]
        return Role(name, han, latin, spec.latin_scale, tuple(font for font in others if font is not han))

    def _served(self, name: str) -> Face:
        """The face of a role, or of the role that it names as its substitute."""
        seen: list[str] = []
        while name in self._specs and name not in seen:
            spec = self._specs[name]
            if self._locate(spec):
                if seen:
                    self.substituted[seen[0]] = name
                return spec
            seen.append(name)
            name = spec.substitute
        first = seen[0] if seen else name
        spec = self._specs.get(first, Face(first))
        package = spec.file.removeprefix("package:") if spec.file.startswith("package:") else ""
        if package and package not in PACKAGES:
            raise Fault("faces.no-package", spec.span, role=first, package=package, there=", ".join(PACKAGES))
        raise Fault("faces.missing", spec.span, role=first, file=spec.file, meant=Maybe(self._near(spec.file)))

    def _near(self, file: str) -> str:
        """The file that was meant by the name of one that is not there."""
        if self._tree is None or not file or file.startswith("package:"):
            return ""
        folders = ("assets/faces", "assets")
        return next(filter(None, (self._tree.near(f"{folder}/{file}") for folder in folders)), "")

    def _locate(self, spec: Face) -> FaceFile | None:
        """A face's file; ``None`` where there is none. Raises for a path that leaves the project."""
        if spec.file.startswith("package:"):
            path = package_file(spec.file.removeprefix("package:"))
            return FaceFile(path) if path else None
        if self._tree is None or not spec.file:
            return FaceFile(spec.file) if spec.file and os.path.exists(spec.file) else None
        self._tree.check_name(spec.file, spec.span)
        for folder in ("assets/faces", "assets"):
            path = f"{folder}/{spec.file}"
            if self._tree.exists(path):
                place = self._tree.locate(path, spec.span)
                return FaceFile(place) if place else self._read(self._tree, path, spec)
        return None

    def _read(self, tree: Tree, path: str, spec: Face) -> FaceFile:
        """A file that lies in memory or in a revision, read once."""
        if path not in self._held:
            self._held[path] = FaceFile(path, tree.read(path, LIMITS["face"], spec.span))
        return self._held[path]

    def shown(self, name: str, file: FaceFile) -> str:
        """A file for people: below the project's root, or as house.yaml names it."""
        inside = self._tree is not None and not name.startswith("package:")
        if file.data is not None:
            return file.path
        return os.path.relpath(file.path, self._tree.root) if inside and self._tree else name

    def _font(self, spec: Face) -> Font:
        file = self._locate(spec)
        assert file is not None  # it is a role's that serves
        key = file.path, spec.number, spec.weight
        font = self._fonts.get(key)
        if font is None:
            if spec.sha256 and file.digest() != spec.sha256:
                raise Fault("faces.changed", spec.span, role=spec.role, file=spec.file)
            name = file.stem + (f"@{spec.weight}" if spec.weight else "")
            ours, shown = spec.file.startswith("package:"), self.shown(spec.file, file)
            if not ours:
                _look(spec, file, shown)
            try:
                if spec.weight:
                    own, outlines = pinned(file, spec.number, spec.weight)
                    font = Font(name, FaceFile(own), outlines=outlines, known=ours)
                else:
                    font = Font(name, file, spec.number, known=ours)
            except Fault as fault:
                # The place is the line of house.yaml, the path the project's own.
                reason = fault.problem.words.get("reason", "")
                raise Fault("faces.broken", spec.span, path=shown, reason=reason) from None
            font.place, font.shown = spec.span, shown
            self._fonts[key] = self.by_key[name] = font
        return font


def _look(spec: Face, file: FaceFile, shown: str) -> None:
    """Whether a file of the house's is whole, once for as long as it stays the same."""
    key = f"{file.digest()} {spec.number} {bool(spec.sha256)}".encode("ascii")
    if note("faces", key) is not None:
        return
    from banxin.faces._sound import check_face  # noqa: PLC0415 - most files were looked at before

    check_face(file.read(), spec.number, shown, spec.span, vouched=bool(spec.sha256))
    try:
        font = Font("", file, spec.number)
        bad = font.undrawn() if font.has_charstrings else None
    except Fault as fault:
        reason = fault.problem.words.get("reason", "")
        raise Fault("faces.broken", spec.span, path=shown, reason=reason) from None
    if bad is not None:
        raise Fault("faces.undrawn", spec.span, path=shown, glyph=bad)
    keep_note("faces", key, "sound")


@cache
def package_file(name: str) -> str:
    """Where a pip package put a face; empty where the package is not installed."""
    module, file = PACKAGES.get(name, ("", ""))
    spec = importlib.util.find_spec(module) if module else None
    if spec is None or spec.origin is None:
        return ""
    path = os.path.join(os.path.dirname(spec.origin), file)
    return path if os.path.exists(path) else ""


def pinned(file: FaceFile, index: int, weight: int) -> tuple[str, str]:
    """A face pinned at a weight and its bare outlines: paths in the cache, made once.

    Kept files are used only while they have the hashes that were noted when they were made.
    """
    kept = os.path.join(cache_folder(), "faces", f"{file.digest()[:24]}-{index}-{weight}")
    whole_face, outlines = f"{kept}.ttf", f"{kept}.outlines.ttf"
    if not _sound(whole_face):
        _put(whole_face, pin(file, index, weight))
    if not _sound(outlines):
        _put(outlines, strip(whole_face))
    return whole_face, outlines


def _sound(path: str) -> bool:
    try:
        with open(path + ".sha256", encoding="ascii") as stream:
            return stream.read() == file_hash(path)
    except (OSError, UnicodeDecodeError):
        return False


def _put(path: str, data: bytes) -> None:
    replace_file(path, data)
    replace_file(path + ".sha256", hashlib.sha256(data).hexdigest().encode("ascii"))
