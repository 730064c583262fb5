"""What a line of wire copy says of itself: an end mark, a row of signs, a byline, a note to newspapers.

Only the trade's own words, brackets and signs speak. No Chinese mark stands here: classes say what they are.
"""

from __future__ import annotations

import re

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.hanzi.rules import is_sign
from banxin.intake._lines import columns, is_ended
from banxin.story.bylines import SIGNERS, SLASHED

#: Who signs, as wires write it: papers' own offices and the agencies'.
_SIGNERS = (
    *SIGNERS, "新华社记者", "中新社记者", "本社记者", "本刊记者", "本台记者", "本网记者", "中新网记者", "新华网记者", "特派记者",
    "参与记者", "参与采写", "撰稿", "采写", "编译",
)  # fmt: skip
_LONGEST_FIRST = tuple(sorted(_SIGNERS, key=len, reverse=True))
#: Behind these stand many names.
_TOGETHER = ("参与记者", "参与采写", "执笔记者", "采写记者", "记者", "本报记者", "新华社记者")
_SOLIDI = "/\uff0f"
_AGENCIES = ("本报", "新华社", "中新社", "中新网", "新华网", "据新华社", "据中新社", "本报综合", "本台", "本网")
_DATELINE_ENDS = ("讯", "电", "消息", "报道")
_LONGEST_BYLINE = 80
_LONGEST_DATELINE = 60
_LONGEST_NAME = 4
_LONGEST_BRACKETED = 200

#: How a story ends: in brackets, or alone on its line.
_ENDS = frozenset(("完", "全文完", "本文完", "全文结束", "结束", "续完", "完毕", "END", "End", "end", "30"))
_NOT_ENDS = ("未完", "待完")
_BARE_ENDS = ("完", "全文完", "本文完", "全文结束", "END")
_AROUND_END = "-#*=\u2014\u2015\uff0d\uff0a\uff03\uff1d "
_LONGEST_END = 60
#: Signs whose rows part stories: four of the first, eight of the second, which are copy in small numbers.
_ROW_SIGNS = frozenset("=-*_~#+\u2014\u2013\u2015\uff1d\uff0d\uff0a\uff3f\uff5e\uff03\uff0b\u2500\u2501\u2550\u203b")
_DOT_SIGNS = frozenset(".\u00b7\u2022\u2026\uff0e<>\u3008\u3009\u25a0\u25a1\u25c6\u25c7\u25cf\u25cb\u2605\u2606")
_SHORT_ROW, _LONG_ROW = 4, 8
_SIGNS_IN_TURN = 2
_LONGEST_IN_ROW = 40
#: What wires write to newspapers, not to readers.
_TO_PAPERS = (
    "采用", "供稿", "通稿", "请各", "供各", "请勿", "不得", "禁止", "转载", "版权", "仅供", "播发", "改稿", "更正稿", "重发", "为准",
    "稿件", "编辑注意", "各报注意", "此稿", "本稿", "专供", "先行", "未经",
)  # fmt: skip
_UNBRACKETED = ("请各报", "供各报", "各报采用", "请各媒体", "供媒体", "请采用", "稿\uff0c请", "稿\uff0c供")
_LABELS = frozenset((
    "稿号", "稿件编号", "编号", "发稿时间", "发稿人", "发稿单位", "签发", "签发人", "字数", "关键词", "关键字", "类别", "优先级", "密级",
    "来稿时间", "发布时间", "稿源", "稿件来源", "栏目分类",
))  # fmt: skip
_MAIL_KEYS = frozenset((
    "from", "to", "cc", "bcc", "subject", "date", "sent", "reply-to", "message-id", "mime-version", "content-type",
    "content-transfer-encoding", "received", "return-path", "x-mailer", "importance", "attachments", "sender", "in-reply-to",
    "references", "x-priority", "发件人", "收件人", "抄送", "密送", "主题", "日期", "发送时间", "时间", "附件", "发送日期", "回复",
))  # fmt: skip
_BESIDE = frozenset((
    "图", "图片", "照片", "图说", "附图", "制图", "联系人", "联系电话", "电话", "邮箱", "热线", "记者电话", "配图", "附件", "图片说明",
))  # fmt: skip
_EDITORS = (
    "责任编辑", "责编", "编辑", "值班编辑", "本期编辑", "美编", "版式", "审核", "校对", "编审", "签发", "监制", "主编", "值班主任", "终审",
    "初审", "复审", "一审", "二审", "三审", "统筹", "来源",
)  # fmt: skip
_LONGEST_LABELLED = 80
#: How items of lists begin. A figure with a point needs its blank: ``1.5`` is no item.
_ITEM = re.compile(
    r"\d{1,2}[.)]\s|[-*]\s|\d{1,2}\uff0e|[(\uff08\u3014](\d{1,2}|[一二三四五六七八九十]{1,3})[)\uff09\u3015]"
    r"|第[一二三四五六七八九十百]{1,5}[章节条款]\s"
)
#: What stands behind a hanzi numeral at the head of an item; a comma there is a sentence's own.
_ENUMERATION = "\u3001"
_NUMERAL = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})(?=\W)")
_PAGE = re.compile(
    r"第\s*[0-9一二三四五六七八九十]+\s*页.{0,12}|共\s*\d+\s*页.{0,10}|page\s*\d+(\s*(of|/)\s*\d+)?",
    re.IGNORECASE,
)
_DASHES = "-\u2013\u2014\u2015\uff0d\u00b7\u2022 \u3000"
_MOST_PAGES = 4


