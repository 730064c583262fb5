"""广告单: bookings find their places by the rules of the trade, and what breaks a rule is said."""

from __future__ import annotations

import random
import re
from itertools import combinations
from pathlib import Path

import pytest
from eight_pages import DAY, TWELVE, Paper, areas, said

from banxin.files import Tree
from banxin.problems import Report, Words
from banxin.proof.critic import lint_page
from banxin.run.sources import open_sources
from tests.conftest import CAMPAIGN


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """The edition in a folder of its own."""
    return Paper(tmp_path)


def kept(sources) -> None:
    """The rules, looked for in the pages that came out: whatever was booked."""
    bookings = {one.number: one for one in sources.adverts.bookings}
    for name in sources.edition.pages:
        plan, _ = sources.plan(name)
        grid = plan.house.grid
        ads = [block for block in plan.blocks if block.kind.name == "ad"]
        others = [block for block in plan.blocks if block.kind.name != "ad"]
        for one, two in combinations(ads, 2):
            assert not one.area.overlaps(two.area)
            mine, theirs = bookings[one.what.booking], bookings[two.what.booking]
            if mine.trade and mine.trade == theirs.trade and mine.customer != theirs.customer:
                assert not one.area.beside(two.area), (one.what.booking, two.what.booking)
        for ad in ads:
            booking, size = bookings[ad.what.booking], plan.house.ads.sizes[bookings[ad.what.booking].size]
            assert ad.area.lines == size.lines
            assert not booking.pages or name in booking.pages
            if size.place == "page":
                assert ad.area.columns == size.columns
                below = {line for other in ads for line in range(other.area.first_line, other.area.last_line + 1)
                         if other.area.first_column <= ad.area.first_column and ad.area.last_column <= other.area.last_column}  # fmt: skip
                head = booking.end == "head"
                rest = range(1, ad.area.first_line) if head else range(ad.area.last_line + 1, grid.lines + 1)
                assert head or set(rest) <= below, "nothing but advertisements stands under an advertisement"
            for block in others:
                for zone in block.shape:
                    assert not zone.area.overlaps(ad.area), (ad.what.booking, block.id)
                    if booking.avoid and (zone.area.beside(ad.area)):
                        story = sources._words_of(" ".join(block.stories))
                        assert not any(word in story or word == " ".join(block.stories) for word in booking.avoid)


def test_twelve_bookings_stand_on_eight_pages(paper: Paper):
    """All placed, every rule kept, nothing said."""
    sources = paper.book(TWELVE)
    found = areas(sources)
    assert len(found) == 12
    assert said(sources) == []
    kept(sources)
    assert found["B01"] == ("A01", "1-6", "91-110")
    assert found["B02"] == ("A03", "4-6", "91-110"), "a right page's outside is its right"
    assert found["B03"] == ("A04", "1-3", "91-110"), (
        "not on A03, beside another bank; a left page's outside is its left"
    )
    assert found["B06"][0] == "A05"
    assert found["B09"] == ("A01", "6-6", "1-12"), "in place of the right ear"
    assert found["B11"][0] in ("A03", "A04")


@pytest.mark.parametrize("seed", range(200 if CAMPAIGN else 12))
def test_whatever_is_booked_the_rules_are_kept(paper: Paper, seed: int):
    """Bookings at random: each is placed by the rules, or said."""
    rng = random.Random(seed)
    lines = []
    for number in range(rng.randint(1, 20)):
        more = [f"page: {rng.choice(['A02', '[A03, A05]', 'A08'])}"] if rng.random() < 0.4 else []
        more += [f"hand: {rng.choice(['left', 'right'])}"] if rng.random() < 0.2 else []
        more += [f"side: {rng.choice(['outside', 'inside', 'left', 'right'])}"] if rng.random() < 0.3 else []
        more += ["end: head"] if rng.random() < 0.1 else []
        more += [f"trade: {rng.choice('甲乙丙')}"] if rng.random() < 0.7 else []
        more += ["avoid: [撞坏, s2b]"] if rng.random() < 0.3 else []
        size = rng.choice(["通栏", "半通栏", "1/4版", "报眼", "中缝"])
        lines.append(
            f"  - {{booking: N{number}, customer: 客户{number}, size: {size}{''.join(', ' + one for one in more)}}}\n"
        )
    sources = paper.book("".join(lines))
    kept(sources)
    unplaced = [code for code, _ in said(sources)]
    assert set(unplaced) <= {"ads.unplaced"}
    assert len(unplaced) + len(areas(sources)) == len(lines)


