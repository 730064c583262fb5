"""What a story's paragraphs are to those who read them: one row a role."""

from __future__ import annotations

from typing import Final, Literal

from banxin.tuples import NamedTuple


class ParagraphRole(NamedTuple):
    """A role that a paragraph may have."""

    node: str
    """What it is in the logical tree (:attr:`banxin.page.Node.kind`)."""
    level: int = 0
    """Its level there where it is a heading."""
    where: Literal["head", "column", "photo"] = "column"
    """Where it stands: with the heading above or beside its story's columns, in them, or at a photo."""
    read: Literal["heading", "body", "caption", "other"] = "other"
    """As what a proofreader reads it; a heading may be broken where the editor wants it."""

    @property
    def is_subhead(self) -> bool:
        """Whether it stands between paragraphs, over those that follow."""
        return self.node == "heading" and self.where == "column"


#: Every role of a paragraph, in the order of the page.
ROLES: Final = {
    "kicker": ParagraphRole("kicker", where="head", read="heading"),
    "headline": ParagraphRole("heading", 1, where="head", read="heading"),
    "deck": ParagraphRole("deck", where="head", read="heading"),
    "short": ParagraphRole("heading", 2, where="head", read="heading"),
    "byline": ParagraphRole("byline"),
    "dateline": ParagraphRole("dateline"),
    "intro": ParagraphRole("paragraph", read="body"),
    "body": ParagraphRole("paragraph", read="body"),
    "subhead": ParagraphRole("heading", 2, read="heading"),
    "subhead3": ParagraphRole("heading", 3, read="heading"),
    "box": ParagraphRole("paragraph", read="body"),
    "box-title": ParagraphRole("heading", 2, read="heading"),
    "signoff": ParagraphRole("signoff"),
    "caption": ParagraphRole("paragraph", where="photo", read="caption"),
    "credit": ParagraphRole("paragraph", where="photo"),
}
#: Those that an editor may break: a stroke between two spaces is where the next line begins.
HEADINGS: Final = frozenset(name for name, role in ROLES.items() if role.read == "heading")
