"""断行: a paragraph and a measure become lines.

The folder is the algorithm: ``collect`` cuts text into cells, ``shape`` gives them glyphs and
``measure`` widths, ``breaks`` says where a line may end and what that costs, ``choose`` picks the breaks of the
whole paragraph (``hyphens`` opens words where nothing else helps), ``justify`` fills each line by the
ledger, ``runs`` turns lines into text runs, ``beside`` draws what hangs from them.
"""

from banxin.lines._justify import set_as_broken, set_paragraph
from banxin.lines._measure import Missing, measure_paragraph
from banxin.lines._runs import text_runs
from banxin.lines.beside import beside, place_ruby, ruby_texts
from banxin.lines.records import Line, Lines, Measured, Slot, TextStyle, uneven, uniform

__all__ = [
    "Line",
    "Lines",
    "Measured",
    "Missing",
    "Slot",
    "TextStyle",
    "beside",
    "measure_paragraph",
    "place_ruby",
    "ruby_texts",
    "set_as_broken",
    "set_paragraph",
    "text_runs",
    "uneven",
    "uniform",
]
