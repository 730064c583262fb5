"""Pages as PDF, the only room that knows reportlab.

``printing`` is the door. ``content`` turns a page into operators, ``codes`` keeps what they show;
``fonts`` embeds faces as composite fonts, ``images`` embeds pictures, ``document`` puts the file
together out of reportlab's ``objects``.
"""

from banxin.press.pdf._codes import FontBook
from banxin.press.pdf._printing import edition_pdf, page_pdf, print_page, sheets_pdf
from banxin.press.pdf.records import About, Attachment, Note, PlacedPage, Printed, Product

__all__ = [
    "About",
    "Attachment",
    "FontBook",
    "Note",
    "PlacedPage",
    "Printed",
    "Product",
    "edition_pdf",
    "page_pdf",
    "print_page",
    "sheets_pdf",
]
