"""`wipe`: everything kept goes, nothing else does, and what it can't remove is said."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sextortion_helper.case.store import Store
from sextortion_helper.case.wipe import kept_files
from sextortion_helper.cli import Exit, main
from sextortion_helper.paths import sealed_file, settings_file, store_file
from sextortion_helper.plain import kept
from sextortion_helper.plain.talk import Talk
from sextortion_helper.tui.settings import Settings

from .conftest import Call

WORDS = "correct horse battery staple"
NOW = datetime(2026, 3, 10, 13, 2, tzinfo=UTC)
HOLD = """
import pathlib, sys, time
from sextortion_helper.case.store import Store
path = pathlib.Path(sys.argv[1])
store = Store.plain(path) if path.name == "store.db" else Store.sealed(path, sys.argv[2])
print("open", flush=True)
time.sleep(60)
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """All that the program can leave behind, a crash in between included."""
    directory = tmp_path / "nextsteps"
    for store in (Store.plain(store_file(directory)), Store.sealed(sealed_file(directory), WORDS)):
        store.new_session(NOW, "somebody")
        store.close()
    Settings().write(directory)
    for name in ("store.db-journal", "data.db-journal", "data.db-wal", "settings.json.x8f2"):
        (directory / name).write_bytes(b"somebody")
    return directory


def wipe(call: Call, directory: Path, *arguments: str) -> tuple[int, str, str]:
    result = call("wipe", "--data-dir", str(directory), *arguments)
    return result.code, " ".join(result.out.split()), " ".join(result.err.split())


def test_everything_goes_and_the_directory_with_it(call: Call, directory: Path) -> None:
    names = [place.name for place in directory.iterdir()]
    code, out, err = wipe(call, directory, "--yes")
    assert (code, err) == (Exit.OK, "")
    assert not directory.exists()
    assert all(name in out for name in names)


def test_settings_half_written_are_known_as_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a kill at this moment would leave is what `wipe` looks for."""
    seen: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(kept_files(tmp_path)))
    Settings().write(tmp_path)
    assert len(seen) == 1
    assert seen[0] != settings_file(tmp_path)


def test_what_is_not_ours_stays(call: Call, directory: Path) -> None:
    (directory / "diary.txt").write_text("mine")
    (directory / "store.db.bak").write_text("mine too")
    assert wipe(call, directory, "--yes")[0] == Exit.OK
    assert sorted(place.name for place in directory.iterdir()) == ["diary.txt", "store.db.bak"]


def test_what_was_in_the_file_is_overwritten(call: Call, directory: Path) -> None:
    """Through another name the old content can't be read any more."""
    os.link(store_file(directory), directory.with_name("other-name"))
    wipe(call, directory, "--yes")
    assert directory.with_name("other-name").read_bytes() == b""


@pytest.mark.parametrize("name", ["store.db", "data.db"])
@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00 and nothing", b"noise" * 9000])
def test_a_damaged_file_goes_too(call: Call, directory: Path, name: str, content: bytes) -> None:
    (directory / name).write_bytes(content)
    assert wipe(call, directory, "--yes")[0] == Exit.OK
    assert not directory.exists()


@pytest.mark.parametrize("name", ["store.db", "data.db"])
def test_a_file_open_in_another_window_is_said_and_nothing_goes(
    call: Call, directory: Path, name: str
) -> None:
    for journal in directory.glob("*-*"):
        journal.unlink()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(directory / name), WORDS], stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"open\n"
    before = {place.name for place in directory.iterdir()}
    try:
        code, out, err = wipe(call, directory, "--yes")
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert (code, out) == (Exit.STORE, "")
    assert "open in another window" in err
    assert name in err
    assert {place.name for place in directory.iterdir()} == before
    assert wipe(call, directory, "--yes")[0] == Exit.OK, "once that window is closed"


def test_what_can_not_go_is_said_after_all_else_is_gone(call: Call, directory: Path) -> None:
    store_file(directory).unlink()
    store_file(directory).mkdir()  # a directory in its place can't be unlinked, not even by root
    code, out, err = wipe(call, directory, "--yes")
    assert (code, out) == (Exit.STORE, "")
    assert str(store_file(directory)) in err
    assert [place.name for place in directory.iterdir()] == ["store.db"]


def test_nothing_is_kept(call: Call, tmp_path: Path) -> None:
    code, out, err = wipe(call, tmp_path / "nowhere")
    assert (code, err) == (Exit.OK, "")
    assert "Nothing is kept here." in out
    assert "doctor" in out
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("lang", ["en", "de"])
def test_what_can_not_be_removed_is_said(call: Call, directory: Path, lang: str) -> None:
    _, out, _ = wipe(call, directory, "--yes", "--lang", lang)
    for key in ("limits-drive", "limits-copies", "limits-history", "doctor"):
        assert Talk(lang).ui(f"wipe.{key}") in out
    assert "sextortion-helper doctor" in out


def test_without_a_terminal_it_asks_nobody_and_removes_nothing(call: Call, directory: Path) -> None:
    before = sorted(directory.iterdir())
    code, out, err = wipe(call, directory)
    assert (code, out) == (Exit.NO_TERMINAL, "")
    assert "wipe --yes" in err
    assert sorted(directory.iterdir()) == before


@pytest.mark.parametrize(
    ("lang", "answer", "goes"),
    [("en", "yes", True), ("en", "Y", True), ("en", "no", False), ("en", "", False), ("en", "ja", False),
     ("de", "ja", True), ("de", "J", True), ("de", "nein", False), ("de", "jein", False)],
)  # fmt: skip
def test_it_asks_once(
    directory: Path,
    lang: str,
    answer: str,
    goes: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(kept, "has_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{answer}\nyes\nja\n"))
    assert main(["wipe", "--data-dir", str(directory), "--lang", lang]) == Exit.OK
    assert directory.exists() is not goes
    said = capsys.readouterr()
    assert str(store_file(directory)) in said.err, "it names what would go before it asks"
    assert str(settings_file(directory)) in said.err
    if not goes:
        assert said.out.strip() in ("Nothing was removed.", "Es wurde nichts entfernt.")
