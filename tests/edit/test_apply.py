"""A change is written whole or not at all, over files that nobody has touched, and can be taken back."""

from __future__ import annotations

import errno
import multiprocessing
import os

import pytest

from banxin.edit import Change, Edit, Move, Read, apply, place_block, redo, rename_story, undo
from banxin.edit import _journal as journal
from banxin.files import Lock
from banxin.problems import Fault, Report, Words, show
from tests.edit.project import DATE, Paper, refused

A05 = f"layouts/{DATE}/A05.yaml"


@pytest.fixture
def towns(paper: Paper) -> Paper:
    """A story on two pages of three."""
    paper.stories("towns", "other")
    paper.page("blocks:\n  - {story: towns, columns: 1-6, lines: 1-40}\n")
    paper.page("blocks:\n  - {continued: towns, columns: 1-6, lines: 1-40}\n", "A06")
    paper.page("blocks:\n  - {story: other, columns: 1-6, lines: 1-40}\n", "A07")
    return paper


def root(paper: Paper) -> str:
    """Where the project lies."""
    return str(paper.root)


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(towns: Paper):
    """Both versions' lines are shown, with the place; no other file is written either."""
    change = rename_story(towns.tree, DATE, "towns", "t2")
    towns.page("section: 要闻\nblocks:\n  - {story: towns, columns: 1-5, lines: 1-40}\n")
    before = towns.files()
    with pytest.raises(Fault) as fault:
        towns.apply(change)
    problem = fault.value.problem
    assert problem.code == "edit.changed"
    assert problem.span.place == (1, 1)
    assert problem.words["lines"].splitlines() == [
        "+ section: 要闻", "-   - {story: towns, columns: 1-6, lines: 1-40}", "+   - {story: towns, columns: 1-5, lines: 1-40}",
    ]  # fmt: skip
    assert "+ section: 要闻" in show(problem, Words("zh"))
    assert before == towns.files()
    assert not journal.entries(root(towns))


def test_a_page_that_was_read_and_is_not_written_counts_too(towns: Paper):
    """A story may have come onto another page since it was looked for."""
    change = rename_story(towns.tree, DATE, "towns", "t2")
    towns.page(
        "blocks:\n  - {story: other, columns: 1-6, lines: 1-40}\n  - {photo: 1, of: towns, columns: 1, lines: 41-50}\n",
        "A07",
    )
    assert refused(towns.apply, change) == "edit.changed"


def test_files_that_came_or_went_meanwhile(towns: Paper):
    """A story under the new name is not written over; one that was deleted is not brought back."""
    change = rename_story(towns.tree, DATE, "towns", "t2")
    towns.stories("t2")
    assert refused(towns.apply, change) == "edit.changed"
    (towns.root / f"stories/{DATE}/t2.md").unlink()
    (towns.root / f"stories/{DATE}/towns.md").unlink()
    assert refused(towns.apply, change) == "edit.changed"


def test_a_change_of_nothing_leaves_no_trace(towns: Paper):
    """There is nothing to undo then."""
    assert apply(root(towns), Change((), (), ())).paths == ()
    assert refused(undo, root(towns)) == "edit.nothing-to-undo"
    assert refused(redo, root(towns)) == "edit.nothing-to-redo"


def test_back_and_forth_and_back(towns: Paper):
    """Three changes are undone one by one, done again, and a new one ends what could be done again."""
    states = [towns.files()]
    for old, new in (("towns", "t2"), ("t2", "t3"), ("other", "o2")):
        towns.apply(rename_story(towns.tree, DATE, old, new), f"rename {old} {new}")
        states.append(towns.files())
    for state in states[2::-1]:
        undo(root(towns))
        assert state == towns.files()
    for state in states[1:3]:
        assert redo(root(towns)).what.startswith("rename t")
        assert state == towns.files()
    towns.apply(place_block(towns.tree, DATE, "A07", "other", lines="1-50"))
    assert refused(redo, root(towns)) == "edit.nothing-to-redo"
    undo(root(towns))
    assert states[2] == towns.files()


def test_an_undo_leaves_files_alone_that_changed_since(towns: Paper):
    """What somebody wrote after the change is not lost by taking it back."""
    towns.apply(rename_story(towns.tree, DATE, "towns", "t2"))
    towns.write(f"stories/{DATE}/t2.md", "---\nheadline: 改过\n---\n字。\n")
    before = towns.files()
    assert refused(undo, root(towns)) == "edit.changed"
    assert before == towns.files()


class _Dead(BaseException):
    """The program is killed."""