def is_bracketed(text: str) -> bool:
    """Whether brackets stand around all of a text."""
    opened = classify(text[0]) == hanzi.OPEN or text[0] in "(["
    return opened and len(text) > 1 and (classify(text[-1]) == hanzi.CLOSE or text[-1] in ")]")


def end_mark(text: str) -> int:
    """Where a mark of a story's end begins at the end of a text; -1 where there is none."""
    if text in _BARE_ENDS or (len(text) > len("30") and text.strip(_AROUND_END) in _ENDS):
        return 0
    if not (classify(text[-1]) == hanzi.CLOSE or text[-1] in ")]"):
        return -1
    at = len(text) - 2
    while at >= 0 and not (classify(text[at]) in (hanzi.OPEN, hanzi.CLOSE) or text[at] in "([)]"):
        at -= 1
    if at < 0 or not is_bracketed(text[at:]):
        return -1
    inside = text[at + 1 : -1].strip()
    if inside in _ENDS:
        return at
    signed = inside.startswith((*_AGENCIES, *_SIGNERS)) and len(inside) <= _LONGEST_END
    return at if signed and inside.endswith("完") and not inside.endswith(_NOT_ENDS) else -1


def is_thirty(text: str) -> bool:
    """``-30-``, which ends a story of Western wires, unless it is the thirtieth page."""
    return text.strip(_AROUND_END) == "30"


def is_row(text: str) -> bool:
    """Whether a line is a row of signs, with a few words between two rows at most."""
    signs = {character for character in text if character not in " \u3000"}
    if len(signs) <= _SIGNS_IN_TURN and signs <= _DOT_SIGNS | _ROW_SIGNS:
        return sum(text.count(sign) for sign in signs) >= (_SHORT_ROW if signs <= _ROW_SIGNS else _LONG_ROW)
    sign = text[0]
    inside = text.strip(sign)
    long = sign in _ROW_SIGNS and text.startswith(sign * _SHORT_ROW) and text.endswith(sign * _SHORT_ROW)
    return long and sign not in inside and columns(inside) <= _LONGEST_IN_ROW


def is_note(text: str) -> bool:
    """A line to newspapers: ``(新华社稿,请各报采用)``."""
    if is_bracketed(text):
        return columns(text) <= _LONGEST_BRACKETED and any(word in text for word in _TO_PAPERS)
    return columns(text) <= _LONGEST_LABELLED and any(word in text for word in _UNBRACKETED)


def label_of(text: str) -> str:
    """What stands before the first colon of a line, in small letters; '' where there is none."""
    for at, character in enumerate(text[:28]):
        if character == ":" or classify(character) == hanzi.COLON:
            return text[:at].strip().lower()
    return ""


def is_mail_head(text: str) -> bool:
    """``From: …``, ``发件人:…``."""
    return label_of(text) in _MAIL_KEYS


def is_label(text: str) -> bool:
    """What a wire's system writes over copy: ``稿件编号:…``, ``字数:…``."""
    return label_of(text) in _LABELS


def is_beside(text: str) -> bool:
    """What stands with a story that has ended: a picture's line, whom to call."""
    return label_of(text) in _BESIDE and columns(text) <= _LONGEST_LABELLED


