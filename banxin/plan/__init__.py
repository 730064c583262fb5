"""版样: layouts/*.yaml become records, every fault with its place.

:func:`read_house` once a run, :func:`read_edition` once an edition, :func:`read_page` for each page.
"""

from banxin.plan._edition import page_path, read_edition
from banxin.plan._page import read_page
from banxin.plan.house import read_house

__all__ = ["page_path", "read_edition", "read_house", "read_page"]
