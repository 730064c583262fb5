"""A small paper of six columns and 101 lines, whose layouts the tests write as hard as they like."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from banxin.edit import Change, apply
from banxin.files import Tree
from banxin.plan import read_edition, read_house, read_page
from banxin.plan.block import Block
from banxin.problems import Fault, Report

HERE = Path(__file__).parent
DATE = "2026-06-01"
HOUSE = HERE.parent / "plan" / "project" / "layouts" / "house.yaml"
STORY = "---\nheadline: 标题\n---\n第一段。\n"


class Paper:
    """A project in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "layouts" / DATE).mkdir(parents=True)
        shutil.copy(HOUSE, root / "layouts" / "house.yaml")
        self.write(f"layouts/{DATE}/edition.yaml", f"date: {DATE}\npages: [A05]\n")

    @property
    def tree(self) -> Tree:
        """Its files."""
        return Tree(str(self.root))

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file as it is given, line ends too."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)

    def page(self, text: str | bytes, name: str = "A05", folder: str = DATE) -> None:
        """Write a page's layout."""
        self.write(f"layouts/{folder}/{name}.yaml", text)

    def stories(self, *slugs: str) -> None:
        """Write stories."""
        for slug in slugs:
            self.write(f"stories/{DATE}/{slug}.md", STORY)

    def text(self, name: str) -> str:
        """What a file says, line ends and all."""
        return (self.root / name).read_bytes().decode("utf-8")

    def a05(self) -> str:
        """What the page says."""
        return self.text(f"layouts/{DATE}/A05.yaml")

    def files(self) -> dict[str, bytes]:
        """Every file below layouts/ and stories/ with its bytes."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for folder in ("layouts", "stories") for path in sorted((self.root / folder).rglob("*")) if path.is_file()
        }  # fmt: skip

    def apply(self, change: Change, what: str = "") -> None:
        """Write a change."""
        apply(str(self.root), change, what)

    def blocks(self, page: str = "A05", folder: str = DATE) -> dict[str, Block]:
        """The blocks of a page by name, in which nothing may be wrong."""
        report = Report()
        edition = read_edition(self.tree, folder, Report())
        house = read_house(self.tree, report)
        assert edition is not None
        assert house is not None
        plan = read_page(self.tree, house, edition, page, report)
        assert not list(report), [(problem.code, problem.words) for problem in report]
        assert plan is not None
        return {block.id: block for outer in plan.blocks for block in (outer, *outer.inside)}


def refused(call, *words, **more) -> str:
    """The code with which a change is refused."""
    with pytest.raises(Fault) as fault:
        call(*words, **more)
    return fault.value.problem.code
