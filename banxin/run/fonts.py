"""``banxin fonts``: what serves each role, and which characters of the standards it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from banxin.faces import Faces
from banxin.plan import read_house
from banxin.problems import Fault
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.problems import Report, Words
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


class RoleFaces(NamedTuple):
    """What serves a role of a face, and what it lacks."""

    role: str
    face: str
    latin: str
    """The face of its Western text; the same where it has no companion."""
    substitute: str
    """The role that serves in its place; '' where its own face is there."""
    lacks: dict[str, str]
    """Standard → the hanzi of it that the face lacks, in the standard's order."""


_STANDARDS = {"gb2312": gb2312, "general-standard": general_standard}


def role_faces(project: Project, report: Report) -> list[RoleFaces]:
    """Each role of the house's faces; what is wrong with house style and files goes into the report."""
    house = read_house(project.tree, report)
    if house is None:
        return []
    faces = Faces(project.tree, house.faces, report)
    standards = {name: characters() for name, characters in _STANDARDS.items()}
    found = []
    for name in house.faces:
        try:
            role = faces.role(name)
        except Fault as fault:
            report.add(fault.problem)
            continue
        lacks = {standard: "".join(character for character in characters if not role.han.covers(character))
                 for standard, characters in standards.items()}  # fmt: skip
        found.append(RoleFaces(name, role.han.key, role.latin.key, faces.substituted.get(name, ""), lacks))
    return found


def as_text(found: list[RoleFaces], words: Words) -> list[str]:
    """Lines a role: its face, its Western companion, and what it lacks."""
    titles = {"gb2312": "GB 2312", "general-standard": words.say("desk.general-standard")}
    lines = []
    for role in found:
        head = f"{role.role:12} {role.face}" + (f" + {role.latin}" if role.latin != role.face else "")
        lines.append(head + (f"  {words.say('desk.substitute', role=role.substitute)}" if role.substitute else ""))
        for standard, lacking in role.lacks.items():
            more = "desk.lacks-more" if len(lacking) > _SHOWN else "desk.lacks"
            said = (
                words.say(more, count=len(lacking), characters=lacking[:_SHOWN])
                if lacking
                else words.say("desk.full", count=len(_STANDARDS[standard]()))
            )
            lines.append(f"    {titles[standard]}: {said}")
    return lines
