"""Named tuples are those of the standard library, made without compiling what nobody asks."""

from __future__ import annotations

import pickle
import pkgutil
import typing
from importlib import import_module

import pytest

import banxin
from banxin.tuples import NamedTuple


class Ours(NamedTuple):
    """A place."""

    line: int
    column: int = 1
    """From 1."""

    @property
    def both(self) -> tuple[int, int]:
        """Line and column."""
        return self.line, self.column

    def moved(self, by: int) -> Ours:
        """Some lines further down."""
        return self._replace(line=self.line + by)


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1


def test_it_is_what_typing_makes() -> None:
    """Fields, defaults, how it is shown and compared, taken apart and put together."""
    ours, theirs = Ours(3), Theirs(3)
    assert ours == theirs == (3, 1)
    assert repr(ours) == "Ours(line=3, column=1)"
    assert (Ours._fields, Ours._field_defaults, Ours.__match_args__) == (
        Theirs._fields, Theirs._field_defaults, Theirs.__match_args__,
    )  # fmt: skip
    assert Ours.__annotations__ == {"line": "int", "column": "int"}
    assert Ours.__doc__ == "A place."
    assert ours._asdict() == theirs._asdict()
    assert Ours._make([4, 5]) == Ours(column=5, line=4)
    assert (ours.both, ours.moved(2)) == ((3, 1), Ours(5))
    assert pickle.loads(pickle.dumps(ours)) == ours  # noqa: S301 - our own
    assert not hasattr(ours, "__dict__")
    match ours:
        case Ours(line, column=1):
            assert line == 3
        case _:
            pytest.fail("a pattern finds its fields")


def test_what_is_wrong_is_wrong() -> None:
    """Too few values, names that are not there, a field that nobody could give."""
    with pytest.raises(TypeError):
        Ours()  # type: ignore[call-arg]
    with pytest.raises((TypeError, ValueError)):
        Ours(1)._replace(page=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="without a default"):

        class Bad(NamedTuple):
            """Nobody could leave the first one out."""

            first: int = 1
            second: int  # type: ignore[misc]


def test_all_of_ours_are_made_so() -> None:
    """No room goes back to the dear way: every named tuple of the program can be sent to another process as it is."""
    made = set()
    for found in pkgutil.walk_packages(banxin.__path__, "banxin."):
        if not found.name.endswith("__main__"):
            made |= {one for one in vars(import_module(found.name)).values() if isinstance(one, type)
                     and issubclass(one, tuple) and one.__module__ == found.name and hasattr(one, "_fields")}  # fmt: skip
    assert len(made) > 200
    for one in made:
        assert one.__qualname__ in (one.__name__, f"{one.__name__}"), one
        assert vars(import_module(one.__module__)).get(one.__name__) is one, one
