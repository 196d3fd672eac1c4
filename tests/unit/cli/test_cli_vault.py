"""`vault create|status|change-passphrase`: the contract, and that a passphrase is never to be seen."""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sextortion_helper.case import schema, vault
from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.cli import Exit, parser
from sextortion_helper.errors import NoCipherError
from sextortion_helper.paths import sealed_file, store_file

from .conftest import Call, Result

WORDS = "correct horse battery staple"
OTHER = "another one of these passphrases"
NOW = datetime(2026, 3, 10, 13, 2, tzinfo=UTC)
KEYS = {
    "version": int, "mode": str, "cipher_version": str, "schema": int | None, "path": str, "size": int,
    "sessions": int | None, "problem": str | None, "also": list,
}  # fmt: skip

# Whatever is found by chance, and an end that stands nowhere in our own words.
PASSPHRASES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=4, max_size=40
).map(lambda text: text + "§7q")

Vault = Callable[..., Result]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "nextsteps"


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds the command wanted to wait; nobody does here."""
    seconds: list[float] = []
    monkeypatch.setattr("sextortion_helper.plain.kept.time.sleep", seconds.append)
    return seconds


@pytest.fixture
def run(call: Call, directory: Path, waited: list[float]) -> Iterator[Vault]:
    """`vault ...`; `given` is what stands in the open file."""

    def vault(*arguments: str, given: str | bytes | None = None) -> Result:
        if given is None:
            return call("--data-dir", str(directory), "vault", *arguments)
        read, write = os.pipe()
        try:
            os.write(write, given.encode() if isinstance(given, str) else given)
            os.close(write)
            return call("--data-dir", str(directory), "vault", *arguments, "--passphrase-fd", str(read))
        finally:
            os.close(read)

    return vault


def status(run: Vault, given: str | None = None) -> Any:
    result = run("status", "--format", "json", given=given)
    assert (result.code, result.err) == (Exit.OK, "")
    return json.loads(result.out)


# -- status ---------------------------------------------------------------------------------------


def test_the_contract_key_by_key(run: Vault, directory: Path) -> None:
    def check(found: Any, mode: str) -> Any:
        assert list(found) == list(KEYS)
        assert all(isinstance(found[key], kind) for key, kind in KEYS.items())
        assert (found["version"], found["mode"]) == (1, mode)
        return found

    number = len(schema.UPGRADES)
    none = check(status(run), "none")
    assert (none["size"], none["schema"], none["sessions"], none["also"]) == (0, None, None, [])
    assert none["path"] == str(sealed_file(directory))
    assert not directory.exists(), "looking makes nothing"

    store = Store.plain(store_file(directory))
    store.new_session(NOW)
    store.close()
    plain = check(status(run), "plain")
    assert (plain["path"], plain["schema"], plain["sessions"]) == (str(store_file(directory)), number, 1)
    assert plain["size"] == store_file(directory).stat().st_size

    run("create", given=WORDS)
    sealed = check(status(run), "passphrase")
    assert (sealed["path"], sealed["schema"], sealed["sessions"]) == (
        str(sealed_file(directory)),
        None,
        None,
    )
    assert sealed["also"] == [{k: v for k, v in plain.items() if k in sealed["also"][0]}]
    assert set(sealed["also"][0]) == set(KEYS) - {"version", "cipher_version", "also"}
    opened = check(status(run, given=WORDS), "passphrase")
    assert (opened["schema"], opened["sessions"]) == (number, 0)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_as_text(run: Vault, lang: str, directory: Path) -> None:
    nothing = run("status", "--lang", lang)
    run("create", given=WORDS)
    there, counted = run("status", "--lang", lang), run("status", "--lang", lang, given=WORDS)
    said = {"en": ("Nothing is kept", "under a passphrase", "0 sessions"),
            "de": ("nichts gespeichert", "unter einer Passphrase", "0 Sitzungen")}[lang]  # fmt: skip
    for text, result in zip(said, (nothing, there, counted), strict=True):
        assert (result.code, result.err) == (Exit.OK, "")
        assert text in " ".join(result.out.split())
        assert str(sealed_file(directory)) in result.out
        assert "{" not in result.out
        assert "SQLCipher 4" in result.out


def test_no_needle_of_a_case_is_told(run: Vault, directory: Path) -> None:
    for store in (Store.plain(store_file(directory)), Store.sealed(sealed_file(directory), WORDS)):
        session = store.new_session(NOW, "NEEDLE-alias")
        store.put_answer(session, "NEEDLE-question", ("NEEDLE-option",), NOW)
        store.put_task(session, "NEEDLE-task", TaskState.SKIPPED, NOW, "NEEDLE-reason")
        store.put_note(session, "NEEDLE-task", "NEEDLE-field", "NEEDLE-text", NOW)
        store.close()
    for form in ("json", "text"):
        for given_ in (None, WORDS, OTHER):
            result = run("status", "--format", form, given=given_)
            assert "NEEDLE" not in result.out + result.err
            assert "2026" not in result.out + result.err, "nor when"
    assert run("status", given=WORDS).out.count("1 session") == 2


def test_a_file_that_can_not_be_looked_into_is_said_and_left(run: Vault, directory: Path) -> None:
    file = store_file(directory)
    Store.plain(file).close()
    file.write_bytes(file.read_bytes()[:4096] + b"x" * 9000)
    before = file.read_bytes()
    assert status(run)["problem"] == "store-damaged"
    assert "damaged" in run("status").out
    assert file.read_bytes() == before


# -- create ---------------------------------------------------------------------------------------


def test_create(run: Vault, directory: Path) -> None:
    result = run("create", given=WORDS)
    assert (result.code, result.err) == (Exit.OK, "")
    assert WORDS not in result.out
    Store.sealed(sealed_file(directory), WORDS).close()


@pytest.mark.parametrize("given_", [WORDS + "\n", WORDS + "\r\n", "\ufeff" + WORDS, f"  {WORDS} \nmore"])
def test_however_a_shell_sends_the_line(run: Vault, directory: Path, given_: str) -> None:
    assert run("create", given=given_).code == Exit.OK
    Store.sealed(sealed_file(directory), WORDS).close()


@pytest.mark.parametrize(
    ("given_", "says"),
    [("", "type a passphrase"), ("short", "at least 12 characters"), (b"\xff\xfe not a text \xff", "invisible characters"),
     ("with \x07 a bell inside", "invisible characters"), ("x" * 70_000, "invisible characters")],
)  # fmt: skip
def test_what_is_no_passphrase_makes_no_file(
    run: Vault, directory: Path, given_: str | bytes, says: str
) -> None:
    file = directory.with_name("given")  # no pipe would hold the longest
    file.write_bytes(given_.encode() if isinstance(given_, str) else given_)
    with file.open("rb") as opened:
        result = run("create", "--passphrase-fd", str(opened.fileno()))
    assert (result.code, result.out) == (Exit.PASSPHRASE, "")
    assert says in result.err
    assert len(result.err.splitlines()) == 1
    assert not sealed_file(directory).exists()


def test_what_is_there_stays(run: Vault, directory: Path) -> None:
    run("create", given=WORDS)
    before = sealed_file(directory).read_bytes()
    result = run("create", given=OTHER)
    assert (result.code, result.out) == (Exit.STORE, "")
    assert "change-passphrase" in result.err
    assert sealed_file(directory).read_bytes() == before


# -- change ---------------------------------------------------------------------------------------


def test_change(run: Vault, directory: Path) -> None:
    run("create", given=WORDS)
    result = run("change-passphrase", given=f"{WORDS}\n{OTHER}\n")
    assert (result.code, result.err) == (Exit.OK, "")
    assert "Older copies" in result.out
    assert run("status", given=OTHER).code == Exit.OK
    assert run("status", given=WORDS).code == Exit.PASSPHRASE


def test_a_wrong_one_is_one_sentence_and_a_wait(run: Vault, directory: Path, waited: list[float]) -> None:
    run("create", given=WORDS)
    before = sealed_file(directory).read_bytes()
    for command in (("change-passphrase",), ("status",), ("change-passphrase", "--lang", "de")):
        result = run(*command, given=f"{OTHER}\n{WORDS}\n")
        assert (result.code, result.out) == (Exit.PASSPHRASE, "")
        assert len(result.err.splitlines()) == 1
        assert OTHER not in result.err
    assert waited == [vault.delay_after(1)] * 3
    assert sealed_file(directory).read_bytes() == before


@pytest.mark.parametrize("new", ["", "short", "line\x00with NUL inside"])
def test_a_new_one_that_will_not_do_leaves_the_old(run: Vault, new: str) -> None:
    run("create", given=WORDS)
    assert run("change-passphrase", given=f"{WORDS}\n{new}").code == Exit.PASSPHRASE
    assert run("status", given=WORDS).code == Exit.OK


def test_nothing_to_change(run: Vault, directory: Path) -> None:
    result = run("change-passphrase", given=f"{WORDS}\n{OTHER}")
    assert (result.code, result.out) == (Exit.STORE, "")
    assert "Nothing is kept" in result.err
    assert not directory.exists()
    directory.mkdir()
    sqlite3.connect(sealed_file(directory)).execute("CREATE TABLE t (x)").connection.close()
    assert run("change-passphrase", given=f"{WORDS}\n{OTHER}").code == Exit.PASSPHRASE


# -- where a passphrase may come from -------------------------------------------------------------


@pytest.mark.parametrize("command", ["create", "change-passphrase"])
@pytest.mark.parametrize("lang", ["en", "de"])
def test_without_a_terminal_it_says_so_and_ends(
    start: Call, directory: Path, command: str, lang: str
) -> None:
    result = start("vault", command, "--data-dir", str(directory), "--lang", lang, stdin=b"words\n")
    assert (result.code, result.out) == (Exit.NO_TERMINAL, "")
    assert "--passphrase-fd" in result.err
    assert len(result.err.splitlines()) == 1
    assert not directory.exists()


@pytest.mark.parametrize("number", ["987", "-1", "99999999999999999999"])
def test_a_file_that_is_not_open(run: Vault, number: str) -> None:
    result = run("create", f"--passphrase-fd={number}")
    assert (result.code, result.out) == (Exit.USAGE, "")
    assert f"--passphrase-fd {number}" in result.err
    assert "Traceback" not in result.err


def test_an_open_pipe_is_read_up_to_the_line_and_no_further(call: Call, directory: Path) -> None:
    """A pipe that stays open must not hang it, and what follows is somebody else's."""
    read, write = os.pipe()
    os.write(write, f"{WORDS}\nrest".encode())
    place = ("--data-dir", str(directory), "--passphrase-fd", str(read))
    assert call("vault", "create", *place).code == Exit.OK
    assert os.read(read, 100) == b"rest"
    os.close(read)
    os.close(write)