def is_address(text: str) -> bool:
    """An address of the net, alone on its line."""
    return text.startswith(("http://", "https://", "www.")) and " " not in text and text.isascii()


def is_editors(text: str) -> bool:
    """A last line with who edited: ``编辑:沈禾``, ``(责编 沈禾)``."""
    if columns(text) > _LONGEST_LABELLED or is_ended(text):
        return False
    inside = text[1:-1].strip() if is_bracketed(text) else text
    for word in _EDITORS:
        after = inside[len(word) : len(word) + 1] if inside.startswith(word) else ""
        if after and (after in " \u3000:/" or classify(after) in (hanzi.COLON, hanzi.SOLIDUS)):
            return True
    return False


def page_number(text: str) -> int:
    """0 for a line that is a page's number beyond doubt (``- 3 -``), the number where it is bare, -1 for others."""
    bare = text.strip(_DASHES)
    if bare.isascii() and bare.isdigit() and len(bare) < _MOST_PAGES:
        return 0 if text[0] in _DASHES and text[-1] in _DASHES else int(bare)
    return 0 if _PAGE.fullmatch(bare) and columns(text) <= _LONGEST_LABELLED // 2 else -1


def is_byline(text: str) -> bool:
    """``记者 沈禾 通讯员 陆舟``, ``文/沈禾 图/陆舟``, with or without a square or brackets around it."""
    if columns(text) > _LONGEST_BYLINE or is_ended(text):
        return False
    bare = _bare(text)
    words = bare.replace("\u3000", " ").split(" ")
    for signer in _LONGEST_FIRST:
        if bare.startswith(signer):
            after = bare[len(signer) :]
            parted = not after or after[0] in " \u3000/\uff0f:\uff1a"
            named = len(after) <= _LONGEST_NAME and all(classify(character) == hanzi.HAN for character in after)
            return parted or (signer.endswith(("记者", "通讯员")) and named)
    return any(words[0].startswith(word + solidus) for word in SLASHED for solidus in _SOLIDI)


def is_signoff(text: str) -> bool:
    """A last line in brackets that says who wrote it: ``(文/沈禾 图/陆舟)``, ``(据新华社电)``."""
    if not is_bracketed(text):
        return False
    inside = text[1:-1].strip()
    if not inside or is_ended(inside):
        return False
    agency = inside.startswith(_AGENCIES) and columns(inside) <= _LONGEST_DATELINE
    many = inside.startswith(_TOGETHER) and columns(inside) <= _LONGEST_BRACKETED
    return agency or many or is_byline(inside)


def _bare(text: str) -> str:
    """Without the squares, dots and brackets that stand before and after a byline."""
    at = 0
    while at < len(text) - 1 and not text[at].isalnum():
        at += 1
    end = len(text)
    while end > at + 1 and classify(text[end - 1]) == hanzi.CLOSE:
        end -= 1
    return text[at:end]


def dateline_end(text: str) -> int:
    """Where ``本报海州6月1日讯`` at a line's beginning ends; 0 where there is none."""
    if not text.startswith(_AGENCIES):
        return 0
    for at, character in enumerate(text[:_LONGEST_DATELINE]):
        if classify(character) in (hanzi.PAUSE, hanzi.STOP, hanzi.EXCLAIM):
            return 0
        for end in _DATELINE_ENDS:
            if text.startswith(end, at) and at >= 2:
                after = text[at + len(end) : at + len(end) + 1]
                if not after or after.isspace() or classify(after) in (hanzi.OPEN, hanzi.COLON, hanzi.WIDE_SPACE):
                    return at + len(end)
    return 0


def is_bare_dateline(text: str) -> bool:
    """A dateline alone on its line, with no more than names in brackets after it."""
    end = dateline_end(text)
    rest = text[end:].strip(" \u3000") if end else "-"
    return bool(end) and (not rest or (classify(rest[0]) == hanzi.OPEN and classify(rest[-1]) == hanzi.CLOSE))


def begins_item(text: str) -> bool:
    """Whether a line begins as an item of a list does: ``1. ``, ``(二)``, ``三、``, ``◆``, ``第四条``."""
    if is_sign(text[0]) and text[0] != "\u3007":
        return True
    if _ITEM.match(text):
        return True
    numeral = _NUMERAL.match(text)
    after = text[numeral.end() : numeral.end() + 1] if numeral else ""
    return after == _ENUMERATION and columns(text) > len("12")
