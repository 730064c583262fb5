"""送版: pages go to the plate room once each, whole, under its names; drafts and what changed since stay here."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import COMMAND, DATE, Desk

from tests.desk.test_late_versions import LATE, SECOND, late

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["望澜小报_2026-06-01_A01_1.pdf", "望澜小报_2026-06-01_A02_1.pdf"]


class PlateRoom:
    """A paper, and the folder that its plate room watches."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder

    def press(self, edition: str = DATE, *words: str) -> int:
        """Build for the press."""
        return self.desk.run("build", "--press", str(self.desk.path(f"layouts/{edition}")), *words).status

    def deliver(self, *words: str, edition: str = DATE, status: int = 0) -> dict[str, str]:
        """Deliver an edition; what became of each page."""
        said = self.desk.run("deliver", str(self.desk.path(f"layouts/{edition}")), "--format", "json", *words)
        assert said.status == status, said.text
        return {page["page"]: page["state"] for page in said.data.get("pages", ())}

    def said(self, *words: str, edition: str = DATE) -> str:
        """What a compositor reads."""
        return self.desk.run("deliver", str(self.desk.path(f"layouts/{edition}")), "--lang", "en", *words).text

    @property
    def there(self) -> list[str]:
        """All that lies in the folder, hidden files too."""
        return sorted(os.listdir(self.folder))

    @property
    def sent(self) -> list[dict]:
        """The list of what was sent."""
        return json.loads(self.desk.path("out/delivery.json").read_text("utf-8"))["sent"]


@pytest.fixture
def room(desk: Desk, tmp_path: Path) -> PlateRoom:
    """Two sound pages, built for the press, and a late edition; nothing was delivered."""
    desk.edit(f"layouts/{DATE}/A01.yaml", "  - story: lamps\n    columns: 1-2\n    lines: 25-40\n    heading: {takes: 3行, style: plain}\n",
              "  - {filler: white, columns: 1-2, lines: 25-40}\n")  # fmt: skip
    desk.write(f"layouts/{DATE}/A02.yaml", SECOND)
    desk.edit(f"layouts/{DATE}/edition.yaml", "pages: [A01]", "pages: [A01, A02]")
    late(desk, "version: B\n")
    folder = tmp_path / "plates"
    folder.mkdir()
    house(desk, "{folder: ../plates}")
    found = PlateRoom(desk, folder)
    assert found.press() == 0
    return found


def house(desk: Desk, delivery: str) -> None:
    """What the house says of delivery."""
    text = desk.text("layouts/house.yaml").partition("\npress:")[0]
    off = "preflight: {press: {resolution: off, photo_ppi: 72}}"
    desk.write("layouts/house.yaml", f"{text}\npress: {{delivery: {delivery}}}\n{off}\n")


def test_pages_are_delivered_once_by_the_plate_rooms_names(room: PlateRoom):
    """The bytes that the build wrote; nothing else lies there; the list says what was sent when."""
    assert room.deliver() == {"A01": "sent", "A02": "sent"}
    assert room.there == NAMES
    for name, page in zip(NAMES, ("A01", "A02"), strict=True):
        assert (room.folder / name).read_bytes() == room.desk.path(f"out/{DATE}/press/{page}.pdf").read_bytes()
    assert [(row["file"], row["page"], row["version"]) for row in room.sent] == [
        (NAMES[0], "A01", 1),
        (NAMES[1], "A02", 1),
    ]
    assert all(
        row["sha256"] == hashlib.sha256((room.folder / row["file"]).read_bytes()).hexdigest() for row in room.sent
    )
    assert all(row["time"].startswith("20") and "begun" not in row for row in room.sent)
    for name in NAMES:
        (room.folder / name).unlink()  # as a RIP does
    assert room.deliver() == {"A01": "there", "A02": "there"}
    assert room.there == []
    assert room.deliver("--again") == {"A01": "sent", "A02": "sent"}
    assert room.there == NAMES


def test_only_the_page_that_became_another_is_sent_again(room: PlateRoom):
    """Built again an hour later: what did not change is not sent twice."""
    room.deliver()
    room.desk.edit(f"stories/{DATE}/lamps.md", "四十盏", "五十盏")
    assert room.press() == 0
    assert room.deliver() == {"A01": "there", "A02": "sent"}
    assert room.there == sorted([*NAMES, "望澜小报_2026-06-01_A02_2.pdf"])


def test_a_late_edition_sends_its_own_page_alone(room: PlateRoom):
    """A02 is the first edition's plate; A01B has its letter in its name."""
    house(room.desk, '{folder: ../plates, name: "{day}-{page}{letter}.pdf"}')
    room.deliver()
    assert room.press(LATE) == 0
    assert room.deliver(edition=LATE) == {"A01": "sent", "A02": "there"}
    assert room.there == ["20260601-A01.pdf", "20260601-A01B.pdf", "20260601-A02.pdf"]


