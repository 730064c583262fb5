"""A project's files lie on the disk, in memory over it, or in a revision of git's: the same doors, refusals and limits."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from banxin.files import LIMITS, Tree, open_tree
from banxin.files._disk import Disk
from banxin.files._overlay import Overlay
from banxin.problems import Fault
from tests.conftest import commit

STORY = "---\nheadline: 港口\n---\n第一段。\n"
NAMES = ("stories/港口.md", 'stories/a "b" c.md', "stories/with space/x.md", "stories/-rf.md", "stories/tab\there.md")
LAYERS = ("disk", "overlay", "revision", "overlay on a revision")
HOSTILE = (
    "../secret", "/etc/passwd", "~/secret", "stories/../../secret", "stories\\..\\secret", "stories/\0", "file:///etc/passwd",
    "..", "stories/..", "http://example.org/x", "\\\\server\\share", "stories/./../x",
)  # fmt: skip


def put(root: Path, name: str, data: bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def paper(root: Path) -> Path:
    """Files with names of all kinds, a link to a file, one to a folder, one that leads out, and a pipe of the disk's."""
    (root.parent / "secret").write_text("secret", "utf-8")
    for name in NAMES:
        put(root, name, STORY.encode())
    put(root, "assets/big.jpg", bytes(5000))
    put(root, "assets/word.md", b"PK\x03\x04" + b"word/" + bytes(5000))
    (root / "assets/link.jpg").symlink_to("big.jpg")
    (root / "assets/out.md").symlink_to("../../secret")
    (root / "linked").symlink_to("stories")
    return root


@pytest.fixture(params=LAYERS)
def tree(request, tmp_path):
    """The same files behind each layer; where they come from another the disk has other ones."""
    root = paper(tmp_path / "paper")
    overlay: dict[str, str | bytes | None] = {}
    revision = ""
    if "revision" in request.param:
        revision = commit(root)
    if "overlay" in request.param:
        overlay = dict.fromkeys(NAMES, STORY)
    if request.param != "disk":
        for name in NAMES:
            (root / name).write_text("other", "utf-8")
    if revision:
        (root / "assets/big.jpg").unlink()
        put(root, "stories/late.md", b"late")
        os.mkfifo(root / "assets/pipe")
    with open_tree(str(root), overlay, revision) as found:
        yield found


def code(work, *words, **more) -> str:
    """The code of the fault that is raised."""
    with pytest.raises(Fault) as caught:
        work(*words, **more)
    return caught.value.problem.code


def test_names_of_all_kinds_are_read(tree):
    """Hanzi, quotes, blanks, a stroke at the start; every layer gives the bytes, and lists them."""
    for name in NAMES:
        assert tree.read(name, LIMITS["story"]) == STORY.encode()
        assert tree.exists(name)
    wanted = {name.split("/")[1] for name in NAMES}
    assert set(tree.names("stories")) - {"late.md"} == wanted
    assert tree.names("stories/with space") == ["x.md"]
    assert tree.names("stories/") == tree.names("./stories") == tree.names("stories")
    assert tree.names("nowhere") == tree.names("stories/港口.md") == []
    assert tree.names("") == sorted({*tree.names("."), "assets", "linked", "stories"} - {"secret"})


@pytest.mark.parametrize("path", HOSTILE)
def test_nothing_outside_can_be_named(tree, path):
    """Whatever lies below, the name itself is refused."""
    assert code(tree.read, path, 10) == code(tree.locate, path, None) == "files.unsafe"
    assert tree.names(path) == []


def test_links_are_not_followed(tree):
    """A link to a file, through a folder, or out of the project; it is there, and reading says why not."""
    for path in ("assets/link.jpg", "assets/out.md", "linked/港口.md", "linked"):
        assert code(tree.read, path, 10_000) == code(tree.locate, path, None) == "files.symlink", path
        assert tree.exists(path)
    assert tree.names("linked") == []
    assert "link.jpg" in tree.names("assets")


def test_what_is_missing_or_no_file_is_said(tree):
    """The same codes for the same trouble."""
    assert code(tree.read, "stories/none.md", 10) == code(tree.read, "no/where.md", 10) == "files.not-found"
    assert code(tree.read, "stories/港口.md/x", 10) == code(tree.read, "stories/港口.md/", 10) == "files.not-found"
    assert (
        code(tree.read, "stories", 10)
        == code(tree.read, "", 10)
        == code(tree.locate, "assets", None)
        == "files.not-a-file"
    )
    assert not tree.exists("stories/none.md")
    assert not tree.exists("stories/港口.md/")
    assert code(tree.read, "stories/" + "长" * 100, 10) == "files.unsafe"
    assert tree.exists("stories/" + "长" * 100)


def test_limits_hold(tree):
    """A byte too many is refused with both sizes; a Word file where copy is wanted is called by its name."""
    assert code(tree.read, "stories/港口.md", len(STORY.encode()) - 1) == "files.too-large"
    assert tree.read("stories/港口.md", len(STORY.encode())) == STORY.encode()
    assert code(tree.read, "assets/word.md", 100) == "files.too-large"
    assert code(tree.copy, "assets/word.md", 100) == "files.is-word"


def test_a_path_is_given_where_the_disk_has_the_file(tree):
    """Libraries open a file of the disk themselves; of others they are given the bytes."""
    place = tree.locate("assets/word.md", None)
    assert place == ("" if tree.commit else os.path.join(tree.root, "assets/word.md"))
    own = tree.locate("stories/港口.md", None)
    assert (own == "") == (Path(tree.root, "stories/港口.md").read_text("utf-8") == "other")


