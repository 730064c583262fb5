"""The projects whose pages are goldens: one-block pages, and the sample edition in the tests' own face."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml

from tests import tiny_face
from tests.conftest import ROOT

HERE = Path(__file__).parent
DATE = "2026-06-01"
CASES: dict[str, dict] = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
ROLES = ("song", "song-bold", "song-heavy", "hei", "hei-medium", "hei-bold", "hei-heavy", "kai")
HOUSE = {
    "paper": "paper: {name: 试版}\n",
    "page": "page: {trim: [200mm, 300mm], bleed: 3mm, top: 25mm}\n",
    "grid": "grid: {body: 9pt, leading: 12.5pt, columns: 4, measure: 12字, gutter: 1字, lines: 58}\n",
    "faces": f"faces: {{{', '.join(f'{role}: {{file: {role}.ttf}}' for role in ROLES)}}}\n",
    "colours": "colours: {house: C0 M100 Y90 K5, tint: K8}\n",
}
FRONT = (
    "kicker: 一句引题\nheadline: 海上来风 城里添绿\ndeck: 副题说得长一些，说到第二行去\nbyline: 记者 沈禾 通讯员 陆舟\n"
    "dateline: 本报海州6月1日讯\nsignoff: （文/沈禾 图/陆舟）\nshort: 海上来风\n"
)
TWO = "---\nheadline: 三十六户人家 一个院子\n---\n" + "院子里的人商量了三回，定下了一件事。" * 6 + "\n"
SENTENCE = "城市里的人都说好，经济在发展，百姓的日子一天比一天好。“今年29岁”，他说，票价2元。"
BODY = (
    "::: intro\n导语一句，说明来由。\n:::\n" + SENTENCE * 6 + "\n## 小标题一句\n" + SENTENCE * 5 + "\n" + SENTENCE * 4
    + "\n### 又一个小标题\n" + SENTENCE * 6 + "\n::: box 征集时间\n◆6月1日至6月30日\n◆地点：海州\n:::\n" + SENTENCE * 4 + "\n"
)  # fmt: skip


def put_faces(root: Path) -> None:
    """The tests' own face in every role."""
    folder = root / "assets" / "faces"
    folder.mkdir(parents=True)
    tiny_face.build(folder / "song.ttf")
    for role in ROLES[1:]:
        shutil.copyfile(folder / "song.ttf", folder / f"{role}.ttf")


def one_block(root: Path, case: dict) -> None:
    """Write the project of one case."""
    put_faces(root)
    own = yaml.safe_load(case.get("house", "")) or {}
    house = "".join(text for key, text in HOUSE.items() if key not in own) + case.get("house", "")
    pages = ["A01", "A02"] if "pages" in case else ["A01"]
    first = "pages" in case and "continued" in case["blocks"]
    lines = case["blocks"].splitlines()
    blocks = "blocks:\n" + "".join(f"  {line}\n" for line in lines) if lines else "blocks: []\n"
    layouts = [case.get("page", "") + blocks, *([case["pages"]] if "pages" in case else [])]
    pictures = [f"photo{n}.png" for n in range(1, case.get("photos", 0) + 1)] + ["cut.png"] * ("cut" in case)
    pictures += ["drawing.svg"] * ("drawing" in case and "drawing.svg" not in case["blocks"])
    photos = "photos:\n" + "".join(f"  - {{file: {name}, caption: 图说第{at}句。, credit: 陆舟 摄}}\n"
                                   for at, name in enumerate(pictures, 1)) if pictures and "photos:" not in case.get("front", "") else ""  # fmt: skip
    body = case.get("body", BODY)
    files = {
        "layouts/house.yaml": house,
        f"layouts/{DATE}/edition.yaml": f"date: {DATE}\nnumber: 12\npages: [{', '.join(pages)}]\n",
        f"stories/{DATE}/one.md": f"---\n{case.get('front', FRONT)}{photos}---\n{body}",
        f"stories/{DATE}/two.md": TWO,
    }
    for name, text in zip(pages, reversed(layouts) if first else layouts, strict=True):
        files[f"layouts/{DATE}/{name}.yaml"] = text
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    if "drawing" in case:
        box = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{case["drawing"]}"><rect width="90%" height="90%"/></svg>'
        (root / "assets/drawing.svg").write_text(box, "utf-8")
    pictures = [name for name in pictures if name != "drawing.svg"]
    draw(root / "assets", [*pictures, *(["advert.png"] if "advert" in case else [])])


def draw(folder: Path, names: list[str]) -> None:
    """Photos of several shapes, a cut-out and an advertisement."""
    from PIL import Image, ImageDraw

    sizes = {"photo1.png": (900, 600), "photo2.png": (600, 900), "photo3.png": (700, 700), "advert.png": (1619, 1090)}
    for name in names:
        if name == "cut.png":
            image = Image.new("RGBA", (300, 400), (0, 0, 0, 0))
            ImageDraw.Draw(image).polygon([(150, 10), (290, 390), (10, 300)], fill=(200, 30, 30, 255))
        else:
            image = Image.linear_gradient("L").resize(sizes.get(name, (500, 400)))
        image.save(folder / name)


def sample(root: Path) -> None:
    """The sample's editions with every face in place of which stands the tests' own."""
    for folder in ("layouts", "stories"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copytree(ROOT / "assets" / DATE, root / "assets" / DATE)
    put_faces(root)
    for path in (root / "layouts").glob("*.yaml"):
        text = path.read_text("utf-8")
        text = re.sub(r"^( +)([\w-]+): package:\S+", r"\1\2: {file: \2.ttf}", text, flags=re.MULTILINE)
        path.write_text(text.replace("{file: kai.ttf, else: song}", "{file: kai.ttf}"), "utf-8")