def test_a_name_that_another_editions_page_has_is_not_taken(room: PlateRoom):
    """The late edition's first page would lie over the first edition's, before anybody fetched that."""
    house(room.desk, '{folder: ../plates, name: "{date}-{page}.pdf"}')
    room.deliver()
    kept = (room.folder / f"{DATE}-A01.pdf").read_bytes()
    room.press(LATE)
    assert "desk.delivery-taken" in room.said(edition=LATE)
    assert (room.folder / f"{DATE}-A01.pdf").read_bytes() == kept


def test_a_draft_is_never_delivered(room: PlateRoom):
    """The good page of before lies beside it; neither goes. The other page does."""
    lamps = room.desk.text(f"stories/{DATE}/lamps.md")
    room.desk.write(f"stories/{DATE}/lamps.md", lamps + "又一句很长很长的话。\n" * 200)
    assert room.press() == 1
    assert room.desk.path(f"out/{DATE}/press/A02.draft.pdf").exists()
    assert room.desk.path(f"out/{DATE}/press/A02.pdf").exists()
    assert room.deliver(status=1) == {"A01": "sent", "A02": "held"}
    assert room.there == NAMES[:1]


def test_a_page_that_the_preflight_finds_faults_in_is_never_delivered(room: PlateRoom):
    """What the house calls an error keeps a page here."""
    text = room.desk.text("layouts/house.yaml")
    room.desk.write(
        "layouts/house.yaml", text.replace("{resolution: off, photo_ppi: 72}", "{resolution: error, photo_ppi: 2400}")
    )
    assert room.press() == 0
    said = room.said()
    assert "proof.resolution" in said or "preflight" in said, said
    assert "A01  held back" in said
    assert room.there == NAMES[1:]


def test_a_page_that_changed_since_it_was_built_stays_here(room: PlateRoom):
    """What was checked would not be what is sent."""
    room.desk.edit(f"stories/{DATE}/lamps.md", "四十盏", "五十盏")
    said = room.said()
    assert "desk.delivery-changed" in said
    assert "A02  held back" in said
    assert room.there == NAMES[:1]


def test_a_page_without_its_file_stays_here(room: PlateRoom):
    """Gone, or not what the manifest says."""
    room.desk.path(f"out/{DATE}/press/A01.pdf").unlink()
    spoiled = room.desk.path(f"out/{DATE}/press/A02.pdf")
    spoiled.write_bytes(spoiled.read_bytes()[:-1])
    assert room.deliver(status=1) == {"A01": "held", "A02": "held"}
    assert room.said().count("desk.delivery-unbuilt") == 2
    assert room.there == []


def test_it_can_be_seen_before(room: PlateRoom):
    """--dry-run sends nothing and lists nothing."""
    said = room.said("--dry-run")
    assert f"A01  to be sent   {NAMES[0]}" in said
    assert room.there == []
    assert not room.desk.path("out/delivery.json").exists()


@pytest.mark.parametrize(("name", "code"), [
    ("{paper}_{pgae}.pdf", "plan.delivery-blank"), ("{page}_{}.pdf", "plan.delivery-blank"), ("{page_{date}.pdf", "plan.delivery-blank"),
    ("{paper}_{date}.pdf", "plan.delivery-pages"), ("../{page}.pdf", "plan.delivery-name"), (".{page}.pdf", "plan.delivery-name"),
    ("in/{page}.pdf", "plan.delivery-name"),
])  # fmt: skip
def test_a_pattern_that_makes_no_names_is_said_where_it_stands(room: PlateRoom, name: str, code: str):
    """By every verb, with what may stand there."""
    house(room.desk, f'{{folder: ../plates, name: "{name}"}}')
    said = room.desk.check(lang="en")
    assert any(
        problem.startswith("layouts/house.yaml:") and problem.endswith(f"error[{code}]") for problem in said.problems
    )
    if code == "plan.delivery-blank":
        assert "{paper} {date} {day} {edition} {number} {page} {section} {letter} {version}" in said.text
    assert room.deliver(status=1) == {"A01": "held", "A02": "held"}
    assert room.there == []


def test_a_blank_that_brings_a_folder_along_leads_nowhere(room: PlateRoom):
    """The paper's name is not the plate room's: it never makes a path."""
    for bad in ("../../望澜", "望澜/小报", "望\\\\澜"):
        text = room.desk.text("layouts/house.yaml")
        room.desk.write("layouts/house.yaml", text.replace("paper: {name: 望澜小报}", f'paper: {{name: "{bad}"}}'))
        room.press()
        assert "desk.delivery-file" in room.said(), bad
        assert room.there == []
        room.desk.write("layouts/house.yaml", text)


