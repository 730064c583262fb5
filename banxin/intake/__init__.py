"""来稿: copy from elsewhere becomes story files, without losing or changing a word.

``import_wire`` reads wire text in the encodings that wires use: ``decoding.py`` proves the encoding or
refuses, ``lines.py`` puts broken paragraphs together, ``parts.py`` says what each line is.
"""

from banxin.intake.importing import Imported, import_wire

__all__ = ["Imported", "import_wire"]
