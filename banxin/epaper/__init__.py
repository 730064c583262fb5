"""数字报: the e-paper that readers open and programs read, from the page's own polygons and the stories' own text."""

from banxin.epaper.records import Article, Figure, Issue, Leaf, Notice, Shot, Tombstone, Zone, folder_of
from banxin.epaper.saying import Words
from banxin.epaper.site import Site, Summary, pairs_of, read_summary

__all__ = [
    "Article", "Figure", "Issue", "Leaf", "Notice", "Shot", "Site", "Summary", "Tombstone", "Words", "Zone",
    "folder_of", "pairs_of", "read_summary",
]  # fmt: skip
