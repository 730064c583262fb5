"""文件: the only room that opens a file.

Reading stays under the project's root (:class:`Tree`) and may have texts in memory or a revision of git's in the place
of the disk (:func:`open_tree`); writing replaces whole files
(:func:`replace_file`), a page is built by one process at a time (:class:`Lock`), and what can be
made again lies in a cache that may be deleted at any time (:func:`cache_folder`). Whole folders are
published by :mod:`banxin.files.folders`, which is loaded where there is one to publish.
"""

from banxin.files._locks import Lock, patient
from banxin.files._notes import keep_note, note, program
from banxin.files.reading import LIMITS, Seen, Tree, decode, open_tree
from banxin.files.writing import cache_folder, replace_file, sweep

__all__ = [
    "LIMITS", "Lock", "Seen", "Tree", "cache_folder", "decode", "keep_note", "note", "open_tree", "patient", "program", "replace_file",
    "sweep",
]  # fmt: skip
