from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sextortion_helper import paths

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="no POSIX modes")


def test_names_say_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    directory = paths.data_dir()
    assert directory.name == "nextsteps"
    assert paths.store_file(directory).name == "store.db"
    assert paths.settings_file(directory).parent == directory
    assert not directory.exists()


def test_override_is_taken_as_it_is(tmp_path: Path) -> None:
    assert paths.data_dir(tmp_path) == tmp_path


def test_content_stands_in_the_tree() -> None:
    assert (paths.content_root() / "guide").is_dir()


def test_content_of_an_installed_package_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sextortion_helper" / "_content").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "sextortion_helper" / "paths.py"))
    assert paths.content_root() == tmp_path / "sextortion_helper" / "_content"


@needs_modes
def test_private_dir(tmp_path: Path) -> None:
    mine = tmp_path / "a" / "nextsteps"
    paths.make_private_dir(mine)
    paths.make_private_dir(mine)
    assert stat.S_IMODE(mine.stat().st_mode) == 0o700


@needs_modes
def test_only_a_directory_of_our_name_is_tightened(tmp_path: Path) -> None:
    for name, mode in (("nextsteps", 0o700), ("documents", 0o755)):
        directory = tmp_path / name
        directory.mkdir()
        directory.chmod(0o755)
        paths.make_private_dir(directory)
        assert stat.S_IMODE(directory.stat().st_mode) == mode


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(OSError, match="x"):
        paths.make_private_dir(tmp_path / "x")


def test_import_is_cheap() -> None:
    code = (
        "import sys, sextortion_helper.paths, sextortion_helper.case.desk;"
        "print([m for m in ('platformdirs', 'pydantic', 'textual', 'rich', 'yaml') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
