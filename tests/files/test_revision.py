"""A revision of git's is read without a checkout, whatever becomes of git, and whoever forked."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import pytest

from banxin.files import _git as git_room
from banxin.files import open_tree
from banxin.files._revision import Revision
from banxin.problems import Fault, Words, show
from tests.conftest import commit, git

LARGE = 3 << 20


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> Path:
    """A project at the top of its repository, one in a folder of it, and what else git may hold."""
    root = tmp_path_factory.mktemp("repository")
    put(root, "a.md", "旧".encode())
    put(root, "报社 一/layouts/house.yaml", b"paper: {name: x}\n")
    put(root, "报社 一/stories/a.md", b"old")
    put(root, "large.md", b"PK\x03\x04word/" + os.urandom(LARGE))
    put(root, "photo.jpg", b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n")
    put(root, "lfs.md", b"version https://git-lfs.github.com/spec/v1\n" + b"x" * 2000)
    (root / "way").symlink_to("a.md")
    commit(root)
    git(root, "tag", "-a", "第一版", "-m", "tagged")
    inner = root / "module"
    put(inner, "x.md", b"inner")
    commit(inner)
    put(root, "a.md", "新".encode())
    commit(root)
    return root


def put(root: Path, name: str, data: bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def refused(work, *words) -> Fault:
    with pytest.raises(Fault) as caught:
        work(*words)
    assert caught.value.problem.code in show(caught.value.problem, Words("zh"))
    assert show(caught.value.problem, Words("en")).count("hint:") == 1
    return caught.value


def code(work, *words) -> str:
    return refused(work, *words).problem.code


def children() -> set[str]:
    """Processes of git's that this one has started, dead ones that it did not bury, too."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            name, _, facts = stat.read_text("utf-8").partition("(")[2].rpartition(")")
            if facts.split()[1] == str(os.getpid()) and name == "git":
                found.add(stat.parent.name)
    return found


@pytest.mark.parametrize("name", ["HEAD~1", "第一版", "HEAD^{/as it}~1", "@~"])
def test_a_revision_is_named_as_for_git(repository, name):
    """A commit, a tag with a message of its own, a search; read as it was, whatever the disk has."""
    with open_tree(str(repository), revision=name) as tree:
        assert tree.read("a.md", 100) == "旧".encode()
        assert tree.commit == git(repository, "rev-parse", "HEAD~1")
        assert tree.name == f"{tree.root}@{tree.commit}"
        assert not tree.exists("module")


def test_a_project_may_lie_deep_in_its_repository(repository):
    """Paths count from the project's folder; what lies above is not there."""
    with open_tree(str(repository / "报社 一"), revision="HEAD") as tree:
        assert tree.read("stories/a.md", 100) == b"old"
        assert tree.names("") == ["layouts", "stories"]
        assert code(tree.read, "../a.md", 100) == "files.unsafe"
        assert code(tree.read, "a.md", 100) == "files.not-found"


@pytest.mark.parametrize(
    "name", ["no-such", "-h", "--all", "HEAD:a.md", "HEAD^{tree}", "\0", "a\nb", "HEAD..HEAD~1", "HEAD HEAD", "--output=/tmp/x", "^HEAD"]
)  # fmt: skip
def test_what_is_no_revision_is_refused(repository, name):
    """A name that git does not know, an option, a tree, a range: nothing is run but a question."""
    assert code(open_tree, str(repository), None, name) == "files.no-revision"


def test_no_git_no_repository_no_folder(repository, tmp_path, monkeypatch):
    """Each has its words and its way out."""
    assert code(open_tree, str(tmp_path), None, "HEAD") == "files.no-repository"
    late = repository / "late"
    late.mkdir(exist_ok=True)
    assert refused(open_tree, str(late), None, "HEAD").problem.words["path"] == "late"
    assert code(open_tree, str(late), None, "HEAD") == "files.not-in-revision"
    (tmp_path / ".git").write_text("gitdir: /nowhere\n", "ascii")
    assert code(open_tree, str(tmp_path), None, "HEAD") == "files.no-repository"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(open_tree, str(repository), None, "HEAD").problem.status == 4


def test_a_hook_s_environment_leads_nowhere_else(repository, tmp_path, monkeypatch):
    """git sets GIT_DIR and more for its hooks: the project's own repository is asked all the same."""
    put(tmp_path, "a.md", b"another")
    commit(tmp_path)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    with open_tree(str(repository), revision="HEAD") as tree:
        assert tree.read("a.md", 100) == "新".encode()


def test_submodules_are_not_there_and_links_are_not_followed(repository):
    """A submodule's files are in no tree of the repository's."""
    with open_tree(str(repository), revision="HEAD") as tree:
        assert git(repository, "ls-tree", "HEAD", "module").startswith("160000")
        assert not tree.exists("module")
        assert "module" not in tree.names("")
        assert code(tree.read, "module/x.md", 100) == "files.not-found"
        assert code(tree.read, "way", 100) == "files.symlink"


def test_a_pointer_of_lfs_is_called_by_its_name(repository):
    """And nothing else is taken for one."""
    with open_tree(str(repository), revision="HEAD") as tree:
        assert code(tree.read, "photo.jpg", 10_000) == "files.lfs-pointer"
        assert len(tree.read("lfs.md", 10_000)) > 2000


def test_a_large_blob_is_refused_before_it_is_read(repository, monkeypatch):
    """Its size is asked for first; where copy is wanted its beginning says what it is."""
    monkeypatch.setattr(git_room.Git, "blob", lambda *_: pytest.fail("it was read"))
    with open_tree(str(repository), revision="HEAD") as tree:
        fault = refused(tree.read, "large.md", LARGE)
        assert (fault.problem.code, fault.problem.words["size"]) == ("files.too-large", "3.1 MB")
        assert code(tree.copy, "large.md", LARGE) == "files.is-word"
        assert len(children()) == 1


