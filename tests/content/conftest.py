"""A copy of the content for each test that breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from broken_content import Broken

from sextortion_helper.knowledge import shelf, strict
from sextortion_helper.paths import content_root

_READ: dict[bytes, Any] = {}
_LOADED: dict[tuple[str, bytes], Any] = {}


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are the same in all copies are read and checked once: these tests are many."""
    read, load = strict.read, shelf.load

    def read_once(path: Path) -> Any:
        text = path.read_bytes()
        if text not in _READ:
            _READ[text] = read(path)
        return _READ[text]

    def load_once(path: Path, kind: shelf.Kind) -> Any:
        key = (kind.place, path.read_bytes())
        if key not in _LOADED:
            _LOADED[key] = load(path, kind)
        return _LOADED[key]

    monkeypatch.setattr(strict, "read", read_once)
    monkeypatch.setattr(shelf, "load", load_once)


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    root = tmp_path / "content"
    shutil.copytree(content_root(), root)
    return Broken(root)
