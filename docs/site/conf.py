"""How Sphinx makes the site; the language is told by ``docs/site/build.py``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.search.zh import SearchChinese

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "banxin 版心"
project_copyright = "banxin"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
html_theme = "furo"
html_title = "banxin 版心"
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None
# Both sites have Chinese and English words.
html_search_language = "zh"
# The documents' tables link to each other's headings as code forges name them.
myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline"]
# YAML of layouts has marks that Pygments does not know; it is shown all the same.
suppress_warnings = ["misc.highlighting_failure"]
nitpicky = True

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_RUNS = re.compile(f"[{_HAN}]+|[^\\W{_HAN}]+")


def parts(text: str) -> list[str]:
    """The words that a text is found by: Western ones, each hanzi, and each two that stand together."""
    found = []
    for run in _RUNS.findall(text):
        if re.match(f"[{_HAN}]", run):
            found += [*run, *(run[at : at + 2] for at in range(len(run) - 1))]
        else:
            found.append(run)
    return found


class SearchPairs(SearchChinese):
    """Chinese without a dictionary: Sphinx's own wants one that is no longer kept, and finds no hanzi without it."""

    # By this name the page asks for the stemmer of its Western words.
    language_name = "English"
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) || []).flatMap((run) => {
    const signs = [...run];
    const isHan = /^\p{Script=Han}{2,}$/u.test(run);
    return isHan ? signs.slice(1).map((sign, at) => signs[at] + sign) : [run];
  });
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx calls it so
        """The words of a text."""
        found = parts(input)
        self.latin_terms.update(part for part in found if part.isascii())
        return found

    def word_filter(self, stemmed_word: str) -> bool:
        """One hanzi is a word, one letter is none."""
        return len(stemmed_word) > 1 or not stemmed_word.isascii()


def setup(app: Sphinx) -> None:
    """What Sphinx is told beyond its settings."""
    app.add_search_language(SearchPairs)
