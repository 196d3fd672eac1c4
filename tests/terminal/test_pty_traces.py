"""[R2] [R16] What a run leaves on the disk outside its store, and on the network: nothing."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sextortion_helper.case.store import Store

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal

PASSPHRASE = "NEEDLE horse battery staple"
STRACE = shutil.which("strace") or ""


@pytest.fixture
def disk(tmp_path: Path) -> dict[str, str]:
    """Every place a program may think of as its own, below one directory."""
    names = ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    names += ("XDG_RUNTIME_DIR", "SQLITE_TMPDIR")
    for name in names:
        (tmp_path / name).mkdir(mode=0o700)
    return {name: str(tmp_path / name) for name in names}


def holding(place: Path) -> set[str]:
    """The files below `place` with a needle in their bytes or their names."""
    files = [path for path in place.rglob("*") if path.is_file()]
    return {path.name for path in files if b"needle" in (path.read_bytes() + str(path.name).encode()).lower()}


def keep_under_passphrase(terminal: Terminal, words: Words) -> None:
    """From the opening to the plan, as the fixture `walk`, but the case is kept under PASSPHRASE."""
    terminal.keys("1").wait_for(words.opening("first-title"), "▌").settle(0.1)
    terminal.keys("enter").wait_for(words.question("device"))
    terminal.keys("1").wait_for(words.opening("storage-ask"))
    terminal.keys("3").wait_for(words.ui("passphrase.new"), words.ui("passphrase.again")).settle(0.1)
    terminal.keys(PASSPHRASE).settle().keys("tab").settle().keys(PASSPHRASE, "enter")
    terminal.wait_for(words.ui("country-screen.ask"))
    terminal.keys("1").wait_for(words.question("age"))
    terminal.keys("3").wait_for(words.question("danger"))
    terminal.keys("2").wait_for(words.question("suicide"))
    terminal.keys("s").wait_for(words.ui("plan.where"), words.ui("plan.next")).settle(0.1)


def write_needles(terminal: Terminal, words: Words, open_field: Callable[..., Terminal]) -> None:
    """Into both fields of a task, into the reason why another was skipped, and into Find."""
    open_field(terminal).keys("NEEDLE-link").wait_for("NEEDLE-link").keys("up").settle()
    terminal.keys("NEEDLE-name").wait_for("NEEDLE-link", "NEEDLE-name")
    terminal.keys("escape").wait_for(words.ui("plan.recognise")).settle(0.1)
    terminal.keys("enter").wait_for(words.ui("task.done")).settle(0.1)
    terminal.keys("3").settle()
    terminal.keys("escape").wait_for(words.ui("plan.recognise")).settle(0.1)
    terminal.keys("ctrl+p").wait_for(words.ui("find.placeholder")).settle(0.1)
    terminal.keys(words.step("stop"), "down", "enter").wait_for(words.ui("task.reason")).settle(0.1)
    terminal.keys("NEEDLE-reason").wait_for("NEEDLE-reason")
    terminal.keys("escape").wait_for(words.ui("plan.recognise")).settle(0.1)
    terminal.keys("ctrl+p").wait_for(words.ui("find.placeholder")).settle(0.1)
    terminal.keys("NEEDLE-find").wait_for("NEEDLE-find")
    terminal.keys("escape").wait_for(words.ui("plan.recognise")).settle(0.4)


def test_a_needle_is_found_in_the_store_alone(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    words: Callable[[str], Words],
    disk: dict[str, str],
    tmp_path: Path,
) -> None:
    terminal = walk(opened(**disk), keep=True)
    write_needles(terminal, words("en"), open_field)
    assert {"store.db"} <= holding(tmp_path) <= {"store.db", "store.db-journal"}
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert {"store.db"} <= holding(tmp_path) <= {"store.db", "store.db-journal"}
    kept = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert kept <= {"store.db", "store.db-journal", "settings.json"}


def test_under_a_passphrase_a_needle_is_found_nowhere(
    opened: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    words: Callable[[str], Words],
    disk: dict[str, str],
    tmp_path: Path,
) -> None:
    """Neither while it runs nor after kill -9; the passphrase is one of the needles."""
    terminal = opened(**disk)
    keep_under_passphrase(terminal, words("en"))
    write_needles(terminal, words("en"), open_field)
    assert holding(tmp_path) == set()
    terminal.signal(signal.SIGKILL).ended()
    assert holding(tmp_path) == set()
    (path,) = tmp_path.rglob("data.db")
    store = Store.sealed(path, PASSPHRASE)
    case = store.load(store.last_session() or 0)
    assert {note.text for note in case.notes.values()} == {"NEEDLE-link", "NEEDLE-name"}
    assert "NEEDLE-reason" in {record.reason for record in case.tasks.values()}
    store.close()
    assert holding(tmp_path) == set()
    kept = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert kept <= {"data.db", "data.db-journal", "settings.json"}


def test_of_a_helper_under_a_passphrase_a_needle_is_found_nowhere(
    start: Callable[..., Terminal], words: Callable[[str], Words], disk: dict[str, str], tmp_path: Path
) -> None:
    """Notes, agreements, alias, and the slip, which is not even in the store."""
    said = words("en")
    terminal = start("--counsellor", **disk).wait_for(said.ui("sessions.keep-ask")).settle(0.1)
    terminal.keys("2").wait_for(said.ui("passphrase.new"), said.ui("passphrase.again")).settle(0.1)
    terminal.keys(PASSPHRASE).settle().keys("tab").settle().keys(PASSPHRASE, "enter")
    terminal.wait_for(said.ui("sessions.new")).settle(0.1)
    terminal.keys("n").wait_for(said.ui("helper.script-said")).settle(0.1)
    terminal.keys("1").wait_for(said.opening("first-title")).settle(0.1)
    for key, field, needle in (
        ("1", "helper.facts-new", "NEEDLE-fact"),
        ("5", "helper.contact-new", "NEEDLE-agreed"),
        ("6", "helper.slip-with", "NEEDLE-slip"),
    ):
        terminal.keys("f3").wait_for(said.ui("helper.turn")).settle(0.1)
        terminal.keys(key).wait_for(said.ui(field)).settle(0.1)
        terminal.keys(needle).wait_for(needle).settle(0.4)
        terminal.keys("escape").wait_for(said.ui("helper.turn")).settle(0.1)
        terminal.keys("f3").wait_for(said.opening("first-title")).settle(0.1)
    terminal.keys("f3").wait_for(said.ui("helper.turn")).settle(0.1)
    terminal.keys("z").wait_for(said.ui("sessions.new")).settle(0.1)
    terminal.keys("down", "a").wait_for(said.ui("helper.alias-why")).settle(0.1)
    terminal.keys("NEEDLE-alias", "enter").wait_for("NEEDLE-alias").settle(0.4)
    assert holding(tmp_path) == set()
    terminal.signal(signal.SIGKILL).ended()
    assert holding(tmp_path) == set()
    (path,) = tmp_path.rglob("data.db")
    store = Store.sealed(path, PASSPHRASE)
    case = store.load(store.last_session() or 0)
    assert case.alias == "NEEDLE-alias"
    assert {note.text for note in case.notes.values()} >= {"NEEDLE-fact", "NEEDLE-agreed"}
    assert "NEEDLE-slip" not in {note.text for note in case.notes.values()}
    store.close()


# -- network --------------------------------------------------------------------------------------


def network_calls(trace: Path) -> list[str]:
    """What strace saw, but for the pair of local sockets by which asyncio wakes its loop."""
    lines = trace.read_text().splitlines()
    calls = [line for line in lines if re.match(r"(?:\d+ +)?[a-z_0-9]+\(", line)]
    return [
        line
        for line in calls
        if not re.search(r"\b(socketpair\(AF_UNIX|getsockname|sendto\(\d+, \"\\0\", 1|recvfrom)", line)
    ]


@pytest.fixture
def traced(tmp_path: Path) -> tuple[str, ...]:
    """strace before a program, for what belongs to the network; written to `trace`."""
    command = (STRACE, "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-o", str(tmp_path / "trace"))
    if not STRACE or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("needs strace, and leave to use it")
    return (*command, sys.executable)


def test_the_system_sees_no_network_call(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    words: Callable[[str], Words],
    traced: tuple[str, ...],
    tmp_path: Path,
) -> None:
    """[R2] From the start by way of plan, task, help, a link and its code to the end."""
    said = words("en")
    program = (*traced, "-m", "sextortion_helper")
    terminal = walk(opened("--data-dir", str(tmp_path / "nextsteps"), program=program), keep=True)
    terminal.keys("enter").wait_for(said.ui("task.done"))
    terminal.keys("f1").wait_for(f"F1 {said.ui('bottom.back')}").settle(0.1)
    terminal.keys("1").wait_for(said.ui("link.qr"))
    terminal.keys("enter").settle()
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert network_calls(tmp_path / "trace") == []


def test_nor_do_the_commands(traced: tuple[str, ...], tmp_path: Path) -> None:
    for arguments in (["now", "--country", "AT"], ["doctor"], ["vault", "status"]):
        command = [*traced, "-m", "sextortion_helper", *arguments, "--data-dir", str(tmp_path / "nextsteps")]
        command = command[:-2] if arguments[0] == "now" else command
        assert subprocess.run(command, capture_output=True, env=os.environ).returncode == 0
        assert network_calls(tmp_path / "trace") == [], arguments


def test_strace_would_see_it(traced: tuple[str, ...], tmp_path: Path) -> None:
    """The guard above works: a name asked for is seen."""
    code = "import socket\ntry: socket.getaddrinfo('example.org', 80)\nexcept OSError: pass"
    subprocess.run([*traced, "-c", code], check=True)
    assert network_calls(tmp_path / "trace")
