"""文件: the only room that opens a file.

Reading stays under the project's root (:class:`Tree`), writing replaces whole files
(:func:`replace_file`), a page is built by one process at a time (:class:`Lock`), and what can be
made again lies in a cache that may be deleted at any time (:func:`cache_folder`).
"""

from banxin.files.folders import content, publish, remove_folder, replace_folders, sweep_folders
from banxin.files.locks import Lock
from banxin.files.notes import keep_note, note, program
from banxin.files.reading import LIMITS, Tree, decode
from banxin.files.writing import cache_folder, replace_file, sweep

__all__ = [
    "LIMITS", "Lock", "Tree", "cache_folder", "content", "decode", "keep_note", "note", "program", "publish",
    "remove_folder", "replace_file", "replace_folders", "sweep", "sweep_folders",
]  # fmt: skip
