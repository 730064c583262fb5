"""Our side: a project folder out of the pages, its layout fitted so that nothing is overset."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, NamedTuple

from bench.content import DATE, QR, Sheet, hanzi_of, shorten, subhead_lines

if TYPE_CHECKING:
    from pathlib import Path

    from banxin.plan.block import Block, PagePlan
    from banxin.run.sources import Sources

#: The grid that all engines set on.
LINES, COLUMNS = 109, 6
#: Lines that a heading takes, by story; the peers' pages give their headings the same.
HEADINGS = {"lead": 6, "second": 5, "third": 3, "fourth": 3}
#: Lines of the photo in the lead's third column, its caption with it; of the QR code in its last.
PHOTO, CODE = 10, 5

_HOUSE = """\
paper: {name: %(paper)s}
page: {trim: [390mm, 543mm], bleed: 3mm, top: 28mm}
grid: {body: 9.5pt, leading: 13pt, columns: 6, measure: 16字, gutter: 18pt, lines: %(lines)d}
faces: {song: package:noto-serif@400, hei: package:noto-sans@400, hei-bold: package:noto-sans@700}
sections: {%(sect)s: {colour: black}}
styles:
  lead: {kicker: {face: hei-bold, sizes: [14pt]}, headline: {face: hei-bold, sizes: [36pt, 30pt, 26pt], lines: 1}}
  second: {kicker: {face: hei-bold, sizes: [14pt]}, headline: {face: hei-bold, sizes: [26pt, 22pt], lines: 1}}
  third: {headline: {face: hei-bold, sizes: [26pt, 22pt], lines: 1}}
  byline: {face: hei}
  signoff: {face: hei}
  subhead: {face: hei-bold, size: 10.5pt, takes: 2行, align: centre}
  caption: {face: hei, size: 8pt, leading: 11pt}
  qr: {face: hei, size: 9.5pt}
  folio: {face: hei-bold}
  masthead: {face: hei-bold}
gap: 1行
furniture: {folio: yes}
"""


class Fit(NamedTuple):
    """Lines that the parts of a page take."""

    lead: int
    intro: int
    second: int
    third: int
    fourth: int

    @property
    def total(self) -> int:
        """All lines of the page that hold something."""
        return self.lead + self.second + self.third + self.fourth


_GENEROUS = Fit(120, 40, 100, 100, 100)


def write_project(folder: Path, pages: list[Sheet], pictures: Path) -> list[Fit]:
    """Make a project of the pages. Pages that hold too much lose paragraphs of their fourth story, in ``pages`` too."""
    photos = {page[key] for page in pages for key in ("photo", "photo2")}
    for name in ("layouts", "stories", "assets"):
        (folder / name / DATE).mkdir(parents=True, exist_ok=True)
    for name in photos:
        shutil.copyfile(pictures / name, folder / "assets" / DATE / name)
    edition = f"date: {DATE}\nnumber: 1\npages: [{', '.join(page['no'] for page in pages)}]\n"
    (folder / "layouts" / DATE / "edition.yaml").write_text(edition, "utf-8")
    house = folder / "layouts" / "house.yaml"
    # A sheet as long as need be while the lines are counted.
    house.write_text(_house(pages[0], 420).replace("543mm", "2000mm"), "utf-8")
    for page in pages:
        _write_page(folder, page, _GENEROUS)
    fits = [_fit_page(folder, page) for page in pages]
    house.write_text(_house(pages[0], LINES), "utf-8")
    return fits


def _house(page: Sheet, lines: int) -> str:
    return _HOUSE % {"paper": page["paper"], "sect": page["sect"], "lines": lines}


def _fit_page(folder: Path, page: Sheet) -> Fit:
    fit = _least(folder, page["no"])
    while fit.total > LINES:
        if not shorten(page):
            raise SystemExit(f"{page['no']}: the stories take {fit.total} lines, the page has {LINES}")
        _write_page(folder, page, _GENEROUS)
        fit = fit._replace(fourth=_least_block(*_read_plan(folder, page["no"]), "fourth"))
    _write_page(folder, page, fit)
    return fit


def _write_page(folder: Path, page: Sheet, fit: Fit) -> None:
    """A page's layout and stories."""
    number = page["no"].lower()
    for name, text in _story_files(page).items():
        (folder / "stories" / DATE / f"{number}-{name}.md").write_text(text, "utf-8")
    (folder / "layouts" / DATE / f"{page['no']}.yaml").write_text(_layout(page, fit), "utf-8")


def _layout(page: Sheet, fit: Fit) -> str:
    number = page["no"].lower()
    lead = 1, fit.lead
    second = lead[1] + 1, lead[1] + fit.second
    third = second[1] + 1, second[1] + fit.third
    fourth = third[1] + 1, third[1] + fit.fourth
    first = 1 + HEADINGS["lead"]
    photo = first + (fit.lead - first - PHOTO) // 2
    beside = second[0] + 1 + HEADINGS["second"]
    code = json.dumps(page["lead"]["qr"], ensure_ascii=False)
    return f"""\
section: {page["sect"]}
blocks:
  - story: {number}-lead
    id: lead
    columns: 1-6
    lines: {lead[0]}-{lead[1]}
    heading: {{takes: {HEADINGS["lead"]}行, style: lead}}
    inside:
      - {{box: intro, columns: 1, lines: {first}-{first + fit.intro - 1}}}
      - {{photo: 1, columns: 3, lines: {photo}-{photo + PHOTO - 1}}}
      - {{qr: "{QR}", text: {code}, columns: 6, lines: {lead[1] - CODE + 1}-{lead[1]}}}
  - story: {number}-second
    id: second
    columns: 1-6
    lines: {second[0]}-{second[1]}
    heading: {{takes: {HEADINGS["second"]}行, style: second}}
    inside:
      - {{photo: 1, columns: 5-6, lines: {beside}-{second[1]}}}
  - {{story: {number}-third, id: third, columns: 1-6, lines: {third[0]}-{third[1]}, heading: {{takes: {HEADINGS["third"]}行, style: third}}}}
  - {{story: {number}-fourth, id: fourth, columns: 1-6, lines: {fourth[0]}-{fourth[1]}, heading: {{takes: {HEADINGS["fourth"]}行, style: third}}}}
"""


