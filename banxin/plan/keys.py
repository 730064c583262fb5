"""版样的词汇: every key that may stand in a layout, as rows.

A table is a kind of map; a row is a key with its English name, its one Chinese alias, the type of
its value and what it says, in both languages (:mod:`banxin.plan.kinds`). The reader asks the rows and knows no key itself; the
JSON Schema that editors use is made from the same rows.
"""

from __future__ import annotations

from banxin.hanzi import table
from banxin.languages import known
from banxin.plan._epaper import EPAPER
from banxin.plan._press import DELIVERY, PRESS
from banxin.plan.kinds import KINDS
from banxin.plan.preflight import PREFLIGHT
from banxin.plan.types import (
    ALIGN,
    COPIES,
    COPY,
    EMS,
    FLAG,
    FRAME,
    INK,
    LENGTH,
    LETTER,
    NAME,
    RATIO,
    ROWS,
    SIDES,
    SIZE,
    SIZES,
    TEXT,
    TEXTS,
    Key,
    Type,
    count,
)  # fmt: skip
from banxin.plan.versions import new_names

LANGUAGE = Type("choice", choices=tuple(known().items()))


def _table(name: str) -> Type:
    return Type("table", table=name)


def _map(of: Type) -> Type:
    return Type("map", of=of)


_HOUSE = (
    Key(
        "defaults",
        "默认版本",
        count(1, 999),
        "没有写明的都照哪一版默认 不写就是 1",
        "the version of the defaults for all that is not stated; 1 if not stated",
    ),
    Key("paper", "报纸", _table("paper"), "报纸自己的文字 报名 刊号 网址", "the paper's own texts", True),
    Key("lang", "语言", LANGUAGE, "报纸用什么语言", "the paper's language"),
    Key("page", "版面", _table("sheet"), "纸的尺寸和版心的位置", "the sheet and where the type area lies", True),
    Key("grid", "版心", _table("grid"), "正文字号 行距 栏和行", "body size, leading, columns and lines", True),
    Key("faces", "字体", _map(Type("face", table="face")), "每种字体用哪个文件", "which file serves each role"),
    Key("colours", "颜色", _map(INK), "有名字的颜色", "colours that have a name"),
    Key("sections", "版名", _map(_table("section")), "各版的名称和颜色", "the sections and their colours"),
    Key("styles", "样式", _map(_table("style")), "各种文字和标题的样式", "how each kind of text is set"),
    Key("gap", "块距", ROWS, "上下区块之间空几行", "white between neighbouring blocks"),
    Key("phrase_gap", "词距", EMS, "标题里一个空格有多宽", "width of a space in a heading"),
    Key("furniture", "版饰", _table("furniture"), "版次行 责编行和线", "folio, credits and rules"),
    Key("setting", "排法", _table("setting"), "中文排版的选择", "choices of Chinese setting"),
    Key("copyfit", "凑版", _table("copyfit"), "稿件多了少了可以动什么", "what may give where a story is over or under"),
    Key(
        "critic", "评版", _table("critic"), "check 挑版面毛病的轻重", "how much check makes of what it finds on a page"
    ),
    Key("names", "名称", TEXTS, "标题里不许拆开的人名 地名 机构名", "names that no heading parts"),
    Key("ads", "广告", _table("ads"), "广告的规格和避让", "sizes of advertisements, and what they keep apart"),
    Key(
        "press",
        "印刷",
        _table("press"),
        "印刷文件的颜色 版边和印标",
        "colours, marks and margins of files for the press",
    ),
    Key(
        "preflight",
        "印前检查",
        _map(_table("preflight")),
        "check --press 查什么 按名字",
        "what check --press looks for, by name",
    ),
    Key(
        "epaper", "数字报", _table("epaper"), "数字报的网址 文件名和外观", "address, file names and look of the e-paper"
    ),
)

