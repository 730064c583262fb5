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
    called: str = ""
    """What a desk calls it; house style sets it by the style of its English name."""
    zh: str = ""
    en: str = ""
    """What it is, in both languages."""

    @property
    def is_subhead(self) -> bool:
        """Whether it stands between paragraphs, over those that follow."""
        return self.node == "heading" and self.where == "column"


#: Every role of a paragraph, in the order of the page.
ROLES: Final = {
    "kicker": ParagraphRole("kicker", where="head", read="heading", called="引题", zh="主题上面的一行", en="the line above the headline"),
    "headline": ParagraphRole("heading", 1, where="head", read="heading", called="主题", zh="标题", en="the headline"),
    "deck": ParagraphRole("deck", where="head", read="heading", called="副题", zh="主题下面的一行", en="the line below the headline"),
    "short": ParagraphRole("heading", 2, where="head", read="heading", called="短题", zh="导读和续稿用的标题",
                           en="the headline in the index and over a continued part"),
    "byline": ParagraphRole("byline", called="署名", zh="谁写的", en="who wrote it"),
    "dateline": ParagraphRole("dateline", called="电头", zh="何地何时 接在第一段前面", en="where and when, run in before the first paragraph"),
    "intro": ParagraphRole("paragraph", read="body", called="导语", zh="导语框里的段落", en="a paragraph of the introduction"),
    "body": ParagraphRole("paragraph", read="body", called="正文", zh="正文的段落 一行一段", en="a paragraph of the body, a line each"),
    "subhead": ParagraphRole("heading", 2, read="heading", called="小标题", zh="正文里的小标题", en="a heading between paragraphs"),
    "subhead3": ParagraphRole("heading", 3, read="heading", called="次小标题", zh="小标题下面的一级", en="a heading below a subhead"),
    "box": ParagraphRole("paragraph", read="body", called="框内文字", zh="文框里的段落", en="a paragraph of a box"),
    "box-title": ParagraphRole("heading", 2, read="heading", called="框题", zh="文框的题目", en="a box's title"),
    "signoff": ParagraphRole("signoff", called="文末署名", zh="最后一段后面的署名", en="names after the last paragraph"),
    "caption": ParagraphRole("paragraph", where="photo", read="caption", called="图说", zh="照片的说明", en="what is said of a photo"),
    "credit": ParagraphRole("paragraph", where="photo", called="摄影", zh="谁拍的", en="who took the photo"),
}  # fmt: skip


class LineKind(NamedTuple):
    """What a line of the body may begin with."""

    sign: str
    called: str
    zh: str
    en: str
    role: str
    """The role of its own text; of a box that of its paragraphs."""


#: What encloses a box.
FENCE: Final = ":::"
#: By name: subheads by their signs, boxes by the word behind the sign.
LINES: Final = {
    "subhead": LineKind("##", "小标题", "正文里的小标题", "a heading between paragraphs", "subhead"),
    "subhead3": LineKind("###", "次小标题", "小标题下面的一级", "a heading below a subhead", "subhead3"),
    "intro": LineKind(FENCE, "导语", "导语 排在正文前面", "the introduction, which stands before the body", "intro"),
    "box": LineKind(
        FENCE, "文框", "框 由版样安排位置 后面可以写框题", "a box that the layout places; a title may follow", "box"
    ),
    "quote": LineKind(FENCE, "引语", "抽出来放大的一句话", "a pull quote", "box"),
}
#: Those that an editor may break: a stroke between two spaces is where the next line begins.
HEADINGS: Final = frozenset(name for name, role in ROLES.items() if role.read == "heading")