def test_git_that_was_killed_is_started_again(repository):
    """Once between two reads; what it cannot give at all is said."""
    with open_tree(str(repository), revision="HEAD~1") as tree:
        assert tree.read("a.md", 100) == "旧".encode()
        for process in children():
            os.kill(int(process), signal.SIGKILL)
        assert tree.read("a.md", 100) == "旧".encode()
        assert tree.read("报社 一/stories/a.md", 100) == b"old"
        assert len(children()) == 2
    assert children() == set()


def test_git_that_dies_each_time_is_a_fault(repository, tmp_path, monkeypatch):
    """As with a damaged repository: no half answer is taken, and nothing is left running."""
    for body in ("exit 3", "read name; echo $name blob 100; echo short", "echo nonsense and more than three words"):
        tool = tmp_path / "git"
        real = git(repository, "--exec-path") + "/git"
        tool.write_text(f'#!/bin/sh\ncase "$*" in *cat-file*) {body};; *) exec {real} "$@";; esac\n', "ascii")
        tool.chmod(0o755)
        with monkeypatch.context() as patch:
            patch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
            with open_tree(str(repository), revision="HEAD") as tree:
                assert code(tree.read, "a.md", 100) == "files.git-failed"
        assert children() == set()


def test_an_object_that_is_missing_is_said(tmp_path):
    """A damaged repository, or a clone that left blobs behind."""
    put(tmp_path, "a.md", b"a")
    put(tmp_path, "b.md", b"b")
    commit(tmp_path)
    name = git(tmp_path, "rev-parse", "HEAD:a.md")
    (tmp_path / ".git/objects" / name[:2] / name[2:]).unlink()
    with open_tree(str(tmp_path), revision="HEAD") as tree:
        assert code(tree.read, "a.md", 100) == "files.git-failed"
        assert tree.read("b.md", 100) == b"b"


def test_no_object_stands_in_for_another(tmp_path):
    """`git replace` changes what people are shown, not what was committed."""
    put(tmp_path, "a.md", b"a")
    put(tmp_path, "b.md", b"b")
    commit(tmp_path)
    git(tmp_path, "replace", "HEAD:a.md", "HEAD:b.md")
    with open_tree(str(tmp_path), revision="HEAD") as tree:
        assert tree.read("a.md", 10) == b"a"


def test_names_that_somebody_made_by_hand_are_not_there(tmp_path):
    """git's own commands write no such tree; one that leads out has no files for us."""
    put(tmp_path, "a.md", b"a")
    commit(tmp_path)
    blob = bytes.fromhex(git(tmp_path, "rev-parse", "HEAD:a.md"))

    def tree_of(rows: list[tuple[bytes, bytes, bytes]]) -> bytes:
        file = tmp_path / "rows"
        file.write_bytes(b"".join(mode + b" " + name + b"\0" + own for mode, name, own in rows))
        return bytes.fromhex(git(tmp_path, "hash-object", "-t", "tree", "-w", "--literally", str(file)))

    up = tree_of([(b"100644", b"..", blob), (b"100644", b"ok.md", blob)])
    top = tree_of([(b"40000", b"..", up), (b"40000", b"stories", up)])
    made = git(tmp_path, "commit-tree", top.hex(), "-m", "by hand")
    with open_tree(str(tmp_path), revision=made) as tree:
        assert tree.names("") == ["stories"]
        assert tree.names("stories") == ["ok.md"]
        assert tree.read("stories/ok.md", 10) == b"a"


def test_a_fork_asks_a_git_of_its_own(repository):
    """Parent and children read at once, and have each their own answers; the parent's git lives on."""
    names = ["a.md", "报社 一/stories/a.md", "lfs.md"]
    with open_tree(str(repository), revision="HEAD") as tree:
        wanted = {name: tree.read(name, 10_000) for name in names}
        before = children()
        forked = []
        for name in names:
            child = os.fork()
            if not child:
                status = 1
                try:
                    status = int(any(tree.read(name, 10_000) != wanted[name] for _ in range(100)))
                    tree.close()
                finally:
                    os._exit(status)
            forked.append(child)
        for _ in range(100):
            for name in names:
                assert tree.read(name, 10_000) == wanted[name]
        assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in forked] == [0, 0, 0]
        assert children() == before


def test_nothing_stays_open(repository):
    """Three hundred revisions in one night: no descriptor, no process."""
    with open_tree(str(repository), revision="HEAD") as tree:
        tree.read("a.md", 100)
    before = len(os.listdir("/proc/self/fd"))
    for at in range(300):
        layer = Revision(str(repository), "HEAD") if at < 5 else None
        tree = (
            open_tree(str(repository), {"b.md": "x"}, "HEAD")
            if at % 10 == 0
            else open_tree(str(repository), {"b.md": "x"})
        )
        tree.read("a.md", 100)
        tree.close()
        tree.close()
        if layer:
            layer.close()
    assert len(os.listdir("/proc/self/fd")) == before
    assert children() == set()


def test_nothing_is_written_and_nothing_run(repository, tmp_path):
    """A repository's own settings name programs; none of them is started."""
    flag = tmp_path / "ran"
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "filter.x.smudge", "core.editor"):
        git(repository, "config", key, f"touch {flag}")
    before = {path: path.stat().st_mtime_ns for path in (repository / ".git").rglob("*")}
    with open_tree(str(repository), revision="HEAD") as tree:
        tree.read("a.md", 100)
        tree.names("")
    assert before == {path: path.stat().st_mtime_ns for path in (repository / ".git").rglob("*")}
    assert not flag.exists()
