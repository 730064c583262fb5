"""署名: who signs a story, name by name. 记者, 通讯员 or 摄影 is what somebody did, and no part of a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Who signs, as wires write it. They stand before a name, apart from it or not.
SIGNERS = (
    "本报记者", "本报特约记者", "本报通讯员", "特约记者", "首席记者", "见习记者", "实习记者", "实习生", "记者",
    "通讯员", "特约通讯员", "本报评论员", "特约评论员", "评论员", "撰文", "摄影", "作者", "文图", "图文",
)  # fmt: skip
#: What was done, parted from the name by a solidus.
SLASHED = ("文", "图", "摄", "文图", "图文", "文字", "摄影", "制图")
#: Other jobs: a word that ends with one of them is no name (驻京记者, 新华社记者), and one that begins with it has the name behind.
_BEFORE = (
    *SIGNERS,
    "编辑",
    "美编",
    "组版",
    "校对",
    "执行",
    "剪辑",
    "视频",
    "责编",
    "责任编辑",
    "主笔",
    "策划",
    "统筹",
    "执笔",
    "编译",
    "翻译",
    "制图",
    "绘图",
    "漫画",
    "供图",
    "文字",
    "整理",
)
#: What stands behind a name, apart from it or not.
_BEHIND = (
    "摄影报道", "综合报道", "联合报道", "采访整理", "文并摄", "图文报道", "摄影", "报道", "供图", "整理", "编译", "绘图", "制图", "撰文", "教授",
    "博士", "主任", "先生", "女士", "摄",
)  # fmt: skip
_BARE = frozenset((*SLASHED, *_BEFORE, *_BEHIND, "绘", "供", "等", "据", "by", "and"))
_JOBS = ("记者", "通讯员", "评论员", "实习生", "编辑", "主笔", "观察员", "撰稿人")
#: A house and its parts sign, too.
_HOUSE = re.compile(
    r"据?(?:本报|本刊|本台|本网|本社|新华|中新).*|.{2,}(?:社|部|报|台|网|院|局|委|办|组|厅|处|会|中心|公司|工作室|大学|频道)"
)
#: Marks between names: blanks of both widths, commas, solidi, colons, brackets, bars; an interpunct stands within one.
_BETWEEN = re.compile(
    "[\\s\u3000,\uff0c\u3001;\uff1b/\uff0f:\uff1a|\uff5c&()\uff08\uff09\\[\\]\u3010\u3011\u25a0\u25a1\u25cf\u25c6\u25ce\u25b2\u25b3]+"
)
#: What stands between such marks.
_WORD_OF = re.compile(_BETWEEN.pattern.replace("[", "[^", 1))
#: A name of two characters set out to three: 沈　禾.
_SPACED = re.compile("(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])(?![\u3400-\u9fff])")

#: The surnames of nine persons in ten (the ministry of public security's count of 2020, and its double ones).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江"
    "尹薛闫段雷龙史陶黎贺顾毛郝龚邵万覃武戴莫孔钱汤常温康施洪季倪萧"
)
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "慕容", "令狐", "夏侯")
_LONGEST_NAME = 4
#: What joins names, or says where a story comes from: nobody's role.
_JOINING = frozenset(("等", "据", "by", "and"))
#: What binds a role to the name beside it: 沈禾/文.
_SOLIDI = "/\uff0f"


def signs(before: str, after: str) -> bool:
    """Whether the blank between two words parts names, or a name from what somebody did: it is none too many."""
    names = _ends_as_name(before), _begins_as_name(after)
    jobs = before.endswith(_BEFORE), after in _BARE or after.startswith(_BEHIND) or after.startswith(SIGNERS)
    return (names[0] or jobs[0]) and (names[1] or jobs[1])


def _ends_as_name(word: str) -> bool:
    return any(_is_name(word[-length:]) for length in range(2, _LONGEST_NAME + 1) if len(word) >= length)


def _begins_as_name(word: str) -> bool:
    return len(word) > 1 and (word[0] in _SURNAMES or word.startswith(_DOUBLE))


def _is_name(word: str) -> bool:
    return word.startswith(_DOUBLE) if len(word) == _LONGEST_NAME else word[0] in _SURNAMES


def parts_of(text: str) -> list[tuple[int, int]]:
    """What is not parted in a byline, from where to where: each name, with what its person does before it."""
    found: list[tuple[int, int]] = []
    open_to_next = False
    spaced = {match.end(1): match.end() for match in _SPACED.finditer(text) if not {match[1], match[2]} & _BARE}
    for word in _WORD_OF.finditer(text):
        start, end = word.start(), spaced.get(word.end(), word.end())
        if found and start < found[-1][1]:
            continue  # the second half of a name that is set out
        if open_to_next:
            start = found.pop()[0]
        found.append((start, end))
        open_to_next = word.group() in _BEFORE
    return found


class Signer(NamedTuple):
    """A person who signs a story."""

    name: str
    roles: tuple[str, ...] = ()
    """What they are or did, as the byline says it: 本报记者, 通讯员, 文, 图, 摄."""


class _Token(NamedTuple):
    """A word of a byline: a person's name, or what somebody is or did."""

    text: str
    is_role: bool
    bound: bool = False
    """Whether a solidus binds it to the word before it."""