_AD_PLACES = (("page", "版面"), ("ear", "报眼"), ("gutter", "中缝"))
_ADS = (
    Key("sizes", "规格", _map(_table("ad-size")), "卖给客户的规格", "the sizes that are sold, by name"),
    Key(
        "apart",
        "避让",
        Type("choice", choices=(("beside", "相邻"), ("page", "同版"), ("none", "不管"))),
        "同行的广告怎样避开",
        "how far competitors keep apart",
    ),
    Key("label", "标明", COPY, "广告角上的字", "the word in an advertisement's corner"),
)
_AD_SIZE = (
    Key("columns", "栏", count(1, 24, "栏"), "几栏宽", "columns wide"),
    Key("lines", "行", ROWS, "几行高 连上面的块距", "lines deep, the white above it included", True),
    Key("place", "位置", Type("choice", choices=_AD_PLACES), "登在哪里", "where it stands"),
    Key("width", "宽", SIZE, "中缝广告的宽", "width of one in the gutter of a spread"),
)

_PAPER = (
    Key("name", "报名", COPY, "报纸的名称", "the paper's name", True),
    Key("cn", "刊号", COPY, "国内统一连续出版物号", "the CN number"),
    Key("url", "网址", COPY, "报纸的网址", "the paper's address on the web"),
    Key("slogan", "口号", COPY, "报头旁的一句话", "the line beside the masthead"),
    Key("publisher", "出版", COPY, "出版单位", "the publisher"),
    Key("phone", "电话", COPY, "新闻热线", "the newsroom's telephone"),
    Key("address", "地址", COPY, "报社地址", "the postal address"),
    Key("email", "邮箱", COPY, "电子邮箱", "the newsroom's e-mail address"),
    Key("postal", "邮发代号", COPY, "邮发代号", "the postal subscription number"),
    Key("english", "英文名", COPY, "报纸的英文名", "the paper's English name"),
)

_SHEET = (
    Key(
        "trim",
        "成品",
        Type("sheet", low=2, high=2),
        "裁切后的宽和高 或对开 四开",
        "width and height when cut, or a format",
        True,
    ),
    Key("bleed", "出血", LENGTH, "裁切线以外的余量", "what is printed beyond the trim"),
    Key("top", "天头", LENGTH, "版心上面的白边 不写就居中", "margin above the type area; centred if not stated"),
    Key("left", "左边", LENGTH, "版心左面的白边 不写就居中", "margin left of the type area; centred if not stated"),
)

_GRID = (
    Key("body", "字号", SIZE, "正文字号 一个字的大小", "body size: one 字", True),
    Key("leading", "行距", SIZE, "一行到下一行的距离", "from baseline to baseline", True),
    Key("columns", "栏", count(1, 24, "栏"), "全版几个基本栏", "base columns across the page", True),
    Key("measure", "栏宽", count(3, 200, "字"), "每栏几个字", "字 in a column", True),
    Key("gutter", "栏距", LENGTH, "栏与栏之间的空", "white between columns", True),
    Key("lines", "行", count(1, 600, "行"), "全版几行", "lines on the page", True),
)

_FACE = (
    Key("file", "文件", TEXT, "assets/ 下的字体文件", "the face's file below assets/"),
    Key("package", "字体包", NAME, "随程序安装的字体包", "a face that a package brings"),
    Key("weight", "粗细", count(1, 1000), "可变字体固定到的粗细", "the weight a variable face is pinned to"),
    Key("index", "序号", count(0, 255), "字体集里的第几个", "which face of a collection"),
    Key("sha256", "校验", Type("digest"), "字体文件的 SHA-256", "the file's SHA-256"),
    Key("else", "替代", NAME, "文件不在时用哪种字体", "the role that serves when the file is not there"),
    Key("latin", "西文", NAME, "西文和数字用哪种字体", "the role whose Western letters are used"),
    Key("latin_scale", "西文比例", RATIO, "西文字号是汉字的几倍", "size of the Western letters to the hanzi"),
)

_INK = (
    Key("spot", "专色", TEXT, "专色的名称", "the spot colour's name", True),
    Key("alternate", "替代色", Type("ink"), "不印专色时的四色", "the process colour in its place", True),
    Key("overprint", "叠印", FLAG, "压印在别的颜色上", "printed over other inks"),
)

_SECTION = (
    Key("colour", "颜色", INK, "这一版的颜色", "the section's colour", True),
    Key("house", "规矩", _table("house-change"), "这个版名各版的规矩 如另一种纸 各版自己的规矩在它上面",
        "house style of the section's pages, another sheet for one; a page's own is laid over it"),
)  # fmt: skip

