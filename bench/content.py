"""What every engine sets: the same newspaper pages, as plain records.

The copy is the sample edition's own. Page 1 is that copy; the others shuffle its paragraphs and change
15 % of its hanzi, always the same way, so that pages and glyph sets differ. A file of the same shape
(``content_N.json``) can stand in for it.
"""

from __future__ import annotations

import json
import random  # noqa: TID251 - seeded by the number of the page: the same pages every time
import re
import shutil
from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from pathlib import Path

    from banxin.story import Story

DATE = "2026-06-01"
QR = "https://example.org/app"
#: Hanzi of a page: the fourth story is cut back until there are no more.
WANTED = 5200
_HANZI = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_CHANGED = 0.15
#: Characters of a subhead that one line of a column holds.
_LONG = 14
_GB2312 = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)]
#: Parts of a story: a subhead ('' for none, `` / `` where the editor broke it) and the paragraphs below it.
Parts = list[tuple[str, list[str]]]


class Lead(TypedDict):
    """The page's first story: introduction in a frame, a photo in a column, a QR code at its end."""

    kicker: str
    head: str
    by: str
    intro: list[str]
    parts: Parts
    caption: str
    qr: list[str]
    credits: str


class Second(TypedDict):
    """The story beside the large photo."""

    kicker: str
    head: str
    parts: Parts
    caption: str


class Plain(TypedDict):
    """A story of text alone."""

    kicker: str
    head: str
    parts: Parts


class Sheet(TypedDict):
    """One page."""

    no: str
    date: str
    paper: str
    sect: str
    photo: str
    photo2: str
    lead: Lead
    second: Second
    third: Plain
    fourth: Plain


def sample_pages(root: Path, count: int) -> list[Sheet]:
    """Pages out of the sample edition's stories."""
    base = _base(_stories(root))
    photos = sample_photos(root)
    return [_page(base, number, photos) for number in range(count)]


def sample_photos(root: Path) -> list[str]:
    """The sample edition's photos that are wider than high, by name; charts and upright ones are left out."""
    import PIL.Image

    found = []
    for path in sorted((root / "assets" / DATE).glob("*.jpg")):
        width, height = PIL.Image.open(path).size
        if height * 1.3 < width and "chart" not in path.name:
            found.append(path.name)
    return found


def read_pages(file: Path, count: int) -> list[Sheet]:
    """Pages out of a file of records; it must hold as many as are wanted."""
    pages = cast("list[Sheet]", json.loads(file.read_text("utf-8")))
    if len(pages) < count:
        raise SystemExit(f"{file} holds {len(pages)} pages, {count} are wanted (see --pages)")
    for page in pages[:count]:
        page["date"] = DATE
    return pages[:count]


def place_pictures(pages: list[Sheet], source: Path, target: Path) -> None:
    """Copy the pages' photos to ``target`` and draw the QR code there."""
    import segno

    target.mkdir(parents=True, exist_ok=True)
    for name in {page[key] for page in pages for key in ("photo", "photo2")}:
        shutil.copyfile(source / name, target / name)
    segno.make_qr(QR, error="m", boost_error=False).save(str(target / "qr.svg"), scale=4, border=4)


def hanzi(text: str) -> list[str]:
    """The hanzi of a text."""
    return _HANZI.findall(text)


def hanzi_of(page: Sheet) -> list[str]:
    """The hanzi of a page's stories."""
    stories = [page["lead"], page["second"], page["third"], page["fourth"]]
    return hanzi(json.dumps(stories, ensure_ascii=False))


def _stories(root: Path) -> dict[str, Story]:
    from banxin.files import Tree
    from banxin.problems import Report
    from banxin.story import read_story

    tree, found = Tree(str(root)), {}
    for path in sorted((root / "stories" / DATE).glob("*.md")):
        story = read_story(tree, f"stories/{DATE}/{path.name}", Report())
        if story is not None:
            found[path.stem] = story
    return found


