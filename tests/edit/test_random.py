"""Five hundred changes at random, in layouts by many hands: only what was meant is another, and an undo brings all back."""

from __future__ import annotations

import copy
import re
from random import Random

import pytest

from banxin.edit import Change, place_block, rename_block, rename_story, undo
from banxin.files import decode
from tests.conftest import CAMPAIGN
from tests.edit.hands import FREE, SLUGS, make_page, meaning, written
from tests.edit.project import DATE, Paper

A05, A06 = f"layouts/{DATE}/A05.yaml", f"layouts/{DATE}/A06.yaml"
EACH = 4


def made(paper: Paper, chance: Random) -> dict[str, dict]:
    """A paper of two pages, and what each means."""
    slugs = chance.sample(SLUGS, 4)
    pages = {A05: make_page(chance, slugs[:3], slugs[:1]), A06: make_page(chance, slugs[2:], slugs[3:])}
    if chance.random() < 0.3:
        pages[A05] |= {"dummy": "AAA..B\nAAA..B", "row": "2行"}
        pages[A05]["blocks"] += [{"ear": "画", "id": "A"}, {"ear": "版", "id": "B"}]
        for block in pages[A05]["blocks"]:
            block["lines"] = block.get("lines", "") and re.sub(
                r"\d+(?!\d*行)", lambda found: str(int(found[0]) + 4), block["lines"]
            )
    paper.stories(*slugs, *(f"{slug}-b" for slug in slugs))
    for path, page in pages.items():
        paper.write(path, written(chance, page))
        assert page == meaning(paper.files()[path]) or _drawn(page, paper.files()[path])
    paper.write(f"layouts/{DATE}/edition.yaml", f"date: {DATE}\npages: [A05, A06]\n")
    return pages


def _drawn(page: dict, data: bytes) -> bool:
    """A drawing ends with a line end that the map it was made from has not."""
    read = meaning(data)
    return {**read, "dummy": read["dummy"].strip("\n")} == page


def every(page: dict):
    """All blocks of a page with their names, and those around them."""
    for block in page["blocks"]:
        name = block.get("id") or _called(block)
        yield name, block
        for inner in block.get("inside", []):
            yield inner.get("id") or f"{name}/{inner['photo']}", inner


def _called(block: dict) -> str:
    slug = block.get("story") or block.get("continued") or ""
    return slug.rpartition(".")[0] or slug


def renamed(pages: dict[str, dict], old: str, new: str) -> dict[str, dict]:
    """What the pages mean when a story is called otherwise."""
    pages = copy.deepcopy(pages)
    for page in pages.values():
        before = [name for name, _ in every(page)]
        for _, block in every(page):
            for key in ("story", "continued", "of"):
                if block.get(key) == old:
                    block[key] = new
            if "briefs" in block:
                block["briefs"] = [new if slug == old else slug for slug in block["briefs"]]
        follow(page, dict(zip(before, [name for name, _ in every(page)], strict=True)))
    return pages


def follow(page: dict, names: dict[str, str]) -> None:
    """Chains refer to blocks under their new names."""
    for _, block in every(page):
        words = block.get("lines", "").split()
        if len(words) == 4:
            block["lines"] = " ".join([words[0], names.get(words[1], words[1]), *words[2:]])


def called(pages: dict[str, dict], path: str, old: str, new: str) -> dict[str, dict]:
    """What the pages mean when a block of one is called otherwise."""
    pages = copy.deepcopy(pages)
    page = pages[path]
    before = [name for name, _ in every(page)]
    block = next(block for name, block in every(page) if name == old)
    block["id"] = new
    if "dummy" in page:
        page["dummy"] = page["dummy"].replace(old, new)
    follow(page, dict(zip(before, [name for name, _ in every(page)], strict=True)))
    return pages


