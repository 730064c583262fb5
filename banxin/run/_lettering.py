"""What the words of drawings (SVG) are set in: families of theirs to roles of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plates.svg_style import KAI, SONG
from banxin.plates.vector import Letters

if TYPE_CHECKING:
    from banxin.faces import Faces, Role
    from banxin.plan.records import House

#: Roles that serve a family, first those that are there, plain and bold.
_ROLES = {
    (SONG, False): ("song", "hei"), (SONG, True): ("song-bold", "song", "hei-bold", "hei"),
    (KAI, False): ("kai", "song", "hei"), (KAI, True): ("kai", "song-bold", "song"),
}  # fmt: skip
_USUAL = {False: ("hei", "song"), True: ("hei-bold", "hei-medium", "hei", "song-bold", "song")}


def letters(faces: Faces, house: House) -> Letters:
    """What a house sets words in. Its faces are made where a drawing is seen for the first time, in that process."""
    language = house.setting.language

    def role(family: str, bold: bool) -> Role:
        wanted = _ROLES.get((family, bold), _USUAL[bold])
        return faces.role(next((name for name in wanted if name in house.faces), house.styles["body"].face))

    def missing(family: str, bold: bool, words: str) -> str:
        from banxin.faces.lettering import without  # noqa: PLC0415 - brings fontTools

        return without(role(family, bold), words)

    def face(family: str, bold: bool, words: str) -> bytes:
        from banxin.faces.lettering import lettering  # noqa: PLC0415 - as above

        return lettering(role(family, bold), words, family, language, bold=bold)

    return Letters(f"{language} {faces.fingerprint()}", missing, face)