_STYLE = (
    Key("face", "字体", NAME, "用哪种字体", "the role of the face"),
    Key("size", "字号", SIZE, "字号", "the size"),
    Key("sizes", "字号组", SIZES, "标题可用的字号 从大到小", "a heading's sizes, largest first"),
    Key("lines", "行数", count(1, 20, "行"), "标题最多几行", "at most so many lines"),
    Key("takes", "占行", ROWS, "占正文几行 0 是需要几行就几行", "lines of the grid it takes; 0: as many as it needs"),
    Key("align", "对齐", ALIGN, "怎样对齐", "how lines are aligned"),
    Key("colour", "颜色", INK, "文字的颜色", "the text's colour"),
    Key("leading", "行距", LENGTH, "行距 0 是正文的行距", "leading; 0: the grid's"),
    Key("spacing", "行距倍数", RATIO, "标题行距是字号的几倍", "leading of headings to their size"),
    Key("spread", "疏排", EMS, "标题各字之间加几个字的空", "white added between a heading's characters"),
    Key("indent", "缩进", EMS, "段首缩进几个字", "the first line's indent"),
    Key("turnover", "凸排", EMS, "首行以外各行缩进几个字", "the indent of all lines but a paragraph's first"),
    Key("frame", "边框", FRAME, "给文字加的框", "how the text is framed"),
    Key(
        "label",
        "名字字体",
        NAME,
        "段首冒号前的名字用哪种字体 下面各行缩到它后面",
        "face of a paragraph's words before its colon; what follows hangs",
    ),
    Key("before", "前缀", COPY, "文字前面由程序加的符号", "a mark set before the text"),
    Key("kicker", "引题", _table("part"), "引题的样式", "how the kicker is set"),
    Key("headline", "主题", _table("part"), "主题的样式", "how the headline is set"),
    Key("deck", "副题", _table("part"), "副题的样式", "how the deck is set"),
)

_FURNITURE = (
    Key("folio", "版次行", FLAG, "要不要版次行", "whether there is a folio line"),
    Key("credits", "责编行", _table("credits-line"), "责编行的位置和次序", "where the credits stand, in which order"),
    Key("column_rules", "栏线", LENGTH, "栏线的粗细 0 是没有", "width of column rules; 0: none"),
    Key("block_rules", "区线", LENGTH, "区块之间的线 0 是没有", "width of rules between blocks; 0: none"),
)

_CREDITS_LINE = (
    Key("place", "位置", Type("choice", choices=(("foot", "版脚"), ("folio", "版次行"))), "放在哪里", "where"),
    Key("order", "次序", TEXTS, "职务的次序", "the order of the offices"),
)

_LEVELS = tuple(table.LEVELS.items())
_MARKS = (("full", "全角"), ("kaiming", "开明"), ("half", "半角"))
_FIGURES = (("turned", "横卧"), ("upright", "直立"))
_SETTING = (
    Key("level", "避头尾", Type("choice", choices=_LEVELS), "避头尾的宽严", "how strict line starts and ends are"),
    Key("marks", "标点", Type("choice", choices=_MARKS), "标点的宽度", "the width of marks"),
    Key("autospace", "中西空", EMS, "汉字和西文之间的空", "space between hanzi and Western letters"),
    Key("hanging", "悬挂", FLAG, "标点可否悬挂在行末外", "whether marks may hang"),
    Key("runt", "末行字数", count(0, 10, "字"), "段落末行至少几个字", "fewest characters on a last line"),
    Key("widow", "栏首行数", count(1, 10, "行"), "栏首至少留段尾几行", "fewest lines at a column's head"),
    Key("orphan", "栏尾行数", count(1, 10, "行"), "栏尾至少留段首几行", "fewest lines at a column's foot"),
    Key("keep", "题后行数", count(0, 10, "行"), "小标题后至少跟几行", "fewest lines after a subhead"),
    Key("language", "语言", LANGUAGE, "文字的语言代码", "the language's tag"),
    Key("figures", "数字", Type("choice", choices=_FIGURES), "竖排里四位以上的数字", "long figures in vertical lines"),
    Key("hyphenation", "断词", FLAG, "英文单词可否断开", "whether English words may be hyphenated"),
)

