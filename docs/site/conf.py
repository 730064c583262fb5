"""How Sphinx makes the site; the language is told by ``docs/site/build.py``."""

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
# The documents' tables link to each other's headings as code forges name them.
myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline"]
# YAML of layouts has marks that Pygments does not know; it is shown all the same.
suppress_warnings = ["misc.highlighting_failure"]
nitpicky = True
