"""数字报: an issue as web pages, with the names and marks that readers of Chinese e-papers look for.

Everything is written from the issue's own records; every text passes through the templates' escaping. Pages work from a
disk: they load pictures, styles and scripts beside them and nothing else. What all issues share lies under a folder
named by its content, so that a later program's pages never change the look of an older issue.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from banxin.epaper._markup import body_of, in_comment, marked
from banxin.epaper._records import advert_file, folder_of
from banxin.epaper._saying import SiteWords
from banxin.epaper._telling import article_facts, issue_facts, page_url
from banxin.epaper.finding import joined, pairs, script_data, text_script
from banxin.hanzi.table import MARK_CUT
from banxin.languages import language
from banxin.story.roles import ROLES
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from banxin.epaper._records import Article, Figure, HotZone, Issue, Leaf

_HERE = os.path.dirname(__file__)
#: What a page may load: its own site's files, and no script or style that stands in the page itself (promises P44).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
#: The page's thumbnail is so many pixels wide.
THUMB = 208
_SUMMARY = 120


class Summary(NamedTuple):
    """What the calendar says of an issue."""

    date: str
    number: str
    pages: int
    lead: str
    thumb: str
    width: int
    height: int
    static: str
    """The folder of what its pages share with others."""


def _file_tag(tag: str) -> str:
    """A language as HTML names it."""
    return language(tag).file


class Site:
    """Writes the pages of one paper. ``static``: its own style sheets by name, beside the program's."""

    def __init__(self, tag: str, static: dict[str, bytes]) -> None:
        self.words = SiteWords(tag)
        self.static = {**_static(), **static, "words.js": self.words.script()}
        digest = hashlib.sha256()
        for name, data in sorted(self.static.items()):
            digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
        self.version = digest.hexdigest()[:12]
        self._pages = Environment(
            loader=FileSystemLoader(os.path.join(_HERE, "templates")),
            autoescape=select_autoescape(("html", "xml")), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._pages.globals.update(
            say=self.words, marked=marked, page_text=self.words.page, policy=POLICY, thumb=_thumb,
            lang=self.words.language.file, file_tag=_file_tag,
        )  # fmt: skip

    def _write(self, template: str, **given: object) -> bytes:
        return self._pages.get_template(template).render(**given).encode("utf-8")

    # An issue's own files

    def issue(self, issue: Issue) -> dict[str, bytes]:
        """The files of an issue's folder below ``html/``, by name."""
        below = "../../../"
        shared = {
            "issue": issue, "paper": issue.paper, "date": issue.date, "day": issue.day, "root": below, "feed": bool(issue.url),
            "static": f"{below}static/{self.version}", "images": f"{below}images/{issue.folder}/", "home": f"{below}index.html",
            "date_text": self.words.date(issue.date), "weekday": self.words.weekday(issue.date),
            "number_text": self.words("number", number=issue.number) if issue.number else "",
        }  # fmt: skip
        titles = {article.id: article.title for article in issue.articles}
        titles |= {notice.id: notice.title for leaf in issue.pages for notice in leaf.notices if notice.id}
        labels = partial(self._label, issue, titles)
        files = {}
        for at, leaf in enumerate(issue.pages):
            files[f"node_{leaf.number}.htm"] = self._write(
                "page.html", **shared, leaf=leaf, label=labels, canonical=page_url(issue, leaf),
                leaf_articles=[article for article in issue.articles if article.id in leaf.articles],
                before=issue.pages[at - 1] if at else None, after=issue.pages[at + 1] if at + 1 < len(issue.pages) else None,
                facts=Markup(script_data(issue_facts(issue, leaf, self.words))),  # noqa: S704 - escaped for scripts
            )  # fmt: skip
        for at, article in enumerate(issue.articles):
            before = issue.articles[at - 1] if at else None
            after = issue.articles[at + 1] if at + 1 < len(issue.articles) else None
            files[f"content_{article.id}.htm"] = self._write(
                "article.html", **shared, before=before, after=after, **self._article(issue, article)
            )
        for leaf in issue.pages:
            for notice in leaf.notices:
                if notice.shot is not None:
                    files[advert_file(notice.id)] = self._write("advert.html", **shared, leaf=leaf, notice=notice)
        for one in issue.tombstones:
            name = advert_file(one.id) if one.advert else f"content_{one.id}.htm"
            files[name] = self._write("withdrawn.html", **shared, why=one.why, leaf=issue.pages[one.leaf - 1])
        files["issue.js"] = self._issue_script(issue, labels)
        files["text.js"] = self._texts(issue)
        files["issue.json"] = _json(self._summary(issue)._asdict())
        files["kept.json"] = _json(self._kept(issue, [*files, "kept.json"]))
        return files

    def _label(self, issue: Issue, titles: dict[str, str], zone: HotZone) -> str:
        """What a polygon is called for those who do not see it."""
        match zone.kind:
            case "jump-to":
                return self.words("jump_to", page=self.words.page(issue.pages[zone.leaf - 1]))
            case "jump-from":
                return self.words("jump_from", page=self.words.page(issue.pages[zone.leaf - 1]))
            case "ad":
                return self.words("advert_named", name=titles.get(zone.article, ""))
            case _:
                return titles.get(zone.article, "") if zone.article else self.words("code")

    def _article(self, issue: Issue, article: Article) -> dict[str, object]:
        story, leaves = article.story, [issue.pages[number - 1] for number in article.leaves]
        fields = {name: marked(paragraph) for name, paragraph in story.fields.items()} if story else {}
        body = body_of(story) if story else []
        others = [one for one in issue.articles if one.id in leaves[0].articles and one is not article]
        stands = self.words("stands", paper=issue.paper, date=self.words.date(issue.date, "full_date"),
                            page=" ".join(self.words("page", name=leaf.name) for leaf in leaves))  # fmt: skip
        first, spread = _spread(article.figures, len(body))
        plain = {name: paragraph.text for name, paragraph in story.fields.items()} if story else {}
        return {
            "article": article, "leaves": leaves, "others": others, "body": body, "stands": stands,
            "headline": fields.get("headline") or article.title, "deck": fields.get("deck", ""),
            "kicker": fields.get("kicker", ""), "byline": fields.get("byline", ""),
            "first_figures": first, "figures_after": spread, "charts": dict(article.charts),
            "summary": summary_of(article), "canonical": f"{issue.url}html/{issue.folder}/content_{article.id}.htm" if issue.url else "",
            "property": _property(issue, article, leaves[0], plain),
            "facts": Markup(script_data(article_facts(issue, article, leaves, plain))),  # noqa: S704 - escaped for scripts
        }  # fmt: skip

    def _issue_script(self, issue: Issue, label: Callable[[HotZone], str]) -> bytes:
        """The issue as scripts read it: what is shown beside a page when the paper lies open."""
        images = f"../../../images/{issue.folder}/"
        pages = [
            {
                "title": self.words.page(leaf), "side": leaf.side,
                "picture": f"{images}{leaf.name}/page.jpg", "width": leaf.shot.sizes[0][0], "height": leaf.shot.sizes[0][1],
                "webp": ", ".join(f"{images}{leaf.shot.name}-{width}.webp {width}w" for width, _ in leaf.shot.sizes),
                "jpeg": ", ".join(f"{images}{file} {width}w" for file, width in leaf.shot.jpegs),
                "zones": [[zone.href, label(zone), " ".join(f"{x:g},{y:g}" for x, y in zone.points)]
                          for _, zone in leaf.anchored if zone.article],
            }
            for leaf in issue.pages
        ]  # fmt: skip
        return f"self.banxinIssue = {script_data({'date': issue.date, 'pages': pages})};\n".encode()

    def _texts(self, issue: Issue) -> bytes:
        """All text of the issue, for those who search."""
        rows: list[list[object]] = [
            [article.id, article.title, self.words.page(issue.pages[article.leaves[0] - 1]), texts_of(article)]
            for article in issue.articles
        ]
        for leaf in issue.pages:
            page = self.words.page(leaf)
            rows += [["", one.title, page, one.texts, advert_file(one.id)] for one in leaf.notices if one.id]
            rows += [["", one.title, page, one.texts, f"node_{leaf.number}.htm#{at}"] for at, one in leaf.spots]
        return text_script(issue.date, rows)

    def _summary(self, issue: Issue) -> Summary:
        first = issue.pages[0]
        lead = next((one.title for one in issue.articles if one.id in first.articles), "")
        return Summary(issue.date, issue.number, sum(_extent(leaf) for leaf in issue.pages), lead,
                       f"images/{issue.folder}/{first.name}/thumb.webp", *_thumb(first), self.version)  # fmt: skip

    def _kept(self, issue: Issue, names: list[str]) -> list[str]:
        """What is kept for reading without a network, relative to the issue's folder."""
        below, images = "../../../", f"../../../images/{issue.folder}/"
        found = [name for name in names if not name.endswith(".json") or name == "kept.json"]
        found += [
            f"{below}{name}" for name in ("index.html", "calendar.html", "search.html", "issues.js", "icon-192.png")
        ]
        found += [f"{below}static/{self.version}/{name}" for name in sorted(self.static)]
        for leaf in issue.pages:
            found += [f"{images}{leaf.shot.name}-{leaf.shot.sizes[0][0]}.webp", f"{images}{leaf.name}/thumb.webp"]
        shots = [figure.shot for article in issue.articles for figure in article.figures]
        shots += [shot for article in issue.articles for _, shot in article.charts]
        shots += [notice.shot for leaf in issue.pages for notice in leaf.notices if notice.shot is not None]
        found += [f"{images}{shot.name}-{shot.sizes[0][0]}.webp" for shot in shots]
        # Files to take along are heavy: they come last, where the network may be gone already.
        found += [f"{below}rss.xml"] if issue.url else []
        found += [f"{images}{issue.page_file(leaf.name)}" for leaf in issue.pages if leaf.whole]
        return found + ([f"{images}{issue.whole_file}"] if issue.whole else [])

    # What all issues share

    def root(self, summaries: list[Summary], issue: Issue) -> dict[str, bytes]:
        """The files at the site's root; ``issue`` is the one at hand, which is the feed's if it is the newest."""
        newest, paper = max(summaries, key=lambda one: one.date), issue.paper
        target = f"html/{folder_of(newest.date)}/node_1.htm"
        shared = {"paper": paper, "root": "", "static": f"static/{self.version}", "home": "index.html",
                  "feed": bool(issue.url), "date": ""}  # fmt: skip
        moved = self._write("redirect.html", paper=paper, target=target)
        files = {"index.html": moved, "paperindex.htm": moved,
                 "calendar.html": self._write("calendar.html", **shared, months=self._months(summaries)),
                 "search.html": self._write("search.html", **shared),
                 "issues.js": f"self.banxinIssues = {json.dumps(sorted(one.date for one in summaries))};\n".encode(),
                 "manifest.webmanifest": _json(self._manifest(paper)),
                 "sw.js": _static_file("sw.js")}  # fmt: skip
        if issue.url and issue.date == newest.date:
            files["rss.xml"] = self._feed(issue)
        files |= {f"static/{self.version}/{name}": data for name, data in self.static.items()}
        return files

    def _months(self, summaries: list[Summary]) -> Iterator[dict[str, object]]:
        import calendar  # noqa: PLC0415 - few pages have one

        by_month: dict[str, list[Summary]] = {}
        for one in sorted(summaries, reverse=True):
            by_month.setdefault(one.date[:7], []).append(one)
        for month, issues in by_month.items():
            year, number = map(int, month.split("-"))
            entries = {int(one.date[8:]): self._entry(one) for one in issues}
            weeks = [
                [{"day": day, "issue": entries.get(day)} for day in week]
                for week in calendar.Calendar().monthdayscalendar(year, number)
            ]
            yield {"id": month.replace("-", ""), "title": self.words.month(year, number), "weeks": weeks,
                   "heads": self.words.weekdays, "issues": list(entries.values())}  # fmt: skip

    def _entry(self, one: Summary) -> dict[str, object]:
        title = " ".join(part for part in (
            self.words.date(one.date), self.words("number", number=one.number) if one.number else "",
            self.words("issue_pages", count=one.pages)) if part)  # fmt: skip
        return {"folder": folder_of(one.date), "title": title, "lead": one.lead, "thumb": one.thumb, "width": one.width,
                "height": one.height}  # fmt: skip

    def _manifest(self, paper: str) -> dict[str, object]:
        icons = [{"src": f"icon-{side}.png", "sizes": f"{side}x{side}", "type": "image/png"} for side in ICONS]
        return {"name": f"{paper} {self.words('epaper')}", "short_name": paper, "lang": self.words.language.file,
                "start_url": "index.html", "scope": "./", "display": "standalone", "background_color": "#ffffff",
                "theme_color": "#ffffff", "icons": icons}  # fmt: skip

    def _feed(self, issue: Issue) -> bytes:
        day = datetime.date.fromisoformat(issue.date)
        china = datetime.timezone(datetime.timedelta(hours=8))
        stamp = format_datetime(datetime.datetime(day.year, day.month, day.day, tzinfo=china))
        items = []
        for article in issue.articles:
            byline = article.story.fields.get("byline") if article.story else None
            items.append({
                "title": article.title, "url": f"{issue.url}html/{issue.folder}/content_{article.id}.htm",
                "summary": summary_of(article), "author": byline.text if byline else "",
                "category": self.words.page(issue.pages[article.leaves[0] - 1]),
            })  # fmt: skip
        return self._write("rss.xml", issue=issue, paper=issue.paper, items=items, stamp=stamp,
                           date_text=self.words.date(issue.date),
                           number_text=self.words("number", number=issue.number) if issue.number else "")  # fmt: skip


#: Sides of the icons in pixels.
ICONS = (192, 512)


def summary_of(article: Article) -> str:
    """The beginning of an article's text."""
    own = article.story.paragraphs() if article.story else []
    texts = [one.text for one in own if one.role in ("body", "intro")] or texts_of(article)
    return next(
        (text if len(text) <= _SUMMARY else text[:_SUMMARY] + MARK_CUT for text in texts if len(text) > 1),
        article.title,
    )


#: What stands around a story's body, in the order in which it is searched after it.
_AROUND = ("kicker", "deck", "byline")


def texts_of(article: Article) -> list[str]:
    """All texts of an article but its headline: the body as it is read on, then what stands around it."""
    extras = [node.text for extra in article.extras for node in extra.walk() if node.text]
    if article.story is None:
        return extras
    dateline = article.story.fields.get("dateline")
    texts, captions = [], []
    for one in article.story.paragraphs():
        if ROLES[one.role].where == "photo":
            captions.append(one.text)
        elif one.role == "body" and dateline is not None:
            texts.append(f"{dateline.text} {one.text}")
            dateline = None
        elif one.role not in ("headline", "short", "dateline", *_AROUND):
            texts.append(one.text)
    fields = article.story.fields
    around = [fields[name].text for name in _AROUND if name in fields]
    return texts + ([dateline.text] if dateline is not None else []) + captions + extras + around


def pairs_of(issue: Issue) -> set[str]:
    """All pairs of characters that a reader may find the issue by."""
    found = pairs(text for article in issue.articles for text in (article.title, joined(texts_of(article))))
    return found | pairs(
        text for leaf in issue.pages for one in leaf.notices for text in (one.title, joined(one.texts))
    )


def _spread(figures: tuple[Figure, ...], parts: int) -> tuple[list[Figure], dict[int, list[Figure]]]:
    """The first picture at the head, the others between the paragraphs, evenly."""
    after: dict[int, list[Figure]] = {at: [] for at in range(1, parts + 1)}
    first, rest = list(figures[:1]), figures[1:]
    if not parts:
        return list(figures), after
    for at, figure in enumerate(rest, 1):
        after[max(1, round(at * parts / (len(rest) + 1)))].append(figure)
    return first, after


def _property(issue: Issue, article: Article, leaf: Leaf, plain: dict[str, str]) -> Markup:
    """What programs read of an article in a comment, by the names that Founder's systems use."""
    rows = {
        "articleid": article.id, "date": issue.date, "author": plain.get("byline", ""), "title": article.title, "keyword": "",
        "subtitle": plain.get("deck", ""), "introtitle": plain.get("kicker", ""), "siteid": issue.code,
        "nodeid": str(leaf.number), "nodename": leaf.section,
    }  # fmt: skip
    found = "".join(f"<{name}>{in_comment(text)}</{name}>" for name, text in rows.items())
    founder = {
        "title": article.title,
        "subtitle": plain.get("deck", ""),
        "author": plain.get("byline", ""),
        "date": issue.date,
    }
    found += "".join(f"<founder-{name}>{in_comment(text)}</founder-{name}>" for name, text in founder.items())
    return Markup(found)  # noqa: S704 - every text in it was escaped


def _thumb(leaf: Leaf) -> tuple[int, int]:
    """Size of a page's thumbnail in pixels."""
    width, height = leaf.shot.sizes[0]
    return THUMB, max(1, round(height * THUMB / width))


def _extent(leaf: Leaf) -> int:
    return 2 if "-" in leaf.name else 1


def read_summary(data: bytes) -> Summary | None:
    """What an issue's folder says of it; ``None`` where that is broken."""
    try:
        found = json.loads(data)
        one = Summary(**found)
    except (ValueError, TypeError):
        return None
    texts = (one.date, one.number, one.lead, one.thumb, one.static)
    sound = all(isinstance(text, str) for text in texts) and all(
        isinstance(side, int) for side in (one.pages, one.width, one.height)
    )
    return one if sound and re.fullmatch(r"\d{4}-\d\d-\d\d", one.date) else None


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _static_file(name: str) -> bytes:
    with open(os.path.join(_HERE, "static", name), "rb") as stream:
        return stream.read()


def _static() -> dict[str, bytes]:
    names = ("epaper.css", "early.js", "reader.js", "find.js", "search.js")
    return {name: _static_file(name) for name in names}
