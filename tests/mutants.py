"""Does the net hold? Constants and comparisons are changed one at a time, and each change must make a test fail.

    python -m tests.mutants --seed 1 --count 40 [--goldens | --whole]

Draws mutants of `makeup`, `press` and `plan` by a seed, tries each in a copy of the tree (goldens first, then the
room's own tests; with --goldens only those, with --whole all others, too), and prints which lived. Mutants that no page could show are listed
with the reason in `mutants.toml`, and are drawn anew.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ROOMS = ("makeup", "press", "plan")
#: Tests beside the goldens that speak most of a room, quickest first.
NEAR = {
    "makeup": ("tests/makeup", "tests/proof", "tests/desk"),
    "press": ("tests/press", "tests/desk"),
    "plan": ("tests/plan", "tests/proof", "tests/ads", "tests/desk", "tests/makeup"),
}
#: What is tried first: everything that is accepted as text.
FIRST = ("tests/goldens", "tests/desk/test_messages.py")
_COMPARED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip


#: How long tests may take, goldens (True) and others; and how much memory goldens may have.
_SECONDS, _MEMORY = {True: 300, False: 1800}, 4 << 30


class Mutant(NamedTuple):
    """One change of one file."""

    path: str
    line: int
    start: int
    end: int
    """Offsets into the file's UTF-8 bytes."""
    put: str
    was: str
    text: str
    """The line as it stands, by which an equivalent mutant is known again."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.was} -> {self.put} | {self.text}"


def mutants_of(path: Path) -> list[Mutant]:
    """Every constant that is a number, and every comparison, each with one change."""
    data = path.read_bytes()
    lines = data.split(b"\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    tree = ast.parse(data)
    passed = {id(below) for node in ast.walk(tree) for hint in _hints(node) for below in ast.walk(hint)}
    found = []

    def add(line: int, start: int, end: int, put: str) -> None:
        was, text = data[start:end].decode(), lines[line - 1].decode().strip()
        found.append(Mutant(str(path.relative_to(ROOT)), line, start, end, put, was, text))

    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            start = starts[node.lineno - 1] + node.col_offset
            add(node.lineno, start, starts[node.end_lineno - 1] + node.end_col_offset, _other(node.value))
        elif isinstance(node, ast.Compare):
            for left, op, right in zip((node.left, *node.comparators), node.ops, node.comparators, strict=False):
                start = starts[left.end_lineno - 1] + left.end_col_offset
                end = starts[right.lineno - 1] + right.col_offset
                between = data[start:end].decode()
                word = {"<=": "<", "<": "<=", ">=": ">", ">": ">=", "!=": "==", "==": "!=", "not in": "in",
                        "in": "not in", "is not": "is", "is": "is not"}[_COMPARED[type(op)]]  # fmt: skip
                if word in between:
                    at = start + len(between[: between.index(word)].encode())
                    add(node.lineno, at, at + len(word), _COMPARED[type(op)])
    return found


def _hints(node: ast.AST) -> list[ast.AST]:
    """What is for the type checker alone."""
    if isinstance(node, ast.FunctionDef):
        return [
            *filter(None, (node.returns,)),
            *(one.annotation for one in ast.walk(node.args) if isinstance(one, ast.arg) and one.annotation),
        ]
    return [node.annotation] if isinstance(node, ast.AnnAssign) else []


def _other(value: float) -> str:
    """Another number: enough to be seen where it is a measure, one more where it counts."""
    if not value:
        return str(value + 1)
    return str(value + 1) if isinstance(value, int) and abs(value) < 4 else str(value * 2)


def known_equivalent() -> dict[tuple[str, str, str], int | None]:
    """Mutants that no page could show: file, line as it stands, and the change; with its column, where one of several is meant."""
    rows = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text("utf-8"))["equivalent"]
    return {(row["file"], row["line"], f"{row['was']} -> {row['put']}"): row.get("column") for row in rows}


def column_of(mutant: Mutant) -> int:
    """Where a change stands in its line as the line is shown, in bytes from 0."""
    data = (ROOT / mutant.path).read_bytes()
    line = data[data.rfind(b"\n", 0, mutant.start) + 1 : mutant.start]
    return len(line.lstrip())


def drawn(seed: int, count: int) -> list[Mutant]:
    """So many mutants by a seed."""
    files = sorted(path for room in ROOMS for path in (ROOT / "banxin" / room).rglob("*.py"))
    every = [mutant for path in files for mutant in mutants_of(path)]
    random.Random(seed).shuffle(every)
    passed = known_equivalent()
    kept = []
    for one in every:
        key = one.path, one.text, f"{one.was} -> {one.put}"
        if key not in passed or passed[key] not in (None, column_of(one)):
            kept.append(one)
        if len(kept) == count:
            break
    return kept


def _called_alike(mutant: Mutant) -> list[tuple[str, ...]]:
    """Tests whose files are called as the mutant's file is: they speak of it, and are quick."""
    stem = Path(mutant.path).stem.rstrip("s")
    found = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob(f"test_*{stem}*.py"))
    return [tuple(found)] if found else []


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def killed_by(mutant: Mutant, tree: Path, how: str) -> str:
    """The first test that fails, or an empty text; ``how``: goldens, near or whole."""
    path = tree / mutant.path
    data = path.read_bytes()
    path.write_bytes(data[: mutant.start] + mutant.put.encode() + data[mutant.end :])
    room = mutant.path.split("/")[1]
    try:
        near = [] if how == "goldens" else [*_called_alike(mutant), *((one,) for one in NEAR[room])]
        for tests in (FIRST, *near, *([("tests",)] if how == "whole" else [])):
            first = tests == FIRST
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *tests, "-x", "--tb=no", "-p", "no:cacheprovider", *(["-n0"] if first else [])],
                cwd=tree, capture_output=True, text=True, check=False, timeout=_SECONDS[first],
                # A loop without an end fills the memory first.
                preexec_fn=_limited if first else None,
                env={**os.environ, "PYTHONPATH": str(tree), "HYPOTHESIS_MAX_EXAMPLES": "20"},
            )  # fmt: skip
            if done.returncode not in (0, 5):
                failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
                return failed[0][:160] if failed else (done.stdout + done.stderr)[-160:]
    except subprocess.TimeoutExpired:
        return "it took too long"
    finally:
        path.write_bytes(data)
    return ""


def main() -> int:
    """Draw, try, say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--whole", dest="how", action="store_const", const="whole", default="near")
    parser.add_argument(
        "--goldens", dest="how", action="store_const", const="goldens", help="by goldens alone: minutes"
    )
    parser.add_argument("--list", action="store_true", help="only say which would be tried")
    asked = parser.parse_args()
    mutants = drawn(asked.seed, asked.count)
    if asked.list:
        print(*mutants, sep="\n")
        return 0
    lived = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "out", "*_cache", "__pycache__"))
        for mutant in mutants:
            by = killed_by(mutant, tree, asked.how)
            lived += not by
            print(f"{'killed' if by else 'LIVED '} {mutant}\n       {by}", flush=True)
    print(f"{len(mutants) - lived} of {len(mutants)} were found")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
