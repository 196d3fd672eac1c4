"""[R10] Interrupted while typing: a signal, a closed window, a window of one cell, a paste of 1 MB."""

from __future__ import annotations

import os
import random
import signal
import termios
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sextortion_helper.case.store import Store
from sextortion_helper.text import FIELD_LIMIT

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal

SEED = int(os.environ.get("LEAVE_SEED", random.SystemRandom().randrange(10**6)))
ROUNDS = int(os.environ.get("LEAVE_ROUNDS", "3"))
NOW = datetime(2026, 3, 1, tzinfo=UTC)
TYPED = "lena_xy 0815"


@pytest.fixture
def typing(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    data_dir: Path,
) -> Terminal:
    """In a field of a case that is kept openly; two answers are given."""
    return open_field(walk(opened("--data-dir", str(data_dir)), keep=True))


def kept(data_dir: Path) -> str:
    """The one note that is kept; the file is whole, and free."""
    store = Store.plain(data_dir / "store.db")
    assert store.verify_log() is None
    case = store.load(store.last_session() or 0)
    store.close()
    assert {"age", "danger"} <= set(case.answers)
    return "".join(note.text for note in case.notes.values())


def test_resized_to_one_cell_and_back_while_typing_then_ended_by_a_signal(
    typing: Terminal, data_dir: Path
) -> None:
    """No key is lost and none acts, whatever the size at which it was pressed; the cover can be dragged too."""
    sizes = ((1, 1), (80, 24), (39, 11), (2, 40), (200, 2))
    for number, sign in enumerate(TYPED):
        typing.resize(*sizes[number % 5]).keys(sign)
        typing.read(0.02)
    typing.resize(80, 24).wait_for(TYPED)
    typing.keys("f2").wait_for(gone=[TYPED])
    for number in range(20):
        typing.resize(*sizes[number % 5]).read(0.01)
    typing.resize(80, 24).keys("f2").wait_for(TYPED)
    typing.keys("!").wait_for(f"{TYPED}!")  # not yet saved by itself
    assert typing.signal(signal.SIGTERM).ended() == 128 + signal.SIGTERM
    assert typing.text().strip() == ""
    assert not typing.on_alternate
    usual = termios.ICANON | termios.ECHO
    assert termios.tcgetattr(typing.process.child_fd)[3] & usual == usual
    assert kept(data_dir) == f"{TYPED}!"


def test_a_paste_of_1_mb_then_the_window_is_closed(
    typing: Terminal, data_dir: Path, words: Callable[[str], Words]
) -> None:
    """Cut; help answers afterwards; and what is typed as the window is closed is kept."""
    typing.paste("0123456789" * 100_000).wait_for("0123456789", timeout=60)
    typing.keys("f1").wait_for(f"F1 {words('en').ui('bottom.back')}", timeout=60)
    typing.keys("f1").wait_for("0123456789")
    typing.keys("backspace", "X").settle()
    typing.hang_up()
    os.waitpid(typing.process.pid, 0)
    assert kept(data_dir) == ("0123456789" * FIELD_LIMIT)[: FIELD_LIMIT - 1] + "X"


@pytest.mark.parametrize("key", ["f10", "ctrl+q"])
def test_leave_at_any_moment(start: Callable[..., Terminal], data_dir: Path, key: str) -> None:
    """From 0 ms on, also while Textual is still imported, with keys typed ahead that open what is kept."""
    store = Store.plain(data_dir / "store.db")
    for question, option in (("who", "self"), ("age", "adult"), ("danger", "no")):
        session = store.last_session() or store.new_session(NOW)
        store.put_answer(session, question, (option,), NOW)
    store.close()
    chance = random.Random(f"{SEED} {key}")
    for number in range(ROUNDS):
        moment = 0.0 if number == 0 else chance.random() * 1.5
        terminal = start("--data-dir", str(data_dir))
        ahead = chance.choice([(), ("4",), ("4", "enter")])
        while moment > 0:
            terminal.read(0.05)
            moment -= 0.05
        terminal.keys(*ahead, key)
        if key == "ctrl+q":
            # Before Python itself runs it is the terminal's own flow control, and lost: then once more.
            while not terminal.on_alternate and terminal.process.isalive():
                terminal.read(0.01)
            if terminal.process.isalive():
                terminal.keys(key)
        where = f"seed {SEED}, round {number}, {ahead}"
        assert terminal.ended() == 0, where
        assert terminal.text().strip() == "", where
        assert not terminal.on_alternate, where
        store = Store.plain(data_dir / "store.db")
        assert set(store.load(1).answers) == {"who", "age", "danger"}, where
        assert store.verify_log() is None
        store.close()
        terminal.close()
