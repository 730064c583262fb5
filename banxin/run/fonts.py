"""``typeset fonts``: what serves each role, and which characters of the standards it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from banxin.faces import Faces
from banxin.plan import read_house
from banxin.problems import Fault, Report, Words, show

if TYPE_CHECKING:
    from banxin.run.project import Project

_SHOWN = 40
_TABLE = Path(__file__).parent.parent / "hanzi" / "general-standard.txt"


def gb2312() -> list[str]:
    """The 6,763 hanzi of GB/T 2312-1980, in its order."""
    rows = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    decoded = (row.decode("gb2312", "ignore") for row in rows)
    return [character for character in decoded if character]


def general_standard() -> list[str]:
    """The 8,105 hanzi of 通用规范汉字表 (2013), by its three levels in order."""
    return list(_TABLE.read_text("utf-8").replace("\n", ""))


def font_lines(project: Project, words: Words) -> tuple[list[str], int]:
    """Lines a role: its face, its Western companion, and what it lacks; and the exit status."""
    report = Report()
    house = read_house(project.tree, report)
    if house is None:
        return [show(problem, words) for problem in report], report.status
    faces = Faces(project.tree, house.faces, report)
    standards = [("GB 2312", gb2312()), (words.say("desk.general-standard"), general_standard())]
    lines = []
    for name in house.faces:
        try:
            lines += _role_lines(faces, name, standards, words)
        except Fault as fault:
            report.add(fault.problem)
    lines += [show(problem, words) for problem in report]
    return lines, report.status


def _role_lines(faces: Faces, name: str, standards: list[tuple[str, list[str]]], words: Words) -> list[str]:
    role = faces.role(name)
    head = f"{name:12} {role.han.key}"
    if role.latin is not role.han:
        head += f" + {role.latin.key}"
    served = faces.substituted.get(name)
    lines = [head + (f"  {words.say('desk.substitute', role=served)}" if served else "")]
    for title, characters in standards:
        lacking = [character for character in characters if not role.han.covers(character)]
        if lacking:
            more = "desk.lacks-more" if len(lacking) > _SHOWN else "desk.lacks"
            lines.append(f"    {title}: {words.say(more, count=len(lacking), characters=''.join(lacking[:_SHOWN]))}")
        else:
            lines.append(f"    {title}: {words.say('desk.full', count=len(characters))}")
    return lines
