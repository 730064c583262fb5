"""The reference's pictures: its examples set, printed and drawn by the program itself."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from banxin.files import replace_file
from banxin.plates.web import draw, png
from banxin.run._examples import DAY, PAGE
from banxin.run.opened import open_edition

if TYPE_CHECKING:
    from banxin.problems import Problem
    from banxin.run._examples import Example

#: Pixels a point: twice as many as a web page shows, less would blur 9 pt.
_SCALE = 2
_PHOTOS = os.path.join(os.path.dirname(__file__), "skeletons", "paper", "assets", "@DATE@")
#: What an example has on purpose: it is a part of a page, and no whole one.
_MEANT = ("proof.window", "proof.photo-unplaced", "makeup.underset")


class DrawnExample:
    """An example's page as it was set: its picture, and what the program said of it."""

    __slots__ = ("picture", "problems")

    def __init__(self, picture: bytes, problems: tuple[Problem, ...]) -> None:
        self.picture, self.problems = picture, problems


def drawn(example: Example, *, picture: bool = True) -> DrawnExample:
    """Set and draw an example, in a project of its own that is gone afterwards; no picture where it has a fault or none is wanted."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in example.files().items():
            replace_file(os.path.join(root, path), text.encode("utf-8"))
        for name in sorted(os.listdir(_PHOTOS)):
            with open(os.path.join(_PHOTOS, name), "rb") as stream:
                replace_file(os.path.join(root, "assets", DAY, name), stream.read())
        with open_edition(os.path.join(root, "layouts", DAY)) as edition:
            problems = tuple(problem for problem in edition.problems if problem.code not in _MEANT)
            if not picture or any(problem.severity == "error" for problem in problems):
                return DrawnExample(b"", problems)
            return DrawnExample(png(draw(edition.page(PAGE).pdf(), _SCALE * example.width)), problems)
