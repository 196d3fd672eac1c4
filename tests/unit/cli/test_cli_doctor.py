"""`doctor`: the shape of its JSON, words for everything it can find, and that it changes nothing."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import pytest

from sextortion_helper.case import doctor as core
from sextortion_helper.case import traces
from sextortion_helper.case.doctor import CHECKS
from sextortion_helper.case.store import Store
from sextortion_helper.case.traces import Finding
from sextortion_helper.cli import Exit
from sextortion_helper.plain import doctor
from sextortion_helper.plain.talk import Talk

from .conftest import Call

KEYS = {"id": str, "where": str, "count": int, "name": str, "mode": str, "what": str, "do": str}
SECRET = "nextsteps --data-dir /home/lena/secret-place"


def finding_ids() -> set[str]:
    """Every id in the code of the checks."""
    found = set()
    for module in (core, traces):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    return found | {"directory-open", "file-open"}  # the one that is put together


@pytest.fixture
def directory(home: Path) -> Path:
    """A history, a file anyone may read, and a folder that is copied."""
    (home / ".bash_history").write_text(f"ls\n{SECRET}\n{SECRET}\n")
    directory = home / "Dropbox" / "nextsteps"
    Store.plain(directory / "store.db").close()
    (directory / "store.db").chmod(0o644)
    return directory


def test_the_contract_key_by_key(call: Call, directory: Path) -> None:
    result = call("doctor", "--format", "json", "--data-dir", str(directory))
    assert (result.code, result.err) == (Exit.OK, "")
    found = json.loads(result.out)
    assert list(found) == ["version", "system", "directory", "findings", "clear", "not_looked_at"]
    assert (found["version"], found["directory"]) == (1, str(directory))
    for finding in found["findings"]:
        assert {"id", "what", "do"} <= set(finding) <= set(KEYS)
        assert all(isinstance(value, KEYS[key]) for key, value in finding.items())
        assert finding["id"] in finding_ids()
    assert set(found["clear"]) | set(found["not_looked_at"]) <= set(CHECKS)
    ids = [finding["id"] for finding in found["findings"]]
    assert {"history", "file-open", "sync"} <= set(ids)
    history = found["findings"][ids.index("history")]
    assert history["count"] == 2
    assert history["where"].endswith(".bash_history")


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_it_never_shows_what_was_typed(call: Call, directory: Path, lang: str, form: str) -> None:
    out = call("doctor", "--lang", lang, "--format", form, "--data-dir", str(directory)).out
    assert "secret-place" not in out
    assert ".bash_history" in out


def test_it_changes_nothing(call: Call, directory: Path, home: Path) -> None:
    def state() -> dict[Path, tuple[int, int, bytes]]:
        return {
            place: (
                place.stat().st_mode,
                place.stat().st_mtime_ns,
                place.read_bytes() if place.is_file() else b"",
            )
            for place in (home, *home.rglob("*"))
        }

    before = state()
    call("doctor", "--data-dir", str(directory))
    assert state() == before


def test_it_works_while_the_guide_is_open(call: Call, directory: Path) -> None:
    store = Store.plain(directory / "store.db")
    assert call("doctor", "--data-dir", str(directory)).code == Exit.OK
    store.close()


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("du", [False, True])
def test_there_are_words_for_everything(lang: str, du: bool) -> None:
    talk = Talk(lang, du=du)
    for ident in finding_ids():
        values = {"count": 2} if ident in ("history", "accounts") else {"name": "N", "mode": "755"}
        finding = Finding(ident, "/some/where", values)
        for text in (doctor._what(finding, talk), doctor._do(finding, talk)):
            assert not text.startswith("doctor."), ident
            assert "{" not in text
    for name in CHECKS:
        assert not talk.ui(f"doctor.check.{name}").startswith("doctor.")
    for name in doctor.UNSEEN:
        assert not talk.ui(f"doctor.unseen.{name}").startswith("doctor.")


def test_the_text_has_what_where_and_what_to_do(call: Call, directory: Path) -> None:
    out = call("doctor", "--data-dir", str(directory)).out
    said = " ".join(out.split())
    assert "2 lines in a list of typed commands name this program." in said
    assert f'chmod go= "{directory / "store.db"}"' in said
    assert "The folder lies inside Dropbox." in said
    assert "What this program cannot see:" in said
    assert all(len(line) <= 72 or "/" in line for line in out.splitlines())