_LEVER = (
    Key("min", "最少", Type("change"), "最多减多少", "the most that may be taken off"),
    Key("max", "最多", Type("change"), "最多加多少", "the most that may be added"),
    Key("step", "一级", Type("change"), "一次动多少", "how much at a time"),
    Key("priority", "先后", count(1, 9), "先动哪个 1 最先", "which is tried first; 1 before 2"),
)
_LEVER_ORDER = tuple(row for row in _LEVER if row.name == "priority")
_COPYFIT = (
    Key("photo", "图高", _table("lever"), "稿件里的图加高减低", "the depth of photos inside the story"),
    Key("optional", "可选", _table("lever-order"), "可有可无的先不上", "what the layout calls optional is left out"),
    Key("tracking", "字距", _table("lever"), "正文字距加减", "the body's tracking"),
    Key("leading", "行距", _table("lever"), "正文行距加减", "the body's leading"),
    Key("size", "字号", _table("lever"), "正文字号加减", "the body's size"),
)

_WEIGHT = Type("choice", choices=(("off", "不管"), ("note", "提醒"), ("warning", "警告")))
_CRITIC = (
    Key("headlines-meet", "碰题", _WEIGHT, "两个标题并排成一行", "headlines that are read into each other"),
    Key("page-cut", "断版", _WEIGHT, "一条横线把版面切成两段", "a line that cuts the page in two"),
    Key("page-split", "通版", _WEIGHT, "一条栏缝从版头通到版脚", "a gutter from the page's head to its foot"),
    Key("headline-foreign", "错题", _WEIGHT, "一篇的后半截接在别人的标题下", "text under another story's heading"),
    Key("photo-fold", "折缝", _WEIGHT, "照片要紧处落在折缝上", "a photo's focus on the fold"),
    Key("no-picture", "无图", _WEIGHT, "一版没有一张图", "a page without a picture"),
    Key(
        "picture-silent",
        "无声图",
        _WEIGHT,
        "照片没有图说也没有替代文字",
        "a photo with neither caption nor alternative text",
    ),
    Key("photos-alike", "同图", _WEIGHT, "两篇的照片一样大并排", "photos of one size side by side"),
    Key("headline-larger", "压头条", _WEIGHT, "标题比头条的还大", "a headline larger than the lead's"),
    Key(
        "ad-beside",
        "广告避让",
        _WEIGHT,
        "手排的广告挨着同行或要避开的稿件",
        "an advertisement beside what it must not be beside",
    ),
    Key("subhead-stranded", "悬题", _WEIGHT, "小标题悬在栏尾", "a subhead at a column's foot"),
    Key("bottoms-uneven", "脚不齐", _WEIGHT, "一篇的各栏脚不齐", "columns of a story that do not end on one line"),
)

_EDITION = (
    Key("date", "日期", Type("date"), "出版日期", "the day of publication", True),
    Key("number", "期号", TEXT, "总第几期", "the issue's number"),
    Key("pages", "版次", Type("list", of=Type("page"), low=1, high=999), "各版 按次序", "the pages in order", True),
    Key("credits", "责编行", TEXTS, "每版必须写明的职务", "credits that every page must have"),
    Key(
        "house",
        "规矩",
        NAME,
        "用 layouts 里的哪个规矩文件 不写就是 house",
        "its house style: a file in layouts/; house if not stated",
    ),
    Key("base", "母版", NAME, "地方版的底本 另一个期的文件夹", "the edition that a zoned one starts from"),
    Key(
        "version",
        "改版",
        LETTER,
        "这一期自己的各版是第几次改版 一个字母 从母版来的版不写",
        "the version letter of the pages that are its own, not its base's",
    ),
    Key("weather", "天气", COPY, "天气", "the weather"),
    Key("price", "零售价", COPY, "零售价", "the price"),
    Key("lunar", "农历", COPY, "农历 不写由程序推算", "the lunar date; derived if not stated"),
    Key("pages_note", "版数", COPY, "今日多少版", "how many pages today"),
    Key("notice", "启事", COPY, "报头下的一句话", "a line under the masthead"),
    Key(
        "withdrawn",
        "撤稿",
        _map(COPY),
        "数字报里撤下的 稿件 表格图表 A07@weather 或广告的订单号 和理由",
        "what was taken down of the e-paper and why: a story, a table or chart as A07@weather, or an advertisement's booking",
    ),
)
#: The keys of edition.yaml that are texts for furniture.
EDITION_TEXTS = ("weather", "price", "lunar", "pages_note", "notice")

