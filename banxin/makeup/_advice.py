"""What would make a story fit: every piece of advice is tried on the story itself before it is given.

Copy is cut, added or given other room, and set once more with all that copyfit may do; what came out fitting is said. A trial
sets anew only the paragraph that it changes. It uses the story's own pieces: who asks pours the story once more afterwards.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from banxin.makeup._body import fitted
from banxin.makeup._zones import places
from banxin.plan.kinds import PhotoBlock
from banxin.problems import Maybe
from banxin.story.records import Mark, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banxin.makeup._body import Body, Job
    from banxin.plan.block import Block
    from banxin.plan.records import Zone
    from banxin.story.records import Story

#: So many numbers are tried of each kind of advice.
_TRIES = 12
#: More characters than this are not tried one way and the other: their lines come out as they come.
_MUCH = 240
#: A paragraph that is cut keeps so many characters.
_KEPT = 8
#: Up to so many lines over, the paragraphs are named that are cheapest to shorten.
_ADVISED = 6
#: A photo is never made flatter than this, in lines.
_FLATTEST = 4

Words = dict[str, object]


def shorter(job: Job, body: Body, story: Story, over: int, rows: int) -> Words:
    """What would help a ``story`` that is over by so many characters, in so many ``rows``."""
    if not job.copy.advised:
        return {}
    first = -(-rows // max(1, body.columns))
    enough = next((count for count in _rising(over, _a_line(body) // 2) if _bears(job, story, count)), 0)
    deeper = next((more for more in range(first, first + 4) if _fits(_resized(job, more))), 0)
    flatter = next((lines for lines in range(1, _TRIES) if _with_photo(job, -lines)), 0)
    others = _in_the_way(job, deeper)
    words: Words = {
        "enough": Maybe(str(enough or "")), "cut": Maybe(""), "photo": Maybe(str(flatter or "")),
        "each": Maybe(str(deeper or "") if others is not None else ""), "others": Maybe(", ".join(others or ())),
    }  # fmt: skip
    return words | _tails(job, story, rows, enough)


def longer(job: Job, body: Body, story: Story) -> Words:
    """What would help a story that leaves lines empty."""
    empty, line = body.poured.empty, _a_line(body)
    if job.leaf.after or not job.copy.advised:
        return {"characters": empty * line}
    aim = max(1, empty * line - body.columns * line // 2 - line // 4)
    takes = cache(lambda step: _takes(job, story, aim + step * line // 2))
    # Copy is never just so long: a little more and a little less must do as well. Much copy is not foretold to the line.
    steps = sorted(range(-_TRIES // 2, _TRIES // 2), key=abs) if aim <= _MUCH else []
    best = next((step for step in steps if takes(step) and takes(step - 1) and takes(step + 1)), None)
    if best is None:
        best = next(filter(takes, steps), 0 if aim > _MUCH else -1)
    first = empty // max(1, body.columns)
    less = next((lines for lines in range(first, 0, -1) if _fits(_resized(job, -lines))), 0)
    higher = next((lines for lines in range(1, _TRIES) if _with_photo(job, lines)), 0)
    return {
        "characters": max(1, aim + best * line // 2), "each": Maybe(str(less or "")), "photo": Maybe(str(higher or "")),
    }  # fmt: skip


def _rising(first: int, step: int) -> Iterator[int]:
    """Numbers of characters from the least that can be enough."""
    return (first + at * max(1, step) for at in range(_TRIES))


def _a_line(body: Body) -> int:
    """How many characters a line of the story holds."""
    return max(1, max(part.measure for part in body.room) // body.ground.house.grid.body) if body.room else 1


def _fits(job: Job | None) -> bool:
    return job is not None and fitted(job)[1].fits


def _texts(story: Story) -> list[Paragraph]:
    return [part for part in story.body if isinstance(part, Paragraph) and part.role == "body"]


def _told(job: Job, story: Story, parts: Iterable[object], old: Story) -> Job:
    """The job with other paragraphs in one of its stories."""
    told = story._replace(body=tuple(parts))  # type: ignore[arg-type]
    return job._replace(stories=[told if one is old else one for one in job.stories], galleys={})


def _cut(paragraph: Paragraph, count: int) -> Paragraph:
    """A paragraph without its last characters; spaces are not counted."""
    end = len(paragraph.text)
    while count and end:
        end -= 1
        count -= not paragraph.text[end].isspace()
    marks = tuple(
        Mark(mark.start, min(mark.end, end), mark.kind, mark.value) for mark in paragraph.marks if mark.start < end
    )
    return paragraph._replace(text=paragraph.text[:end], marks=marks)


def _length(paragraph: Paragraph) -> int:
    return sum(not character.isspace() for character in paragraph.text)


def _bears(job: Job, story: Story, count: int) -> bool:
    """Whether the story fits without so many characters, be they cut from its end or from its longest paragraph."""
    return all(_fits(_told(job, story, parts, story)) for parts in _without(story, count))


def _without(story: Story, count: int) -> Iterator[list[object]]:
    left, parts = count, list[object](story.body)
    for paragraph in reversed(_texts(story)):
        most = _length(paragraph)
        at = parts.index(paragraph)
        if most > left:
            parts[at] = _cut(paragraph, left)
            break
        left -= most
        del parts[at]
    yield parts
    longest = max(_texts(story), key=_length, default=None)
    if longest is not None and _length(longest) >= count + _KEPT:
        yield [_cut(longest, count) if part is longest else part for part in story.body]


def _takes(job: Job, story: Story, count: int) -> bool:
    """Whether the story fits with so many characters more, be they its last paragraph's or one of their own."""
    texts = _texts(story)
    if not texts or count < 1:
        return False
    last, own = texts[-1], "".join("".join(paragraph.text.split()) for paragraph in texts)
    at = story.body.index(last)
    for turn in (0, len(own) // 2):  # what is still to be written nobody knows: two texts of the story's own
        more = ((own[turn:] + own) * (count // max(1, len(own)) + 1))[:count]
        longer = last._replace(text=last.text + more)
        added = last._replace(key=f"{last.key}+", text=more, marks=(), breaks=())
        for parts in ([longer], [last, added]):
            if not _fits(_told(job, story, [*story.body[:at], *parts, *story.body[at + 1 :]], story)):
                return False
    return True


def _resized(job: Job, lines: int) -> Job | None:
    """The job in a block that is so many lines deeper; ``None`` where that is none."""
    block, heading = job.block, job.block.body.heading
    if heading.vertical or not lines:
        return None
    shape = block.shape
    last = _deeper(shape[-1], lines)
    if last.area.last_line < last.area.first_line + 1:
        return None
    zones = (*shape[:-1], last)
    other = block._replace(zones=zones if block.zones else (), area=block.area if block.zones else last.area)
    return job._replace(block=other, zones=places(job.ground, other), galleys={})


def _deeper(zone: Zone, lines: int) -> Zone:
    return zone._replace(area=zone.area._replace(last_line=zone.area.last_line + lines))


def _in_the_way(job: Job, lines: int) -> list[str] | None:
    """The blocks that have to give up lines where the story's block becomes so much deeper; ``None`` where the page ends."""
    last = _deeper(job.block.shape[-1], lines).area
    if last.last_line > job.ground.house.grid.lines:
        return None
    blocks: Iterable[Block] = job.ground.plan.blocks
    return [one.id for one in blocks if one.id != job.block.id and any(zone.area.overlaps(last) for zone in one.shape)]


def _with_photo(job: Job, lines: int) -> bool:
    """Whether it would fit with its one photo so many lines deeper."""
    photos = [at for at, one in enumerate(job.block.inside) if isinstance(one.what, PhotoBlock)]
    if len(photos) != 1 or job.block.body.vertical:
        return False
    one = job.block.inside[photos[0]]
    area = one.area._replace(last_line=one.area.last_line + lines)
    if area.lines < _FLATTEST or area.last_line > job.zones[0].area.last_line:
        return False
    inside = tuple(other._replace(area=area) if other is one else other for other in job.block.inside)
    if any(other is not one and other.area.overlaps(area) for other in job.block.inside):
        return False
    return _fits(job._replace(block=job.block._replace(inside=inside)))


def _tails(job: Job, story: Story, rows: int, enough: int) -> Words:
    """Which paragraphs to shorten: those whose last lines are shortest, one for each line that is to be saved."""
    numbers = {paragraph.key: at for at, paragraph in enumerate(_texts(story), 1)}
    tails = []
    for piece in fitted(job)[1].pieces if rows <= _ADVISED else ():
        key, lines = piece.nodes[-1][1].part, piece.lines.lines
        if key in numbers and len(lines) > 1 and piece.signoff < 0 and piece.story is story:
            text = piece.lines.measured.text[piece.lines.measured.starts[lines[-1].first] :]
            tails.append((sum(not character.isspace() for character in text), numbers[key]))
    tails.sort()
    for count in range(rows, min(len(tails), rows + 3) + 1):
        chosen = {number: characters for characters, number in tails[:count]}
        cut = sum(chosen.values())
        if enough and cut >= enough:
            break
        parts = [_cut(part, chosen.get(numbers.get(part.key, 0), 0)) if isinstance(part, Paragraph) else part
                 for part in story.body]  # fmt: skip
        if _fits(_told(job, story, parts, story)):
            return {
                "cut": Maybe(str(cut)), "paragraphs": ", ".join(map(str, chosen)),
                "tails": ", ".join(map(str, chosen.values())),
            }  # fmt: skip
    return {}
