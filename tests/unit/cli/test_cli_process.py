"""The command as others start it: exit codes, streams, what is imported, and no waiting."""

from __future__ import annotations

import json
import os

import pytest

from sextortion_helper.cli import Exit, main

from .conftest import Call

HEAVY = ("pydantic", "pydantic_core", "textual", "rich", "socket", "ssl", "asyncio")
LOADED = """
import sys
from sextortion_helper.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(",".join(name for name in {names!r} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["now", "--help"],
        ["now"],
        ["now", "--country", "AT"],
        ["now", "--lang", "de"],
    ],
    ids=" ".join,
)
def test_a_light_start(start: Call, arguments: list[str]) -> None:
    result = start(*arguments, code=LOADED.format(names=HEAVY))
    assert result.code == 0
    assert result.out
    assert result.err.strip() == ""


def test_a_plan_needs_no_screen(start: Call) -> None:
    screens = ("textual", "rich")
    result = start("plan", "--answer", "age=adult", code=LOADED.format(names=screens))
    assert (result.code, result.err.strip()) == (0, "")


def test_without_a_terminal_the_guide_says_what_works_and_leaves(start: Call) -> None:
    result = start()
    assert (result.code, result.out) == (Exit.NO_TERMINAL, "")
    assert "sextortion-helper now" in result.err
    assert "plan --answers" in result.err


def test_without_a_terminal_in_german(start: Call) -> None:
    assert "braucht dieses Programm ein Terminal" in start(LANG="de_AT.UTF-8").err


def test_textual_is_not_loaded_without_a_terminal(start: Call) -> None:
    result = start(code=LOADED.format(names=("textual", "pydantic")))
    assert result.err.splitlines()[1:] == [""]


def test_a_plan_through_a_pipe(start: Call) -> None:
    result = start(
        "plan", "--answers", "-", "--format", "json", stdin=b"{age: 14-17, paid: yes, country: AT}"
    )
    assert (result.code, result.err) == (Exit.OK, "")
    assert json.loads(result.out)["situations"] == ["minor", "already-paid"]


def test_answers_that_are_not_text(start: Call) -> None:
    result = start("plan", "--answers", "-", stdin=b"age: \xff\xfe")
    assert (result.code, result.out) == (Exit.USAGE, "")
    assert "UTF-8" in result.err


@pytest.mark.parametrize("stdin", [b"age: " + b"[" * 30_000, b"a: " + b"x" * 3_000_000], ids=["deep", "long"])
def test_answers_without_end(start: Call, stdin: bytes) -> None:
    result = start("plan", "--answers", "-", stdin=stdin)
    assert (result.code, result.out) == (Exit.USAGE, "")
    assert "Traceback" not in result.err


def test_umlauts_reach_a_pipe_in_any_locale(start: Call) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    result = start("now", "--lang", "de", "--country", "AT", **ascii_only)
    assert result.code == Exit.OK
    assert "außer das Behalten ist gefährlich" in result.out


def test_a_reader_that_goes_is_no_error(start: Call) -> None:
    code = (
        "import os, subprocess, sys\n"
        "read, write = os.pipe(); os.close(read)\n"
        "done = subprocess.run([sys.executable, '-m', 'sextortion_helper', 'lines', '--country', 'AT'],\n"
        "                      stdout=write, stderr=subprocess.PIPE)\n"
        "sys.stderr.write(done.stderr.decode()); sys.exit(done.returncode)\n"
    )
    result = start(code=code)
    assert (result.code, result.err) == (Exit.OK, "")


def test_usage_errors_of_the_parser_have_the_same_code(start: Call) -> None:
    result = start("plan", "--nonsense")
    assert (result.code, result.out) == (Exit.USAGE, "")
    assert "usage:" in result.err


def test_help_names_the_emergency_number_and_now(start: Call) -> None:
    result = start("--help")
    assert result.code == Exit.OK
    assert "112 (Europe)" in result.out
    assert "sextortion-helper now" in result.out


def test_textuals_variables_are_dropped(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", "/tmp/every-key.log")
    monkeypatch.setenv("TEXTUAL", "devtools")
    monkeypatch.setenv("TEXTUALLY", "mine")
    assert main(["now", "--country", "AT"]) == Exit.OK
    assert not [name for name in os.environ if name.startswith("TEXTUAL")]


def test_exit_codes_are_for_ever() -> None:
    assert {code.name: code.value for code in Exit} == {
        "OK": 0, "FAILED": 1, "USAGE": 2, "CONTENT": 3, "NO_TERMINAL": 4, "STORE": 5,
        "PASSPHRASE": 6, "STOPPED": 130,
    }  # fmt: skip
