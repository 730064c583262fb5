"""The paper that all tests of this room change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edit.project import Paper


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    """The paper, with a cache of its own."""
    monkeypatch.setenv("BANXIN_CACHE", str(tmp_path / "cache"))
    return Paper(tmp_path / "paper")
