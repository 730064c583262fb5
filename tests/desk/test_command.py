"""The command as a shell script and a compositor meet it: exit statuses, languages, locks, full disks."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import COMMAND, DATE, PAGE, Desk, typeset

from banxin.run import edition, pages

if TYPE_CHECKING:
    from banxin.page import Page
    from banxin.plan.block import PagePlan


def test_a_sound_paper_is_built_in_silence(desk: Desk) -> None:
    """No problem, a line a page, a line for the edition, status 0, and no draft."""
    said = desk.build()

    assert said.status == 0
    assert said.problems == []
    assert [line.split()[:2] for line in said.text.splitlines()] == [["A01", "✓"], [DATE, "✓"]]
    assert sorted(desk.outputs()) == ["A01.pdf", "edition.pdf", "manifest.json"]


def test_the_last_line_is_the_summary(desk: Desk) -> None:
    """``A05 ✗1错 2警 0.4s``: a tired eye looks at the end first."""
    desk.edit(PAGE, "story: lamps", "story: lamp")
    said = desk.build()
    assert re.fullmatch(rf"{DATE} ✗ ?1错 0警 \d+\.\d+s", said.text.splitlines()[-1])


def test_check_writes_nothing(desk: Desk) -> None:
    """Looking at a page does not change it, be it right or wrong."""
    desk.edit(PAGE, "story: lamps", "story: lamp")
    before = {path: path.read_bytes() for path in desk.out.rglob("*") if path.is_file()}
    assert desk.check().status == 1
    assert {path: path.read_bytes() for path in desk.out.rglob("*") if path.is_file()} == before


def test_a_mended_page_takes_its_draft_away(desk: Desk) -> None:
    """When the page is right again nobody can print the draft by mistake."""
    desk.edit(PAGE, "story: lamps", "story: lamp")
    desk.build()
    assert (desk.out / "A01.draft.pdf").exists()
    desk.edit(PAGE, "story: lamp", "story: lamps")
    assert desk.build().status == 0
    assert not (desk.out / "A01.draft.pdf").exists()


def test_one_bad_page_does_not_stop_the_others(desk: Desk) -> None:
    """Each page stands alone: fifteen go to the press while one is mended."""
    desk.edit(f"layouts/{DATE}/edition.yaml", "[A01]", "[A01, A02]")
    desk.write(
        f"layouts/{DATE}/A02.yaml", desk.text(PAGE).replace("story: lamps", "story: lamp").replace("harbour", "quay")
    )
    for name in ("harbour", "lamps"):
        other = {"harbour": "quay", "lamps": "lamps-2"}[name]
        desk.write(f"stories/{DATE}/{other}.md", desk.text(f"stories/{DATE}/{name}.md"))
    (desk.out / "A01.pdf").unlink()

    said = desk.build()

    assert said.status == 1
    assert (desk.out / "A01.pdf").exists()
    assert (desk.out / "A02.draft.pdf").exists()
    assert not (desk.out / "A02.pdf").exists()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["build", "{root}/layouts"], 0),
        (["build", "{root}/layouts/2026-06-01/A01.yaml"], 0),
        (["build", "{root}/layouts/2026-06-01/A01"], 0),
        (["check", "{root}"], 0),
        (["status", "{root}/layouts/2026-06-01"], 0),
        (["fonts", "{root}"], 0),
        (["explain", "plan.overlap"], 0),
        ([], 2),
        (["print", "{root}/layouts"], 2),
        (["build", "--colour", "{root}/layouts"], 2),
        (["check", "{root}/layouts", "--lang", "fr"], 2),
        (["check", "{root}/.."], 2),
        (["build", "{root}/layouts", "--stamp", "yesterday"], 2),
        (["check", "{root}/layouts/2026-06-01/A77"], 2),
        (["build", "{root}/layouts", "-o", "{root}/layouts/house.yaml"], 4),
    ],
)  # fmt: skip
def test_the_exit_status_is_for_scripts(words: list[str], status: int, desk: Desk) -> None:
    """0 clean, 2 usage, 4 environment; 1, 3 and 5 have tests of their own."""
    said = desk.run(*(word.format(root=desk.root) for word in words))
    assert said.status == status, said.text
    assert "Traceback" not in said.text


def test_a_bare_page_is_sought_in_the_edition_one_stands_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """``typeset build A01`` within the edition's folder, or with TYPESET_EDITION set anywhere."""
    monkeypatch.chdir(desk.root / "layouts" / DATE)
    assert desk.run("check", "A01").status == 0
    monkeypatch.chdir(desk.root.parent)
    monkeypatch.setenv("TYPESET_EDITION", str(desk.root / "layouts" / DATE))
    assert desk.run("check", "A01").status == 0