def _parts(story: Story) -> Parts:
    """A story's body without its marks: subheads and paragraphs, boxes left out."""
    parts: Parts = [("", [])]
    for item in story.body:
        role = getattr(item, "role", "box")
        text = getattr(item, "text", "")
        if role.startswith("subhead"):
            parts.append((_broken(text, getattr(item, "breaks", ())), []))
        elif role == "body":
            parts[-1][1].append(text)
    return [part for part in parts if part[1]]


def _broken(text: str, breaks: tuple[int, ...]) -> str:
    """A subhead with the editor's breaks in it as they are written, `` / ``."""
    ends = [*breaks, len(text)]
    return " / ".join(text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False))


def subhead_lines(subhead: str) -> list[str]:
    """The lines of a subhead: as the editor broke it, else at its one space where it is too long for a column."""
    if " / " in subhead:
        return subhead.split(" / ")
    return subhead.split(" ") if len(subhead) > _LONG and subhead.count(" ") == 1 else [subhead]


def _heading(story: Story, name: str) -> str:
    return story.fields[name].text if name in story.fields else ""


def _base(stories: dict[str, Story]) -> Sheet:
    """Page 1 before it is filled: the long report, the library, the wishes, and a fourth story of all the rest."""
    long, library, third = stories["three-towns"], stories["library"], stories["courtyard"]
    parts = _parts(long)
    intro = long.intro
    lead = Lead(
        kicker=_heading(long, "kicker"), head=_heading(long, "headline"), by=_heading(long, "byline"),
        intro=[text.text for text in intro.paragraphs] if intro else [], parts=parts[:-2],
        caption=_caption(long), qr=["扫码看", "三镇航拍"], credits="（责编 沈禾 美编 陆舟）",
    )  # fmt: skip
    second = Second(kicker=_heading(library, "kicker"), head=_heading(library, "headline"), parts=_parts(library),
                    caption=_caption(library))  # fmt: skip
    rest: Parts = parts[-2:]
    for slug in ("lightrail", "market", "dragonboat", "clinic", "seawall", "fishing"):
        rest += _parts(stories[slug])
    filler = Plain(kicker="", head=_heading(stories["lightrail"], "headline"), parts=rest)
    plain = Plain(kicker="", head=_heading(third, "headline"), parts=_parts(third))
    return Sheet(no="A01", date=DATE, paper="望澜晚报", sect="要闻", photo="", photo2="",
                 lead=lead, second=second, third=plain, fourth=filler)  # fmt: skip


def _caption(story: Story) -> str:
    return next((photo.caption.text for photo in story.photos if photo.caption), "")


def _page(base: Sheet, number: int, photos: list[str]) -> Sheet:
    """Page ``number`` (from 0): paragraphs shuffled and hanzi changed, except on the first."""
    text = json.dumps(base, ensure_ascii=False)
    page = cast("Sheet", json.loads(text))
    if number:
        chance = random.Random(number)
        for story in (page["lead"], page["second"], page["third"], page["fourth"]):
            for _, paragraphs in story["parts"]:
                chance.shuffle(paragraphs)
            chance.shuffle(story["parts"])
        changed = [character for character in sorted(set(hanzi(text))) if chance.random() < _CHANGED]
        swap = {ord(character): chance.choice(_GB2312) for character in changed}
        page = cast("Sheet", json.loads(json.dumps(page, ensure_ascii=False).translate(swap)))
        page["paper"], page["sect"], page["date"] = base["paper"], base["sect"], DATE
    page["no"] = f"{chr(65 + number // 99)}{number % 99 + 1:02d}"
    page["photo"], page["photo2"] = photos[2 * number % len(photos)], photos[(2 * number + 1) % len(photos)]
    return _limited(page)


def _limited(page: Sheet) -> Sheet:
    """Take paragraphs off the fourth story until the page holds no more than is wanted."""
    while len(hanzi_of(page)) > WANTED and shorten(page):
        pass
    return page


def shorten(page: Sheet) -> bool:
    """Take the last paragraph off the fourth story; ``False`` where only one is left."""
    parts = page["fourth"]["parts"]
    if len(parts) == 1 and len(parts[0][1]) == 1:
        return False
    parts[-1][1].pop()
    if not parts[-1][1]:
        parts.pop()
    return True
