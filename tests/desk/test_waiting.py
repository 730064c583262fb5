"""What a terminal shows while somebody waits: one line, redrawn, gone before anything is said; nothing of it in a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple

import pytest
from conftest import COMMAND, DATE, PAGE, Desk, draw_photo

from banxin.run.progress import doing, passing, several, watched

if TYPE_CHECKING:
    from pathlib import Path

#: The command with a clock that is quick to draw.
_AT_ONCE = """
import sys
import banxin.desk._waiting as waiting
waiting._QUIET, waiting._EVERY = {quiet}, 0.002
from banxin.desk.command import main
status = main(sys.argv[1:])
print("waits" if "banxin.desk._waiting" in sys.modules else "", end="")
sys.exit(status)
"""


class Seen(NamedTuple):
    status: int
    out: str
    shown: str
    """What came to the terminal."""

    @property
    def lines(self) -> list[str]:
        """What stood in its one line, in turn; '' where it was cleared."""
        return [part.removeprefix("\x1b[K") for part in self.shown.split("\r")][1:]


def before_a_terminal(
    words: list[str], quiet: float = 0, cwd: Path | None = None, columns: int = 80, **env: str
) -> Seen:
    """Run the command with a terminal for its errors and a pipe for its output, as ``check > log`` does."""
    import fcntl
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    read = bytearray()

    def drain() -> None:
        while True:
            try:
                data = os.read(ours, 65536)
            except OSError:
                return
            if not data:
                return
            read.extend(data)

    with subprocess.Popen([sys.executable, "-c", _AT_ONCE.format(quiet=quiet), *words], stdout=subprocess.PIPE, stderr=theirs, cwd=cwd or COMMAND.parent,
                          env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(COMMAND.parent), **env}) as process:  # fmt: skip
        os.close(theirs)
        reader = threading.Thread(target=drain)
        reader.start()
        assert process.stdout is not None
        out = process.stdout.read().decode()
        status = process.wait()
    reader.join()
    os.close(ours)
    return Seen(status, out, bytes(read).decode().replace("\r\n", "\n"))


@pytest.fixture
def paper(desk: Desk) -> Desk:
    """The sound paper with a second page."""
    desk.edit(f"layouts/{DATE}/edition.yaml", "[A01]", "[A01, A02]")
    desk.write(f"layouts/{DATE}/A02.yaml", desk.text(PAGE).replace("lamps", "lamps-2").replace("harbour", "quay"))
    for name, other in (("harbour", "quay"), ("lamps", "lamps-2")):
        desk.write(f"stories/{DATE}/{other}.md", desk.text(f"stories/{DATE}/{name}.md"))
    return desk


@pytest.mark.parametrize(("words", "doing_what"), [
    (["build", "--fresh"], "pages"), (["check"], "pages"), (["check", "--press"], "pages"), (["status"], "pages"),
    (["export", "epaper"], "pages"), (["plates"], "plates"), (["meter"], "metering"), (["build", "--proof"], "pages"),
])  # fmt: skip
def test_a_terminal_shows_what_is_done(words: list[str], doing_what: str, paper: Desk) -> None:
    """How many pages of all, which are in hand, and the seconds; the line is gone at the end, and the output is an answer alone."""
    seen = before_a_terminal([*words, str(paper.root / "layouts" / DATE), "--lang", "en"])
    assert re.search(rf"{doing_what}.*A0[12].*  \d+ s", seen.shown), seen
    assert re.search(r"\d of 2", seen.shown)
    assert seen.lines[-1] == ""
    assert "\n" not in seen.shown  # it stays on its line
    assert "\x1b" not in seen.out
    assert " of 2  " not in seen.out


def test_it_is_said_in_chinese(paper: Desk) -> None:
    seen = before_a_terminal(["check", str(paper.root), "--lang", "zh"])
    assert re.search(r"排版 \d/2  .*  \d+秒", seen.shown)


def test_nothing_is_drawn_in_the_first_second(paper: Desk) -> None:
    """A build at deadline is over before anything would be."""
    seen = before_a_terminal(["build", str(paper.root / "layouts" / DATE)], quiet=100)
    assert seen.shown == ""
    assert seen.status == 0


def test_machines_pipes_and_dumb_terminals_have_none_of_it(paper: Desk) -> None:
    """Not a byte of it, and nothing of it is loaded."""
    path = str(paper.root / "layouts" / DATE)
    assert before_a_terminal(["check", path, "--format", "json"]).shown == ""
    assert before_a_terminal(["check", path], TERM="dumb").shown == ""
    code = "import sys; from banxin.desk.command import main; main(sys.argv[1:]); assert 'banxin.desk._waiting' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code, "build", path], capture_output=True, text=True, check=False, cwd=COMMAND.parent)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_printed_is_the_same(paper: Desk) -> None:
    """Whether somebody looks or not: messages, pages, the summary, and the status."""
    paper.edit(PAGE, "story: lamps", "story: lamp")
    words = ["check", str(paper.root / "layouts" / DATE), "--lang", "en"]
    seen = before_a_terminal(words)
    said = paper.run(*words)
    plain = [re.sub(r"\d+\.\d+s", "", text) for text in (seen.out.removesuffix("waits"), said.text)]
    assert plain[0] == plain[1]
    assert seen.status == said.status == 1


def test_a_line_that_would_wrap_is_cut(paper: Desk) -> None:
    """One that took two lines of the terminal could not be cleared."""
    for line in before_a_terminal(["check", str(paper.root), "--lang", "zh"], columns=16).lines:
        assert sum(1 + (letter >= "\u2e80") for letter in line) < 16


def test_a_slow_photo_does_not_stop_the_clock(desk: Desk) -> None:
    """A child decodes it while the page's own process waits: the seconds go on, and what is waited for is said."""
    draw_photo(desk.path(f"assets/{DATE}/harbour.jpg"), 6000, 4000)
    cache = str(desk.root / "cache")
    seen = before_a_terminal(["build", "--press", str(desk.root / PAGE), "--lang", "en"], BANXIN_CACHE=cache)
    assert {"0", "1"} & set(re.findall(r"(\d+) s", seen.shown))
    assert seen.status == 0, seen.out


def test_the_line_is_gone_where_the_run_is_cut_short(paper: Desk) -> None:
    """A fault that ends the command is printed on a line of its own."""
    seen = before_a_terminal(["export", "epaper", str(paper.root / PAGE), "--lang", "en"])
    assert "error[desk.export-whole]" in seen.out
    assert seen.lines[-1:] in ([""], [])


def test_what_nobody_watches_costs_nothing() -> None:
    """A run that is not looked at is told so once."""
    assert several("progress.pages", ["A01"]) is None
    doing("progress.edition")
    assert list(passing("progress.reading", ["A01", "A02"])) == ["A01", "A02"]


def test_pages_at_work_at_once_are_named() -> None:
    """What is in hand, and how many are done, in whichever order they end."""
    told: list[str] = []
    with watched(lambda _, words: told.append(f"{words['done']}/{words['all']} {words['names']}")):
        page = several("progress.pages", ["A01", "A02", "A03"])
        assert page is not None
        for at, over in ((0, False), (1, False), (1, True), (2, False), (0, True), (2, True)):
            page(at, over)
    assert told == ["0/3 A01", "0/3 A01 A02", "1/3 A01", "1/3 A01 A03", "2/3 A03", "3/3 "]
