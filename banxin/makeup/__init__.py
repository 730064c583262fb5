"""拼版: a plan and its stories become a finished page.

``geometry`` says where columns and lines stand, ``galley`` turns a story into rows, ``flow`` pours rows
into columns, ``jumps`` takes a story on to another page, ``headings`` fits headings into their holes. A block is composed on a
``ground`` and comes back as ``composed``: ``compose`` and ``stories`` for those with text, ``plain`` for all others, ``inside`` for what
stands in a story. ``furniture`` sets what belongs to the page itself, ``pages`` reads top-down.
"""

from banxin.makeup._pages import make_page
from banxin.makeup.copy import Copy, IndexEntry, Jumps, StoryPlace

__all__ = ["Copy", "IndexEntry", "Jumps", "StoryPlace", "make_page"]
