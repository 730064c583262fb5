"""Whole cold processes, in turn: wall, processor time, memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Job(NamedTuple):
    """A process to be timed."""

    name: str
    command: tuple[str, ...]
    folder: str
    """Where it runs."""
    output: str
    """The file it writes, or the folder of its files; '' for none."""


class Run(NamedTuple):
    """One run of a process."""

    wall: float
    cpu: float
    """User and system, of the process and its children."""
    memory: int
    """Peak of its largest process in KiB."""


class Figures(NamedTuple):
    """Medians of a job's runs."""

    wall: float
    fastest: float
    """The quickest run: what the machine does when it is left alone."""
    cpu: float
    memory: int
    size: int
    """Of what it writes, in bytes."""
    runs: int


class Failed(Exception):  # noqa: N818 - a job has failed, that is its name
    """A process that did not end well, with what it said."""


def run(job: Job) -> Run:
    """Run a process and wait for it. Raises :class:`Failed`."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(job.command, cwd=job.folder, stdout=said, stderr=subprocess.STDOUT,
                                   stdin=subprocess.DEVNULL)  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            tail = said.read().decode("utf-8", "replace")[-2000:]
            raise Failed(f"{job.name}: exit status {process.returncode}\n{tail}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def in_turn(jobs: Iterable[Job], rounds: int) -> dict[str, Figures]:
    """Run all jobs one after the other, ``rounds`` times, after one round that is not counted."""
    jobs = list(jobs)
    runs: dict[str, list[Run]] = {job.name: [] for job in jobs}
    for number in range(rounds + 1):
        for job in jobs:
            made = run(job)
            if number:
                runs[job.name].append(made)
    return {job.name: _figures(job, runs[job.name]) for job in jobs}


def _figures(job: Job, runs: list[Run]) -> Figures:
    walls = [made.wall for made in runs]
    output = Path(job.output)
    files = [] if not job.output else output.glob("*.pdf") if output.is_dir() else [output]
    size = sum(file.stat().st_size for file in files)
    return Figures(statistics.median(walls), min(walls), statistics.median(made.cpu for made in runs),
                   max(made.memory for made in runs), size, len(runs))  # fmt: skip
