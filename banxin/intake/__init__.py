"""来稿: copy from elsewhere becomes story files, without losing or changing a word.

``import_wire`` reads wire text in the encodings that wires use: ``decoding.py`` proves the encoding or
refuses, ``stories.py`` parts a dump, ``wrapping.py`` finds how lines were broken, ``joining.py`` puts
paragraphs together, ``parts.py`` says what each of them is, ``signs.py`` what a line says of itself.
"""

from banxin.intake._importing import Imported, import_wire

__all__ = ["Imported", "import_wire"]
