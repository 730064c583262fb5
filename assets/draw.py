"""Draw the pictures of the sample edition.

Usage: python assets/draw.py [NAME ...]

Without names every picture is drawn.  The JPEGs go to the folder 2026-06-01
beside this file, those of advertisements to adverts/drawn.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from drawing.canvas import save

OUTPUT = Path(__file__).resolve().parent / "2026-06-01"
#: What advertisements show: adverts.py sets them.
ADVERTS = Path(__file__).resolve().parent / "adverts" / "drawn"

PICTURES = {
    "lightrail": "lightrail:draw",
    "oyster-market": "market:draw",
    "harbour": "harbour:draw",
    "library-1": "library:reading_room",
    "library-2": "library:window_seat",
    "library-3": "library:book_bus",
    "courtyard": "courtyard:draw",
    "dragonboat": "dragonboat:draw",
    "fishing-04": "night:draw",
    "fishing-06": "landing:draw",
    "fishing-09": "nets:draw",
    "fishing-15": "racks:draw",
    "fishing-19": "lighthouse:draw",
    "regatta": "regatta:draw",
    "ferry": "ferry:draw",
    "keeper": "keeper:draw",
    "ad-seafood": "seafood:draw",
    "ad-homes": "homes:draw",
    "ad-tea": "tea:draw",
    "ad-bicycle": "bicycle:draw",
}


def main() -> None:
    """Draw the pictures named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description="Draw the pictures of the sample edition.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a picture, e.g. lightrail")
    names = parser.parse_args().names or list(PICTURES)
    unknown = [name for name in names if name not in PICTURES]
    if unknown:
        parser.error(f"no such picture: {', '.join(unknown)}; choose from {', '.join(PICTURES)}")
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for name in names:
        module, function = PICTURES[name].split(":")
        picture = getattr(import_module(f"drawing.{module}"), function)()
        path = (ADVERTS if name.startswith("ad-") else OUTPUT) / f"{name}.jpg"
        save(picture, path)
        print(f"{path.name}  {picture.width}x{picture.height}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
