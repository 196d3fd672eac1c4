"""How it starts and how it ends, in a real terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal

BLANK = b"\x1b[0m\x1b[2J\x1b[H"
LEAVE_ALTERNATE = b"\x1b[?1049l"
SIZES = [(80, 24), (40, 12)]


def written_after(terminal: Terminal, *keys: str) -> bytes:
    """Press keys, wait for the end; what was written from then on."""
    terminal.settle()
    before = len(terminal.raw)
    terminal.keys(*keys)
    assert terminal.ended() == 0
    return terminal.raw[before:]


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_opening(
    start: Callable[..., Terminal], words: Callable[[str], Words], lang: str, columns: int, lines: int
) -> None:
    said = words(lang)
    terminal = start(lang=lang, columns=columns, lines=lines)
    terminal.wait_for(said.opening("opening-title")[:30], "F1", "F2")
    if lines > 12:
        terminal.wait_for(*(said.opening(f"button-{name}") for name in ("start", "help", "helper", "open")))
    assert "▌" in terminal.text() or lines == 12
    assert "sextortion" not in terminal.text().lower()


@pytest.mark.parametrize("key", ["ctrl+q", "f10"])
@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_leaving_blanks_first(
    start: Callable[..., Terminal], words: Callable[[str], Words], key: str, columns: int, lines: int
) -> None:
    terminal = start(columns=columns, lines=lines).wait_for(words("en").opening("opening-title"))
    written = written_after(terminal, key)
    assert written.startswith(BLANK)
    assert LEAVE_ALTERNATE in written
    assert terminal.text().strip() == ""


def test_leaving_paints_nothing_over_the_blank(opened: Callable[..., Terminal]) -> None:
    written = written_after(opened(), "2", "ctrl+q")
    after = written.rpartition(BLANK)[2]
    assert b"\x1b[38;" not in after
    assert b"Help now" not in after


def test_the_main_screen_is_cleared_too(
    start: Callable[..., Terminal], words: Callable[[str], Words]
) -> None:
    """What stood in the terminal before, the command itself included, is gone from the visible screen."""
    terminal = start(
        program=("/bin/sh", "-c", f"echo the command; exec {sys.executable} -m sextortion_helper")
    )
    terminal.wait_for(words("en").opening("button-open"))
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert not terminal.on_alternate
    assert terminal.text().strip() == ""
    assert b"\x1b[3J" not in terminal.raw  # the scrollback is the terminal's


def test_keys_typed_before_the_first_frame_count(
    start: Callable[..., Terminal], words: Callable[[str], Words]
) -> None:
    start().keys("1").wait_for(words("en").opening("first-title"))


def test_keys_typed_ahead_are_not_taken_for_another_screen_s(
    start: Callable[..., Terminal], words: Callable[[str], Words]
) -> None:
    """Start, then an impatient 4 while the content is still being read: that is not Open."""
    said = words("en")
    terminal = start().keys("1", "4").wait_for(said.opening("first-title")).settle()
    assert said.opening("first-title") in terminal.words()


# Ctrl+Q before Python itself runs is the terminal's own flow control, and lost; F10 is kept.
@pytest.mark.parametrize(("key", "after"), [("f10", b""), ("ctrl+q", b"\x1b[?1049h")])
def test_leaving_before_the_first_frame(start: Callable[..., Terminal], key: str, after: bytes) -> None:
    terminal = start()
    while after not in terminal.raw:
        terminal.read(0.01)
    terminal.keys(key)
    assert terminal.ended() == 0
    assert terminal.text().strip() == ""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("on_plan", [False, True])
def test_signals_restore_the_terminal(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    number: signal.Signals,
    code: int,
    on_plan: bool,
) -> None:
    terminal = opened(program=("/bin/sh", "-c", f"stty -a; exec {sys.executable} -m sextortion_helper"))
    settings = terminal.raw.partition(b"\x1b")[0]
    fd = terminal.process.child_fd
    assert termios.tcgetattr(fd)[3] & termios.ICANON == 0
    if on_plan:
        walk(terminal)
    terminal.settle().signal(number)
    assert terminal.ended() == code
    assert terminal.raw.count(LEAVE_ALTERNATE) == 1
    assert terminal.raw.count(BLANK) == 1
    assert not terminal.on_alternate
    assert terminal.text().strip() == ""
    after = subprocess.run(["stty", "-a"], stdin=fd, capture_output=True, check=True).stdout
    assert after.split() == settings.split()


def test_a_closed_window_ends_it(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    pid = terminal.settle().process.pid
    terminal.hang_up()
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    pytest.fail("still running ten seconds after its window was closed")


@pytest.mark.parametrize("arguments", [[], ["--memory"], ["--demo"]])
@pytest.mark.parametrize("stdin", [subprocess.DEVNULL, subprocess.PIPE])
def test_without_a_terminal_it_says_so_and_ends(arguments: list[str], stdin: int) -> None:
    begun = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-m", "sextortion_helper", *arguments],
        stdin=stdin, capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert run.returncode == 4
    assert run.stdout == ""
    assert "now" in run.stderr
    assert "plan" in run.stderr
    assert time.monotonic() - begun < 10


def test_no_file_is_written_before_the_person_says_so(
    opened: Callable[..., Terminal], walk: Callable[..., Terminal], home: Path, tmp_path: Path
) -> None:
    """Keeping nothing leaves nothing: neither in the data directory nor anywhere else in the home."""
    for arguments in ([], ["--memory"], ["--data-dir", str(tmp_path / "nextsteps")]):
        terminal = walk(opened(*arguments), memory="--memory" in arguments)
        written_after(terminal, "ctrl+q")
    assert list(home.rglob("*")) == []
    assert list(tmp_path.iterdir()) == []


def test_textual_s_own_variables_are_dropped(opened: Callable[..., Terminal], tmp_path: Path) -> None:
    """TEXTUAL_LOG would write every key to the disk [R16]."""
    log = tmp_path / "log"
    terminal = opened(TEXTUAL_LOG=str(log), TEXTUAL="debug,devtools", TEXTUAL_SCREENSHOT="1")
    written_after(terminal, "1", "ctrl+q")
    assert list(tmp_path.iterdir()) == []


def test_the_window_title_says_nothing(
    opened: Callable[..., Terminal], walk: Callable[..., Terminal]
) -> None:
    terminal = walk(opened())
    terminal.keys("ctrl+q").ended()
    assert b"sextortion" not in terminal.raw.lower()
