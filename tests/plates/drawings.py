"""SVG that reaches a desk: what draws, by feature, and what is refused, by the name of its refusal."""

from __future__ import annotations

import base64
import gzip
import io

from PIL import Image

_NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_SIZE = 'width="300" height="200" viewBox="0 0 300 200"'
_RECT = '<rect width="50" height="50" fill="red"/>'


def svg(body: str, head: str = _SIZE, before: str = "") -> str:
    return f"{before}<svg {_NS} {head}>{body}</svg>"


def _pixels(kind: str) -> str:
    image = Image.merge(
        "RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 120)]
    )
    file = io.BytesIO()
    image.resize((40, 30)).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


def _doctype(inner: str) -> str:
    return f"<!DOCTYPE svg [{inner}]>"


#: What each draws must be what resvg draws.
DRAWN = {
    "shapes": svg(
        '<rect x="10" y="10" width="60" height="40" rx="8" fill="#c33"/><circle cx="120" cy="30" r="20" fill="none" '
        'stroke="#06c" stroke-width="4"/><ellipse cx="200" cy="30" rx="40" ry="15" fill="gold"/><line x1="10" y1="80" '
        'x2="290" y2="90" stroke="black" stroke-width="1.5"/><polyline points="10,110 60,150 110,110 160,150" fill="none" '
        'stroke="teal" stroke-width="5" stroke-linejoin="round" stroke-linecap="round"/><polygon '
        'points="200,110 250,180 180,180" fill="purple" fill-opacity=".5" stroke="#333"/>'
    ),
    "paths": svg(
        '<path d="M10 80 C 40 10, 65 10, 95 80 S 150 150, 180 80 Q 200 20 240 80 T 290 80" fill="none" stroke="#000" '
        'stroke-width="3"/><path d="M20 150 a25 15 -30 0 1 50 -25 l 20 10 z m60 0h30v20h-30z" fill="green" '
        'fill-rule="evenodd"/><path d="M180,190 A 40 40 0 1 0 260 150" stroke="crimson" fill="none" '
        'stroke-dasharray="8 3 2 3" stroke-width="4"/>'
    ),
    "transforms": svg(
        '<g transform="translate(60 60) rotate(30) scale(1.5 .8) skewX(10)"><rect width="60" height="40" fill="#888"/>'
        '<g transform="matrix(1 .2 0 1 20 10)"><rect width="30" height="30" fill="orange"/></g></g>'
    ),
    "use": svg(
        '<defs><symbol id="a" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></symbol><g id="b"><rect width="20" '
        'height="20"/></g></defs><use href="#a" x="10" y="10" width="50" height="50" fill="red"/><use xlink:href="#b" '
        'x="100" y="20" fill="blue"/><use xlink:href="#a" x="150" y="10" width="80" height="120"/>'
    ),
    "clips": svg(
        '<defs><clipPath id="c"><circle cx="80" cy="80" r="60"/></clipPath><clipPath id="d" '
        'clipPathUnits="objectBoundingBox"><path d="M0 0L1 0L.5 1z"/></clipPath></defs><rect width="160" height="160" '
        'fill="steelblue" clip-path="url(#c)"/><rect x="180" y="20" width="100" height="150" fill="tomato" '
        'clip-path="url(#d)"/>'
    ),
    "mask": svg(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/>'
        '</linearGradient><mask id="m"><rect width="300" height="200" fill="url(#g)"/></mask></defs><rect x="10" y="10" '
        'width="280" height="180" fill="darkgreen" mask="url(#m)"/>'
    ),
    "runs of colour": svg(
        '<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f00"/><stop offset=".4" '
        'stop-color="#ff0"/><stop offset="1" stop-color="#00f" stop-opacity=".3"/></linearGradient><radialGradient id="r" '
        'cx=".3" cy=".3" r=".7"><stop offset="0" stop-color="white"/><stop offset="1" stop-color="black"/>'
        '</radialGradient></defs><rect x="5" y="5" width="90" height="90" fill="url(#g)"/><circle cx="150" cy="50" r="45" '
        'fill="url(#r)"/><path d="M10 120L290 180" stroke="url(#g)" stroke-width="12"/>'
    ),
    "opacity": svg(
        '<g opacity=".5"><rect x="20" y="20" width="100" height="100" fill="red"/><rect x="70" y="70" width="100" '
        'height="100" fill="blue"/></g><g style="mix-blend-mode:multiply"><rect x="150" y="20" width="80" height="120" '
        'fill="yellow"/></g>'
    ),
    "markers": svg(
        '<defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto"><path '
        'd="M0 0L10 5L0 10z"/></marker></defs><path d="M20 20L200 60L120 160" fill="none" stroke="#000" stroke-width="3" '
        'marker-end="url(#a)" marker-mid="url(#a)"/>'
    ),
    "filters": svg(
        '<defs><filter id="f"><feGaussianBlur stdDeviation="5"/></filter><filter id="s"><feDropShadow dx="4" dy="4" '
        'stdDeviation="2"/></filter></defs><rect x="30" y="30" width="80" height="80" fill="#c06" filter="url(#f)"/><rect '
        'x="160" y="30" width="80" height="80" fill="#0a6" filter="url(#s)"/>'
    ),
    "drawings in it": svg(
        '<svg x="10" y="10" width="100" height="50" viewBox="0 0 50 50" preserveAspectRatio="xMinYMid slice"><circle '
        'cx="25" cy="25" r="25" fill="olive"/></svg><svg x="150" y="10" width="100" height="100" viewBox="0 0 200 100">'
        '<rect width="200" height="100" fill="#999"/></svg>'
    ),
    "pictures in it": svg(
        f'<image x="10" y="10" width="120" height="90" href="data:image/png;base64,{_pixels("PNG")}"/><image x="150" y="20" '
        f'width="120" height="90" xlink:href="data:image/jpeg;base64,{_pixels("JPEG")}" opacity=".7"/>'
    ),
    "rules of style": svg(
        "<style>/* c */ rect{fill:#ccc} .a,#b{fill:#f60;stroke:#000} g > rect{fill:#06c} rect:first-child{opacity:.5}"
        '</style><rect width="50" height="50"/><rect class="a" x="60" width="50" height="50"/><rect id="b" x="120" '
        'width="50" height="50"/><g color="#0a0"><rect x="180" width="50" height="50"/><circle cx="40" cy="120" r="30" '
        'fill="currentColor"/></g>'
    ),
    "words": svg(
        '<style>.t{font:bold 18px/1.2 "微软雅黑",Arial} .k{font-family:楷体}</style><text x="150" y="40" '
        'text-anchor="middle" class="t">水位 12.5 m</text><text x="10" y="80" font-family="SimSun" font-size="20">黄河'
        '<tspan fill="red" dy="6" font-size="12">（上游）</tspan><tspan dy="-6">干流</tspan></text><text x="10" y="120" '
        'class="k" font-size="24">丹青 ABC</text><text transform="rotate(-20 200 160)" x="180" y="160" '
        'font-size="16">斜写“引号”</text>'
    ),
    "words on a path": svg(
        '<defs><path id="c" d="M20 150 Q150 20 280 150"/></defs><text font-size="22" fill="#036"><textPath '
        'xlink:href="#c">沿着河岸走十里路</textPath></text>'
    ),
    "millimetres": svg(
        '<rect x="10%" y="10%" width="50%" height="20mm" fill="#456"/><text x="1in" y="4em" font-size="12pt">十二点</text>',
        'width="80mm" height="50mm"',
    ),
    "no size": svg(
        '<rect width="400" height="100" fill="#eee"/><text x="200" y="60" text-anchor="middle" font-size="40">只有视框</text>',
        'viewBox="0 0 400 100"',
    ),
    "illustrator": '<?xml version="1.0" encoding="utf-8"?>\n<!-- Generator: Adobe Illustrator -->\n<!DOCTYPE svg PUBLIC '
    '"-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [\n<!ENTITY ns_svg '
    '"http://www.w3.org/2000/svg">\n<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">\n]>\n<svg '
    'xmlns="&ns_svg;" xmlns:i="&ns_ai;" width="200" height="100"><i:pgf>eJzN</i:pgf><g i:layer="yes"><rect width="100" '
    'height="50" fill="#e30613"/></g></svg>',
    "no namespace": '<svg width="100" height="100"><circle cx="50" cy="50" r="40" fill="navy"/></svg>',
    "prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="100" height="100"><s:circle cx="50" cy="50" r="40" '
    'fill="navy"/></s:svg>',
    "switch": svg(
        '<switch><foreignObject requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility" width="200" '
        'height="50"><div xmlns="http://www.w3.org/1999/xhtml">替代文字</div></foreignObject><text x="10" y="40" '
        'font-size="20">替代文字</text></switch>'
    ),
    "a link": svg(f'<a xlink:href="https://example.org/"><title>t</title>{_RECT}</a>'),
    "words between notes": svg('<text x="5" y="40" font-size="20">前<title>说明</title>后<desc>再说</desc>末</text>'),
}  # fmt: skip

