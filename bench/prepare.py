"""Make everything that will be timed; a process of its own, so that the one that times stays small.

``python -m bench.prepare FOLDER PAGES [CONTENT]`` prints what was made as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench import content, ours, peers

ROOT = Path(__file__).resolve().parent.parent


def prepare(folder: Path, count: int, file: Path | None) -> dict[str, str]:
    """Our project and the peers' sources for one page (``one``) and for ``count`` (``many``)."""
    pages = content.read_pages(file, count) if file else content.sample_pages(ROOT, count)
    photos = file.parent if file else ROOT / "assets" / content.DATE
    many, one = folder / "many", folder / "one"
    content.place_pictures(pages, photos, many / "peers")
    fits = ours.write_project(many / "ours", pages, many / "peers")
    # The fitting may have shortened the pages: page 1 goes into the small project as it is now.
    content.place_pictures(pages[:1], photos, one / "peers")
    ours.write_project(one / "ours", pages[:1], one / "peers")
    for place, sheets in ((one, pages[:1]), (many, pages)):
        peers.static_faces(place / "peers" / "faces")
        peers.write_typst(place / "peers", sheets)
        peers.write_html(place / "peers", sheets)
        (place / "text.txt").write_text("\n".join(map(_text, sheets)), "utf-8")
    return {"pages": ours.describe(pages, fits), "one": ours.describe(pages[:1], fits[:1])}


def _text(page: content.Sheet) -> str:
    """All words that a page shows."""
    values = {name: value for name, value in page.items() if not name.startswith("photo")}
    return json.dumps({**values, "date": peers.long_date(page["date"])}, ensure_ascii=False)


if __name__ == "__main__":
    source = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    print(json.dumps(prepare(Path(sys.argv[1]), int(sys.argv[2]), source), ensure_ascii=False))
