"""The house keeps its order: rooms import upwards only, and what belongs in one room stays there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "banxin"
ROOMS = (
    "version", "tuples", "private", "units", "problems", "files", "languages", "hanzi", "page", "plan", "story", "pictures", "plates", "ads", "faces", "lines",
    "makeup", "press", "epaper", "proof", "intake", "edit", "run", "desk",
)  # fmt: skip
FILES = sorted(path for path in HOUSE.rglob("*.py") if path.name != "table.py")
#: A library and the one place that may know it.
KEEPERS = {
    "reportlab": ("press/pdf", "pictures/charts"), "yaml": "plan", "uharfbuzz": "faces", "PIL": ("pictures", "plates"), "pillow_heif": "pictures", "segno": "pictures", "pikepdf": "plates", "fontTools": ("plates", "faces/lettering"), "svg2pdf_py": "plates", "pypdfium2": "plates", "zxingcpp": "plates", "borax": "makeup", "rjieba": "makeup", "pyphen": "lines", "jinja2": "epaper", "argcomplete": "desk", "markupsafe": "epaper",
}  # fmt: skip
MARKS = set("，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕［］｛｝…—～·")


def room_of(path: Path) -> str:
    """The room a file stands in."""
    parts = path.relative_to(HOUSE).parts
    return parts[0].removesuffix(".py")


def imports(path: Path):
    """Every module a file imports, with the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_imports_only_from_rooms_above_it(path):
    """What comes later on the way from file to page may know what comes before, never the reverse."""
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return  # the two doors, for programs and for people
    for module, line in imports(path):
        if module.startswith("banxin."):
            other = module.split(".")[1]
            assert ROOMS.index(other) <= ROOMS.index(room), f"{path}:{line} imports {module}"
            assert {other, room} != {"plan", "story"}, f"{path}:{line}: layouts and stories do not know each other"
            assert not (room == "press" and other in ("lines", "makeup")), f"{path}:{line}: a press prints"


def test_a_private_file_is_known_in_its_room_alone():
    """What begins with a stroke is the room's own: it changes without a look at others. What no other room asks for is so called."""
    every = sorted(HOUSE.rglob("*.py"))
    asked: set[Path] = set()
    for path in every:
        for module, line in whole_imports(path):
            other = HOUSE.parent / (module.replace(".", "/") + ".py")
            if module.startswith("banxin.") and other.is_file() and room_of(other) != room_of(path):
                assert not other.name.startswith("_"), f"{path}:{line} imports {module}"
                asked.add(other)
    named = " ".join((HOUSE.parent / name).read_text("utf-8") for name in ("pyproject.toml", "Makefile"))
    for path in every:
        own = ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts)
        if path.parent != HOUSE and path.name != "__init__.py" and path not in asked and own not in named:
            kind = path.parent.name == "kinds"  # a block's kind is told by its file's name
            assert path.name.startswith("_") or kind or path.stem in ("compile", "table", "command"), (
                f"{path}: no other room asks for it"
            )


def whole_imports(path: Path):
    """Every module a file imports, those too that are asked of their package by name, with the line."""
    yield from imports(path)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)


@pytest.mark.parametrize("library", KEEPERS)
def test_a_library_is_known_in_one_place(library):
    """Another PDF, YAML or font library would be a change of one room."""
    for path in FILES:
        if not str(path.relative_to(HOUSE)).startswith(KEEPERS[library]):
            assert all(module.split(".")[0] != library for module, _ in imports(path)), path


def test_pictures_are_opened_in_one_place():
    """What is upright, how many bits count and what a profile means is said once; what lies inside a PDF is read with that."""
    known = {HOUSE / name for name in ("pictures/opened.py", "plates/inserts.py", "plates/_samples.py")}
    for path in set(FILES) - known:
        text = path.read_text("utf-8")
        assert "Image.open(" not in text, path
        assert "exif_transpose" not in text, path


