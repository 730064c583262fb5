"""Pages as PDF, the only room that knows reportlab.

``content`` turns a page into operators, ``fonts`` embeds faces as composite fonts, ``images`` embeds
pictures, ``document`` puts the file together out of reportlab's PDF objects.
"""

from banxin.press.pdf.document import About, Printed, edition_pdf, page_pdf, print_page
from banxin.press.pdf.fonts import FontBook

__all__ = ["About", "FontBook", "Printed", "edition_pdf", "page_pdf", "print_page"]