def test_never_from_the_command_line_or_the_environment(run: Vault, start: Call, directory: Path) -> None:
    for command in ("create", "status", "change-passphrase"):
        inner = _parser("vault", command)
        assert {action.dest for action in inner._actions} <= {
            "help", "passphrase_fd", "format", "lang", "du", "data_dir"
        }  # fmt: skip
        assert run(command, WORDS).code == Exit.USAGE
    names = ("PASSPHRASE", "PASSWORD", "NEXTSTEPS_PASSPHRASE", "SEXTORTION_HELPER_PASSPHRASE")
    result = start("vault", "create", "--data-dir", str(directory), **dict.fromkeys(names, WORDS))
    assert result.code == Exit.NO_TERMINAL


def _parser(*names: str) -> argparse.ArgumentParser:
    found = parser()
    for name in names:
        (inner,) = (a for a in found._actions if isinstance(a, argparse._SubParsersAction))
        found = inner.choices[name]
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=PASSPHRASES, new=PASSPHRASES)
def test_no_command_line_prints_a_passphrase(run: Vault, directory: Path, old: str, new: str) -> None:
    sealed_file(directory).unlink(missing_ok=True)
    said = [
        run("create", given=old),
        run("status", given=old),
        run("status", "--format", "json", given=new),
        run("change-passphrase", "--lang", "de", given=f"{new}\n{old}"),
        run("change-passphrase", given=f"{old}\n{new}"),
        run("create", given=new),
    ]
    for result in said:
        assert result.code in (Exit.OK, Exit.PASSPHRASE, Exit.STORE)
        words = (result.out + result.err).replace(str(directory), "")
        for text in (old, new):
            assert text.strip() not in words


# -- without the library --------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["create", "change-passphrase"])
def test_without_the_wheel_it_is_one_sentence(
    run: Vault, directory: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise NoCipherError

    monkeypatch.setattr(vault, "_library", missing)
    result = run(command, given=f"{WORDS}\n{OTHER}")
    assert (result.code, result.out) == (Exit.STORE, "")
    assert len(result.err.splitlines()) == 1
    assert not directory.exists()
    found = run("status", "--format", "json")
    assert found.code == Exit.OK
    assert json.loads(found.out)["cipher_version"] is None
