"""图片: facts of pictures early, their pixels late.

:func:`read_facts` reads a file's structure without decoding it; :class:`Examination` decodes every
picture of a page in a limited process beside the setting; :func:`encode` gives what a press embeds.
What is no picture yet, a PDF or an SVG, and what a picture of any kind looks like: :mod:`banxin.plates`.
"""

from banxin.pictures._codes import qr_modules
from banxin.pictures._examine import Examination
from banxin.pictures.encode import Encoded, encode
from banxin.pictures.facts import Facts
from banxin.pictures.recognise import read_facts

__all__ = [
    "Encoded",
    "Examination",
    "Facts",
    "encode",
    "qr_modules",
    "read_facts",
]  # fmt: skip
