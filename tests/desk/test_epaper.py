"""The desk exports issue after issue: ids never change, old issues stay as they are, faults keep the site as it was."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import COMMAND, DATE, Desk

from banxin.epaper.ledger import numbered
from banxin.problems import Fault

IDS = f"layouts/{DATE}/ids.json"
SHARED = {"index.html", "paperindex.htm", "calendar.html", "issues.js", "rss.xml"}


def export(desk: Desk, *words: str, folder: str = DATE):
    return desk.run("export", "epaper", str(desk.root / "layouts" / folder), "--lang", "en", *words)


def site(desk: Desk) -> dict[str, bytes]:
    top = desk.root / "out" / "epaper"
    return {str(path.relative_to(top)): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}


def next_day(desk: Desk) -> str:
    """Another issue of the same paper, a day later."""
    for room in ("layouts", "stories", "assets"):
        shutil.copytree(desk.root / room / DATE, desk.root / room / "2026-06-02")
    desk.edit("layouts/2026-06-02/edition.yaml", "2026-06-01", "2026-06-02")
    (desk.root / "layouts/2026-06-02/ids.json").unlink(missing_ok=True)
    return "2026-06-02"


def test_ids_are_digits_and_lie_with_the_edition(desk: Desk) -> None:
    """Date, page and three digits; the table is written at the first export."""
    said = export(desk)
    assert said.status == 0, said.text
    assert json.loads(desk.text(IDS)) == {"harbour": "2026060101001", "lamps": "2026060101002"}
    assert "html/2026-06/01/content_2026060101002.htm" in site(desk)


def test_ids_never_change(desk: Desk) -> None:
    """Stories change places, one comes, one goes, the output is deleted: each keeps its number, none is given twice."""
    export(desk)
    layout = desk.text(f"layouts/{DATE}/A01.yaml")
    first, rest = layout.split("  - story: harbour")
    one, two = rest.split("  - story: lamps")
    desk.write("stories/2026-06-01/lamps2.md", desk.text("stories/2026-06-01/lamps.md"))
    desk.write(
        f"layouts/{DATE}/A01.yaml", f"{first}  - story: lamps2{two.rpartition('  - {qr')[0]}  - story: harbour{one}"
    )
    shutil.rmtree(desk.root / "out" / "epaper")
    assert export(desk).status == 0
    assert json.loads(desk.text(IDS)) == {
        "harbour": "2026060101001", "lamps": "2026060101002", "lamps2": "2026060101003",
    }  # fmt: skip
    names = {name.rpartition("/")[2] for name in site(desk) if "content_" in name and name.endswith(".htm")}
    assert names == {f"content_202606010100{at}.htm" for at in (1, 2, 3)}
    gone = site(desk)["html/2026-06/01/content_2026060101002.htm"].decode()
    assert "这篇稿件已撤下" in gone
    assert "noindex" in gone
    assert not any(
        b"content_2026060101002" in data for name, data in site(desk).items() if "node_" in name or "text.js" in name
    )


def test_a_broken_table_of_ids_is_said_and_nothing_is_written(desk: Desk) -> None:
    """A merge went wrong: two stories with one number."""
    export(desk)
    before = site(desk)
    desk.write(IDS, '{"harbour": "2026060101001", "lamps": "2026060101001"}')
    said = export(desk)
    assert said.status == 1
    assert f"{IDS}:1:40 error[desk.ids-broken]" in said.text
    desk.write(IDS, "{")
    assert "error[desk.ids-broken]" in export(desk).text
    assert site(desk) == before


def test_a_page_that_has_a_thousand_stories_is_said() -> None:
    """Three digits are what other systems expect."""
    known = numbered({}, [(f"s{at}", 1) for at in range(999)], DATE)
    assert known["s998"] == "2026060101999"
    with pytest.raises(Fault) as fault:
        numbered(known, [("one-more", 1)], DATE)
    assert fault.value.problem.code == "desk.ids-full"
    assert numbered(known, [("other", 2)], DATE)["other"] == "2026060102001"


def test_a_new_issue_leaves_the_old_ones_alone(desk: Desk) -> None:
    """Only the calendar, the index and the feed change; the front door leads to the newest."""
    export(desk)
    before = site(desk)
    folder = next_day(desk)
    assert export(desk, folder=folder).status == 0
    after = site(desk)
    changed = {name for name, data in before.items() if after.get(name) != data}
    assert {name for name in changed if not name.startswith("search/")} <= SHARED
    assert b"html/2026-06/02/node_1.htm" in after["index.html"]
    assert after["issues.js"] == b'self.banxinIssues = ["2026-06-01", "2026-06-02"];\n'
    calendar = after["calendar.html"].decode()
    assert calendar.count('href="html/2026-06/01/node_1.htm"') == 2
    assert calendar.count('href="html/2026-06/02/node_1.htm"') == 2
    # The old issue again: the newest stays in front.
    assert export(desk).status == 0
    assert site(desk) == after


def test_issues_in_any_order_make_the_same_site(desk: Desk) -> None:
    """The later issue first, then the earlier: byte for byte the same, the feed, too."""
    desk.write("layouts/house.yaml", desk.text("layouts/house.yaml") + 'epaper: {url: "https://e.example.org"}\n')
    folder = next_day(desk)
    export(desk)
    export(desk, folder=folder)
    one = site(desk)
    assert b"html/2026-06/02/" in one["rss.xml"]
    shutil.rmtree(desk.root / "out" / "epaper")
    export(desk, folder=folder)
    export(desk)
    assert site(desk) == one


def test_a_lost_index_is_made_anew(desk: Desk) -> None:
    """Somebody deleted the index, or a part of it broke: with the next issue all are found again."""
    export(desk)
    folder = next_day(desk)
    export(desk, folder=folder)
    whole = site(desk)
    top = desk.root / "out" / "epaper" / "search"
    for spoil in (lambda: shutil.rmtree(top), lambda: (top / "2026" / "7.js").write_text("banxin.part(", "utf-8")):
        spoil()
        assert export(desk, folder=folder).status == 0
        assert site(desk) == whole


def test_a_fault_keeps_the_site_as_it_was(desk: Desk) -> None:
    """Overset copy: status 1, what readers see stays, no number is given out."""
    export(desk)
    before, ids = site(desk), desk.text(IDS)
    story = desk.text("stories/2026-06-01/lamps.md")
    desk.write("stories/2026-06-01/lamps.md", story + story.rpartition("---")[2] * 4)
    said = export(desk)
    assert said.status == 1
    assert "error[makeup.overset]" in said.text
    assert site(desk) == before
    assert desk.text(IDS) == ids


def test_a_late_correction_changes_its_own_article(desk: Desk) -> None:
    """One word in a story: its article, its page's picture and PDF, and what lists them; no other page's."""
    export(desk)
    before = site(desk)
    desk.edit("stories/2026-06-01/lamps.md", "老街换上新路灯", "老街换了新路灯")
    assert export(desk).status == 0
    after = site(desk)
    changed = {name for name in before if after.get(name) != before[name]}
    assert "html/2026-06/01/content_2026060101002.htm" in changed
    assert "images/2026-06/01/A01/page.jpg" in changed
    assert "images/2026-06/01/A01/content_2026060101001_1-800.webp" not in changed


def test_a_table_without_a_title_is_an_article_all_the_same(desk: Desk) -> None:
    """On a phone nobody could read it off the page: it is called by what its first row says."""
    layout = desk.text(f"layouts/{DATE}/A01.yaml")
    desk.write("stories/2026-06-01/tides.csv", "码头,早潮\n东屿,6:12\n")
    desk.write(
        f"layouts/{DATE}/A01.yaml",
        layout.partition("  - {qr")[0] + "  - {table: tides.csv, columns: 3, lines: 25-40}\n",
    )
    said = export(desk)
    assert said.status == 0, said.text
    assert json.loads(desk.text(IDS))["A01@tides"] == "2026060101003"
    article = site(desk)["html/2026-06/01/content_2026060101003.htm"].decode()
    assert "<founder-title>码头 早潮</founder-title>" in article
    assert "<td>6:12</td>" in article
    assert b"content_2026060101003.htm" in site(desk)["html/2026-06/01/node_1.htm"]


def test_a_single_page_is_not_exported(desk: Desk) -> None:
    """Whoever names a page is told to name the edition."""
    said = desk.run("export", "epaper", str(desk.root / "layouts" / DATE / "A01.yaml"), "--lang", "en")
    assert said.status == 2
    assert "error[desk.export-whole]" in said.text


def test_without_an_address_there_is_no_feed(desk: Desk) -> None:
    """It is said how to get one; with the address the feed is there, a wrong address is an error with its place."""
    said = export(desk)
    assert "note[desk.epaper-no-url]" in said.text
    assert "rss.xml" not in site(desk)
    house = desk.text("layouts/house.yaml")
    desk.write("layouts/house.yaml", house + 'epaper: {url: "https://e.example.org", code: xb}\n')
    assert export(desk).status == 0
    assert b"https://e.example.org/html/2026-06/01/content_2026060101001.htm" in site(desk)["rss.xml"]
    assert "images/2026-06/01/A01/xb20260601A01.pdf" in site(desk)
    desk.write("layouts/house.yaml", house + 'epaper: {url: "e.example.org"}\n')
    assert "error[plan.epaper-url]" in export(desk).text
    desk.write("layouts/house.yaml", house + "epaper: {code: A/B}\n")
    assert "error[plan.epaper-code]" in export(desk).text


def test_the_house_changes_how_it_looks(desk: Desk) -> None:
    """Its colour by name, and a style sheet of its own after ours."""
    house = desk.text("layouts/house.yaml")
    desk.write("assets/epaper.css", ":root { --ground: #123456; }\n")
    desk.write("layouts/house.yaml", house + "epaper: {style: epaper.css, colour: C100 M60}\n")
    assert export(desk).status == 0
    sheet = next(data for name, data in site(desk).items() if name.endswith("house.css")).decode()
    assert sheet.endswith(":root { --ground: #123456; }\n")
    desk.write("layouts/house.yaml", house + "epaper: {style: ../secret.css}\n")
    said = export(desk)
    assert said.status == 3
    assert "error[files.unsafe]" in said.text


def test_two_exports_at_once_do_not_meet(desk: Desk) -> None:
    """Whoever comes second is told who is at work."""
    from banxin.files import Lock

    with Lock(str(desk.root / "out" / ".locks" / "epaper")):
        said = subprocess.run([sys.executable, str(COMMAND), "export", "epaper", str(desk.root / "layouts" / DATE), "--lang", "en"],
                              capture_output=True, text=True, check=False)  # fmt: skip
    assert said.returncode == 5, said.stdout


def test_a_killed_export_leaves_whole_issues(desk: Desk) -> None:
    """Killed at any moment: the issue's pages are all old or all new, and the next export is right."""
    export(desk)
    old = {name: data for name, data in site(desk).items() if name.startswith("html/")}
    desk.edit("stories/2026-06-01/lamps.md", "老街换上新路灯", "老街换了新路灯")
    command = [sys.executable, str(COMMAND), "export", "epaper", str(desk.root / "layouts" / DATE)]
    changed = desk.root.parent / "changed"
    shutil.copytree(desk.root, changed)
    started = time.monotonic()
    subprocess.run([*command[:-1], str(changed / "layouts" / DATE)], check=True, capture_output=True)
    lasts = time.monotonic() - started
    top = changed / "out" / "epaper"
    new = {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}
    dice = random.Random(5)
    for _ in range(8):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(lasts * (0.4 + 0.6 * dice.random()))
        running.send_signal(signal.SIGKILL)
        running.wait()
        now = {
            name: data for name, data in site(desk).items() if name.startswith("html/") and "banxin-folder" not in name
        }
        assert now in (old, {name: data for name, data in new.items() if name.startswith("html/")})
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert site(desk) == new


def test_another_format_is_another_site(desk: Desk) -> None:
    """The tabloid of the same day lies beside the broadsheet, not in it."""
    shutil.copytree(desk.root / "layouts" / DATE, desk.root / "layouts" / f"{DATE}.small")
    assert export(desk, folder=f"{DATE}.small").status == 0
    assert Path(desk.root / "out" / "epaper.small" / "html/2026-06/01/node_1.htm").is_file()
