"""One newspaper page in three engines: ours, Typst and WeasyPrint, timed in turn."""
