#!/usr/bin/env python3
"""The e-paper of the sample edition: how long its export takes, what a reader waits for, and what it weighs."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DAY = "html/2026-06/01"
#: A phone on a slow network: bits a second down and up, milliseconds of waiting.
SLOW = {"offline": False, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8, "latency": 150}
VIEWS = ((360, 780, 3.0), (390, 844, 3.0), (430, 932, 3.0), (768, 1024, 2.0), (1440, 900, 1.0))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


def main() -> int:
    """Print all figures."""
    folder = Path(tempfile.mkdtemp(prefix="banxin-epaper-"))
    try:
        _exports(folder)
        _views(folder / "out" / "epaper")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _exports(folder: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "typeset.py"),
        "export",
        "epaper",
        str(ROOT / "layouts" / "2026-06-01"),
        "-o",
        str(folder / "out"),
    ]
    environment = {**os.environ, "BANXIN_CACHE": str(folder / "cache")}
    # Faces are pinned once for all papers: that is no export's time.
    faces = [
        sys.executable,
        str(ROOT / "typeset.py"),
        "build",
        str(ROOT / "layouts" / "2026-06-01"),
        "-o",
        str(folder / "other"),
    ]
    subprocess.run(faces, env=environment, check=True, capture_output=True)
    shutil.rmtree(folder / "cache" / "pictures", ignore_errors=True)
    for what in ("cold", "nothing changed", "nothing changed"):
        started = time.perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        print(f"export, {what}: {time.perf_counter() - started:.2f} s")
    site = folder / "out" / "epaper"
    files = [path for path in site.rglob("*") if path.is_file()]
    sizes: dict[str, int] = {}
    for path in files:
        kind = path.suffix[1:] if path.parts[len(site.parts)] in ("images", "html") else "shared"
        sizes[kind] = sizes.get(kind, 0) + path.stat().st_size
    parts = ", ".join(f"{kind} {size / 1e6:.2f}" for kind, size in sorted(sizes.items(), key=lambda one: -one[1]))
    print(f"site: {len(files)} files, {sum(sizes.values()) / 1e6:.1f} MB ({parts})")


def _views(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or "", args=["--no-sandbox"])
        for width, height, ratio in VIEWS:
            for name in (f"{DAY}/node_1.htm", f"{DAY}/node_4.htm", f"{DAY}/content_2026060102001.htm"):
                context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=ratio,
                                              service_workers="block")  # fmt: skip
                print(f"{width} px x{ratio:g} {name.rpartition('/')[2]}: {_view(context, server, name)}")
                context.close()
        browser.close()
    server.shutdown()


def _view(context: Any, server: http.server.ThreadingHTTPServer, name: str) -> str:
    page = context.new_page()
    client = context.new_cdp_session(page)
    weights: list[float] = []
    client.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", SLOW)
    page.goto(f"http://127.0.0.1:{server.server_port}/{name}", wait_until="load")
    page.wait_for_timeout(500)
    largest = page.evaluate(
        """() => new Promise((done) => new PerformanceObserver((list) => {
        const last = list.getEntries().at(-1); done([last.startTime, last.element && last.element.tagName]); })
        .observe({ type: 'largest-contentful-paint', buffered: true }))"""
    )
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    return f"{sum(weights) / 1e3:.0f} KB in {len(weights)} files, first paint {first / 1e3:.2f} s, largest ({largest[1]}) {largest[0] / 1e3:.2f} s"


if __name__ == "__main__":
    sys.exit(main())
