"""稿件: stories as desks write them, read with the place of every character.

``read_story`` reads a file, ``parse_story`` a source; ``write_story`` is the way back. The grammar is
small, closed and ours: ``front.py`` for what stands between the ``---`` lines, ``body.py`` for lines
and boxes, ``inline.py`` for marks inside a paragraph, ``characters.py`` for what has no place in copy.
"""

from banxin.story._tree import story_tree
from banxin.story.reading import parse_story, read_story
from banxin.story.records import Box, Mark, Paragraph, Photo, Rights, SegmentMap, Story

__all__ = [
    "Box",
    "Mark",
    "Paragraph",
    "Photo",
    "Rights",
    "SegmentMap",
    "Story",
    "parse_story",
    "read_story",
    "story_tree",
]
