"""A library of our own, loaded beside the host's: nothing that we change in it, or leave out of it, is changed for anybody else.

Who uses the engine in a program of their own may use the same library there, with other settings. Its modules are loaded from
the same files into a world apart, in which only some names mean something else; ``sys.modules``, the environment and the home
directory are left as they are.
"""

from __future__ import annotations

import builtins
import importlib.machinery
import importlib.util
import sys
import threading
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


class Private:
    """A package and all below it, as the world apart knows them."""

    def __init__(self, root: str, instead: Mapping[str, ModuleType | Callable[[Private], ModuleType]]) -> None:
        """``instead``: modules that stand for the library's own or for others', or what makes them when they are asked for.

        The root's own code is not run: what it has beside its parts stands in ``instead``, too.
        """
        self._root = root
        self._instead = dict(instead)
        self._modules: dict[str, ModuleType] = {}
        self._lock = threading.RLock()
        self._builtins = {**vars(builtins), "__import__": self._import}

    def load(self, name: str) -> ModuleType:
        """A module of the package. Raises ``ImportError``."""
        with self._lock:
            module = self._modules.get(name)
            return module if module is not None else self._loaded(name)

    def _loaded(self, name: str) -> ModuleType:
        made = self._instead.get(name)
        if made is not None:
            module = made if isinstance(made, ModuleType) else made(self)
            self._modules[name] = module
        elif name == self._root:
            module = self._package()
        else:
            module = self._run(name)
        parent, _, own = name.rpartition(".")
        if parent and name.startswith(self._root):
            setattr(self.load(parent), own, module)
        return module

    def _package(self) -> ModuleType:
        found = importlib.util.find_spec(self._root)
        if found is None or found.submodule_search_locations is None:
            raise ModuleNotFoundError(f"No module named {self._root!r}", name=self._root)
        module = self._modules[self._root] = ModuleType(self._root)
        module.__path__ = list(found.submodule_search_locations)
        module.__file__ = found.origin
        return module

    def _run(self, name: str) -> ModuleType:
        """A module's code in our world."""
        where = self.load(name.rpartition(".")[0])
        spec = importlib.machinery.PathFinder.find_spec(name, getattr(where, "__path__", []))
        if spec is None or not isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        module = self._modules[name] = importlib.util.module_from_spec(spec)
        vars(module)["__builtins__"] = self._builtins
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del self._modules[name]
            raise
        return module

    def _import(
        self, name: str, names: Mapping[str, Any] | None = None, _local: Any = None, wanted: Any = (), level: int = 0
    ) -> Any:
        """What ``import`` does in our world (PEP 302, ``builtins.__import__``)."""
        if level:
            package = str((names or {}).get("__package__") or "")
            base = package.rsplit(".", level - 1)[0] if level > 1 else package
            name = f"{base}.{name}" if name else base
        if name not in self._instead and name.partition(".")[0] != self._root:
            return builtins.__import__(name, names, _local, wanted, 0)
        module = self.load(name)
        if not wanted:
            return self.load(name.partition(".")[0])
        for one in wanted:
            if one != "*" and not hasattr(module, one) and hasattr(module, "__path__"):
                self.load(f"{name}.{one}")
        return module


@contextmanager
def meaning(modules: frozenset[str], instead: Mapping[str, ModuleType]) -> Iterator[None]:
    """While some modules are imported, names mean something else in them, and in nothing else.

    They are everybody's modules; one that is there already stays as it is.
    """
    finder = _Finder(modules, instead)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder:
    """Finds some modules where they are, for a loader that runs them with names of ours."""

    def __init__(self, modules: frozenset[str], instead: Mapping[str, ModuleType]) -> None:
        self._modules, self._instead = modules, instead

    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A module's place, if it is one of ours (PEP 451)."""
        spec = importlib.machinery.PathFinder.find_spec(name, path) if name in self._modules else None
        if spec is not None and type(spec.loader) is importlib.machinery.SourceFileLoader:
            spec.loader = _Loader(name, spec.loader.path)
            spec.loader.instead = self._instead
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    """Runs a module's code with some names meaning something else."""

    instead: Mapping[str, ModuleType]

    def exec_module(self, module: ModuleType) -> None:
        """Run it."""

        def own(name: str, *words: Any, **more: Any) -> Any:
            return self.instead[name] if name in self.instead else builtins.__import__(name, *words, **more)

        vars(module)["__builtins__"] = {**vars(builtins), "__import__": own}
        super().exec_module(module)
