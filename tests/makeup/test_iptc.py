"""A photo that a story says nothing of is captioned by its own file, as agencies write it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from banxin.files import Tree
from banxin.page import TextRun, items_of
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.makeup.test_conservation import EDITION, HOUSE

DAY = "2026-06-01"
CAPTION = "五月二十日，渔船靠岸，船员卸下当天的渔获。"


def captioned(text: bytes) -> bytes:
    """A JPEG with a caption and a by-line in its IPTC record."""
    file = io.BytesIO()
    Image.new("RGB", (900, 600), (90, 120, 150)).save(file, "JPEG")
    record = b"".join(b"\x1c\x02" + bytes([number]) + len(one).to_bytes(2, "big") + one
                      for number, one in ((80, "陆舟".encode()), (120, text)))  # fmt: skip
    block = b"8BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    body = b"Photoshop 3.0\0" + block
    data = file.getvalue()
    return data[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + data[2:]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("own", ["", ", caption: 船回来了。"])
def test_a_photo_without_a_caption_has_its_files_own(tmp_path, encoding, own):
    """The story's where it has one."""
    files = {
        "layouts/house.yaml": HOUSE, f"layouts/{DAY}/edition.yaml": EDITION,
        f"layouts/{DAY}/A01.yaml": "blocks:\n  - {story: one, columns: 1-4, lines: 1-40, heading: {takes: 4行},\n"
                                   "     inside: [{photo: 1, columns: 2-4, lines: 8-24}]}\n",
        f"stories/{DAY}/one.md": f"---\nheadline: 船\nphotos:\n  - {{file: a.jpg{own}}}\n---\n" + "文字文字文字。" * 60 + "\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "assets" / DAY).mkdir(parents=True)
    (tmp_path / "assets" / DAY / "a.jpg").write_bytes(captioned(CAPTION.encode(encoding)))
    sources = open_sources(Tree(str(tmp_path)), DAY)
    work = read_work(sources, "A01")
    text = "".join(item.text for item in items_of(compose(sources, work)) if isinstance(item, TextRun))
    assert (CAPTION in text, "船回来了。" in text) == (not own, bool(own))
    assert "陆舟" in text
