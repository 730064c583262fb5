"""Wire copy is read without losing a character, or it is refused with the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banxin.intake._decoding import decode_wire
from banxin.problems import Fault, Words

STORIES = Path(__file__).parents[2] / "stories/2026-06-01"
SIMPLIFIED = "昨天是农历四月十五，逢大潮，十三时四十分退到最低潮位。市水利局六支小队趁这个空当同时下到堤脚，带着铁锤、探地雷达和齐膝的胶靴。"
TRADITIONAL = "昨天是農曆四月十五，逢大潮，十三時四十分退到最低潮位。市水利局六支小隊趁這個空檔同時下到堤腳，帶著鐵鎚、探地雷達和齊膝的膠靴。"


def refused(data: bytes, encoding: str | None = None) -> Fault:
    with pytest.raises(Fault) as caught:
        decode_wire("in/x.txt", data, encoding)
    for lang in ("zh", "en"):
        sentence = Words(lang).sentence(caught.value.problem)
        assert sentence != caught.value.problem.code
        assert "…" not in sentence
        assert Words(lang).hint(caught.value.problem)
    return caught.value


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"), (SIMPLIFIED, "utf-8-sig", "utf-8"), (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "gb2312", "gb18030"), (SIMPLIFIED, "gbk", "gb18030"), (SIMPLIFIED + "𠮷䶮", "gb18030", "gb18030"),
        (TRADITIONAL, "cp950", "cp950"), (TRADITIONAL + "嘅咗", "big5hkscs", "big5hkscs"), (TRADITIONAL, "utf-8", "utf-8"),
        ("CAFE 12:30", "ascii", "utf-8"), ("Café à la carte.", "utf-8", "utf-8"), ("Москва", "utf-8", "utf-8"),
    ],
)  # fmt: skip
def test_the_encodings_of_wires_are_told_apart(text: str, codec: str, encoding: str) -> None:
    """UTF-8 proves itself; GB18030 and Big5 are told apart by everyday characters."""
    decoded = decode_wire("in/x.txt", text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.guessed == (encoding in {"gb18030", "cp950", "big5hkscs"})


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.md")), ids=lambda path: path.stem)
def test_every_sample_story_survives_gb18030(path: Path) -> None:
    """GB18030 holds every character of Unicode: 𠮷 and 䶮 come back."""
    text = path.read_text("utf-8")
    assert decode_wire("in/x.txt", text.encode("gb18030")).text == text
    assert decode_wire("in/x.txt", text.encode("utf-16")).text == text


def test_a_declared_encoding_is_taken_at_its_word() -> None:
    """--encoding decides where the bytes do not."""
    for name in ("gbk", "GBK", "gb2312", "cp936", "gb18030", "GB18030"):
        assert decode_wire("in/x.txt", "联通".encode("gbk"), name).text == "联通"
    for name in ("big5", "cp950", "Big5-HKSCS", "big5_hkscs"):
        assert decode_wire("in/x.txt", "聯通".encode("cp950"), name).text == "聯通"


def test_too_little_to_tell_is_refused() -> None:
    """Two hanzi read in either encoding: a person must say."""
    assert refused("联通".encode("gbk")).problem.code == "intake.undecided"
    assert refused("海州晚报".encode("gbk")).problem.code == "intake.undecided"
    assert refused(bytes(range(0x81, 0xFE)) * 2).problem.code in {"intake.undecided", "intake.undecodable"}


def test_gbk_that_happens_to_be_utf8_is_refused() -> None:
    """A few GBK hanzi are lawful UTF-8 letters of other scripts: a guess would be silent rubbish."""
    data = "聆听".encode("gbk")  # whatever it reads as, it must not come in as Cyrillic or Arabic
    trick = next(
        bytes((one, two)) * 2
        for one in range(0xC4, 0xD8)
        for two in range(0xA1, 0xC0)
        if bytes((one, two)).decode("utf-8")
    )
    assert refused(trick).problem.code == "intake.undecided"
    assert refused(data).problem.code.startswith("intake.")


def test_an_unknown_encoding_is_said_with_those_there_are() -> None:
    """A slip in --encoding is answered with the list."""
    fault = refused(b"x", "gbk2")
    assert fault.problem.code == "intake.unknown-encoding"
    assert "gb18030" in str(fault.problem.words["known"])


def test_a_wrong_byte_is_said_with_its_place() -> None:
    """Never a replacement character: byte offset, line and the byte itself."""
    data = SIMPLIFIED.encode() + b"\n\n" + SIMPLIFIED[:5].encode() + b"\xff" + b"x"
    fault = refused(data)
    assert fault.problem.code == "intake.undecodable"
    assert fault.problem.words == {"encoding": "utf-8", "offset": len(data) - 2, "line": 3, "byte": "0xFF"}
    assert fault.problem.span is not None
    assert fault.problem.span.place == (3, 6)
    declared = SIMPLIFIED.encode("gbk") + b"\r\n" + b"\x81"
    fault = refused(declared, "gbk")
    assert (fault.problem.words["offset"], fault.problem.words["line"]) == (len(declared) - 1, 2)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_character_lost_before_it_came_is_refused(codec: str) -> None:
    """U+FFFD says that somebody else lost a character; the place is given in bytes and lines."""
    before = SIMPLIFIED + "\n一"
    data = (before + "\ufffd" + SIMPLIFIED).encode(codec)
    fault = refused(data)
    assert fault.problem.code == "intake.lost"
    assert (fault.problem.words["offset"], fault.problem.words["line"]) == (len(before.encode(codec)), 2)


def test_gb18030_of_2022_leaves_no_private_use() -> None:
    """Python reads the edition of 2000; the characters that have since been encoded get their places."""
    assert (
        decode_wire("in/x.txt", b"\xa6\xd9\xfe\x51\xfe\xa0\xa8\xbc", "gb18030").text == "\ufe10\U00020087\u9fbb\u1e3f"
    )


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "gbk", "big5"]))
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str | None) -> None:
    """No bytes make the reader stumble, and none comes out as U+FFFD."""
    try:
        decoded = decode_wire("in/x.txt", data, encoding)
    except Fault:
        return
    assert "\ufffd" not in decoded.text


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd\ufeff"), max_size=60),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_unicode_comes_in_as_it_is(text: str, codec: str) -> None:
    """Nothing is normalised, folded or dropped on the way in."""
    try:
        assert decode_wire("in/x.txt", text.encode(codec), codec).text == text
    except Fault as fault:  # pragma: no cover - says what came
        raise AssertionError(fault.problem) from None


def test_every_hanzi_survives_gb18030() -> None:
    """The whole of Unicode's hanzi, those of Extensions B to J in four bytes each."""
    ranges = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFAD9), range(0x20000, 0x33480))
    text = "".join(chr(point) for points in ranges for point in points)
    assert decode_wire("in/x.txt", text.encode("gb18030"), "gb18030").text == text