def test_the_messages_language_is_chosen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chinese where the locale is Chinese, English elsewhere, --lang before both."""
    desk.edit(PAGE, "story: lamps", "story: lamp")
    path = str(desk.root / "layouts")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有稿件" in desk.run("check", path).text
    assert "there is no story" in desk.run("check", path, "--lang", "en").text
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "there is no story" in desk.run("check", path).text
    assert "没有稿件" in desk.run("check", path, "--lang", "zh").text


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_terminal_that_lacks_a_character_brings_no_traceback(encoding: str, desk: Desk) -> None:
    """A GBK or ASCII terminal shows what it can; the run ends with the page's own status."""
    desk.edit(PAGE, "story: lamps", "story: lamp")
    done = typeset("check", str(desk.root / "layouts"), "--lang", "zh", env={"PYTHONIOENCODING": encoding})
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == 1, done.stdout + done.stderr


def test_the_english_messages_are_english(desk: Desk) -> None:
    """Hanzi stand only in what is quoted from the paper itself."""
    desk.edit(PAGE, "story: lamps", "story: lamp")
    desk.edit(PAGE, "lines: 1-24", "lnies: 1-24")
    rows = desk.check("--format", "json", lang="en").data["problems"]
    assert isinstance(rows, list)
    for row in rows:
        quoted = re.sub(r"“[^”]*”", "", f"{row['message']} {row['hint']}")
        assert not re.search(r"[\u4e00-\u9fff]", quoted), quoted


def test_a_page_in_other_hands_is_left_to_them(desk: Desk) -> None:
    """Somebody else builds A01: status 5, their process is named, nothing is written."""
    before = desk.outputs()
    lock = desk.out / ".locks" / "A01"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w+") as held:
        held.write("4711")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)

        said = desk.build()

    assert said.status == 5
    assert f"{os.getpid()}" in said.text, "whose it is the kernel knows, whatever an older file says"
    assert desk.outputs() == before
    assert [problem.rpartition(" ")[2] for problem in said.problems] == ["error[files.locked]"]


