"""图片: facts of pictures early, their pixels late. The only room that knows Pillow and QR codes.

:func:`read_facts` reads a file's structure without decoding it; :class:`Examination` decodes every
picture of a page in a limited process beside the setting; :func:`encode` gives what a press embeds.
:func:`read_insert` makes an advertisement's PDF inert, and is the only one that knows pikepdf.
"""

from banxin.pictures.codes import qr_modules
from banxin.pictures.encode import Encoded, encode
from banxin.pictures.examine import Examination
from banxin.pictures.facts import Facts, read_facts
from banxin.pictures.inserts import RGB, Insert, insert_of, read_insert
from banxin.pictures.outline import Outline, outline
from banxin.pictures.tone import tone

__all__ = [
    "RGB",
    "Encoded",
    "Examination",
    "Facts",
    "Insert",
    "Outline",
    "encode",
    "insert_of",
    "outline",
    "qr_modules",
    "read_facts",
    "read_insert",
    "tone",
]  # fmt: skip
