"""``banxin meter``: how many 字 and lines each hole of a page takes, before there is copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup import Copy
from banxin.makeup.meter import Hole, meter_page
from banxin.plan.kinds import ContinuedBlock
from banxin.plan.records import Area
from banxin.problems import Report, Source
from banxin.run.status import columns_of, padded
from banxin.story.front import KEYS
from banxin.story.reading import parse_story
from banxin.story.records import Paragraph
from banxin.tuples import NamedTuple
from banxin.units import PT, rounded

if TYPE_CHECKING:
    from banxin.plan.block import Block, PagePlan
    from banxin.problems import Words
    from banxin.run.sources import Sources
    from banxin.story.records import Story

#: Characters of a paragraph of news where the paper's own copy does not say.
_PARAGRAPH = 90


class Metered(NamedTuple):
    """The holes of a page, and how long the paragraphs are that they were metered with."""

    page: str
    holes: tuple[Hole, ...]
    paragraph: int


def meter(sources: Sources, name: str, paragraph: int, report: Report, words: Words) -> Metered | None:
    """Meter a page with copy such as the paper's: each story's own, else that of the edition's other stories.

    With ``paragraph`` above 0 with paragraphs of so many 字. ``None`` where the layout cannot be read.
    """
    plan, own = sources.plan(name)
    report.join(own)
    if plan is None:
        return None
    there = sources.stories(plan, Report())
    others = [text for story in sources.all_stories(plan) for text in _lines(story)]
    sample = _Sample(others, paragraph, words.say("desk.meter-sentence"))
    jumps = sources.jumps(plan, Report())
    facts = sources.pictures(plan, there, Report(), jumps)

    def copy(block: Block, turn: int) -> Copy:
        filled = {slug: _filled(plan, block, slug, there.get(slug), sample, turn) for slug in block.stories}
        return Copy(filled, facts, jumps=jumps, advised=False)

    holes = meter_page(plan, copy, sources.faces)
    # What a story on several pages is over or under is known where it ends only.
    counts = {slug: _count(story) for slug, story in there.items() if slug not in jumps}
    subjects = {block.id: " ".join(block.set_stories) for block in plan.blocks}
    holes = [
        hole._replace(
            copy=counts.get(subjects.get(hole.block, ""), -1) if hole.part == "body" else -1,
            size=hole.size if subjects.get(hole.block, "") in there else 0,
        )
        for hole in holes
    ]
    used = [text for story in there.values() for text in sample.lines(_lines(story), 0) if not text.startswith("#")]
    used = used or sample.lines([], 0)
    return Metered(name, tuple(holes), sum(map(len, used)) // max(1, len(used)))


def _lines(story: Story) -> list[str]:
    """A story's paragraphs and subheads as they are written, without its boxes."""
    found, boxed = [], False
    for line in story.source.text.partition("\n---")[2].partition("\n")[2].splitlines():
        if line.startswith(":::"):
            boxed = line.strip() != ":::"
        elif line.strip() and not boxed:
            found.append(line.strip())
    return found


def _count(story: Story) -> int:
    """What a hole would have to take of a story: byline, dateline, text and signoff, white space apart."""
    fields = [paragraph.text for key, paragraph in story.fields.items() if key in ("byline", "dateline", "signoff")]
    texts = [*fields, *(part.text for part in story.body if isinstance(part, Paragraph))]
    return sum(not character.isspace() for text in texts for character in text)


class _Sample(NamedTuple):
    """Copy that stands for what is not there yet."""

    others: list[str]
    """The edition's other stories."""
    paragraph: int
    sentence: str

    def lines(self, own: list[str], turn: int) -> list[str]:
        """Paragraphs such as a story's own, else as the edition's; of about a length where that is stated."""
        lines = own or self.others
        if lines and not self.paragraph:
            # A story's own copy stands as it is; the paper's begins with another paragraph each turn.
            at = 0 if own else rounded(len(lines) * turn * 618, 1000) % len(lines)
            return lines[at:] + lines[:at]
        length = self.paragraph or _PARAGRAPH
        # From half to one and a half of the length: paragraphs of one length would all end on the same place.
        lengths = [length // 2 + length * ((number * 7 + turn * 3) % 20) // 20 for number in range(20)]
        return [(self.sentence * (each // len(self.sentence) + 1))[: max(1, each)] for each in lengths]


def _filled(plan: PagePlan, block: Block, slug: str, story: Story | None, sample: _Sample, turn: int) -> Story:
    """A story with the same heading, byline and photos, and more copy than its hole takes."""
    # As much as the whole page takes where it may have come from another one.
    areas = (
        [zone.area for zone in block.shape]
        if not isinstance(block.what, ContinuedBlock)
        else [Area(1, plan.house.grid.columns, 1, plan.house.grid.lines)]
    )
    needed = 2 * sum(area.columns * area.lines for area in areas) * plan.house.grid.measure
    lines = sample.lines(_lines(story) if story is not None else [], turn)
    times = needed // max(1, sum(map(len, lines))) + 1
    head = f"---\nheadline: {KEYS['headline']}\n---\n"
    if story is not None:
        text = story.source.text
        head = text[: text.find("\n---", 3) + 5]
    boxes = _boxes(story.source.text) if story is not None else ""
    return parse_story(Source(f"{slug}.md", head + boxes + "\n".join(lines * times) + "\n"), slug, Report())


def _boxes(text: str) -> str:
    """The boxes of a story, as written."""
    found, boxed = [], False
    for line in text.splitlines():
        opens = line.startswith(":::")
        if opens or boxed:
            found.append(line + "\n")
        if opens:
            boxed = line.strip() != ":::"
    return "".join(found)


def as_text(metered: Metered, words: Words) -> list[str]:
    """A line a hole."""
    rows = [_row(hole, words) for hole in metered.holes]
    widths = [max(columns_of(row[at]) for row in rows) for at in range(2)] if rows else []
    lines = ["  ".join([padded(row[0], widths[0]), padded(row[1], widths[1]), row[2]]) for row in rows]
    return [words.say("desk.meter-head", page=metered.page, paragraph=metered.paragraph), *lines]


def _row(hole: Hole, words: Words) -> list[str]:
    part = words.say(f"desk.meter-{hole.part}")
    if hole.ladder:
        steps = [
            words.say("desk.meter-step", size=f"{step.size / PT:g}", characters=step.characters, lines=step.lines)
            + (words.say("desk.meter-now") if step.size == hole.size else "")
            for step in hole.ladder
        ]
        return [hole.block, part, " / ".join(steps)]
    if hole.part == "caption":
        return [hole.block, part, words.say("desk.meter-line", characters=hole.characters)]
    said = words.say("desk.meter-takes", lines=hole.lines, full=hole.full, characters=hole.characters)
    if hole.copy >= 0:
        short = hole.characters - hole.copy
        code = "desk.meter-short" if short >= 0 else "desk.meter-long"
        said += words.say(code, copy=hole.copy, characters=abs(short))
    return [hole.block, part, said]


def as_json(metered: Metered) -> dict[str, object]:
    """The same for machines; sizes in points."""
    return {
        "page": metered.page,
        "paragraph": metered.paragraph,
        "holes": [
            {
                "block": hole.block, "part": hole.part,
                **({"sizes": [{"size": step.size / PT, "characters": step.characters, "lines": step.lines} for step in hole.ladder]}
                   if hole.ladder else {"lines": hole.lines, "full": hole.full, "characters": hole.characters}),
                **({"size": hole.size / PT} if hole.size else {}),
                **({"copy": hole.copy} if hole.copy >= 0 else {}),
            }
            for hole in metered.holes
        ],
    }  # fmt: skip
