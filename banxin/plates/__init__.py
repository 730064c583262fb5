"""印版: what reads PDFs and drawings. Nothing of it is loaded where a page has neither.

What comes in: :mod:`banxin.plates.inserts` makes an advertisement's PDF inert, :mod:`banxin.plates.vector` a drawing (SVG).
What goes out: :mod:`banxin.plates.drawn` and :mod:`banxin.plates.plates` read a page's own file as a press will,
:mod:`banxin.plates.scan` its codes, :mod:`banxin.plates.web` shows it to a browser. What a stranger's file does to who reads
it ends neither page nor run: it is read in a limited process.
"""