@pytest.mark.parametrize(
    ("bookings", "reason"),
    [
        ("".join(f"  - {{booking: X{at}, customer: 甲, size: 通栏, page: A03}}\n" for at in (1, 2, 3)), "X3.*: A03 would cover s2c"),
        ("".join(f"  - {{booking: X{at}, customer: {at}行, trade: 银行, size: 通栏, page: A03}}\n" for at in (1, 2)),
         "X2.*: A03 beside competitor X1"),
        ("  - {booking: X1, customer: 海运, size: 半通栏, page: A02, avoid: [s1c, s1a]}\n", "A02 beside s1[ac], which it avoids"),
        ("  - {booking: X1, customer: 海运, size: 通栏, page: A05, end: head, avoid: [撞坏]}\n", "A05 beside s4b, which it avoids"),
        ("  - {booking: X1, customer: 海运, size: 报眼, page: A02}\n", "A02 no room"),
        ("  - {booking: X1, customer: 海运, size: 中缝}\n", "A01 no spread, so no gutter / A02"),
        ("  - {booking: X1, customer: 海运, size: 通栏, section: 财经, page: A01}\n", "no page of this kind"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_kept_is_said_with_its_reason(paper: Paper, bookings: str, reason: str):
    """The last of the bookings has no place, and the message says what is in its way."""
    told = said(paper.book(bookings))
    assert [code for code, _ in told] == ["ads.unplaced"]
    assert re.search(reason, told[0][1]), told[0][1]


def test_a_photo_does_not_give_way(paper: Paper):
    """Neither one of its own nor one inside a story."""
    paper.page("A02", "  - {photo: 1, of: s1a, columns: 1-3, lines: 80-110}\n"
               "  - {story: s1a, columns: 4-6, lines: 1-110, inside: [{photo: 2, columns: 4-6, lines: 95-110}]}\n"
               "  - {story: s1b, columns: 1-3, lines: 1-79}\n")  # fmt: skip
    told = said(paper.book("  - {booking: X1, customer: 海运, size: 半通栏, page: A02}\n"))
    assert [code for code, _ in told] == ["ads.unplaced"]
    assert "would cover s1a/2" in told[0][1]


def test_competitors_may_be_kept_off_one_page(paper: Paper):
    """apart: page, and none."""
    two = ("  - {booking: X1, customer: 甲行, trade: 银行, size: 半通栏, page: A03}\n"
           "  - {booking: X2, customer: 乙行, trade: 银行, size: 报眼, page: [A01, A03]}\n"
           "  - {booking: X3, customer: 丙行, trade: 银行, size: 半通栏, page: [A03, A04]}\n")  # fmt: skip
    assert areas(paper.book(two))["X3"][0] == "A04"
    house = (paper.root / "layouts/house.yaml").read_text("utf-8")
    paper.write("layouts/house.yaml", house.replace("ads:\n", "ads:\n  apart: none\n"))
    assert areas(paper.book(two))["X3"][0] == "A03"
    paper.write("layouts/house.yaml", house.replace("ads:\n", "ads:\n  apart: page\n"))
    assert areas(paper.book(two))["X3"][0] == "A04"


def test_a_late_booking_moves_no_other(paper: Paper):
    """It comes last, so it takes what is left; a lost one leaves the others where they are."""
    before = areas(paper.book(TWELVE))
    late = TWELVE + "  - {booking: B13, customer: 药房, size: 半通栏, page: A08}\n"
    after = areas(paper.book(late))
    assert after.pop("B13") == ("A08", "4-6", "91-110")
    assert after == before
    lost = TWELVE.replace("booking: B12,", "booking: B12, 撤单: 是,")
    assert areas(paper.book(lost)) == {number: place for number, place in before.items() if number != "B12"}


def test_a_late_booking_with_no_other_place_moves_one_that_has(paper: Paper):
    """Only then."""
    first = "  - {booking: X1, customer: 甲, size: 通栏, page: [A02, A03]}\n  - {booking: X2, customer: 乙, size: 1/4版, page: A04}\n"
    late = "  - {booking: X3, customer: 丙, size: 通栏, page: A02}\n"
    assert areas(paper.book(first))["X1"][0] == "A02"
    assert areas(paper.book(first + late))["X1"][0] == "A02"
    found = areas(paper.book(first + late + late.replace("X3", "X4")))
    assert len(found) == 4
    assert found["X1"][0] == "A03"


def test_a_list_from_the_advertising_system_is_the_same(paper: Paper):
    """CSV with Chinese or English keys, several pages in a cell."""
    yaml = areas(paper.book(TWELVE))
    (paper.root / f"layouts/{DAY}/ads.yaml").unlink()
    rows = ["订单号,客户,行业,规格,版次,单双版,版名,靠边,avoid"]
    rows += ["B01,海州银行,银行,通栏,A01,,,,", "B02,望澜银行,银行,半通栏,A03、A04,,,,", "B03,农信社,银行,半通栏,A03 A04,,,,",
             "B04,大海楼,餐饮,1/4版,,单版,,,", "B05,渔家乐,餐饮,半通栏,,,,,", 'B06,"海运公司",航运,半通栏,"A05;A06",,,,撞坏',
             "B07,家电城,,通栏,,,,,", "B08,家具城,,半通栏,,,,,", "B09,眼镜店,,报眼,,,,,", "B10,车行,汽车,1/4版,,,,,",
             "B11,四号车行,汽车,半通栏,,,财经,,", "B12,学校,,半通栏,,,,内侧,"]  # fmt: skip
    paper.write(f"layouts/{DAY}/ads.csv", "\n".join(rows) + "\n")
    sources = paper.sources()
    assert areas(sources) == yaml
    assert said(sources) == []
    paper.write(f"layouts/{DAY}/ads.csv", "订单号,客户,规格\nB01,海州银行,大通栏\nB02,银行,通栏,多一格\n")
    sources = paper.sources()
    told = said(sources)
    assert [code for code, _ in told] == ["plan.unknown-name", "plan.csv-ragged"]
    assert "ads.csv:2:10 " in told[0][1]
    paper.write(f"layouts/{DAY}/ads.yaml", TWELVE)
    assert [code for code, _ in said(paper.sources())] == ["plan.bookings-two"]


def test_what_a_layout_places_itself_is_checked(paper: Paper):
    """It stays there, of the size that was sold, once; the critic says what it must not be beside."""
    booked = "  - {booking: X1, customer: 甲行, trade: 银行, size: 通栏, page: A02, avoid: [s1a]}\n"
    by_hand = "  - {ad: bank.png, booking: X1, columns: 1-6, lines: 91-110}\n"
    blocks = "  - {story: s1a, columns: 1-6, lines: 1-90}\n"
    paper.page("A02", blocks + by_hand)
    sources = paper.book(booked)
    assert areas(sources) == {"X1": ("A02", "1-6", "91-110")}
    assert said(sources) == []
    report = Report()
    lint_page(sources.plan("A02")[0], report, sources.adverts.beside("A02"))
    assert "proof.ad-beside" in [problem.code for problem in report]

    paper.page("A02", blocks + by_hand.replace("91-110", "91-105").replace("1-6", "1-5"))
    assert [code for code, _ in said(paper.book(booked))] == ["ads.laid"]
    paper.page("A03", by_hand)
    assert "ads.twice" in [code for code, _ in said(paper.book(booked))]
    paper.page("A03", by_hand.replace("X1", "X9"))
    told = said(paper.book(booked))
    assert ("ads.unbooked" in dict(told)) and "did you mean X1" in dict(told)["ads.unbooked"]


def test_faults_of_the_list_are_said_where_they_stand(paper: Paper):
    """Sizes, pages and sections that are not there; a number twice."""
    told = said(paper.book("  - {booking: X1, customer: 甲, size: 通蓝}\n  - {booking: X2, customer: 乙, size: 通栏, page: B02}\n"
                           "  - {booking: X3, customer: 丙, size: 通栏, section: 财金}\n  - {booking: X3, customer: 丁, size: 通栏}\n"
                           "  - {booking: X3, customer: 戊, size: 通栏}\n"))  # fmt: skip
    assert [code for code, _ in told] == [
        "plan.unknown-name",
        "plan.unknown-name",
        "plan.unknown-name",
        "plan.booking-twice",
    ]
    assert ["did you mean" in text for _, text in told[:3]] == [True, True, True]


def test_sizes_say_what_they_need(paper: Paper):
    """Columns for the page, a width for the gutter."""
    house = (paper.root / "layouts/house.yaml").read_text("utf-8")
    paper.write("layouts/house.yaml", house.replace("通栏: {columns: 6, lines: 20}", "通栏: {lines: 20}", 1))
    assert [code for code, _ in said(paper.book("  - {booking: X1, customer: 甲, size: 报眼}\n"))] == [
        "plan.ad-size-key"
    ]


def test_a_list_that_cannot_be_read_is_said(paper: Paper):
    """A quote that does not close."""
    paper.write(f"layouts/{DAY}/ads.csv", '订单号,客户,规格\nB01,"海州银行,通栏\n')
    told = said(paper.sources())
    assert [code for code, _ in told] == ["plan.csv-broken"]


def test_a_zone_has_its_bases_advertisements_on_the_pages_that_it_has(paper: Paper):
    """Without a word about the others; one of another format has none of them."""
    paper.book(TWELVE)
    zone = paper.root / f"layouts/{DAY}.east"
    for more, wanted in (("", {"B01", "B09"}), ("house: house\n", set())):
        zone.mkdir(exist_ok=True)
        (zone / "edition.yaml").write_text(f"base: {DAY}\npages: [A01]\n{more}", "utf-8")
        sources = open_sources(Tree(str(paper.root)), f"{DAY}.east")
        found = areas(sources)
        assert wanted <= set(found)
        assert bool(found) == bool(wanted)
        assert {page for page, *_ in found.values()} <= {"A01"}
        assert [code for code, _ in said(sources)] == ["ads.unplaced"] * len([code for code, _ in said(sources)])


def test_a_page_that_cannot_be_read_is_said_once(paper: Paper):
    """Not for each of its advertisements as well."""
    (paper.root / f"layouts/{DAY}/A03.yaml").write_text("section: [", "utf-8")
    told = [code for code, _ in said(paper.book("  - {booking: X1, customer: 甲, size: 通栏, page: A03}\n"))]
    assert told
    assert "ads.unplaced" not in told


def _unplaced(sources) -> list:
    """The problems of bookings that have no place."""
    on_pages = [one for name in sources.edition.pages for one in sources.plan(name)[1]]  # which places them
    return [one for one in (*sources.report, *on_pages) if one.code == "ads.unplaced"]


def _followed(row: str, words) -> str:
    """A booking changed as the hint says; '' where it says that somebody else has to give way."""
    if words["to"]:
        return re.sub(r", (page|section|hand): (\[[^]]*\]|[^,}]+)", "", row).replace("}", f", page: {words['to']}}}")
    if words["smaller"]:
        return re.sub(r"size: [^,}]+", f"size: {words['smaller']}", row)
    if words["avoid"]:
        return re.sub(r", avoid: \[[^]]*\]", "", row)
    return row.replace(", trade: 银行", "") if words["apart"] else ""


EVERY = ", ".join(f"s{at}{letter}" for at in range(8) for letter in "abc")
BANKS = "".join(
    f"  - {{booking: K{at}, customer: {at}行, trade: 银行, size: 通栏, page: A0{at}}}\n" for at in range(1, 9)
)


@pytest.mark.parametrize(("others", "row", "way"), [
    (BANKS.splitlines()[2] + "\n", "{booking: X9, customer: 另一家, trade: 银行, size: 通栏, page: A03}", "to"),
    ("", "{booking: X9, customer: 海运, size: 报眼, page: A02}", "to"),
    ("", "{booking: X9, customer: 海运, size: 半通栏, page: A02, avoid: [s1c, s1a]}", "to"),
    ("".join(f"  - {{booking: X{at}, customer: 甲, size: 1/4版}}\n" for at in range(8)), "{booking: X9, customer: 海运, size: 1/4版}", "smaller"),
    ("".join(f"  - {{booking: X{at}, customer: 甲, size: 通栏}}\n" for at in range(16)), "{booking: X99, customer: 海运, size: 通栏}", "smaller"),
    ("", f"{{booking: X9, customer: 海运, size: 通栏, avoid: [{EVERY}]}}", "avoid"),
    (BANKS, "{booking: X9, customer: 另一家, trade: 银行, size: 通栏}", "apart"),
    ("", "{booking: X9, customer: 海运, size: 中缝}", "neither"),
])  # fmt: skip
def test_the_way_out_that_is_offered_leads_out(paper: Paper, others: str, row: str, way: str):
    """Another page, another size, or less that is wanted: who does it has a place, and nobody loses his."""
    (problem,) = _unplaced(paper.book(f"{others}  - {row}\n"))
    assert problem.words[way], problem.words
    followed = _followed(row, problem.words)
    if way == "neither":
        assert not followed
        assert "has to give way" in Words("en").hint(problem)
        return
    assert _unplaced(paper.book(f"{others}  - {followed}\n")) == [], (followed, Words("en").hint(problem))


def test_what_stands_where_an_advertisement_would_is_named(paper: Paper):
    """A page that is full of what gives no way."""
    paper.page(
        "A02", "  - {photo: 1, of: s1a, columns: 1-6, lines: 60-110}\n  - {story: s1a, columns: 1-6, lines: 1-59}\n"
    )
    told = said(paper.book("  - {booking: X1, customer: 海运, size: 半通栏, page: A02}\n"))
    assert [code for code, _ in told] == ["ads.unplaced"]
    assert re.search(r"A02 (would cover|no room, ).*there is room on A0\d", told[0][1], re.DOTALL), told[0][1]
