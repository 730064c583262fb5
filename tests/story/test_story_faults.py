"""Every mistake in a story is found, placed and answered; a right story has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from banxin.files import decode
from banxin.problems import Report, Source, Words, all_codes, show
from banxin.story import Story, parse_story
from banxin.story.characters import REFUSED, name

FAULTS = sorted((Path(__file__).parent / "faults").glob("*.md"))
HEAD = "---\nheadline: 海堤\n---\n"


def read(text: str) -> tuple[Story, Report]:
    report = Report()
    return parse_story(Source("stories/x.md", text), "x", report), report


def found(report: Report) -> list[str]:
    return ["{}:{} {}".format(*problem.span.place, problem.code) for problem in report if problem.span]


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_a_fault_is_said_with_its_line_and_column(path: Path) -> None:
    """All faults of a file come in one run, in the order of the file, each once."""
    report = Report()
    parse_story(decode(path.name, path.read_bytes()), path.stem, report)
    assert found(report) == path.with_suffix(".expect").read_text("utf-8").split("\n")[:-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_a_fault_comes_with_a_sentence_and_an_answer(path: Path, lang: str) -> None:
    """No message is a bare code, none has a gap in it, and each says what to do and why."""
    report, words = Report(), Words(lang)
    parse_story(decode(path.name, path.read_bytes()), path.stem, report)
    for problem in report:
        assert words.sentence(problem) != problem.code
        assert words.hint(problem)
        assert words.why(problem.code)
        assert "…" not in words.sentence(problem).replace("{…}", "")
        assert "hint:" in show(problem, words)


def test_every_code_of_the_room_has_a_story_that_shows_it() -> None:
    """A message nobody has seen is a message nobody has read."""
    shown = {line.split()[1] for path in FAULTS for line in path.with_suffix(".expect").read_text("utf-8").splitlines()}
    shown |= {row[2] for row in REFUSED} | {"story.unassigned", "story.empty"}
    assert "story.headline" in shown
    known = {code for code in all_codes() if code.startswith("story.") and not code.startswith("story.new-")}
    assert shown == known


def mended(line: str) -> list[str]:
    """The codes that a line of front matter gives, and those that its own hint gives when it is followed."""
    codes = []
    for _ in range(2):
        _, report = read(f"---\nheadline: 海堤\n{line}\n---\n一段。\n")
        problems = list(report)
        codes.append(problems[0].code if problems else "")
        if not problems:
            break
        line = str(problems[0].words.get("fixed", ""))
    return codes


@pytest.mark.parametrize(
    "line",
    [
        "deck：全角冒号", "deck:少空格", "deck: @所有街坊", "deck: %x", "deck: *x", "deck: [x", "deck: >x", "deck: |x", "deck: `x",
        "deck: !x", "deck: 海堤 # 一号", 'deck: "海堤"一号', "deck: '海堤'一号", " deck: 缩进", 'deck: "海堤', "deck: - x", "deck: {x",
    ],
)  # fmt: skip
def test_the_hint_is_the_line_as_it_should_be(line: str) -> None:
    """Typing what the hint says mends the fault (marks that are no copy of ours may remain to be escaped)."""
    before, after = [*mended(line), "mended"][:2]
    assert before
    assert after in {"", "story.star", "story.bracket", "story.code"}


@pytest.mark.parametrize(
    ("character", "code", "called"),
    [
        ("\u202e", "story.bidi", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\ufeff", "story.invisible", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\u00ad", "story.invisible", "U+00AD SOFT HYPHEN"),
        ("\x1b", "story.control", "U+001B ESCAPE"),
        ("\x85", "story.control", "U+0085 NEXT LINE"),
        ("\r", "story.control", "U+000D CARRIAGE RETURN"),
        ("\ud842", "story.surrogate", "U+D842"),
        ("\ufffd", "story.replacement", "U+FFFD REPLACEMENT CHARACTER"),
        ("\ufdd0", "story.noncharacter", "U+FDD0"),
        ("\U0010ffff", "story.noncharacter", "U+10FFFF"),
        ("\ue000", "story.private-use", "U+E000"),
        ("\U000f0000", "story.private-use", "U+F0000"),
        ("\U000e0041", "story.tag-character", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("\U000e0080", "story.tag-character", "U+E0080"),
        ("\u0378", "story.unassigned", "U+0378"),
        ("\U00033fff", "story.unassigned", "U+33FFF"),
        ("\ufe0f", "story.selector", "U+FE0F VARIATION SELECTOR-16"),
    ],
)  # fmt: skip
def test_a_character_that_has_no_place_in_copy_is_named(character: str, code: str, called: str) -> None:
    """What cannot be seen is shown by its name, once however often it stands there, and is not dropped."""
    story, report = read(f"{HEAD}段A{character}文。\n又B{character}段。\n")
    codes = [problem.code for problem in report]
    assert codes == [code]
    assert next(iter(report)).words["character"] == name(character) == called
    assert story.canonical().count(character) == 2 or character == "\r"


@pytest.mark.parametrize(
    "copy",
    [
        "葛\U000e0100城", "\u9f8d\ufe00", "\U00031350\U000323af"[0], "\U000323b0", "\U0002ebf0", "\uf91d", "\U0002f800", "yǎn", "e\u0301",
        "①◆★☎℃", "12,000 m²", "日本のカナ", "한국", "русский", "\u00a0x", "\U0002ebe0", "𠮷祥号",
    ],
)  # fmt: skip
def test_names_in_rare_hanzi_pass_as_they_are(copy: str) -> None:
    """Extensions A to J, compatibility forms and variation selectors after hanzi are copy; nothing is normalised."""
    story, report = read(f"{HEAD}人{copy}。\n")
    assert not list(report)
    assert story.canonical() == f"海堤\n人{copy}。"


def test_a_story_without_a_word_is_said_to_be_empty() -> None:
    """An empty file is one fault, not five."""
    for text in ("", "\n \n\u3000\n"):
        assert [problem.code for problem in read(text)[1]] == ["story.empty"]
