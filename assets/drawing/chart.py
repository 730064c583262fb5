"""The grouped bar chart of industrial output."""

from __future__ import annotations

from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont, features

from drawing.canvas import RGB, rgb

TITLE = "三镇规模以上工业产值（单位：亿元）"
SOURCE = "来源：望澜市统计局"
YEARS = (2022, 2023, 2024, 2025)
SERIES: tuple[tuple[str, tuple[int, ...], RGB], ...] = (
    ("临潮", (86, 97, 118, 142), rgb("1f4e6b")),
    ("白沙", (41, 48, 63, 79), rgb("c0643c")),
    ("石鼓", (22, 24, 31, 38), rgb("a9b4b8")),
)
INK = rgb("161616")
LANGUAGE = "zh-Hans" if features.check("raqm") else None
SCALE = 3
PLOT = (84, 196, 1164, 688)
TOP = 160


def font(size: float, weight: int = 500) -> ImageFont.FreeTypeFont:
    """Load the variable Noto Sans CJK at a weight."""
    with as_file(files("indico_fonts") / "NotoSansCJKjp-VF.ttf") as path:
        face = ImageFont.truetype(str(path), round(size * SCALE))
    face.set_variation_by_axes([weight])
    return face


class _Chart:
    """The chart at three times its size."""

    def __init__(self) -> None:
        self.img = Image.new("RGB", (1200 * SCALE, 800 * SCALE), (255, 255, 255))
        self.pen = ImageDraw.Draw(self.img)
        self.faces = {
            "title": font(41, 800),
            "label": font(29),
            "value": font(27, 600),
            "note": font(23, 400),
        }

    def text(self, at: tuple[float, float], words: str, face: str, anchor: str = "ls") -> None:
        """Set a line of text."""
        spot = (at[0] * SCALE, at[1] * SCALE)
        self.pen.text(spot, words, font=self.faces[face], fill=INK, anchor=anchor, language=LANGUAGE)

    def rect(self, left: float, top: float, right: float, bottom: float, fill: RGB) -> None:
        """Fill a rectangle."""
        box = [round(v * SCALE) for v in (left, top, right, bottom)]
        self.pen.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=fill)

    def frame(self) -> None:
        """Draw title, rules, axis and source."""
        self.rect(36, 30, 1164, 36, INK)
        self.text((36, 92), TITLE, "title")
        left, top, right, bottom = PLOT
        for value in range(0, TOP + 1, 40):
            y = bottom - (bottom - top) * value / TOP
            if value:
                self.rect(left, y - 0.6, right, y + 0.6, rgb("c9c9c6"))
            self.text((left - 14, y), str(value), "note", "rm")
        self.rect(left, bottom - 1.2, right, bottom + 1.2, INK)
        self.text((36, 778), SOURCE, "note")

    def legend(self) -> None:
        """Draw the key under the title."""
        x = 38.0
        for name, _, fill in SERIES:
            self.rect(x, 124, x + 28, 152, fill)
            self.text((x + 40, 138), name, "label", "lm")
            x += 152

    def bars(self) -> None:
        """Draw the bars with their values and years."""
        left, top, right, bottom = PLOT
        group = (right - left) / len(YEARS)
        width = 66.0
        for i, year in enumerate(YEARS):
            middle = left + group * (i + 0.5)
            for k, (_, values, fill) in enumerate(SERIES):
                x = middle + (k - 1.5) * (width + 6) + 3
                y = bottom - (bottom - top) * values[i] / TOP
                self.rect(x, y, x + width, bottom - 1.2, fill)
                self.rect(x + 4, y - 36, x + width - 4, y - 4, (255, 255, 255))
                self.text((x + width / 2, y - 9), str(values[i]), "value", "ms")
            self.text((middle, bottom + 38), f"{year}年", "label", "ms")


def draw() -> Image.Image:
    """Draw the chart."""
    chart = _Chart()
    chart.frame()
    chart.legend()
    chart.bars()
    return chart.img.resize((1200, 800), Image.Resampling.LANCZOS)