def test_a_lock_left_by_a_dead_run_holds_nobody_up(desk: Desk) -> None:
    """The kernel lets go when a process dies; the file alone means nothing."""
    lock = desk.out / ".locks" / "A01"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text("4711", "ascii")
    assert desk.build().status == 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_last_good_page(
    call: str, number: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the disk says at whatever step: status 4, the old files whole, no leftovers."""
    before = desk.outputs()
    desk.edit(f"stories/{DATE}/lamps.md", "四十盏", "五十盏")

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(f"banxin.files.writing.os.{call}", refuse)
        said = desk.run("build", str(desk.root / "layouts"), "--lang", "zh")

    assert said.status == 4, said.text
    assert desk.outputs() == before
    assert [path.name for path in desk.out.iterdir() if "banxin-new" in path.name] == []
    assert "原来的文件没有动" in said.text


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENOLCK])
def test_a_share_without_locks_is_a_fault_of_the_disk(number: int, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk or share that cannot lock: status 4, and nobody else is blamed."""
    before = desk.outputs()

    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr("banxin.files._locks.fcntl.flock", refuse)
        said = desk.build()

    assert said.status == 4, said.text
    assert desk.outputs() == before


@pytest.mark.parametrize("call", ["os.pwrite", "os.ftruncate"])
def test_a_lock_that_cannot_say_who_holds_it_is_a_lock(call: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The holder's number is only for people: that it could not be written keeps no page back."""

    def refuse(*_: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(f"banxin.files._locks.{call}", refuse)
        assert desk.build().status == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere; the refusals above stand in for it")
def test_a_read_only_folder_is_a_clean_failure(desk: Desk) -> None:
    """Status 4, and the folder is named."""
    desk.out.chmod(0o555)
    try:
        said = desk.build()
    finally:
        desk.out.chmod(0o755)
    assert said.status == 4
    assert "error[files.not-writable]" in said.text


def test_a_file_where_the_output_folder_should_be(desk: Desk) -> None:
    """``-o`` names a file: it is said, and the file stays what it was."""
    desk.write("notes.txt", "明天的会")
    said = desk.build("-o", str(desk.root / "notes.txt"))
    assert said.status == 4
    assert desk.text("notes.txt") == "明天的会"


def test_status_tells_an_edition_at_a_glance(desk: Desk) -> None:
    """Page, section, over or under, missing files, built: a line a page."""
    lines = desk.run("status", str(desk.root / "layouts" / DATE), "--lang", "zh").text.splitlines()
    assert lines[0] == DATE
    assert lines[1].split() == ["版", "版名", "多缺", "缺文件", "已出"]
    assert lines[2].split() == ["A01", "要闻", "✓", "-", "有"]


def test_status_names_what_is_missing(desk: Desk) -> None:
    """A photo that has not come and copy that is over stand in the line of their page."""
    desk.path(f"assets/{DATE}/harbour.jpg").unlink()
    desk.edit(PAGE, "lines: 25-40\n    heading", "lines: 25-38\n    heading")
    said = desk.run("status", str(desk.root / "layouts" / DATE), "--lang", "zh")
    assert said.status == 1
    assert "harbour.jpg" in said.text
    assert re.search(r"多\d+字", said.text)


def test_a_story_that_is_missing_is_named_in_the_status(desk: Desk) -> None:
    """Its file stands in the line, so that somebody can ask for it."""
    desk.path(f"stories/{DATE}/lamps.md").unlink()
    assert f"stories/{DATE}/lamps.md" in desk.run("status", str(desk.root), "--lang", "zh").text


def test_wire_copy_from_the_old_system_comes_in(desk: Desk) -> None:
    """What the hint of files.not-utf8 says can be done as it is said."""
    story = desk.path(f"stories/{DATE}/lamps.md")
    text = story.read_text("utf-8")
    story.write_bytes(text.encode("gb18030"))
    hint = next(line for line in desk.check().text.splitlines() if "banxin import" in line)
    words = hint.split("banxin ")[1].split()
    assert words[0] == "import"
    said = desk.run(words[0], str(desk.root / words[1]), "-o", str(desk.root / "lamps.md"))
    assert said.status == 0, said.text
    assert "四十盏" in desk.text("lamps.md")


def test_new_files_build_and_overwrite_nothing(desk: Desk) -> None:
    """A new page and story are sound from the start; a second one of the name is refused."""
    story = str(desk.path(f"stories/{DATE}/fair.md"))
    assert desk.run("new", "story", story).status == 0
    again = desk.run("new", "story", story, "--lang", "zh")
    assert again.status == 1
    assert "desk.exists" in again.text
    desk.path(PAGE).unlink()
    assert desk.run("new", "page", str(desk.path(PAGE)), "--lang", "zh").status == 0
    assert desk.run("check", str(desk.path(PAGE)), "--lang", "zh").status in (0, 1)


def test_json_is_one_object_whatever_goes_wrong(desk: Desk, tmp_path: Path) -> None:
    """A machine reads faults of usage and environment in the same shape as faults of copy."""
    for words in (["check", str(desk.root)], ["check", str(tmp_path)], ["check", str(desk.root / "nothing")]):
        data = desk.run(*words, "--format", "json").data
        assert isinstance(data["problems"], list)
        for row in data["problems"]:
            assert sorted(row) == ["code", "column", "hint", "line", "message", "path", "severity"]


def test_a_log_on_a_full_disk_does_not_blame_the_program(desk: Desk) -> None:
    """``typeset build > build.log`` with the log's disk full: the pages are made, the status says environment."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, str(COMMAND), "build", str(desk.root / "layouts")], check=False,
                              stdout=full, stderr=subprocess.PIPE)  # fmt: skip
    assert done.returncode == 4, done.stderr.decode()


def test_status_for_machines_says_what_its_table_says(desk: Desk) -> None:
    """A wall board shows how far each page is: over, under, what is missing, whether there is a PDF."""
    page = {
        "page": "A01",
        "section": "要闻",
        "over": 0,
        "under": 0,
        "empty": 0,
        "waiting": False,
        "faults": 0,
        "missing": [],
        "built": True,
        "draft": False,
    }
    before = desk.run("status", str(desk.root), "--format", "json").data
    assert before == {"edition": DATE, "pages": [page], "dead": [], "problems": [], "status": 0}
    desk.path(f"stories/{DATE}/lamps.md").unlink()
    after = desk.run("status", str(desk.root), "--format", "json").data
    assert after["pages"] == [{**page, "faults": 1, "missing": [f"stories/{DATE}/lamps.md"]}]
    assert [row["code"] for row in after["problems"]] == ["proof.story-missing"]
    assert after["status"] == 1
    (desk.out / "A01.pdf").unlink()
    assert desk.run("status", str(desk.root), "--format", "json").data["pages"][0]["built"] is False


def test_faces_for_machines_say_the_hanzi_they_lack(desk: Desk) -> None:
    """Someone who buys a face wants the list of what is missing, whole."""
    data = desk.run("fonts", str(desk.root), "--format", "json").data
    assert data["status"] == 0
    for role in data["roles"]:
        text = desk.run("fonts", str(desk.root), "--lang", "en").text
        assert f"{role['role']:12} {role['face']}" in text
        for lacking in role["lacks"].values():
            assert lacking[:40] in text
            assert len(set(lacking)) == len(lacking)


def test_explaining_for_machines(desk: Desk) -> None:
    """A code, those that hold a word, and none."""
    one = desk.run("explain", "makeup.overset", "--format", "json", "--lang", "en").data
    assert [row["code"] for row in one["codes"]] == ["makeup.overset"]
    assert all(one["codes"][0].values())
    several = desk.run("explain", "overset", "--format", "json").data
    assert "makeup.overset" in [row["code"] for row in several["codes"]]
    assert desk.run("explain", "xyzzyx", "--format", "json").data == {
        "codes": [],
        "keys": [],
        "near": [],
        "problems": [],
        "status": 2,
    }
    assert len(desk.run("explain", "--format", "json").data["codes"]) > 100


@pytest.mark.parametrize("below", [".", "stories", f"stories/{DATE}", "assets", "layouts"])
def test_without_a_path_it_is_the_whole_paper(desk: Desk, monkeypatch: pytest.MonkeyPatch, below: str) -> None:
    """An editor stands among the stories and types ``typeset check``."""
    monkeypatch.chdir(desk.path(below))
    said = desk.run("check")
    assert said.status == 0, said.text
    assert f"{DATE} \u2713" in said.text


@pytest.mark.parametrize("path", [f"stories/{DATE}/lamps.md", "stories", "assets", "layouts/house.yaml"])
def test_a_path_that_is_there_and_no_layout_is_not_said_to_be_gone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Shown its own file, an editor would not believe that there is none."""
    monkeypatch.chdir(desk.root)
    said = desk.run("check", path, "--lang", "en")
    assert (said.status, said.problems) == (2, ["error[desk.no-layout]"]), said.text
    assert path in said.text


def test_json_is_one_object_when_the_program_itself_fails(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newsroom system reads JSON from every run, the worst ones too."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(edition, "read_work", fail)
    assert desk.check("--format", "json").data["status"] == 70


def test_a_fault_of_the_program_leaves_the_pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 70, one line for the user, a record without a word of copy, and the last good page."""
    before = desk.outputs()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(desk.text(f"stories/{DATE}/lamps.md"))

    monkeypatch.setattr(edition, "read_work", fail)
    said = desk.build()
    record = Path(re.findall(r"\S+banxin-\w+\.txt", said.text)[0])
    assert said.status == 70
    assert "RuntimeError" in record.read_text("utf-8")
    assert "老街" not in record.read_text("utf-8")
    assert desk.outputs() == before
    record.unlink()


def test_a_fault_of_the_program_on_one_page_does_not_stop_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One page that the program cannot make never stops fifteen that it can; the status is still 70."""
    desk.edit(f"layouts/{DATE}/edition.yaml", "[A01]", "[A01, A02]")
    text = desk.text(PAGE).replace("story: harbour", "story: quay").replace("story: lamps", "story: street")
    desk.write(f"layouts/{DATE}/A02.yaml", text)
    for name, other in (("harbour", "quay"), ("lamps", "street")):
        desk.write(f"stories/{DATE}/{other}.md", desk.text(f"stories/{DATE}/{name}.md"))
    (desk.out / "A01.pdf").unlink()
    sound = pages.make_page

    def fail(plan: PagePlan, *words: Any, **more: Any) -> Page:
        if plan.name == "A02":
            raise RuntimeError
        return sound(plan, *words, **more)

    monkeypatch.setattr(pages, "make_page", fail)
    assert desk.build().status == 70
    assert (desk.out / "A01.pdf").exists()


def test_a_dump_of_several_stories_is_written_whole_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    """A file a story, numbered, beside the dump, in a folder or after a name; nothing is overwritten."""
    tray = tmp_path / "tray"
    tray.mkdir()
    wire = tray / "night.txt"
    wire.write_text("海堤先过三道考\n　　昨天查堤。\n（完）\n候鸟过境\n　　鸟来了。\n（完）\n", "utf-8")
    said = desk.run("import", str(wire), "--lang", "zh")
    assert said.status == 0
    assert said.text.splitlines()[-1].startswith(f"“{wire}”里有 2 篇稿件，另有 2 行")
    assert "鸟来了。" in (tray / "night-2.md").read_text("utf-8")
    (tray / "night-1.md").unlink()
    again = desk.run("import", str(wire))
    assert again.status == 1
    assert "desk.exists" in again.text
    assert not (tray / "night-1.md").exists()
    (tray / "in").mkdir()
    data = desk.run("import", str(wire), "-o", str(tray / "in"), "--format", "json").data
    assert [story["headline"] for story in data["stories"]] == ["海堤先过三道考", "候鸟过境"]
    assert [part["text"] for story in data["stories"] for part in story["aside"]] == ["（完）", "（完）"]
    assert desk.run("import", str(wire), "-o", str(tray / "a.md")).status == 0
    assert sorted(path.name for path in tray.rglob("*.md")) == [
        "a-1.md",
        "a-2.md",
        "night-1.md",
        "night-2.md",
        "night-2.md",
    ]


def test_a_word_file_under_a_storys_name_is_one_message(desk: Desk) -> None:
    """It is named in the page's report, once, with the way out."""
    desk.path(f"stories/{DATE}/lamps.md").write_bytes(b"PK\x03\x04" + bytes(26) + b"word/document.xml" + bytes(400))
    said = desk.check()
    assert said.status == 1
    assert said.text.count("files.is-word") == 1
    assert "files.not-utf8" not in said.text
    assert "story." not in said.text
