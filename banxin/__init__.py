"""banxin 版心: Chinese newspaper pages from layouts, stories and photos."""

__version__ = "0.1.0"
