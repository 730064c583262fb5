"""Set a text the way a case or a test asks for."""

from __future__ import annotations

import pytest

from banxin.lines import TextStyle, measure_paragraph, set_paragraph, uniform

EM = 10 * 12_700


@pytest.fixture
def setter(tiny_faces):
    """Set a text at a measure in 字; returns the lines as set."""

    def set_text(text, measure, *, indent=0, faces=tiny_faces, marks_of=(), lines=None, **style):
        text_style = TextStyle("song", EM, indent=indent * EM, roles=(("bold", "hei-bold"),), **style)
        measured, missing = measure_paragraph("p", text, marks_of, text_style, faces)
        assert not missing
        return set_paragraph(measured, uniform(round(measure * EM)), lines=lines)

    return set_text


def texts(lines) -> list[str]:
    """The lines' own texts."""
    measured = lines.measured
    return [measured.text[measured.starts[line.first] : measured.starts[line.last]] for line in lines.lines]


def advances(lines, number=0) -> list[float]:
    """Advance of each cell of a line in 字, white included."""
    line = lines.lines[number]
    bodies = lines.measured.body[line.first : line.last]
    return [round((body + white) / EM, 3) for body, white in zip(bodies, line.whites, strict=True)]
