"""What the tests of the screens share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sextortion_helper.knowledge.library import Library
from sextortion_helper.paths import content_root
from sextortion_helper.tui import guide as guide_module


@cache
def _library(root: Path) -> Library:
    return Library(root)


@pytest.fixture(autouse=True)
def _one_library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The content never changes, so all tests read it once. `fresh_library` marks those that may not."""
    if "own_library" not in request.fixturenames:
        monkeypatch.setattr(guide_module, "Library", _library)
    yield


@pytest.fixture
def own_library() -> None:
    """For a test that wants the content loaded as it is at a real start."""


@pytest.fixture
def library() -> Library:
    """The content, read once for all tests."""
    return _library(content_root())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a case may be kept; it is not there yet."""
    return tmp_path / "nextsteps"


@pytest.fixture
def root() -> Path:
    """The content."""
    return content_root()