def test_keys_may_be_chinese(room: PlateRoom):
    """印刷: 送版: 文件夹, 文件名."""
    text = room.desk.text("layouts/house.yaml").partition("\npress:")[0]
    more = '印刷: {送版: {文件夹: ../plates, 文件名: "{page}.pdf"}}\npreflight: {press: {resolution: off, photo_ppi: 72}}\n'
    room.desk.write("layouts/house.yaml", f"{text}\n{more}")
    assert room.deliver() == {"A01": "sent", "A02": "sent"}
    assert room.there == ["A01.pdf", "A02.pdf"]


def test_a_folder_that_is_not_there_is_never_made(room: PlateRoom):
    """The share is not mounted: it is said, at the place that names it."""
    room.folder.rmdir()
    said = room.said()
    assert "files.no-hot-folder" in said
    assert "layouts/house.yaml:" in said
    assert not room.folder.exists()


def test_a_folder_that_nobody_may_write_to_is_said(room: PlateRoom, monkeypatch: pytest.MonkeyPatch):
    """And nothing counts as sent. (Root may write everywhere, so the system's answer is put in its mouth.)"""

    def refused(path: str, data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("banxin.files.handing.write_through", refused)
        assert "files.not-writable" in room.said()
    assert not list(room.folder.iterdir())
    assert room.deliver() == {"A01": "sent", "A02": "sent"}


def test_a_full_disk_leaves_nothing_half(room: PlateRoom, monkeypatch: pytest.MonkeyPatch):
    """The page that found no room is said; nothing of it lies there, and it counts as not sent."""

    def full(path: str, data: bytes) -> None:
        with open(path, "wb") as stream:
            stream.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("banxin.files.handing.write_through", full)
        said = room.said()
    assert "files.disk-full" in said
    assert room.there == []
    assert room.deliver() == {"A01": "sent", "A02": "sent"}


def test_a_house_without_a_folder_is_told_how_to_name_one(room: PlateRoom):
    """No verb delivers by itself."""
    text = room.desk.text("layouts/house.yaml").partition("\npress:")[0]
    room.desk.write("layouts/house.yaml", text + "\n")
    assert "delivery: {folder: ../plates}" in room.said()


def test_a_list_that_nobody_can_read_is_not_passed_over(room: PlateRoom):
    """Else everything would go a second time."""
    room.desk.write("out/delivery.json", "{")
    assert "desk.delivery-list" in room.said()
    assert room.there == []


KILLED = """
import os, signal, sys
import banxin.run.delivery as desk
from banxin.desk.command import main
steps = {"write": (desk._SentList, "write"), "lay_ready": (desk, "lay_ready"), "hand_over": (desk, "hand_over")}
where, name = steps[sys.argv[1]]
kept, left = getattr(where, name), [int(sys.argv[2])]
def killed(*words):
    left[0] -= 1
    if not left[0] and sys.argv[3] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    kept(*words)
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
setattr(where, name, killed)
main(["deliver", sys.argv[4]])
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("step", "time"), [("lay_ready", 1), ("write", 1), ("hand_over", 1), ("write", 2), ("hand_over", 2)]
)
def test_killed_at_any_moment_every_page_is_sent_once(room: PlateRoom, step: str, time: int, when: str):
    """What a RIP sees is whole; the next run sends what was not sent, and nothing twice."""
    where = str(room.desk.path(f"layouts/{DATE}"))
    done = subprocess.run([sys.executable, "-c", KILLED, step, str(time), when, where], cwd=COMMAND.parent, check=False,
                          capture_output=True)  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    fetched = []

    def fetch() -> None:
        for name in room.there:
            if not name.startswith("."):
                page = name.split("_")[2]
                assert (room.folder / name).read_bytes() == room.desk.path(f"out/{DATE}/press/{page}.pdf").read_bytes()
                fetched.append(name)
                (room.folder / name).unlink()

    fetch()
    room.deliver()
    fetch()
    assert sorted(fetched) == NAMES
    assert room.there == []
    assert [row["page"] for row in room.sent] == ["A01", "A02"]


def test_what_is_said_to_machines_is_as_told(room: PlateRoom):
    """The names of the command's document."""
    said = room.desk.run("deliver", str(room.desk.path(f"layouts/{DATE}")), "--format", "json")
    assert set(said.data) == {"edition", "to", "pages", "problems", "status"}
    assert set(said.data["pages"][0]) == {"page", "state", "file", "version", "sha256", "time"}
    shutil.rmtree(room.folder)
    said = room.desk.run("deliver", str(room.desk.path(f"layouts/{DATE}")), "--format", "json")
    assert [problem["code"] for problem in said.data["problems"]] == ["files.no-hot-folder"]
