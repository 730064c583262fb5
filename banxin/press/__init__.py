"""出版: finished pages to bytes. No layout happens here: a press prints what it is given."""