def test_no_import_runs_in_a_circle():
    """Any file can be understood with the files above it alone: late imports and those for types count as all others."""
    every = sorted(HOUSE.rglob("*.py"))
    names = {"banxin." + ".".join(path.relative_to(HOUSE).with_suffix("").parts): path for path in every}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    needs = {name: set(_modules(path, set(names))) - {name} for name, path in names.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in sorted(needs[name]):
                visit(other, (*trail, name))
            done.add(name)

    for name in needs:
        visit(name, ())


def _modules(path: Path, known: set[str]):
    """The files that a file imports anywhere; a package's own parts are no need of its door's."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield from {whole if whole in known else node.module} & known
        elif isinstance(node, ast.Import):
            yield from {name.name for name in node.names} & known


def test_functions_and_files_stay_short():
    """Half of all functions fit on a hand, nine in ten on a screen, none takes two."""
    lengths = []
    for path in FILES:
        text = path.read_text("utf-8")
        assert text.count("\n") <= 600, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.lineno + 1
                lengths.append(length)
                assert length <= 60 or node.name in HOT, f"{path}:{node.lineno} {node.name} has {length} lines"
    lengths.sort()
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[len(lengths) * 9 // 10] <= 30


#: The one loop that is hot enough to be written out.
HOT = {"_search"}


#: What may hold marks of Chinese copy in its code, as they are or escaped, and why. Wholly escaped ranges are none.
MARKED = {
    "plan": "what a layout's own grammar is mistaken for, and shown in hints",
    "story": "the grammar of stories, and what is mistaken for it",
    "intake": "what wire copy is told by",
    "problems.py": "marks that a terminal shows two columns wide",
    "plates/svg.py": "marks that a drawing may not spread",
}


def test_no_chinese_mark_stands_in_code():
    """The marks of Chinese copy are rows of hanzi/*.toml, not literals scattered over rooms; an escape hides none."""
    seen = set()
    for path in FILES:
        own = path.relative_to(HOUSE).as_posix()
        excused = next((name for name in MARKED if own == name or own.startswith(f"{name}/")), None)
        tree = ast.parse(path.read_text("utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                marked = MARKS & set(node.value)
                assert excused or not marked, f"{path}:{node.lineno} {node.value!r}"
                seen |= {excused} if marked else set()
    assert seen == set(MARKED), "an excuse that nobody needs"


#: Where hanzi are written in code, and why: a file, or a room.
WRITTEN = {
    "units.py": "the names of sizes and units that lengths are written in",
    "plan": "what layouts are written in: keys, aliases, what is said of them, and halves of messages in both languages",
    "story/front.py": "the keys of stories, their aliases, and what desks call them elsewhere",
    "story/marks.py": "marks, their aliases, and what is said of them",
    "story/roles.py": "what desks call the parts of a story, and what is said of them",
    "story/rights.py": "a value of a key and its alias",
    "story/bylines.py": "the jobs and houses that names are told from",
    "intake/_signs.py": "what wire copy says of itself",
    "intake/_parts.py": "the numerals that wire copy counts by",
    "ads/_booked.py": "halves of messages in both languages",
    "plates/svg_style.py": "what faces are called in drawings",
    "run/starting.py": "keys of edition.yaml by both their names",
}
HANZI = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def test_no_hanzi_stand_in_code():
    """What is printed and said lies in words/, where every language has it; hanzi in code are those that somebody writes."""
    seen = set()
    for path in FILES:
        own = path.relative_to(HOUSE).as_posix()
        excused = next((name for name in WRITTEN if own == name or own.startswith(f"{name}/")), None)
        for line, text in _literals(path):
            assert excused or not HANZI.search(text), f"{path}:{line} {text}"
            seen |= {excused} if HANZI.search(text) else set()
    assert seen == set(WRITTEN), "an excuse that nobody needs"


def _literals(path: Path):
    """Texts that stand in a file's code as they are written, docstrings apart, each with its line."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    lines = [line.encode() for line in text.splitlines(keepends=True)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            part = lines[node.lineno - 1 : node.end_lineno]
            part[-1] = part[-1][: node.end_col_offset]
            part[0] = part[0][node.col_offset :]
            yield node.lineno, b"".join(part).decode()


@pytest.mark.parametrize("call", ["eval", "exec", "compile", "__import__"])
def test_copy_is_never_run(call):
    """Nothing that a contributor writes is evaluated."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != call, f"{path}:{node.lineno}"


def test_only_one_room_writes_files():
    """Whole files are put in place by one function; nobody else opens for writing."""
    for path in FILES:
        if room_of(path) == "files":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                modes = [arg.value for arg in node.args[1:2] if isinstance(arg, ast.Constant)]
                assert all("w" not in mode and "a" not in mode and "+" not in mode for mode in modes), (
                    f"{path}:{node.lineno}"
                )


def test_every_room_has_a_door_with_a_sorted_list():
    """What a room offers is read off its first file."""
    for room in ROOMS:
        init = HOUSE / room / "__init__.py"
        if not init.exists():
            continue
        tree = ast.parse(init.read_text("utf-8"))
        assert ast.get_docstring(tree), init
        for node in tree.body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
                names = [element.value for element in node.value.elts]
                assert sorted(names) == names, init


def test_one_word_means_one_thing():
    """No two files have a class of one name, private ones too: who reads a word knows which."""
    seen: dict[str, Path] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                name = node.name.lstrip("_")
                assert name not in seen, f"{name}: {seen[name]} and {path}"
                seen[name] = path