def killed_at(monkeypatch: pytest.MonkeyPatch, name: str, number: int, error: BaseException) -> None:
    """Let the file system end the program at its ``number``-th call of a kind within a project."""
    real, count = getattr(os, name), [0]

    def call(*words, **more):
        if "/paper/" in str(words[0]):
            count[0] += 1
            if count[0] == number:
                raise error
        return real(*words, **more)

    monkeypatch.setattr(os, name, call)


#: Files of the change: two pages and the story under its new name are put in place, the old name goes.
KILLS = [("replace", 1), ("replace", 2), ("replace", 3), ("unlink", 1)]


@pytest.mark.parametrize("back", [undo, redo])
@pytest.mark.parametrize(("name", "number"), KILLS)
def test_a_change_that_was_killed_midway_is_taken_back_or_finished(name, number, back, towns: Paper):
    """Some files are written and some are not; either way all are of one state again, to the byte."""
    before = towns.files()
    towns.apply(rename_story(towns.tree, DATE, "towns", "t2"), "rename towns t2")
    after = towns.files()
    undo(root(towns))
    assert before == towns.files()
    with pytest.MonkeyPatch.context() as patch:
        killed_at(patch, name, number, _Dead())
        with pytest.raises(_Dead):
            towns.apply(rename_story(towns.tree, DATE, "towns", "t2"), "rename towns t2")
    assert after != towns.files()
    if before != towns.files():
        assert refused(towns.apply, place_block(towns.tree, DATE, "A07", "other", lines="1-50")) == "edit.unfinished"
    back(root(towns))
    assert (before if back is undo else after) == towns.files()
    assert not list((towns.root / "layouts").rglob("*.banxin-new"))
    towns.apply(place_block(towns.tree, DATE, "A07", "other", lines="1-50"))


@pytest.mark.parametrize("back", [undo, redo])
@pytest.mark.parametrize(("name", "number"), KILLS)
def test_an_undo_that_was_killed_midway(name, number, back, towns: Paper):
    """Taking back may be cut short itself, and is taken up again in either direction."""
    before = towns.files()
    towns.apply(rename_story(towns.tree, DATE, "towns", "t2"))
    after = towns.files()
    with pytest.MonkeyPatch.context() as patch:
        killed_at(patch, name, number, _Dead())
        with pytest.raises(_Dead):
            undo(root(towns))
    back(root(towns))
    assert (before if back is undo else after) == towns.files()


def _rename_and_die(paper_root: str, number: int) -> None:
    """In a process of its own: a rename that is killed as by ``kill -9`` between two files."""
    import signal

    from banxin.files import Tree

    real, count = os.replace, [0]

    def replace(old, new):
        if "/paper/" in str(new):
            count[0] += 1
            if count[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)
        real(old, new)

    os.replace = replace
    apply(paper_root, rename_story(Tree(paper_root), DATE, "towns", "t2"), "rename towns t2")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_kill_that_nobody_can_catch(number, towns: Paper):
    """The journal was written before the files, and the lock went with its process."""
    before = towns.files()
    process = multiprocessing.get_context("fork").Process(target=_rename_and_die, args=(root(towns), number))
    process.start()
    process.join(30)
    assert process.exitcode == -9
    undo(root(towns))
    assert before == towns.files()


@pytest.mark.parametrize(("name", "number"), KILLS)
def test_a_full_disk_changes_nothing(name, number, towns: Paper):
    """Where one of several files cannot be written, those before it are put back at once."""
    before = towns.files()
    change = rename_story(towns.tree, DATE, "towns", "t2")
    with pytest.MonkeyPatch.context() as patch:
        killed_at(patch, name, number, OSError(errno.ENOSPC, "full"))
        assert refused(towns.apply, change) == "files.disk-full"
    assert before == towns.files()
    assert refused(undo, root(towns)) == "edit.nothing-to-undo"
    towns.apply(change)


def test_a_page_that_is_being_built_is_waited_for(towns: Paper):
    """Who builds a page has read its layout, and would print half a change."""
    lock = towns.root / "out" / DATE / ".locks" / "A05"
    lock.parent.mkdir(parents=True)
    change = rename_story(towns.tree, DATE, "towns", "t2")
    before = towns.files()
    with Lock(str(lock)):
        assert refused(towns.apply, change) == "files.locked"
    assert before == towns.files()
    towns.apply(change)


