"""The engine in somebody else's program: their libraries are as they were before, while pages are made, and after."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import CAMPAIGN, ROOT

#: What a host does of its own, and what must be the same before, during and after.
HOST = """
import hashlib, io, os, re, sys, threading
os.environ["RL_invariant"] = "0"
os.environ["RL_documentLang"] = "eo"
home, compiled, environment = os.environ.get("HOME"), re.compile, dict(os.environ)

def own():
    import reportlab.rl_config, yaml
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas
    assert reportlab.rl_config.documentLang == "eo", reportlab.rl_config.documentLang
    assert reportlab.rl_config.pageCompression == 1
    page = io.BytesIO()
    canvas = Canvas(page)
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "red")), 10, 10)
    canvas.drawString(50, 50, "host")
    canvas.save()
    assert yaml.safe_load("{a: 1, b: 2026-06-01, c: 1.5, d: on}")["c"] == 1.5
    assert yaml.resolver.Resolver.yaml_implicit_resolvers["0"][0][1].match("0.5")
    assert len(page.getvalue()) > 500

def ours(out, workers):
    from banxin.run import build, find_targets
    project, (target, *_) = find_targets([sys.argv[1]])
    done = build(project, target, out, workers=workers)
    assert done.status == 0, [str(problem) for page in done.pages for problem in page.report]
    folder = os.path.join(out, target.folder)
    return {name: hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest()
            for name in sorted(os.listdir(folder)) if name.endswith(".pdf")}

first = sys.argv[3] == "first"
if first:
    own()
alone = ours(sys.argv[2] + "/alone", -1)
own()
assert dict(os.environ) == environment
assert re.compile is compiled
found, faults = {}, []

def one(name, work, *words):
    try:
        found[name] = work(*words)
    except BaseException as fault:
        faults.append((name, repr(fault)))

threads = [threading.Thread(target=one, args=("a", ours, sys.argv[2] + "/a", 0)),
           threading.Thread(target=one, args=("b", ours, sys.argv[2] + "/b", 0)),
           threading.Thread(target=one, args=("own", own))]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert not faults, faults
assert found["a"] == found["b"] == alone, (found, alone)
own()
assert dict(os.environ) == environment
assert os.environ.get("HOME") == home
print("as they were")
"""


def host(tmp_path, when: str) -> subprocess.CompletedProcess:
    script = tmp_path / "host.py"
    script.write_text(HOST, "utf-8")
    words = [sys.executable, str(script), str(ROOT / "layouts" / "2026-06-01.tabloid"), str(tmp_path), when]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path, env=None)


def test_a_host_s_libraries_are_left_alone(tmp_path):
    """reportlab with the host's own settings, Pillow, yaml, re, the environment; two editions in threads beside its own work."""
    done = host(tmp_path, "after")
    assert done.stdout.strip() == "as they were", done.stderr


def test_a_host_that_came_first_is_left_alone_too(tmp_path):
    """Its reportlab was there before ours."""
    done = host(tmp_path, "first")
    assert done.stdout.strip() == "as they were", done.stderr


def test_settings_of_a_home_are_not_run(tmp_path):
    """A file that reportlab would run as a program is no part of a page (P37)."""
    (tmp_path / ".reportlab_settings").write_text("raise SystemExit(9)\n", "ascii")
    (tmp_path / ".reportlab_mods").write_text("raise SystemExit(9)\n", "ascii")
    done = subprocess.run([sys.executable, str(ROOT / "typeset.py"), "build", str(ROOT / "layouts/2026-06-01.tabloid"), "-o", str(tmp_path)],
                          capture_output=True, text=True, check=False, env={"HOME": str(tmp_path), "PATH": "/usr/bin", "RL_invariant": "0"})  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


#: A page of the sample, whose story has another character each time; what this process has grown by since it warmed up.
AGAIN = """
import gc, os, sys
import banxin

root, turns = sys.argv[1], int(sys.argv[2])
path = "stories/2026-06-01/library.md"
text = open(os.path.join(root, path), encoding="utf-8").read()
at = text.rindex("\u3002")

def resident():
    with open("/proc/self/statm") as stream:
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def once(turn):
    other = text[:at] + chr(0x4E00 + turn % 7) + text[at:]
    with banxin.open_edition(os.path.join(root, "layouts/2026-06-01"), overlay={path: other}) as edition:
        assert edition.page("A02").pdf().startswith(b"%PDF-")

for turn in range(10):
    once(turn)
gc.collect()
before, there = resident(), len(os.listdir("/proc/self/fd"))
for turn in range(turns):
    once(turn)
gc.collect()
print((resident() - before) // 1024, len(os.listdir("/proc/self/fd")) - there)
"""


def test_a_page_built_again_and_again_takes_no_more_room(tmp_path):
    """A desk that builds a page at every stroke all night: 5 MB more at most, and no file left open."""
    turns = 1000 if CAMPAIGN else 40
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(ROOT), str(turns)], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert not done.returncode, done.stderr
    kilobytes, descriptors = map(int, done.stdout.split())
    assert kilobytes <= 5 * 1024
    assert descriptors == 0