def like(found: object, wanted: object) -> bool:
    """Whether two values mean the same: the blanks in a chain do not count, nor the line end below a drawing."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(like(found[key], wanted[key]) for key in found)
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(like, found, wanted))
    return str(found).split() == str(wanted).split() if isinstance(found, str) else found == wanted


def only_meant(paper: Paper, change: Change, before: dict[str, bytes]) -> None:
    """Outside the places of the edits not a byte is another, and no edit takes a comment, a key or a line end."""
    after = paper.files()
    moved = {move.old: move.new for move in change.moves}
    for path, data in before.items():
        now = after[moved.get(path, path)]
        edits = [edit for edit in change.edits if edit.path == path]
        if not edits:
            assert data == now
            continue
        source = decode(path, data)
        rest, at = data.decode("utf-8"), 0
        new = now.decode("utf-8")
        for edit in edits:
            old = source.text[edit.start : edit.end]
            assert "#" not in old
            assert ":" not in old
            assert "\n" not in old or old.strip("'\">|- \n").split()
            # What stands between two edits stands there still, in the same bytes.
            between = source.text[at : edit.start]
            assert between in new.replace("\r\n", "\n").replace("\r", "\n")
            at = edit.end
        assert new.replace("\r\n", "\n").endswith(source.text[at:])
        assert rest.count("#") == new.count("#")
        assert rest.startswith("\ufeff") == new.startswith("\ufeff")
        added = sum(edit.new.count("\n") - source.text[edit.start : edit.end].count("\n") for edit in edits)
        assert rest.count("\n") + added == new.count("\n")
        assert abs(rest.count("\r") - new.count("\r")) <= abs(added)


def rebuilt(data: bytes, edits: list) -> bytes:
    """The file after the edits by the plainest way: character by character, CRLF counted as one."""
    text, out, at = data.decode("utf-8"), [], 0
    body = text.removeprefix("\ufeff")
    cells = re.findall(r"\r\n|\r|[^\r]", body, re.DOTALL)
    end = "\r\n" if body.split("\n")[0].endswith("\r") else "\n"
    for edit in edits:
        out += cells[at : edit.start]
        out.append(edit.new.replace("\n", end))
        at = edit.end
    return (text[: len(text) - len(body)] + "".join([*out, *cells[at:]])).encode("utf-8")


def one_change(paper: Paper, chance: Random, pages: dict[str, dict]) -> tuple[Change, dict[str, dict]]:
    """A change by chance, and what the pages must mean after it."""
    path = chance.choice((A05, A06))
    page, name = pages[path], path[-8:-5]
    what = chance.choice(("story", "block", "place", "place"))
    blocks = dict(every(page))
    taken = {one for other in pages.values() for one in dict(every(other))} | slugs_of(pages)
    if what == "story":
        old, new = chance.choice(sorted(slugs_of(pages))), chance.choice([one for one in FREE if one not in taken])
        return rename_story(paper.tree, DATE, old, new), renamed(pages, old, new)
    old = chance.choice(sorted(blocks))
    if what == "block":
        drawn = old in page.get("dummy", "").split("\n")[0]
        new = chance.choice("CDEF") if drawn else chance.choice(FREE)
        if new not in taken:
            return rename_block(paper.tree, DATE, name, old, new), called(pages, path, old, new)
    if "columns" not in blocks[old]:
        return one_change(paper, chance, pages)
    return placed(paper, chance, pages, path, old)


def slugs_of(pages: dict[str, dict]) -> set[str]:
    """The stories of the pages."""
    found = set()
    for page in pages.values():
        for _, block in every(page):
            found |= {block.get(key) for key in ("story", "continued", "of")} | set(block.get("briefs", []))
    return found - {None}


def placed(paper: Paper, chance: Random, pages: dict[str, dict], path: str, old: str) -> tuple[Change, dict[str, dict]]:
    """A block at another place, and what the pages mean then."""
    # An earlier move may have left it without a place.
    there = paper_blocks(paper, path[-8:-5]).get(old)
    start = there.area.first_line if there else 50
    first, last = sorted(chance.choices(range(1, 7), k=2))
    columns = f"{first}-{last}" if chance.random() < 0.7 else ""
    top = start if chance.random() < 0.5 else chance.randint(1, 90)
    end = chance.randint(top, 101)
    change = place_block(paper.tree, DATE, path[-8:-5], old, columns=columns, lines=f"{top}-{end}")
    after = copy.deepcopy(pages)
    block = dict(every(after[path]))[old]
    if columns:
        was = block["columns"]
        kept = first == last and not (was.count("-") and was.split("-")[0] == was.split("-")[1])
        block["columns"] = str(first) if kept else f"{first}-{last}"
    words = block["lines"].split()
    if len(words) == 4 and chained_to(paper, path, words[1]) + 1 == top:
        number = end if words[2] in ("to", "至") else end - top + 1
        block["lines"] = " ".join([*words[:3], str(number) + ("行" if words[3].endswith("行") else "")])
    elif len(words) == 4:
        block["lines"] = f"{top}-{end}"
    else:
        one = words[0].split("-")
        single = top == end and not (len(one) == 2 and one[0] == one[1])
        block["lines"] = str(top) if single else f"{top}-{end}"
    return change, after


def paper_blocks(paper: Paper, page: str):
    """The blocks of a page as the program makes them, whatever is wrong with it."""
    from banxin.plan import read_edition, read_house, read_page
    from banxin.problems import Report

    edition, house = read_edition(paper.tree, DATE, Report()), read_house(paper.tree, Report())
    plan = read_page(paper.tree, house, edition, page, Report())
    return {block.id: block for outer in plan.blocks for block in (outer, *outer.inside)}


def chained_to(paper: Paper, path: str, name: str) -> int:
    """The last line of the block that a chain hangs on; -1 where it has no place."""
    above = paper_blocks(paper, path[-8:-5]).get(name)
    return above.area.last_line if above else -1


@pytest.mark.parametrize("seed", range(500 // EACH if CAMPAIGN else 60 // EACH))
def test_layouts_by_many_hands_are_changed_at_random(seed, paper: Paper):
    """Each change is compared with what another reader of YAML makes of the files, byte by byte outside its places."""
    chance = Random(seed)
    pages = made(paper, chance)
    states = [paper.files()]
    for _ in range(EACH):
        before = paper.files()
        change, wanted = one_change(paper, chance, pages)
        paper.apply(change)
        for path, page in wanted.items():
            assert like(meaning(paper.files()[path]), page), (seed, path, paper.text(path), page)
        only_meant(paper, change, before)
        for path in {edit.path for edit in change.edits if edit.path.endswith(".yaml")}:
            assert rebuilt(before[path], [edit for edit in change.edits if edit.path == path]) == paper.files()[path]
        pages = wanted
        if paper.files() != states[-1]:
            states.append(paper.files())
    for state in states[-2::-1]:
        undo(str(paper.root))
        assert state == paper.files()


def over_a_template(paper: Paper, chance: Random) -> None:
    """Two pages that change a template's blocks; where it falls so, a page of the day before starts from it, too."""
    template = {"section": "要闻", "blocks": [
        {"story": "三镇", "columns": "1-6", "lines": "1-30"},
        {"photo": "1", "of": "三镇", "id": "pic", "columns": "1-3", "lines": "after 三镇 to 40"},
        {"story": "no", "columns": "4-6", "lines": "31-60", "inside": [{"photo": "1", "columns": "4", "lines": "40-50"}]},
        {"ear": "天气", "id": "ear", "columns": "1", "lines": "after pic for 4"},
    ]}  # fmt: skip
    chance.shuffle(template["blocks"])
    paper.write("layouts/templates/inner.yaml", written(chance, template))
    for name in ("A05", "A06"):
        own = [{"id": "三镇", "lines": chance.choice(("1-25", "1-28"))}, {"id": "pic", "columns": "2-3"}, {"id": "no", "frame": "tint"},
               {"story": "wishes", "columns": "1-3", "lines": "70-90"}, {"ear": "a", "id": "own", "columns": "5", "lines": "after wishes for 3"}]  # fmt: skip
        page = {
            "from": "inner",
            "blocks": chance.sample(own[:3], chance.randint(0, 3)) + (own[3:] if name == "A05" else []),
        }
        if name == "A06" and chance.random() < 0.5:
            page["remove"] = ["ear"]
        if not page["blocks"]:
            del page["blocks"]
        paper.write(f"layouts/{DATE}/{name}.yaml", written(chance, page))
    if chance.random() < 0.5:
        paper.write("layouts/2026-05-31/edition.yaml", "date: 2026-05-31\npages: [A05]\n")
        paper.page("from: inner\n", "A05", "2026-05-31")
    paper.stories("三镇", "no", "wishes")
    paper.write(f"layouts/{DATE}/edition.yaml", f"date: {DATE}\npages: [A05, A06]\n")


