"""An edition of eight pages with room for advertisements: a lead on each, and two stories beside it."""

from __future__ import annotations

from pathlib import Path

from banxin.files import Tree
from banxin.problems import Words, show
from banxin.run.sources import Sources, open_sources

DAY = "2026-06-01"
PAGES = tuple(f"A0{number}" for number in range(1, 9))
HOUSE = """paper: {name: 望澜晚报}
page: {trim: [390mm, 543mm], top: 30mm}
grid: {body: 9pt, leading: 12.75pt, columns: 6, measure: 17字, gutter: 1.2字, lines: 110}
faces: {song: package:noto-serif@400, hei-heavy: package:noto-sans@900}
sections: {要闻: {colour: K100}, 财经: {colour: K100}}
ads:
  sizes:
    通栏: {columns: 6, lines: 20}
    半通栏: {columns: 3, lines: 20}
    1/4版: {columns: 3, lines: 55}
    报眼: {columns: 1, lines: 12, place: ear}
    中缝: {lines: 60, width: 34mm, place: gutter}
"""
#: Twelve bookings as an evening brings them.
TWELVE = """bookings:
  - {booking: B01, customer: 海州银行, trade: 银行, size: 通栏, page: A01}
  - {booking: B02, customer: 望澜银行, trade: 银行, size: 半通栏, page: [A03, A04]}
  - {booking: B03, customer: 农信社, trade: 银行, size: 半通栏, page: [A03, A04]}
  - {booking: B04, customer: 大海楼, trade: 餐饮, size: 1/4版, hand: 单版}
  - {booking: B05, customer: 渔家乐, trade: 餐饮, size: 半通栏}
  - {booking: B06, customer: 海运公司, trade: 航运, size: 半通栏, page: [A05, A06], avoid: [撞坏]}
  - {booking: B07, customer: 家电城, size: 通栏}
  - {booking: B08, customer: 家具城, size: 半通栏}
  - {booking: B09, customer: 眼镜店, size: 报眼}
  - {booking: B10, customer: 车行, trade: 汽车, size: 1/4版}
  - {booking: B11, customer: 四号车行, trade: 汽车, size: 半通栏, section: 财经}
  - {booking: B12, customer: 学校, size: 半通栏, side: 内侧}
"""
HEAD = """  - {masthead: 望澜晚报, columns: 2-5, lines: 1-12}
  - {ear: 左, columns: 1, lines: 1-12}
  - {ear: 右, columns: 6, lines: 1-12}
"""


class Paper:
    """The edition in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("layouts/house.yaml", HOUSE)
        self.write(f"layouts/{DAY}/edition.yaml", f"date: {DAY}\npages: [{', '.join(PAGES)}]\n")
        for at, page in enumerate(PAGES):
            first = 13 if not at else 1
            self.page(page, (HEAD if not at else "") + "".join((
                f"  - {{story: s{at}a, columns: 1-4, lines: {first}-110, heading: {{takes: 8行, style: lead}}}}\n",
                f"  - {{story: s{at}b, columns: 5-6, lines: {first}-60, heading: {{takes: 5行, style: second}}}}\n",
                f"  - {{story: s{at}c, columns: 5-6, lines: 61-110, heading: {{takes: 5行, style: third}}}}\n",
            )), section="财经" if at in (2, 3) else "要闻")  # fmt: skip
            for story in "abc":
                self.story(f"s{at}{story}", "正文。\n")
        self.story("s4b", "昨夜一艘货轮撞坏了码头。\n")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def page(self, name: str, blocks: str, section: str = "要闻") -> None:
        self.write(f"layouts/{DAY}/{name}.yaml", f"section: {section}\nblocks:\n{blocks}")

    def story(self, slug: str, body: str) -> None:
        self.write(f"stories/{DAY}/{slug}.md", f"---\nheadline: 标题\n---\n{body}")

    def book(self, text: str) -> Sources:
        """The sources of the edition with these bookings."""
        text = text if text.startswith("bookings:") else "bookings:\n" + text
        self.write(f"layouts/{DAY}/ads.yaml", text)
        return self.sources()

    def sources(self) -> Sources:
        return open_sources(Tree(str(self.root)), DAY)


def areas(sources: Sources) -> dict[str, tuple[str, str, str]]:
    """Each booking's page, columns and lines."""
    found = {}
    for name in sources.edition.pages:
        plan, _ = sources.plan(name)
        for block in plan.blocks if plan else ():
            if block.kind.name == "ad":
                area = block.area
                found[block.what.booking] = (
                    name,
                    f"{area.first_column}-{area.last_column}",
                    f"{area.first_line}-{area.last_line}",
                )
    return found


def said(sources: Sources) -> list[tuple[str, str]]:
    """The code of each problem with its sentence in English."""
    for name in sources.edition.pages:
        sources.plan(name)
    problems = list(sources.report)
    for name in sources.edition.pages:
        problems += list(sources.plan(name)[1])
    return [(problem.code, show(problem, Words("en"))) for problem in problems]