_BOOKINGS = (
    Key(
        "bookings",
        "订单",
        Type("list", of=_table("booking"), high=999),
        "这一期的广告 按定的先后",
        "the edition's advertisements, in the order in which they were booked",
        True,
    ),
)
_BOOKING = (
    Key("booking", "订单号", TEXT, "广告的订单号", "the booking's number", True),
    Key("customer", "客户", COPY, "客户", "the customer", True),
    Key("trade", "行业", TEXT, "做哪一行 同行的广告不相邻", "the line of business; competitors keep apart"),
    Key("size", "规格", TEXT, "house.yaml 里的一种规格", "one of the sizes of house.yaml", True),
    Key("file", "文件", TEXT, "广告文件 没来就先留空", "its file; its place is kept until there is one"),
    Key(
        "page",
        "版次",
        Type("pages"),
        "登在哪块版 几块就任选 在前的先选",
        "its page, or several to choose from in order",
    ),
    Key("section", "版名", TEXT, "登在哪个版", "the section it wants"),
    Key(
        "hand",
        "单双版",
        Type("choice", choices=(("right", "单版"), ("left", "双版"))),
        "单版还是双版",
        "right or left pages",
    ),
    Key(
        "side",
        "靠边",
        Type("choice", choices=(("outside", "外侧"), ("inside", "内侧"), ("left", "左"), ("right", "右"))),
        "靠版面的哪一边",
        "the side of the page that it keeps to",
    ),
    Key(
        "end",
        "上下",
        Type("choice", choices=(("foot", "版脚"), ("head", "版头"))),
        "版脚还是版头",
        "foot or head of the page",
    ),
    Key("avoid", "避开", TEXTS, "不挨着的稿件名或字眼", "stories, or words of stories, that it must not be beside"),
    Key(
        "ink",
        "印色",
        Type("choice", choices=(("colour", "彩色"), ("black", "黑白"))),
        "彩色还是黑白",
        "colour or black",
    ),
    Key(
        "words",
        "广告词",
        COPY,
        "图片广告上的字 数字报检索用 PDF 广告自己有",
        "what a picture says, for the e-paper's search; a PDF says it itself",
    ),
    Key("cancelled", "撤单", FLAG, "不登了", "whether it is cancelled"),
)

_BLOCKS = Type("block", table="block")
_PAGE = (
    Key("from", "模板", NAME, "从哪个模板开始", "the template the page starts from"),
    Key("section", "版名", TEXT, "属于哪个版", "the page's section"),
    Key("lang", "语言", LANGUAGE, "本版用什么语言 不写就随全报", "the page's language; the paper's if not stated"),
    Key(
        "version",
        "改版",
        LETTER,
        "这一版是第几次改版 一个字母 写在版次后面",
        "the page's version letter, printed behind its name",
    ),
    Key("credits", "责编行", _map(COPY), "职务和姓名", "offices and names"),
    Key("blocks", "区块", Type("list", of=_BLOCKS, high=400), "版上的区块", "the page's blocks"),
    Key("house", "本版规矩", _table("house-change"), "只为这一版改的规矩", "house style changed for this page"),
    Key("dummy", "画版", Type("drawing"), "用字母画的版样 一个字母一栏", "the page drawn in letters, one a column"),
    Key("row", "每格", count(1, 600, "行"), "画版的一行是几行", "lines that a row of the drawing stands for"),
    Key("remove", "删去", TEXTS, "不要模板里的哪些区块", "blocks of the template that are not wanted"),
)