#: Files whose bytes are not UTF-8.
CODED = {
    "gbk": ('<?xml version="1.0" encoding="GBK"?>' + svg('<text y="20" font-size="20">国标编码</text>')).encode("gbk"),
    "utf-16": svg('<text y="20" font-size="20">宽字节</text>').encode("utf-16"),
    "latin-1": ('<?xml version="1.0" encoding="ISO-8859-1"?>' + svg('<text y="20" font-size="20">café</text>')).encode(
        "latin-1"
    ),
    "packed": gzip.compress(svg('<text y="20" font-size="20">压缩</text>').encode("utf-8"), mtime=0),
}

_USES = "".join(f'<g id="a{at + 1}">' + f'<use href="#a{at}"/>' * 10 + "</g>" for at in range(9))
#: What would act or reach out does not, and the drawing is there all the same: its body, and what is said of it.
HARMLESS = {
    "script": (svg(f"<script>alert(1)</script>{_RECT}"), "script"),
    "onload": (svg(_RECT, f'{_SIZE} onload="alert(1)"'), "onload"),
    "animation": (svg('<rect width="50" height="50" fill="red"><animate attributeName="width" to="9" dur="1s"/></rect>'), "animate"),
    "a link that acts": (svg(f'<a href="javascript:alert(1)">{_RECT}</a>'), ""),
    "outer DTD": (svg(_RECT, before='<!DOCTYPE svg SYSTEM "file:///CANARY/x.dtd">'), ""),
    "style sheet": (svg(_RECT, before='<?xml-stylesheet href="file:///CANARY/a.css"?>'), ""),
    "import": (svg(f'<style>@import url("file:///CANARY/a.css"); @font-face{{font-family:x;src:url(CANARY/f.woff)}}</style>{_RECT}'), ""),
    "xinclude": (svg(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="CANARY/a" parse="text"/>{_RECT}'), ""),
    "empty foreignObject": (svg(f'<foreignObject width="9" height="9"/>{_RECT}'), ""),
}  # fmt: skip
#: What browsers know and the converter does not, brought into its words: the drawing, and what one point of it must be.
BROUGHT = {
    "display-p3": (svg('<rect width="50" height="50" fill="#D92020" style="fill:#D92020;fill:color(display-p3 0.85 0.12 0.12)"/>'), (237, 0, 0)),
    "light-dark": (svg('<rect width="50" height="50" fill="#dae8fc" style="fill: light-dark(rgb(218, 232, 252), rgb(29, 41, 59))"/>'), (218, 232, 252)),
    "a variable's other": (svg('<rect width="50" height="50" fill="var(--fill-0, #3A7)"/>'), (51, 170, 119)),
    "a variable": (svg('<style>:root{--c:#d33}.a{fill:var(--c)}</style><rect class="a" width="50" height="50"/>'), (221, 51, 51)),
    "hsl": (svg('<rect width="50" height="50" fill="hsl(120deg 100% 40%)"/>'), (0, 204, 0)),
    "hwb": (svg('<rect width="50" height="50" fill="hwb(240 20% 20%)"/>'), (51, 51, 204)),
    "inks": (svg('<rect width="50" height="50" fill="device-cmyk(0 1 1 0)"/>'), (255, 0, 0)),
    "beside a profile": (svg('<rect width="50" height="50" fill="#CD853F icc-color(x, 0, .4, .7, 0)"/>'), (205, 133, 63)),
    "a stop": (svg('<linearGradient id="g"><stop offset="0" stop-color="var(--x,#080)"/><stop offset="1" stop-color="light-dark(#080,#fff)"/></linearGradient><rect width="50" height="50" fill="url( \'#g\' )"/>'), (0, 136, 0)),
    "Illustrator's black": (svg('<rect width="50" height="50" fill="#231815"/>'), (0, 0, 0)),
    "a moved one": (svg('<rect width="30" height="30" fill="#06c" style="transform:translate(10px,10px) rotate(0deg)"/>'), (0, 102, 204)),
    "a circle by style": (svg('<circle fill="#06c" style="r:40px;cx:20px;cy:20px"/>'), (0, 102, 204)),
    "rem": (svg('<rect width="2rem" height="2rem" fill="#06c"/>'), (0, 102, 204)),
    "on paper": (svg('<style>@media screen{rect{fill:red}} @media print{rect{fill:#06c}} @layer a{circle{fill:red}}</style><rect width="50" height="50"/>'), (0, 102, 204)),
    "a screen's": (svg('<style>rect{fill:#06c} @media (max-width:100px){rect{fill:red}} @supports (x:y){text{fill:red}}</style><rect width="50" height="50"/>'), (0, 102, 204)),
    "important": (svg('<style>.a{fill:#06c!important}</style><rect class="a" width="50" height="50" style="fill:red"/>'), (0, 102, 204)),
    "of the house's language": (svg('<switch><rect systemLanguage="en" width="50" height="50" fill="red"/><rect systemLanguage="zh,zh-hans" width="50" height="50" fill="#06c"/></switch>'), (0, 102, 204)),
    "the first of a switch": (svg('<rect width="50" height="50" fill="#06c"/><switch><g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/><a xlink:href="https://x.example"><rect width="50" height="50"/></a></switch>'), (0, 102, 204)),
    "one side": ('<svg xmlns="http://www.w3.org/2000/svg" width="600" viewBox="0 0 300 200"><rect x="14" y="14" width="12" height="12" fill="#06c"/></svg>', (0, 102, 204)),
    "not shown": (svg('<g display="none"><text>😀</text></g><g style="display: none"><foreignObject>字</foreignObject></g><defs/><rect width="50" height="50" fill="#06c"/>'), (0, 102, 204)),
    "empty flow": (svg('<flowRoot><flowRegion><rect/></flowRegion><flowPara/></flowRoot><rect width="50" height="50" fill="#06c"/>'), (0, 102, 204)),
    "a label": (svg('<rect width="50" height="50" fill="#06c" aria-label="url(b)" style="cursor:url(x.cur)"/><image xlink:href=""/>'), (0, 102, 204)),
    "a name in hanzi": (svg('<defs><rect id="甲" width="50" height="50" fill="#06c"/></defs><use href="#%E7%94%B2"/>'), (0, 102, 204)),
}  # fmt: skip
#: What is refused, and as what.
REFUSED = {
    "billion laughs": (svg("<text>&c;</text>", before=_doctype('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">')), "broken"),
    "quadratic blowup": (svg(f"<text>{'&a;' * 200_000}</text>", before=_doctype(f'<!ENTITY a "{"x" * 399}">')), "broken"),
    "entity in a file": (svg("<text>&x;</text>", before=_doctype('<!ENTITY x SYSTEM "file:///CANARY/x">')), "broken"),
    "parameter entity": (svg(_RECT, before=_doctype('<!ENTITY % x SYSTEM "file:///CANARY/x"> %x;')), "broken"),
    "not closed": (svg(_RECT)[:-10], "broken"),
    "too deep": (svg(f"{'<g>' * 300}{_RECT}{'</g>' * 300}"), "broken"),
    "uses of uses": (svg(f'<defs><g id="a0">{_RECT}</g>{_USES}</defs><use href="#a9"/>'), "broken"),
    "uses in a ring": (svg(f'<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>{_RECT}'), "broken"),
    "use of itself": (svg(f'<g id="a">{_RECT}<use href="#a"/></g>'), "broken"),
    "no width": (svg(_RECT, 'width="0" height="0"'), "broken"),
    "packed bomb": (gzip.compress(b"<svg><!--" + b" " * (50 << 20) + b"--></svg>", mtime=0), "broken"),
    "picture by path": (svg('<image href="/CANARY/x.png" width="50" height="50"/>'), "outside"),
    "picture beside it": (svg('<image xlink:href="photo.png" width="50" height="50"/>'), "outside"),
    "picture on the net": (svg('<image href="http://127.0.0.1:9/a.png" width="50" height="50"/>'), "outside"),
    "SVG in it": (svg('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="50" height="50"/>'), "outside"),
    "part of another": (svg(f'<use href="other.svg#a"/>{_RECT}'), "outside"),
    "paint by path": (svg('<rect width="50" height="50" fill="url(file:///CANARY/x#a)"/>'), "outside"),
    "paint in style": (svg(f"<style>rect{{fill:url(http://127.0.0.1:9/a#b)}}</style>{_RECT}"), "outside"),
    "a web page in it": (svg(f'<foreignObject width="90" height="50"><p xmlns="http://www.w3.org/1999/xhtml">字</p></foreignObject>{_RECT}'), "lost"),
    "flowing words": (svg("<flowRoot><flowPara>流文字</flowPara></flowRoot>"), "lost"),
    "reflected run": (svg(f'<linearGradient id="g" spreadMethod="reflect"/>{_RECT}'), "lost"),
    "nothing": (svg(""), "empty"),
    "not shown": (svg(f'<g display="none">{_RECT}</g>'), "empty"),
    "off the paper": (svg('<rect x="500" y="500" width="50" height="50"/>'), "empty"),
    "escaped url": (svg(f"<style>circle{{fill:u\\72l(file:///CANARY/a#b)}}</style>{_RECT}"), "lost"),
    "a colour of no name here": (svg('<rect width="50" height="50" fill="oklch(0.6 0.2 30)"/>'), "lost"),
    "a colour that is mixed": (svg(f"<style>rect{{fill:color-mix(in srgb, red, blue)}}</style>{_RECT}"), "lost"),
    "a variable of nothing": (svg('<rect width="50" height="50" fill="var(--none)"/>'), "lost"),
    "the n-th child": (svg(f"<style>rect:nth-child(2){{fill:red}}</style>{_RECT}"), "lost"),
    "all but one": (svg(f"<style>rect:not(.a){{fill:red}}</style>{_RECT}"), "lost"),
    "a shape in a rule": (svg("<style>circle{r:20px}</style><circle/>"), "lost"),
    "a clip by a word": (svg('<rect width="50" height="50" style="clip-path:circle(10px)"/>'), "lost"),
    "lines of the paper's width": (svg('<g transform="scale(20)"><path d="M0 0h9" stroke="#000" vector-effect="non-scaling-stroke"/></g>'), "lost"),
    "capitals by style": (svg('<text y="20" style="text-transform:uppercase">abc</text>'), "lost"),
    "a sum": (svg('<rect width="50" height="50" style="stroke:red;stroke-width:calc(2px + 1px)"/>'), "lost"),
    "words cut short": (svg('<switch><foreignObject width="9" height="9"><div xmlns="http://www.w3.org/1999/xhtml">用户登录系统并且验证</div></foreignObject><text y="20">用户登录...</text></switch>'), "lost"),
    "words on a path of their own": (svg('<text><textPath path="M0 50h90">字</textPath></text>'), "lost"),
    "marks from top to bottom": (svg('<text x="50" y="9" style="writing-mode:vertical-rl">竖排（标点）</text>'), "lost"),
    "a letter of nobody's": (svg('<text y="20">甲\uf015乙</text>'), "characters"),
    "a smile": (svg('<text y="20">好😀</text>'), "characters"),
    "another script": (svg('<text y="20">مرحبا</text>'), "characters"),
}  # fmt: skip