def test_what_was_looked_at_is_known(tree):
    """Read, found, missed and listed; nothing has changed since."""
    tree.read("stories/港口.md", LIMITS["story"])
    tree.exists("assets/word.md")
    tree.exists("stories/none.md")
    code(tree.read, "assets/none.jpg", 10)
    code(tree.read, "assets/link.jpg", 10)
    tree.names("stories")
    tree.names("nowhere")
    code(tree.read, "../secret", 10)
    assert set(tree.seen.read) == {"stories/港口.md"}
    assert tree.seen.found == {"assets/word.md", "assets/link.jpg"}
    assert tree.seen.missed == {"stories/none.md", "assets/none.jpg"}
    assert set(tree.seen.listed) == {"stories", "nowhere"}
    assert "stories/none.md" in tree.seen.paths
    assert tree.changed(tree.seen) == []


def test_what_is_looked_at_within_is_noted_apart(tree):
    """And counts for the whole, too."""
    with tree.noting() as seen:
        tree.exists("stories/港口.md")
    tree.exists("stories/none.md")
    assert seen.paths == {"stories/港口.md"}
    assert tree.seen.paths == {"stories/港口.md", "stories/none.md"}


def test_changes_of_the_disk_are_seen(tmp_path):
    """A file written anew, one put in its place, one that came, one that went, a folder with another name in it."""
    tree = Tree(str(paper(tmp_path / "paper")))
    names = ("stories/港口.md", 'stories/a "b" c.md')
    for name in names:
        tree.read(name, 1000)
    tree.exists("stories/-rf.md")
    tree.exists("stories/none.md")
    tree.names("stories")
    assert tree.changed(tree.seen) == []
    facts = os.stat(tmp_path / "paper" / names[0])
    put(tmp_path, "new", STORY.replace("一", "二").encode())
    os.utime(tmp_path / "new", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    os.replace(tmp_path / "new", tmp_path / "paper" / names[0])
    assert tree.changed(tree.seen) == [names[0]]
    (tmp_path / "paper" / names[1]).unlink()
    (tmp_path / "paper/stories/-rf.md").unlink()
    put(tmp_path, "paper/stories/none.md", b"here")
    assert tree.changed(tree.seen) == sorted([*names, "stories/-rf.md", "stories/none.md", "stories"])
    tree.close()


def test_texts_are_put_and_lifted(tmp_path):
    """What an editor types is read at once, saved or not; what is let go is as it lies on the disk."""
    layer = Overlay(Disk(str(paper(tmp_path / "paper"))))
    tree = Tree(layer)
    before = tree.read("stories/港口.md", 1000)
    layer.put("stories/港口.md", "新的")
    assert tree.read("stories/港口.md", 1000) == "新的".encode()
    layer.put("./stories//港口.md", b"\xff")
    assert tree.read("stories/港口.md", 1000) == b"\xff"
    seen = tree.seen
    layer.lift("stories/港口.md")
    assert tree.changed(seen) == ["stories/港口.md"]
    assert tree.read("stories/港口.md", 1000) == before
    layer.lift("stories/港口.md")
    tree.close()


def test_files_are_taken_away_and_folders_made(tmp_path):
    """A file or a whole folder is gone, but for what is put into it; a new folder needs no disk."""
    away = {
        "stories": None,
        "stories/new/a.md": "甲",
        "assets/big.jpg": None,
        "plans/b.yaml": "b: 1",
        "linked/c.md": "丙",
    }
    with open_tree(str(paper(tmp_path / "paper")), away) as tree:
        assert tree.names("stories") == ["new"]
        assert not tree.exists("stories/港口.md")
        assert tree.read("stories/new/a.md", 10) == "甲".encode()
        assert code(tree.read, "stories/港口.md", 10) == code(tree.read, "assets/big.jpg", 10) == "files.not-found"
        assert "big.jpg" not in tree.names("assets")
        assert (tree.names("plans"), "plans" in tree.names("")) == (["b.yaml"], True)
        assert code(tree.read, "plans", 10) == "files.not-a-file"
        assert code(tree.read, "plans/b.yaml/c", 10) == "files.not-found"
        # What is put where the disk has a link is ours, and the link is followed by nobody.
        assert (tree.names("linked"), tree.read("linked/c.md", 10)) == (["c.md"], "丙".encode())


@pytest.mark.parametrize("path", [*HOSTILE, "", ".", "a" * 256])
def test_nothing_is_put_outside(tmp_path, path):
    """An overlay's names are held to the same rule."""
    before = len(os.listdir("/proc/self/fd"))
    assert code(open_tree, str(tmp_path), {path: "x"}) in ("files.unsafe", "files.not-a-file")
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_text_that_is_no_text_is_said(tmp_path):
    """Half a surrogate pair, which an editor's program may send."""
    with open_tree(str(tmp_path), {"a.md": "x\ud800"}) as tree:
        assert code(tree.text, "a.md", 100) == "files.not-utf8"


def test_nothing_is_read_once_it_is_closed(tree):
    """Nothing is started again behind a program's back; closing twice does no harm."""
    tree.close()
    tree.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        tree.read("assets/big.jpg", 10_000)


def test_a_tree_that_nobody_closed_holds_nothing(tmp_path):
    """Descriptors come back when the last who knows it is gone."""
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(300):
        Tree(str(tmp_path)).names("")
    assert len(os.listdir("/proc/self/fd")) == before


def test_threads_that_share_a_tree_have_their_own_answers(tree):
    """No answer is another's, and none comes in part."""
    wrong: list[str] = []

    def work(name: str) -> None:
        for _ in range(50):
            if tree.read(name, 10_000) != STORY.encode():
                wrong.append(name)

    threads = [threading.Thread(target=work, args=(name,)) for name in NAMES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
