"""What a plain build imports, and what that costs: ``-X importtime`` summed by top-level package."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bench.measure import Job

#: A plain build may spend so many milliseconds on imports.
LIMIT = 160
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|( +)([\w.]+)")

# The process that examines pictures runs beside the setting and imports for itself: it stays silent.
_RUN = """\
import os, sys
os.register_at_fork(after_in_child=lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))
sys.argv[:] = sys.argv[1:]
exec(compile(open(sys.argv[0], encoding="utf-8").read(), sys.argv[0], "exec"))
"""


class Row(NamedTuple):
    """One top-level package."""

    name: str
    milliseconds: float
    modules: int


def ledger(job: Job, times: int = 3) -> list[Row]:
    """The packages that a job imports, dearest first; the cheapest of some runs, since the machine is shared."""
    runs = [_one(job) for _ in range(times)]
    return min(runs, key=lambda rows: sum(row.milliseconds for row in rows))


def _one(job: Job) -> list[Row]:
    script, *arguments = job.command[1:]
    command = [sys.executable, "-X", "importtime", "-c", _RUN, script, *arguments]
    said = subprocess.run(command, cwd=job.folder, capture_output=True, text=True, check=True).stderr
    spent: dict[str, float] = {}
    modules: dict[str, int] = {}
    for own, _, name in _LINE.findall(said):
        top = name.partition(".")[0]
        top = top.lstrip("_") if top.startswith("_") else top
        top = "standard library" if top in _STANDARD else top
        spent[top] = spent.get(top, 0.0) + int(own) / 1000
        modules[top] = modules.get(top, 0) + 1
    return sorted((Row(name, spent[name], modules[name]) for name in spent), key=lambda row: -row.milliseconds)


_STANDARD = frozenset(name.lstrip("_") for name in sys.stdlib_module_names) | {"zipimport", "site", "sitecustomize"}
