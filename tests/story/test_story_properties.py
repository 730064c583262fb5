"""Whatever is written: nothing is lost, every place is exact, and the only complaint is a fault."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from banxin.problems import Report, Source
from banxin.story import Story, parse_story
from banxin.story.inline import BLANKS
from banxin.story.writing import Written, escape, new_story, write_story

MARKUP = st.sampled_from(
    ["**", "*", "[", "]", "{.dots}", "{ruby=jiān}", "{", "}", "\\", "`", "<b>", "<", "&amp;", " / ", "/", "__", "~~", "!", "::: box", ":::",
     "\n", "\n## ", "\n# ", "---", '"', "'", ": ", "：", "，", ",", " # ", "- ", "headline: ", "photos:\n", "  - {file: a.jpg", "　", " ", "@"]
)  # fmt: skip
HANZI = st.sampled_from("海州晚报沈禾𠮷䶮，。“”《》—…0123abc")
SOUP = st.lists(MARKUP | HANZI | st.characters(exclude_categories=["Cs"]), max_size=60).map("".join)
ALMOST = SOUP.map(lambda soup: f"---\nheadline: 海堤\n---\n{soup}\n")
FRONT = SOUP.map(lambda soup: f"---\nheadline: 海堤\n{soup}\n---\n一段。\n")

VISIBLE = st.text(
    st.sampled_from("海州晚报沈禾𠮷䶮，。“”《》：／＃—…123abc[]{}()*_`~<>&#!|\\/@%'\":;,.-+=? 　")
    | st.characters(min_codepoint=0x21, max_codepoint=0x2FFF, categories=["L", "N", "P", "S"]),
    min_size=1,
    max_size=40,
).map(lambda text: text.strip(BLANKS)).filter(bool)  # fmt: skip


def read(text: str) -> tuple[Story, Report]:
    report = Report()
    return parse_story(Source("stories/x.md", text), "x", report), report


def every(story: Story) -> list[tuple[str, str]]:
    texts = [(paragraph.key, paragraph.text) for paragraph in story.paragraphs()]
    return texts + ([("short", story.fields["short"].text)] if "short" in story.fields else [])


@settings(max_examples=400, deadline=None)
@given(SOUP | ALMOST | FRONT)
def test_every_character_of_every_paragraph_has_its_place(text: str) -> None:
    """No text can make the reader stumble, and each character printed is the one that stands at its place."""
    story, report = read(text)
    for key, copy in every(story):
        segments = story.maps[key]
        places = [segments.file_offset(at) for at in range(len(copy))]
        assert "".join(story.source.text[place] for place in places) == copy
        assert places == sorted(set(places))
    keys = [key for key, _ in every(story)]
    assert len(keys) == len(set(keys))
    for problem in report:
        assert problem.code.startswith("story.")
        assert problem.span is not None
        assert 0 <= problem.span.start < problem.span.end <= len(text) + 1


@settings(max_examples=200, deadline=None)
@given(SOUP | ALMOST | FRONT)
def test_marks_and_breaks_lie_within_their_paragraph(text: str) -> None:
    """A mark covers at least a character; marks of a kind never overlap without a fault; breaks ascend."""
    story, _ = read(text)
    for paragraph in story.paragraphs():
        for mark in paragraph.marks:
            assert 0 <= mark.start < mark.end <= len(paragraph.text)
        assert list(paragraph.marks) == sorted(paragraph.marks, key=lambda mark: (mark.start, -mark.end))
        assert list(paragraph.breaks) == sorted(set(paragraph.breaks))
        assert all(0 < offset < len(paragraph.text) for offset in paragraph.breaks)


@settings(max_examples=200, deadline=None)
@given(ALMOST, st.text(HANZI, max_size=20))
def test_a_paragraph_added_at_the_top_moves_nothing_below(text: str, line: str) -> None:
    """What is set and cached hangs on the paragraph, not on the line it stands in."""
    before, _ = read(text)
    cut = text.index("---\n", 4) + 4
    after, _ = read(text[:cut] + "新的一段" + line + "\n" + text[cut:])
    assert [copy for _, copy in every(after)][2:] == [copy for _, copy in every(before)][1:] or before.intro


@settings(max_examples=400, deadline=None)
@given(VISIBLE, VISIBLE, st.lists(VISIBLE, max_size=4), VISIBLE)
def test_what_is_written_out_reads_back_as_it_was(headline: str, byline: str, lines: list[str], caption: str) -> None:
    """Any copy can be written in the grammar: a backslash and quotation marks are enough."""
    body = [Written(("body", "subhead", "subhead3")[at % 3], line) for at, line in enumerate(lines)]
    written = write_story({"headline": headline, "byline": byline}, body, [{"file": "a.jpg", "caption": caption}])
    story, report = read(written)
    refused = {"story.private-use", "story.unassigned", "story.noncharacter", "story.invisible", "story.bidi"}
    assert {problem.code for problem in report} <= refused, written
    assert [copy for _, copy in every(story)] == [headline, byline, *lines, caption]
    assert all(not paragraph.marks and not paragraph.breaks for paragraph in story.paragraphs())


@given(st.text(HANZI | st.sampled_from("。，"), min_size=1))
def test_plain_chinese_copy_needs_no_escape(text: str) -> None:
    """The markup keeps out of the way of ordinary copy."""
    assert escape(text) == text


def test_a_new_story_has_no_fault_and_says_what_to_write() -> None:
    """What `typeset new story` gives can be set at once, in both languages."""
    for lang, word in (("zh", "主题"), ("en", "headline")):
        story, report = read(new_story("harbour", lang))
        assert not list(report)
        assert word in story.fields["headline"].text
        assert "harbour" in story.fields["headline"].text
        assert {"kicker", "deck", "byline"} <= story.fields.keys()
