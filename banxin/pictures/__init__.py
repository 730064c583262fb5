"""图片: facts of pictures early, their pixels late. The only room that knows Pillow and QR codes.

:func:`read_facts` reads a file's structure without decoding it; :class:`Examination` decodes every
picture of a page in a limited process beside the setting; :func:`encode` gives what a press embeds.
An advertisement's PDF is made inert by :mod:`banxin.pictures.inserts`, which alone knows pikepdf and
is loaded where there is such a file.
"""

from banxin.pictures.codes import qr_modules
from banxin.pictures.encode import Encoded, encode
from banxin.pictures.examine import Examination
from banxin.pictures.facts import Facts
from banxin.pictures.outline import Outline, outline
from banxin.pictures.recognise import read_facts
from banxin.pictures.tone import tone

__all__ = [
    "Encoded",
    "Examination",
    "Facts",
    "Outline",
    "encode",
    "outline",
    "qr_modules",
    "read_facts",
    "tone",
]  # fmt: skip