_FITS = (("crop", "裁切"), ("contain", "全图"))
_CAPTIONS = (("under", "图下"), ("over", "图上"), ("left", "图左"), ("right", "图右"), ("none", "不要"))
_MODES = (("absolute", "绝对"), ("free", "自由"), ("relative", "相对"), ("auto", "自动"))
_ARRANGE = (("across", "横列"), ("down", "竖列"))
_AROUND = (("box", "边框"), ("outline", "轮廓"))
_SPLIT = (
    Key(
        "split",
        "分栏",
        count(1, 24, "栏"),
        "正文分成几栏 不写就随全版的栏",
        "columns of its own; the page's if not stated",
    ),
    Key("split_mode", "分栏法", Type("choice", choices=_MODES), "怎样分栏", "how its width is divided into columns"),
)
_ZONE = (
    Key("columns", "栏", Type("columns"), "占第几栏到第几栏", "the columns it takes"),
    Key("lines", "行", Type("rows"), "占第几行到第几行", "the lines it takes"),
    *_SPLIT,
)
_BLOCK = (
    *(kind.key for kind in KINDS.values()),
    Key("columns", "栏", Type("columns"), "占第几栏到第几栏", "the columns it takes"),
    Key("lines", "行", Type("lines"), "占第几行到第几行", "the lines it takes"),
    Key("id", "代号", NAME, "区块的代号 不写就用稿件名", "the block's name; the subject's if not stated"),
    Key("heading", "标题", _table("heading"), "标题的样式和占行", "how the heading is set"),
    Key("inside", "内嵌", Type("list", of=_BLOCKS, high=60), "区块里的照片 框", "what stands inside"),
    Key("frame", "边框", FRAME, "区块的边框", "the block's frame"),
    Key("style", "样式", NAME, "文字用哪种样式", "the style of its text"),
    Key(
        "text",
        "文字",
        COPIES,
        "二维码旁 报眼 补白里的文字 导读里手写的条目 一项一行",
        "lines of text, one an item; of an index its entries by hand",
    ),
    Key("of", "属于", NAME, "照片或框属于哪篇稿件", "the story that a photo or box belongs to"),
    Key("caption", "图说", Type("choice", choices=_CAPTIONS), "图说的位置", "where the caption stands"),
    Key("balance", "平栏", FLAG, "各栏是否排齐", "whether columns end on one line"),
    Key("vertical", "竖排", FLAG, "正文是否竖排", "whether the text runs from top to bottom"),
    Key(
        "zones",
        "分区",
        Type("list", of=_table("zone"), low=1, high=24),
        "正文依次走过的区域",
        "what its text runs through",
    ),
    *_SPLIT,
    Key("initial", "首字", count(2, 6, "行"), "首字下沉几行", "lines that the first character is deep"),
    Key("width", "宽", SIZE, "比所占的栏窄时有多宽", "its width where it is narrower than its columns"),
    Key("align", "对齐", Type("choice", choices=SIDES), "在所占的栏里靠哪边", "where it stands in its columns"),
    Key("around", "绕排", Type("choice", choices=_AROUND), "文字怎样绕它", "how text runs around it"),
    Key("standoff", "边空", LENGTH, "它和旁边文字之间的空", "white between it and the text beside it"),
    Key("arrange", "排列", Type("choice", choices=_ARRANGE), "一组照片横排还是竖排", "how a group of photos stands"),
    Key("copyfit", "凑版", FLAG, "这篇稿件可否凑版", "whether the house's copyfit may be used"),
    *(key for kind in KINDS.values() for key in kind.own),
    Key("optional", "可选", FLAG, "放不下时可以不上", "whether it may be left out where the text has no room"),
    Key("tiers", "分段", count(1, 20), "竖排分成几段", "how many tiers vertical text stands in"),
    Key("fit", "裁法", Type("choice", choices=_FITS), "照片怎样放进框", "how a picture fills its place"),
    Key("focus", "焦点", Type("focus"), "裁切时保住的点", "the point that cropping keeps"),
    Key("booking", "订单号", TEXT, "广告的订单号", "an advertisement's booking"),
    Key("alt", "替代文字", COPY, "读给看不见的人听 图上是什么", "what it shows, in words for who cannot see it"),
    Key("colour", "颜色", Type("colour"), "区块的颜色", "the block's colour"),
)

