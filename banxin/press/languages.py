"""The languages of pages as files and sites name them (BCP 47)."""

from __future__ import annotations

_TAGS = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}


def tag_of(language: str) -> str:
    """The tag of a house's language."""
    return _TAGS.get(language, "zh-CN")
