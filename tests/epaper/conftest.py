"""The sample edition as an e-paper, and a real browser that reads it."""

from __future__ import annotations

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from banxin.files import Tree
from banxin.problems import Report
from banxin.story import read_story
from tests.conftest import ROOT, outside

MODULES = ROOT / "tests" / "outside" / "node_modules"
DAY = "html/2026-06/01"
PAGES = range(1, 8)
Polygon = list[tuple[float, float]]


def module(path: str) -> str:
    """A file of one of the outside judges that npm brings; without it a test skips, and fails under CI."""
    found = MODULES / path
    if not found.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is missing, and CI must have it")
        pytest.skip(f"{path} is not installed")
    return str(found)


def export(layouts: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run ``typeset export epaper``."""
    return subprocess.run(
        [sys.executable, str(ROOT / "typeset.py"), "export", "epaper", str(layouts), "-o", str(out), *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The e-paper of the sample edition."""
    out = tmp_path_factory.mktemp("site")
    done = export(ROOT / "layouts" / "2026-06-01", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "epaper"


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    path = outside("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


class Served:
    """A folder served on this machine, until it is shut."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Quiet, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def shut(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def served(site: Path):
    """The e-paper on a server of this machine."""
    server = Served(site)
    yield server.url
    server.shut()


class Watch:
    """What a page did while it was open that it should not have done."""

    def __init__(self, page) -> None:
        self.asked: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", self._failed)
        page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        page.on(
            "console",
            lambda line: self.wrong.append(f"said {line.text}") if line.type in ("error", "warning") else None,
        )
        page.on("dialog", lambda dialog: (self.wrong.append(f"asked {dialog.message}"), dialog.dismiss()))

    def _failed(self, request) -> None:
        # A picture that was on its way when the page was left is no fault.
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"failed {request.url} {request.failure}")


@pytest.fixture
def page(chromium):
    """A window of a desk's size."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def zones_of(site: Path, number: int) -> list[tuple[str, Polygon]]:
    """Where each polygon of a page leads, and its corners in the picture's pixels."""
    tree = BeautifulSoup((site / DAY / f"node_{number}.htm").read_text("utf-8"), "html.parser")
    return [
        (link["href"], [tuple(map(float, pair.split(","))) for pair in link.polygon["points"].split()])
        for link in tree.select("svg.zones a")
    ]


def stories() -> dict[str, str]:
    """Every story's canonical text by its article's id."""
    ids = json.loads((ROOT / "layouts/2026-06-01/ids.json").read_text("utf-8"))
    tree = Tree(str(ROOT))
    found = {}
    for slug, own in ids.items():
        if "@" not in slug:
            story = read_story(tree, f"stories/2026-06-01/{slug}.md", Report())
            assert story is not None
            found[own] = story
    return found


#: The parts of an article in canonical order, and what is taken out of it.