_HEADING = (
    Key("takes", "占行", ROWS, "标题占几行", "lines the heading takes"),
    Key("style", "样式", NAME, "标题样式", "the heading's style"),
    Key("columns", "栏", count(1, 24, "栏"), "标题占左起几栏", "how many columns it spans, from the left"),
    Key("vertical", "竖题", FLAG, "标题是否竖排", "whether the heading runs from top to bottom"),
    Key("align", "对齐", ALIGN, "怎样对齐", "how lines are aligned"),
    Key("spread", "疏排", EMS, "主题各字之间加几个字的空", "white added between the headline's characters"),
    Key("frame", "边框", FRAME, "标题的框 底纹或反白", "how the heading is framed"),
    Key(
        "colour",
        "颜色",
        Type("colour"),
        "框的颜色 没有框时是字的颜色",
        "the frame's colour; without a frame, the text's",
    ),
    Key("over", "压图", TEXT, "标题压在哪张照片上", "the photo that the heading stands on"),
    Key(
        "place",
        "位置",
        Type("choice", choices=(("bottom", "下"), ("top", "上"))),
        "压在照片的哪里",
        "where on the photo",
    ),
    Key("kicker", "引题", _table("heading-part"), "引题和样式不同的地方", "where the kicker differs from its style"),
    Key(
        "headline", "主题", _table("heading-part"), "主题和样式不同的地方", "where the headline differs from its style"
    ),
    Key("deck", "副题", _table("heading-part"), "副题和样式不同的地方", "where the deck differs from its style"),
)
_HEADING_PART = (
    Key("size", "字号", SIZE, "只用这个字号", "this size only"),
    Key("sizes", "字号组", SIZES, "可用的字号 从大到小", "the sizes, largest first"),
    Key("columns", "栏", count(1, 24, "栏"), "占左起几栏", "how many columns it spans, from the left"),
    Key("align", "对齐", ALIGN, "怎样对齐", "how its lines are aligned"),
    Key("face", "字体", NAME, "用哪种字体", "the role of its face"),
    Key("colour", "颜色", INK, "文字的颜色", "its colour"),
    Key("lines", "行数", count(1, 20, "行"), "最多几行", "at most so many lines"),
)
PARTS = ("kicker", "headline", "deck")

#: Keys of a house that no page may change.
_WHOLE_PAPER = ("defaults", "press", "preflight", "epaper")
#: The tables by name; ``house-change`` is a house of which nothing is required; an edition goes
#: to one press, whatever its pages change.
TABLES: dict[str, tuple[Key, ...]] = {
    "house": _HOUSE, "paper": _PAPER, "sheet": _SHEET, "grid": _GRID, "face": _FACE, "ink": _INK,
    "section": _SECTION, "style": _STYLE, "furniture": _FURNITURE, "credits-line": _CREDITS_LINE,
    "setting": _SETTING, "edition": _EDITION, "page": _PAGE, "block": _BLOCK, "heading": _HEADING,
    "heading-part": _HEADING_PART, "zone": _ZONE, "copyfit": _COPYFIT, "lever": _LEVER,
    "lever-order": _LEVER_ORDER, "critic": _CRITIC, "ads": _ADS, "ad-size": _AD_SIZE, "bookings": _BOOKINGS,
    "booking": _BOOKING, "press": PRESS, "delivery": DELIVERY, "preflight": PREFLIGHT, "epaper": EPAPER,
    "part": tuple(row for row in _STYLE if row.name not in PARTS),
    "house-change": tuple(row for row in _HOUSE if row.name not in _WHOLE_PAPER),
}  # fmt: skip
#: Tables to which a paper may add texts of its own.
OPEN = frozenset({"paper"})

#: The closed list of kinds, each with the keys that may stand beside it.
BLOCKS: dict[str, tuple[str, ...]] = {kind.name: kind.keys for kind in KINDS.values()}

_ROWS: dict[str, dict[str, Key]] = {}


#: Tables that are parts of others, whose rows have other names where those have.
_PART_OF = {"part": "style", "house-change": "house"}


def rows(table: str) -> dict[str, Key]:
    """The rows of a table by both their names, and by those that they had in earlier versions."""
    found = _ROWS.get(table)
    if found is None:
        found = {row.name: row for row in TABLES[table]}
        found.update((row.alias, row) for row in TABLES[table])
        own = _PART_OF.get(table, table)
        found.update((old, found[new]) for (of, old), new in new_names().items() if of == own and new in found)
        _ROWS[table] = found
    return found


def new_name(table: str, key: str, version: int = 0) -> str:
    """What a key is called by a version (0: the newest); '' where its name is none that it had before."""
    return new_names(version).get((_PART_OF.get(table, table), key), "")
