"""改版: the only room that changes layouts and stories in place.

A layout belongs to who wrote it: its comments, its order, its quotes and its line ends. So nothing here writes a file
anew out of what it means. A :class:`Change` is some characters of some files (:class:`Edit`), found by the same tables
that the plan is read with, and proved by reading the files as they would be: :func:`rename_story`,
:func:`rename_block`, :func:`place_block`, :func:`carry_story`, :func:`renumber`, :func:`cancel`, :func:`take_in`,
:func:`state_keys`. :func:`apply` writes it, all of it or nothing, and only where every
file is still what was read; :func:`undo` and :func:`redo` go back and forth.

Whatever else changes layouts (a desk in the browser, make-up by machine) does it through this door.
"""

from banxin.edit._applying import Done, apply, redo, undo
from banxin.edit._carrying import carry_story
from banxin.edit._paging import cancel, renumber, take_in
from banxin.edit._placing import place_block
from banxin.edit._records import Change, Edit, Move, Read
from banxin.edit._renaming import rename_block, rename_story
from banxin.edit.stating import state_keys

__all__ = [
    "Change", "Done", "Edit", "Move", "Read", "apply", "cancel", "carry_story", "place_block", "redo", "rename_block",
    "rename_story", "renumber", "state_keys", "take_in", "undo",
]  # fmt: skip
