"""The way through in a real terminal: to the plan, away, back again; narrow, tiny, colourless, offline."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal


@pytest.mark.parametrize("lang", ["en", "de"])
def test_to_the_plan(opened: Callable[..., Terminal], walk: Callable[..., Terminal], lang: str) -> None:
    terminal = walk(opened(lang=lang), lang)
    assert "sextortion" not in terminal.text().lower()
    assert "▌" in terminal.text()


@pytest.mark.parametrize("lang", ["en", "de"])
def test_to_the_plan_in_40x12(
    start: Callable[..., Terminal], walk: Callable[..., Terminal], words: Callable[[str], Words], lang: str
) -> None:
    """The same keys; what does not fit is scrolled to, and the bottom line stays."""
    said = words(lang)
    terminal = start(lang=lang, columns=40, lines=12).wait_for(said.opening("opening-title")[:20])
    walk(terminal, lang)
    assert terminal.text().splitlines()[-1].split()[0] == "F1"


@pytest.mark.parametrize("lang", ["en", "de"])
def test_leave_in_the_middle_and_find_everything(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    words: Callable[[str], Words],
    data_dir: Path,
    lang: str,
) -> None:
    said = words(lang)
    arguments = ("--data-dir", str(data_dir))
    terminal = walk(opened(*arguments, lang=lang), lang, keep=True)
    terminal.keys("enter").wait_for(said.ui("task.done"))
    terminal.keys("1").settle()  # the first thing is done
    terminal.keys("escape").wait_for("✓")
    open_field(terminal, lang).keys("@somebody.im").wait_for("@somebody.im")
    terminal.keys("ctrl+q")  # at once: the field has not been left
    assert terminal.ended() == 0
    assert {path.name for path in data_dir.iterdir() if path.stat().st_size} == {"store.db", "settings.json"}
    assert data_dir.stat().st_mode & 0o777 == 0o700
    assert (data_dir / "store.db").stat().st_mode & 0o777 == 0o600

    terminal = opened(*arguments, lang=lang)
    terminal.keys("4").wait_for(said.ui("open.how")).keys("enter").settle()
    fine = said.catalogue.find(said.voice, "help", "lines", "checkin-fine")
    terminal.wait_for(fine or "1")
    terminal.keys("1").settle()
    # Questions 3 to 10 are still open; from there the steps are one key away.
    if said.ui("plan.recognise") not in terminal.words():
        terminal.keys("s")
    terminal.wait_for(said.ui("plan.recognise"), "✓")
    open_field(terminal, lang).wait_for("@somebody.im")
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0


def test_open_where_nothing_is_kept(
    opened: Callable[..., Terminal], words: Callable[[str], Words], data_dir: Path
) -> None:
    terminal = opened("--data-dir", str(data_dir))
    terminal.keys("4").wait_for(words("en").ui("open.how"))
    terminal.keys("enter").wait_for(words("en").ui("open.nothing"))
    terminal.keys("ctrl+q").ended()
    assert not data_dir.exists()


def test_a_language_switched_in_the_middle(
    opened: Callable[..., Terminal], walk: Callable[..., Terminal], words: Callable[[str], Words]
) -> None:
    terminal = walk(opened())
    terminal.keys("l").wait_for(words("de").ui("plan.where"), words("de").ui("plan.next"))
    terminal.keys("l").wait_for(words("en").ui("plan.where"), words("en").ui("plan.next"))


@pytest.mark.parametrize("place", ["opening", "plan", "field"])
def test_resize_to_one_cell_and_back(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    words: Callable[[str], Words],
    place: str,
) -> None:
    said = words("en")
    terminal = opened()
    here = said.opening("opening-title")
    if place != "opening":
        walk(terminal)
        here = said.ui("plan.where")
    if place == "field":
        open_field(terminal).keys("kept words")
        here = "kept words"
    for columns, lines in ((1, 1), (2, 30), (200, 2), (39, 11), (200, 50), (1, 1)):
        terminal.resize(columns, lines).settle(0.4)
        assert terminal.process.isalive(), terminal.text()
    terminal.resize(80, 24).wait_for(here)
    terminal.resize(39, 11).wait_for("Ctrl+Q")
    terminal.keys("f1").settle(0.15)
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0


def test_no_color(opened: Callable[..., Terminal], walk: Callable[..., Terminal]) -> None:
    """Greys alone, and the focus is still to be seen: a bar."""
    terminal = walk(opened(NO_COLOR="1"))
    assert "▌" in terminal.text()
    for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw):
        assert red == green == blue
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0


NO_SOCKETS = textwrap.dedent(
    """
    import socket, _socket
    class Forbidden(OSError):
        pass
    real = socket.socket
    class NoSocket(real):
        def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
            # asyncio wakes its loop through a pair of local sockets; no other kind is let through.
            if fileno is None:
                note(f"socket({family}, {type})")
            super().__init__(family, type, proto, fileno)
        def connect(self, *arguments):
            note(f"connect{arguments}")
        connect_ex = connect
    def note(what):
        import os
        with open(os.environ["SOCKETS_SEEN"], "a") as file:
            print(what, file=file)
        raise Forbidden(what)
    socket.socket = NoSocket
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
        setattr(socket, name, lambda *a, name=name, **k: note(name))
    """
)


def test_the_whole_program_without_sockets(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    words: Callable[[str], Words],
    tmp_path: Path,
) -> None:
    """[R2] Nothing leaves this machine: whoever opens a socket is stopped and noted."""
    (tmp_path / "sitecustomize.py").write_text(NO_SOCKETS)
    seen = tmp_path / "seen"
    said = words("en")
    terminal = opened(PYTHONPATH=str(tmp_path), SOCKETS_SEEN=str(seen))
    walk(terminal)
    terminal.keys("enter").wait_for(said.ui("task.done"))
    for _ in range(12):
        terminal.keys("n").settle(0.1)
    terminal.keys("f1").wait_for(f"F1 {said.ui('bottom.back')}").settle(0.1)
    terminal.keys("1").wait_for(said.ui("link.qr"))
    terminal.keys("enter").settle()
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert not seen.exists(), seen.read_text()


def test_sockets_are_really_forbidden(tmp_path: Path) -> None:
    """The guard above works: the same file stops a socket."""
    import os
    import subprocess

    (tmp_path / "sitecustomize.py").write_text(NO_SOCKETS)
    seen = tmp_path / "seen"
    run = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "SOCKETS_SEEN": str(seen)},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 1
    assert seen.exists()


def test_enter_held_down_is_one_press(opened: Callable[..., Terminal], words: Callable[[str], Words]) -> None:
    """It answered "under 14" and "someone is on the way" for a man who leant on the key."""
    said = words("en")
    terminal = opened("--memory").keys("1").wait_for(said.opening("first-title")).settle()
    terminal.keys("enter").wait_for(said.question("device")).settle()
    terminal.keys("1").wait_for(said.ui("country-screen.ask")).settle()
    terminal.keys("1").wait_for(said.question("age")).settle()
    for _ in range(40):  # as a keyboard repeats
        terminal.process.send("\r")
        terminal.read(0.03)
    terminal.settle()
    assert said.question("danger")[:40] in terminal.words(), "one answer, and no more"
