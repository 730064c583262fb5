"""数字报: the e-paper that readers open and programs read, from the page's own polygons and the stories' own text."""

from banxin.epaper._records import Article, Figure, HotZone, Issue, Leaf, Notice, Shot, Tombstone, folder_of
from banxin.epaper._saying import SiteWords
from banxin.epaper._site import Site, Summary, pairs_of, read_summary

__all__ = [
    "Article",
    "Figure",
    "HotZone",
    "Issue",
    "Leaf",
    "Notice",
    "Shot",
    "Site",
    "SiteWords",
    "Summary",
    "Tombstone",
    "folder_of",
    "pairs_of",
    "read_summary",
]  # fmt: skip
