"""字体: face files to glyphs and advances. Font units never leave this room.

:class:`Font` is one opened face; :class:`Role` is what a style names: a Chinese face with its Western
companion and what stands in for a missing character; :class:`Faces` opens what house.yaml pins.
"""

from banxin.faces._font import Font, Subset
from banxin.faces._roles import Faces, Role

__all__ = ["Faces", "Font", "Role", "Subset"]