def test_every_big5_hanzi_comes_in() -> None:
    """Both levels of Big5 as Windows writes it, and the Hong Kong characters."""
    pairs = [bytes((lead, trail)) for lead in range(0xA4, 0xFA) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))]
    for codec in ("cp950", "big5hkscs"):
        text = "".join(pair.decode(codec, "ignore") for pair in pairs)
        assert decode_wire("in/x.txt", text.encode(codec), "big5").text == text


def test_the_euro_sign_of_windows_comes_in_where_it_is_asked_for() -> None:
    """Code page 936 writes € as 0x80; without --encoding cp936 the hint names it, and places still count bytes."""
    text = "票价12€，" + SIMPLIFIED
    data = text.encode("gb18030").replace("€".encode("gb18030"), b"\x80")
    assert decode_wire("in/x.txt", data, "cp936").text == text
    assert decode_wire("in/x.txt", data, "CP936").encoding == "gb18030"
    assert decode_wire("in/x.txt", text.encode("gb18030"), "cp936").text == text
    for encoding in (None, "gb18030"):
        fault = refused(data, encoding)
        assert fault.problem.words["offset"] == 6
        assert "--encoding cp936" in Words("en").hint(fault.problem)
    assert "cp936" not in Words("en").hint(refused(data + b"\xff", "cp936").problem)
    lost = refused(data + "\ufffd".encode("gb18030"), "cp936")
    assert (lost.problem.code, lost.problem.words["offset"]) == ("intake.lost", len(data))
