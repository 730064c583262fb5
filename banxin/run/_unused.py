"""Copy that is there and stands nowhere: who wrote it believes that it is in the paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.files import LIMITS
from banxin.problems import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.makeup.work import Work
    from banxin.run.sources import Sources

#: So many are named.
_SHOWN = 8


def say_unused(sources: Sources, works: list[Work]) -> None:
    """Note the stories of an edition's day that no page of it uses, nor one of that day's other editions."""
    edition, tree = sources.edition, sources.tree
    if not edition.date or sources.report.failed or any(work.plan is None or work.report.failed for work in works):
        return  # what a page that cannot be read would use nobody knows
    blocks = [one for work in works if work.plan for block in work.plan.blocks for one in (block, *block.inside)]
    used = {slug for block in blocks for slug in block.stories} | set(edition.withdrawn)
    there = [name.removesuffix(".md") for name in tree.names(f"stories/{edition.date}") if name.endswith(".md")]
    left = [slug for slug in there if slug not in used]
    if left:
        others = "\n".join(_layouts(sources))
        left = [slug for slug in left if not re.search(rf"(?<![\w-]){re.escape(slug)}(?![\w-])", others)]
    if left:
        more = len(left) - _SHOWN
        sources.report.note("desk.story-unused", None, stories=", ".join(left[:_SHOWN]) + (f" +{more}" if more > 0 else ""),
                            count=len(left), folder=f"stories/{edition.date}")  # fmt: skip


def _layouts(sources: Sources) -> Iterator[str]:
    """The layouts of the day's other editions as they are written."""
    tree, edition = sources.tree, sources.edition
    for folder in tree.names("layouts"):
        if folder != edition.folder and folder.startswith(edition.date):
            for name in tree.names(f"layouts/{folder}"):
                if name.endswith(".yaml"):
                    try:
                        yield tree.read(f"layouts/{folder}/{name}", LIMITS["yaml"]).decode("utf-8", "replace")
                    except Fault:
                        continue  # whoever builds that edition is told
