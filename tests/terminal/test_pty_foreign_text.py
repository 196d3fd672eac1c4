"""[R11] Text from outside never is markup, and no escape sequence of it reaches the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sextortion_helper.text import FIELD_LIMIT

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal

# What is pasted, and what of it can be seen afterwards.
LITERAL = {
    "a [/] b": "a [/] b",
    "[@click=app.quit()]x[/]": "[@click=app.quit()]x[/]",
    "[bold red]warn[/bold red] [$accent]": "[bold red]warn[/bold red]",
    "vor\x9b31mnach": "vornach",
    "vor\u202egnp.exe\u2066nach": "vorgnp.exenach",
    "https://example\n.org/a\r\nb": "https://example",
    "👩‍👩‍👧‍👦 äöü ẞ 漢字": "äöü",
    "e" + "\u0301" * 400: "",
}
# Textual takes what follows an ESC for keys, in a paste too (most terminals remove it there). So after
# these only that nothing breaks and nothing comes out is looked at.
WITH_ESCAPE = {
    "clipboard": "vor\x1b]52;c;AAAAQUFB\x07nach",
    "title": "vor\x1b]0;pwned\x07nach",
    "link": "vor\x1b]8;;https://evil.example\x1b\\nach",
    "erase": "vor\x1b[2J\x1b[3Jnach\x00\x08\x7f",
}
FORBIDDEN = (
    b"\x1b]52;", b"\x1b]0;pwned", b"\x1b]8;;https://evil", "\u202e".encode(), "\u2066".encode(), b"\x1b[3J",
)  # fmt: skip


def assert_clean(terminal: Terminal) -> None:
    """Nothing of what was pasted has come out as a control sequence."""
    for sequence in FORBIDDEN:
        assert sequence not in terminal.raw, sequence
    assert "\x9b" not in terminal.raw.decode("utf-8", "ignore")


def test_pasted_markup_and_bidi_stay_text(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    words: Callable[[str], Words],
) -> None:
    """In a field, in the list of what is kept, and in Find; field after field in one session."""
    said = words("en")
    terminal = open_field(walk(opened()))
    for text, seen in LITERAL.items():
        terminal.paste(text).wait_for(seen).settle(0.4)
        terminal.keys("escape").wait_for(said.ui("plan.recognise"))
        terminal.keys("w").wait_for(said.ui("kept.one"), seen[:20])
        terminal.keys("ctrl+p").wait_for(said.ui("find.placeholder")).settle(0.1)
        terminal.paste(text).settle(0.1)
        terminal.keys("escape").wait_for(said.ui("kept.one")).settle(0.1)
        terminal.keys("escape").wait_for(said.ui("plan.recognise")).settle(0.1)
        open_field(terminal).keys("ctrl+e", "ctrl+u").wait_for(said.ui("task.done")).settle(0.1)
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert_clean(terminal)


@pytest.mark.parametrize("name", WITH_ESCAPE)
def test_pasted_escape_sequences_do_not_come_out(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    name: str,
) -> None:
    terminal = open_field(walk(opened()))
    terminal.paste(WITH_ESCAPE[name]).settle()
    assert terminal.process.isalive(), terminal.text()
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert_clean(terminal)


def test_bytes_that_are_no_utf8(opened: Callable[..., Terminal], words: Callable[[str], Words]) -> None:
    """A terminal that sends Latin-1: an umlaut is one odd byte. It is no key, and no end."""
    terminal = opened()
    terminal.process.send(b"\xe4\xf6\xed\xb2\x80")
    terminal.settle()
    terminal.keys("1").wait_for(words("en").opening("first-title"))
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert b"Traceback" not in terminal.raw


def test_typed_into_a_field(
    opened: Callable[..., Terminal], walk: Callable[..., Terminal], open_field: Callable[..., Terminal]
) -> None:
    terminal = open_field(walk(opened()))
    for character in "[/] [@click=app.quit()]x[/] [$x":
        terminal.keys(character)
    terminal.wait_for("[/] [@click=app.quit()]x[/] [$x")
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0


def test_a_very_long_paste(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    words: Callable[[str], Words],
    data_dir: Path,
) -> None:
    """100,000 characters: cut, saved, and every key still works."""
    said = words("en")
    terminal = open_field(walk(opened("--data-dir", str(data_dir)), keep=True))
    terminal.paste("0123456789" * 10_000).wait_for("0123456789")
    terminal.keys("f1").wait_for(f"F1 {said.ui('bottom.back')}").settle(0.1)
    terminal.keys("f1").settle()
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert (data_dir / "store.db").stat().st_size < 20 * FIELD_LIMIT + 100_000


def test_paste_where_no_field_is(
    opened: Callable[..., Terminal], walk: Callable[..., Terminal], words: Callable[[str], Words]
) -> None:
    """Pasted outside a field, text does nothing: no digit in it chooses, no letter acts."""
    terminal = opened()
    terminal.paste("1\n1\nq2").settle()
    terminal.wait_for(words("en").opening("button-open"))
    walk(terminal)
    terminal.paste("a1[/] 2").settle()
    terminal.wait_for(words("en").ui("plan.recognise"))
    assert_clean(terminal)
