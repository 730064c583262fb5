"""What a picture of any kind looks like: pixels as they are, a PDF or SVG as pdfium draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from banxin.pictures.opened import Opened, opened
from banxin.plates.inserts import alone, insert_of
from banxin.problems import Fault, Maybe
from banxin.units import PT

if TYPE_CHECKING:
    from banxin.pictures.facts import Facts

#: The longer side of a drawing in pixels, where no size is asked for, and the most that is ever drawn.
_CLOSE, _CLOSEST = 1600, 8000


def look(facts: Facts, draft: tuple[int, int] | None = None) -> Opened:
    """A picture's pixels; with ``draft`` no smaller than that, if it can be decoded or drawn so.

    Raises :class:`Fault` pictures.unsupported or .damaged. In a limited process: it may be a stranger's file.
    """
    return _drawn(facts, draft) if facts.kind == "insert" else opened(facts, draft)


def _drawn(facts: Facts, draft: tuple[int, int] | None) -> Opened:
    """No smaller than ``draft``, or as large as a picture is looked at closely; transparent where nothing is drawn."""
    insert = insert_of(facts.data)
    across, down = insert.width / PT, insert.height / PT
    scale = max(draft[0] / across, draft[1] / down) if draft else _CLOSE / max(across, down)
    scale = min(scale, _CLOSEST / max(across, down))
    try:
        document = pypdfium2.PdfDocument(alone(insert))
        image = document[0].render(scale=scale, fill_color=(0, 0, 0, 0), rev_byteorder=True).to_pil()
        document.close()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Fault("pictures.damaged", None, path=facts.path, reason=Maybe(str(error))) from error
    return Opened(image if image.mode == "RGBA" else image.convert("RGBA"), b"")
