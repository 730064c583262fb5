"""Make the advertisements of the sample edition: they are set with banxin itself.

Usage: python assets/adverts.py

Each page of assets/adverts is an advertisement; its PDF is taken as an agency would send it (process colours, no
links), or drawn as the picture that its booking asks for, into the folder 2026-06-01 beside this file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

HERE = Path(__file__).resolve().parent
PROJECT, DRAWN, OUTPUT = HERE / "adverts", HERE / "adverts" / "drawn", HERE / "2026-06-01"
#: Photos of the paper's own that advertisements show, too.
SHARED = ("fishing-19.jpg", "lightrail.jpg")
#: Page → file, and for a picture its mode and resolution.
FILES = {
    "A01": ("ad-seafood.pdf", "", 0), "A02": ("ad-homes.pdf", "", 0), "A03": ("ad-school.png", "L", 300),
    "A04": ("ad-tea.tif", "CMYK", 220), "A05": ("ad-bicycle.jpg", "RGB", 300), "A06": ("ad-concert.pdf", "", 0),
    "A07": ("ad-books.pdf", "", 0), "A08": ("ad-run.pdf", "", 0),
}  # fmt: skip


def process(picture: Image.Image) -> Image.Image:
    """A picture in process colours, a part of its grey in black."""
    cyan, magenta, yellow, _ = picture.convert("RGB").convert("CMYK").split()
    black = ImageChops.darker(ImageChops.darker(cyan, magenta), yellow).point(lambda value: value * 3 // 5)
    return Image.merge("CMYK", [*(ImageChops.subtract(part, black) for part in (cyan, magenta, yellow)), black])


def main() -> None:
    """Set the pages and put their files where the edition looks for them."""
    sys.path.insert(0, str(HERE.parent))
    from banxin.desk.command import main as typeset  # noqa: PLC0415 - found beside this folder

    (PROJECT / "assets").mkdir(exist_ok=True)
    for path in [*DRAWN.glob("*.jpg"), *(OUTPUT / name for name in SHARED)]:
        with Image.open(path) as picture:
            process(picture).save(PROJECT / "assets" / path.name, quality=85)
    if typeset(["build", str(PROJECT / "layouts"), "--lang", "zh"]):
        raise SystemExit(1)
    for page, (name, mode, ppi) in FILES.items():
        made, path = PROJECT / "out" / "ads" / f"{page}.pdf", OUTPUT / name
        if not mode:
            with pikepdf.open(made) as pdf:
                if "/Annots" in pdf.pages[0].obj:
                    del pdf.pages[0].obj["/Annots"]
                pdf.remove_unreferenced_resources()
                pdf.save(path, deterministic_id=True)
            continue
        picture = pypdfium2.PdfDocument(made)[0].render(scale=ppi / 72).to_pil()
        picture = process(picture) if mode == "CMYK" else picture.convert(mode)
        more = {"tif": {"compression": "tiff_lzw"}, "jpg": {"quality": 88}, "png": {"optimize": True}}[name[-3:]]
        picture.save(path, dpi=(ppi, ppi), **more)
        print(f"{name}  {picture.width}x{picture.height}")


if __name__ == "__main__":
    main()
