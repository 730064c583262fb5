"""Versions of the defaults: which defaults of house style became others, one version after the other, and why.

A house names the version that it was made with (``defaults: 2``), and is set with it for ever; a house that names none is
of version 1, which is :mod:`banxin.plan._defaults` and the records as they stand there. A later look is a row here and never a
change there, so that a page is only set otherwise by who asks for it (``banxin migrate``).

A version's rows are written as house.yaml would write them, so a later default may be anything that a house can state: a
number, a length in 字 that hangs on the body size, a whole list. What no house can state becomes a key first, whose default
in version 1 is what was always done.
"""

from __future__ import annotations

from banxin.tuples import NamedTuple


class NewDefault(NamedTuple):
    """A default that a version has otherwise than the one before it."""

    key: str
    """Its path in house.yaml, in English: ``styles.subhead.size``."""
    was: str
    """What a house of the version before would have to state to get the same, as YAML on one line; '' where there was nothing."""
    now: str
    """What it is from now on; '' where it is taken away: what an earlier version brought, or a whole style or face."""
    zh: str
    """Why, in both languages."""
    en: str


class NewName(NamedTuple):
    """A key that a version calls otherwise; layouts under its old name are still read."""

    table: str
    """The table of :mod:`banxin.plan.keys` that it is a row of."""
    old: str
    """Its old name, English or Chinese."""
    new: str
    """Its new name in the same language."""


class Version(NamedTuple):
    """What one version does otherwise than the one before it."""

    defaults: tuple[NewDefault, ...] = ()
    names: tuple[NewName, ...] = ()


FIRST = 1
#: The versions after the first, in order.
LATER: tuple[Version, ...] = ()


def newest() -> int:
    """The newest version."""
    return FIRST + len(LATER)


def defaults_until(version: int) -> tuple[NewDefault, ...]:
    """All rows that lead from the first version to one, in order; one that is not known is taken for the newest."""
    return tuple(row for later in LATER[: max(0, version - FIRST)] for row in later.defaults)


def defaults_between(version: int, other: int) -> tuple[NewDefault, ...]:
    """What is otherwise in a later version, a row a key: one that was changed twice, as it was and as it is in the end."""
    found: dict[str, NewDefault] = {}
    for later in LATER[version - FIRST : other - FIRST]:
        for row in later.defaults:
            before = found.get(row.key)
            if before is not None:
                row = row._replace(was=before.was, zh=f"{before.zh} / {row.zh}", en=f"{before.en} / {row.en}")  # noqa: PLW2901
            found[row.key] = row
    return tuple(row for row in found.values() if row.was != row.now)


def new_names(version: int = 0) -> dict[tuple[str, str], str]:
    """What keys that have other names are called by a version (0: the newest), by their tables and their old names."""
    later = LATER[: version - FIRST] if version else LATER
    return {(name.table, name.old): name.new for one in later for name in one.names}
