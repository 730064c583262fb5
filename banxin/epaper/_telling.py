"""What an issue and an article say of themselves to programs: schema.org as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.languages import language
from banxin.story.bylines import signers_of
from banxin.story.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.epaper._records import Article, Issue, Leaf
    from banxin.epaper._saying import SiteWords

_CONTEXT = "https://schema.org"


def _periodical(issue: Issue) -> dict[str, object]:
    found: dict[str, object] = {"@type": "Newspaper", "name": issue.paper}
    if issue.cn:
        found["identifier"] = {"@type": "PropertyValue", "propertyID": "CN", "value": issue.cn}
    return found


def _issue(issue: Issue) -> dict[str, object]:
    found: dict[str, object] = {
        "@type": "PublicationIssue",
        "datePublished": issue.date,
        "isPartOf": _periodical(issue),
    }
    return {**found, "issueNumber": issue.number} if issue.number else found


def _publisher(issue: Issue) -> dict[str, object]:
    return {"@type": "NewsMediaOrganization", "name": issue.publisher or issue.paper}


def article_facts(issue: Issue, article: Article, leaves: Sequence[Leaf], plain: dict[str, str]) -> dict[str, object]:
    """An article as a NewsArticle. ``plain``: the texts of its fields."""
    names = [leaf.name for leaf in leaves]
    found: dict[str, object] = {
        "@context": _CONTEXT, "@type": "NewsArticle", "headline": article.title, "datePublished": issue.date,
        "inLanguage": language(article.language or issue.language).file, "identifier": article.id, "articleBody": "\n".join(_body(article)),
        "printPage": names[0], "pagination": ", ".join(names), "articleSection": leaves[0].section,
        "publisher": _publisher(issue), "isPartOf": _issue(issue),
    }  # fmt: skip
    if "byline" in plain:
        persons = [
            {"@type": "Person", "name": signer.name} | ({"jobTitle": ", ".join(signer.roles)} if signer.roles else {})
            for signer in signers_of(plain["byline"])
        ]
        # Where no person signs, a desk or an agency does.
        found["author"] = persons or [{"@type": "Organization", "name": plain["byline"]}]
    if "deck" in plain:
        found["alternativeHeadline"] = plain["deck"]
    if "dateline" in plain:
        found["dateline"] = plain["dateline"]
    if issue.url:
        folder = f"{issue.url}html/{issue.folder}/"
        found["url"] = f"{folder}content_{article.id}.htm"
        images = [f"{issue.url}images/{issue.folder}/{figure.shot.jpegs[-1][0]}" for figure in article.figures]
        if images:
            found["image"] = images
    return found


def _body(article: Article) -> list[str]:
    """The paragraphs of the body alone, with subheads and boxes: no headline, byline, dateline, signoff or caption."""
    if article.story is None:
        return [node.text for extra in article.extras for node in extra.walk() if node.text]
    around = {one.key for one in article.story.fields.values()}
    return [
        one.text for one in article.story.paragraphs() if one.key not in around and ROLES[one.role].where != "photo"
    ]


def page_url(issue: Issue, leaf: Leaf) -> str:
    """Where a page of the issue lies; '' where the house states no address."""
    return f"{issue.url}html/{issue.folder}/node_{leaf.number}.htm" if issue.url else ""


def issue_facts(issue: Issue, leaf: Leaf, words: SiteWords) -> dict[str, object]:
    """A page as part of its issue."""
    return {
        "@context": _CONTEXT, "@type": "PublicationIssue", **{key: value for key, value in _issue(issue).items() if key != "@type"},
        "publisher": _publisher(issue),
        "hasPart": {"@type": "CreativeWork", "name": words.page(leaf), "position": leaf.number, "pagination": leaf.name},
    }  # fmt: skip