def signers_of(text: str) -> list[Signer]:
    """The persons that a byline names, each with what they are or did; none where only a house signs.

    A role stands before the names that it is of (记者 沈禾 陆舟), behind those that have none yet (陆舟 摄), or is bound to
    one name (沈禾/文 陆舟/图). The last ones of a byline (记者 沈禾 陆舟 文/图) are of all the names before them.
    """
    tokens = list(_tokens(text))
    found: dict[str, list[str]] = {}
    ahead: list[str] = []
    group: list[str] = []
    whose: list[list[str]] = []
    for at, token in enumerate(tokens):
        if not token.is_role:
            roles = found.setdefault(token.text, [])
            roles += [role for role in ahead if role not in roles]
            group.append(token.text)
            continue
        before, further = tokens[at - 1] if at else None, tokens[at + 1 :]
        if before is None or not before.is_role:  # the first of a run: the others go where it goes
            follows = bool(further) and not further[0].is_role and further[0].bound
            if before is not None and token.bound:
                whose = [found[before.text]]
            elif group and not follows and (not ahead or all(one.is_role for one in further)):
                whose, group = [found[name] for name in group], []
            else:
                ahead, group = [], []
                whose = [ahead]
        for roles in whose:
            if token.text not in roles:
                roles.append(token.text)
    return [Signer(name, tuple(roles)) for name, roles in found.items()]


def _tokens(text: str) -> Iterator[_Token]:
    """The names and roles of a byline in their order; a Western name of several words is one."""
    joined = _SPACED.sub(lambda pair: pair[0] if {pair[1], pair[2]} & _BARE else pair[1] + pair[2], text)
    at, western, held = 0, "", False
    for word in _WORD_OF.finditer(joined):
        between, at = joined[at : word.start()], word.end()
        bound, own = not {*between}.isdisjoint(_SOLIDI), word.group()
        plain = own.lower() in _BARE or (not _is_latin(own) and own.endswith(_JOBS))
        if western and (plain or not _is_latin(own) or between.strip()):
            yield _Token(western, False, held)
            western = ""
        if plain:
            if own.lower() not in _JOINING:
                yield _Token(own, True, bound)
        elif _is_latin(own):
            western, held = f"{western} {own}".strip(), held if western else bound
        elif name := _name(own):
            before, _, behind = own.partition(name)
            if before:
                yield _Token(before, True, bound)
            yield _Token(name, False, bound and not before)
            if behind := behind.removeprefix("等"):
                yield _Token(behind, True, bound=True)
    if western:
        yield _Token(western, False, held)


def _is_latin(word: str) -> bool:
    return bool(word) and word[0].isalpha() and ord(word[0]) < 0x250


def _name(word: str) -> str:
    """A word without the jobs that are written to it; '' where it is no person's name."""
    if word.endswith(_JOBS):
        return ""
    at = max((word.rfind(job) + len(job) for job in _JOBS if job in word), default=0)
    if not at:
        at = max((len(one) for one in _BEFORE if word.startswith(one)), default=0)
    if _HOUSE.fullmatch(word[at:]) or (at and len(word) - at == 1):
        return ""
    word = word[at:]
    behind = next((one for one in _BEHIND if word.endswith(one) and len(word) - len(one) >= 2), "")
    word = word[: len(word) - len(behind)] if behind else word
    return word.removesuffix("等") if len(word) > 2 else word
