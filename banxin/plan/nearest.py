"""The word that was meant: for hints, never for deciding."""

from banxin.files.near import distance, nearest

__all__ = ["distance", "nearest"]