def stands(paper: Paper, page: str, *, named: bool) -> dict[str, tuple]:
    """What stands on a page where: by name, or in its order."""
    blocks = paper_blocks(paper, page)
    return {(name if named else str(at)): (block.kind.name, " ".join(block.set_stories) or str(block.what[0]), getattr(block.what, "of", ""), block.frame, block.area)
            for at, (name, block) in enumerate(blocks.items())}  # fmt: skip


@pytest.mark.parametrize("seed", range(100 if CAMPAIGN else 10))
def test_pages_over_a_template_are_changed_at_random(seed, paper: Paper):
    """What the page is made into differs in what was meant; no other day's page is another."""
    chance = Random(seed)
    over_a_template(paper, chance)
    states = [paper.files()]
    for _ in range(EACH):
        was = {page: stands(paper, page, named=False) for page in ("A05", "A06")}
        page = chance.choice(("A05", "A06"))
        block = chance.choice([name for name in paper_blocks(paper, page) if "/" not in name])
        what, new = (
            chance.choice(("story", "block", "place")),
            chance.choice([name for name in FREE if not any(name.encode() in data for data in states[-1].values())]),
        )
        before = paper.files()
        if what == "story":
            old = chance.choice(
                [one.stories[0] for one in paper_blocks(paper, page).values() if one.kind.name == "story"]
            )
            change = rename_story(paper.tree, DATE, old, new)
            swap = {old: new}
            was = {name: {at: (kind, swap.get(subject, subject), swap.get(of, of), *rest) for at, (kind, subject, of, *rest) in blocks.items()}
                   for name, blocks in was.items()}  # fmt: skip
        elif what == "block":
            change = rename_block(paper.tree, DATE, page, block, new)
        else:
            last = chance.randint(91, 101)
            change = place_block(paper.tree, DATE, page, block, lines=f"91-{last}")
        paper.apply(change)
        states.append(paper.files())
        only_meant(paper, change, before)
        if what == "place":
            assert paper_blocks(paper, page)[block].area[2:] == (91, last)
            assert before["layouts/templates/inner.yaml"] == states[-1]["layouts/templates/inner.yaml"]
        else:
            assert was == {name: stands(paper, name, named=False) for name in was}
        other = "layouts/2026-05-31/A05.yaml"
        assert what == "block" or before.get(other) == states[-1].get(other)
        assert (
            what != "story"
            or other not in before
            or before["layouts/templates/inner.yaml"] == states[-1]["layouts/templates/inner.yaml"]
        )
    for state in states[-2::-1]:
        if state != paper.files():
            undo(str(paper.root))
        assert state == paper.files()