def _story_files(page: Sheet) -> dict[str, str]:
    """The four stories as copy."""
    from banxin.story.writing import escape, write_story

    found = {}
    for name in HEADINGS:
        story = page[name]  # type: ignore[literal-required]
        fields = {"kicker": story["kicker"], "headline": story["head"], "byline": story.get("by", ""),
                  "signoff": story.get("credits", "")}  # fmt: skip
        body = []
        for subhead, paragraphs in story["parts"]:
            body += ["## " + " / ".join(escape(line, "subhead") for line in subhead_lines(subhead))] if subhead else []
            body += map(escape, paragraphs)
        photo = {"lead": page["photo"], "second": page["photo2"]}.get(name)
        photos = [{"file": photo, "caption": story["caption"]}] if photo else []
        front = write_story(fields, [], photos)
        intro = ["::: intro", *map(escape, story["intro"]), ":::"] if "intro" in story else []
        found[name] = front + "\n".join([*intro, *body, ""])
    return found


def _sources(folder: Path) -> Sources:
    from banxin.files import Tree
    from banxin.run.sources import open_sources

    return open_sources(Tree(str(folder)), DATE)


def _read_plan(folder: Path, name: str) -> tuple[Sources, PagePlan]:
    sources = _sources(folder)
    plan, report = sources.plan(name)
    if plan is None or report.failed or sources.report.failed:
        raise SystemExit("\n".join(str(problem) for problem in (*sources.report, *report)))
    return sources, plan


def _least(folder: Path, name: str) -> Fit:
    """The fewest lines that each part of a page takes."""
    sources, plan = _read_plan(folder, name)
    intro = _least_block(sources, plan, "intro")
    plan = plan._replace(blocks=(_resized(plan.blocks[0], "intro", intro), *plan.blocks[1:]))
    lead, second, third, fourth = (_least_block(sources, plan, part) for part in HEADINGS)
    # The box beside the text may be deeper than the text is.
    return Fit(max(lead, HEADINGS["lead"] + intro), intro, second, third, fourth)


def _least_block(sources: Sources, plan: PagePlan, part: str) -> int:
    """The fewest lines that a block takes without being overset, found by halving."""
    low, high = 4, _GENEROUS.intro if part == "intro" else _GENEROUS.third
    while low < high:
        middle = (low + high) // 2
        if _holds(sources, plan, part, middle):
            high = middle
        else:
            low = middle + 1
    return low


def _holds(sources: Sources, plan: PagePlan, part: str, lines: int) -> bool:
    """Whether a block of so many lines holds its text."""
    from banxin.makeup import Copy, make_page
    from banxin.problems import Report

    report = Report()
    own = next(block for block in plan.blocks if block.id == ("lead" if part == "intro" else part))
    plan = plan._replace(blocks=(_resized(own, part, lines),))
    stories = sources.stories(plan, report)
    make_page(plan, Copy(stories, sources.pictures(plan, stories, report)), sources.faces, report)
    code = "makeup.box-overset" if part == "intro" else "makeup.overset"
    return not any(problem.code == code and problem.words.get("block", part) == part for problem in report)


def _resized(block: Block, part: str, lines: int) -> Block:
    """A block with so many lines, what stands inside it moved along."""
    from banxin.plan.kinds import BoxBlock, CodeBlock, PhotoBlock

    if part == "intro":
        return block._replace(
            inside=tuple(
                _sized(inner, inner.area.first_line, lines) if isinstance(inner.what, BoxBlock) else inner
                for inner in block.inside
            )
        )
    first = block.area.first_line
    last = first + lines - 1
    inside = []
    for inner in block.inside:
        if isinstance(inner.what, CodeBlock):
            inside.append(_sized(inner, last - CODE + 1, CODE))
        elif isinstance(inner.what, PhotoBlock) and part == "lead":
            top = first + HEADINGS["lead"]
            inside.append(_sized(inner, top + max(0, lines - HEADINGS["lead"] - PHOTO) // 2, PHOTO))
        elif isinstance(inner.what, PhotoBlock):
            inside.append(_sized(inner, inner.area.first_line, max(1, last - inner.area.first_line + 1)))
        else:
            inside.append(inner)
    return _sized(block, first, lines)._replace(inside=tuple(inside))


def _sized(block: Block, first: int, lines: int) -> Block:
    return block._replace(area=block.area._replace(first_line=first, last_line=first + lines - 1))


def describe(pages: list[Sheet], fits: list[Fit]) -> str:
    """How full the pages are."""
    counts = [len(hanzi_of(page)) for page in pages]
    totals = [fit.total for fit in fits]
    different = len({character for page in pages for character in hanzi_of(page)})
    return f"{len(pages)} x {_span(counts)} hanzi ({different} different), {_span(totals)} of {LINES} lines filled"


def _span(numbers: list[int]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low} to {high}"
