"""Named tuples without what ``typing`` compiles for them: a build makes some 170 such classes before its first page.

``typing.NamedTuple`` compiles every annotation (0.28 ms a class where it is slow); nobody here asks an annotation at
run time. What is made is the same: ``collections.namedtuple`` with the class's methods, properties and docstring.
"""

from __future__ import annotations

__all__ = ["NamedTuple"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    #: What a class body has beside its own attributes.
    _ASIDE = frozenset({"__annotations__", "__module__", "__qualname__", "__orig_bases__", "__classcell__"})

    class _Maker(type):
        """Makes the tuple's class out of a class body."""

        def __new__(mcs, name: str, _bases: tuple[type, ...], space: dict[str, object]) -> type:
            fields = tuple(space.get("__annotations__", ()))
            defaults = [field for field in fields if field in space]
            if defaults != list(fields[len(fields) - len(defaults) :]):
                raise TypeError(f"{name}: a field without a default follows one with a default")
            made = namedtuple(name, fields, defaults=[space[field] for field in defaults], module=space["__module__"])
            made.__annotations__ = space.get("__annotations__", {})
            made.__qualname__ = space["__qualname__"]
            for key, value in space.items():
                if key not in _ASIDE and key not in fields:
                    setattr(made, key, value)
            return made

    class _Base:
        """Stands in a class's head; :class:`_Maker` makes the class."""

        def __mro_entries__(self, _bases: tuple[object, ...]) -> tuple[type, ...]:
            return (_root,)

    _root = type.__new__(_Maker, "NamedTuple", (), {})
    NamedTuple = _Base()