def test_two_people_do_not_change_layouts_at_once(towns: Paper):
    """Who comes second waits; then the files are others."""
    first, second = (rename_story(towns.tree, DATE, "towns", new) for new in ("t2", "t3"))
    with Lock(os.path.join(journal.journal_folder(root(towns)), "lock")):
        assert refused(towns.apply, first) == "files.locked"
    towns.apply(first)
    assert refused(towns.apply, second) == "edit.changed"


def test_permissions_stay(towns: Paper):
    """A layout that the group may write stays so."""
    os.chmod(towns.root / A05, 0o664)
    towns.apply(place_block(towns.tree, DATE, "A05", "towns", lines="1-50"))
    assert os.stat(towns.root / A05).st_mode & 0o777 == 0o664


def test_a_journal_that_was_damaged_or_deleted_does_no_harm(towns: Paper):
    """What it held cannot be undone; the next change can."""
    towns.apply(rename_story(towns.tree, DATE, "towns", "t2"))
    folder = journal.journal_folder(root(towns))
    (entry,) = [name for name in os.listdir(folder) if name.endswith(".json")]
    for rubbish in (
        b"",
        b"{",
        b"[]",
        b'{"number": 1}',
        b'{"number": 1, "state": "done", "what": "", "before": {"a": "?"}, "after": 3}',
    ):
        with open(os.path.join(folder, entry), "wb") as stream:
            stream.write(rubbish)
        assert refused(undo, root(towns)) == "edit.nothing-to-undo"
    before = towns.files()
    towns.apply(rename_story(towns.tree, DATE, "t2", "t3"))
    undo(root(towns))
    assert before == towns.files()


def test_the_journal_forgets_what_is_long_ago(towns: Paper, monkeypatch: pytest.MonkeyPatch):
    """A paper changes its layouts for years."""
    monkeypatch.setattr(journal, "_MOST", 3)
    for last in range(41, 51):
        towns.apply(place_block(towns.tree, DATE, "A05", "towns", lines=f"1-{last}"))
    assert len(journal.entries(root(towns))) <= 4
    undo(root(towns))
    assert "1-49" in towns.a05()


def test_a_change_that_would_mean_something_else_is_refused(towns: Paper, monkeypatch: pytest.MonkeyPatch):
    """The net below: were an edit a character off, the file would not be written."""
    from banxin.edit import _revision as revision

    real = revision.Rewriting.edits.fget
    shifts = [lambda edit: edit._replace(start=edit.start - 1), lambda edit: edit._replace(end=edit.end + 1),
              lambda edit: edit._replace(new=edit.new + "x"), lambda edit: edit._replace(new="")]  # fmt: skip
    for shift in shifts:
        monkeypatch.setattr(
            revision.Rewriting, "edits", property(lambda self, shift=shift: [shift(edit) for edit in real(self)])
        )
        for call, words in ((rename_story, (DATE, "towns", "t2")), (place_block, (DATE, "A05", "towns"))):
            more = {"lines": "1-50"} if call is place_block else {}
            with pytest.raises(Fault) as fault:
                call(towns.tree, *words, **more)
            assert fault.value.problem.code.split(".")[0] in ("edit", "plan")


def test_a_change_is_a_value(towns: Paper):
    """It says which characters of which files become what, and what was read; making it writes nothing."""
    before = towns.files()
    change = rename_story(towns.tree, DATE, "towns", "t2")
    at = towns.a05().index("towns")
    assert change.edits[0] == Edit(A05, at, at + 5, "t2")
    assert change.moves == (Move(f"stories/{DATE}/towns.md", f"stories/{DATE}/t2.md"),)
    assert Read(A05, towns.a05().encode()) in change.read
    assert Read(f"stories/{DATE}/t2.md", None) in change.read
    assert change.paths == (A05, f"layouts/{DATE}/A06.yaml", f"stories/{DATE}/towns.md")
    assert before == towns.files()
    assert not list(Report())


@pytest.mark.parametrize("mended", [False, True])
def test_a_kill_that_harmed_nothing_holds_nobody_up(mended, towns: Paper):
    """Killed before the first file was written, or mended by hand since: the next change is made at once."""
    before = towns.files()
    with pytest.MonkeyPatch.context() as patch:
        killed_at(patch, "replace", 2 if mended else 1, _Dead())
        with pytest.raises(_Dead):
            towns.apply(rename_story(towns.tree, DATE, "towns", "t2"))
    assert mended == (before != towns.files())
    if mended:
        towns.page("blocks:\n  - {story: towns, columns: 1-5, lines: 1-40}\n")
    towns.apply(place_block(towns.tree, DATE, "A07", "other", lines="1-50"))
    undo(root(towns))
