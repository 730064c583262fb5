"""Two desks at one edition: who makes it first has its folder, and the other is told before anything is made.

An edition whole is made by one process alone; pages that are asked for by name may be made beside each other, each by one.
What is then put in place has no lock of its own but the pages': whoever changes layouts holds those.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from banxin.files import Lock

if TYPE_CHECKING:
    from collections.abc import Collection

#: Where locks lie, below the folder that they are of; the lock of all of it.
_FOLDER, WHOLE = ".locks", "edition"


def alone(folder: str, pages: Collection[str] = ()) -> ExitStack:
    """Hold a product's folder: all of it, or pages of it by name. Raises :class:`Fault` files.locked."""
    with ExitStack() as held:
        held.enter_context(Lock(os.path.join(folder, _FOLDER, WHOLE), shared=bool(pages)))
        for page in sorted(set(pages)):
            held.enter_context(page_lock(folder, page))
        return held.pop_all()


def page_lock(folder: str, page: str) -> Lock:
    """The lock of a page's file."""
    return Lock(os.path.join(folder, _FOLDER, page))
