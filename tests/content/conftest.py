"""A copy of the content for each test that breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from broken_content import Broken

from sextortion_helper.paths import content_root


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    root = tmp_path / "content"
    shutil.copytree(content_root(), root)
    return Broken(root)
