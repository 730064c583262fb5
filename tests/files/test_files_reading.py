"""Text that is not UTF-8 is shown as it was meant, and the hint is what helps."""

from __future__ import annotations

import pytest

from banxin.files.reading import decode, megabytes
from banxin.problems import Fault, Words, show

TEXT = "section: 要闻\ncredits: {编辑: 沈禾}\n"


def refused(path: str, data: bytes, lang: str = "zh") -> str:
    """What is said of a file."""
    with pytest.raises(Fault) as caught:
        decode(path, data)
    return show(caught.value.problem, Words(lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("path", "converted"), [("layouts/2026-06-01/A01.yaml", False), ("stories/2026-06-01/a.md", True)]
)
def test_old_encodings_are_shown_as_they_were_meant(path: str, converted: bool, lang: str) -> None:
    """The line is legible; only copy is sent to banxin import."""
    said = refused(path, TEXT.encode("gb18030"), lang)
    assert "  | section: 要闻\n" in said
    assert (f"banxin import {path}" in said) == converted
    assert "�" not in said


def test_bytes_are_counted_from_one() -> None:
    """The first byte is byte 1, a byte order mark included."""
    assert "第 1 个字节是 0xFF" in refused("a.md", b"\xff")
    assert "第 5 个字节是 0xFF" in refused("a.md", b"\xef\xbb\xbfa\xff\xff")


@pytest.mark.parametrize(
    "data", [b"\x80", b"a\n\xc3", "要闻".encode("utf-16"), b"ok\n" + bytes(range(256)), b"\xff\xfe\x00"]
)
def test_whatever_the_bytes_are_something_is_said(data: bytes) -> None:
    """No bytes bring a traceback."""
    assert "files.not-utf8" in refused("a.yaml", data)


def test_what_is_over_a_limit_looks_so() -> None:
    """A file of a byte too many does not have “2.0 MB, the limit is 2.0 MB”."""
    assert megabytes(2 << 20) == "2.0 MB"
    assert megabytes((2 << 20) + 1) == "2.1 MB"
