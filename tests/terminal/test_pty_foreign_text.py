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

# What is pasted, and what of it can be seen afterwards. Where an ESC is among it, Textual takes what
# follows for keys (most terminals remove it from a paste): then only that nothing breaks is looked at.
TEXTS = {
    "closing": ("a [/] b", "a [/] b"),
    "click": ("[@click=app.quit()]x[/]", "[@click=app.quit()]x[/]"),
    "style": ("[bold red]warn[/bold red] [$accent]", "[bold red]warn[/bold red]"),
    "clipboard": ("vor\x1b]52;c;AAAAQUFB\x07nach", ""),
    "clipboard-st": ("vor\x1b]52;c;AAAAQUFB\x1b\\nach", ""),
    "title": ("vor\x1b]0;pwned\x07nach", ""),
    "link": ("vor\x1b]8;;https://evil.example\x1b\\nach", ""),
    "erase": ("vor\x1b[2J\x1b[3Jnach", ""),
    "c1": ("vor\x9b31mnach", "vornach"),
    "bidi": ("vor\u202egnp.exe\u2066nach", "vorgnp.exenach"),
    "nul": ("vor\x00\x08\x7fnach", ""),
    "lines": ("https://example\n.org/a\r\nb", "https://example"),
    "emoji": ("👩‍👩‍👧‍👦 äöü ẞ 漢字", "äöü"),
    "surrogate": ("vor\udc80nach", "vor"),
    "combining": ("e" + "\u0301" * 400, ""),
}
FORBIDDEN = (b"\x1b]52;", b"pwned", b"\x1b]8;;https://evil", "\u202e".encode(), "\u2066".encode(), b"\x1b[3J")  # fmt: skip


def assert_clean(terminal: Terminal) -> None:
    """Nothing of what was pasted has come out as a control sequence."""
    for sequence in FORBIDDEN:
        assert sequence not in terminal.raw, sequence
    assert "\x9b" not in terminal.raw.decode("utf-8", "ignore")


@pytest.mark.parametrize("name", TEXTS)
def test_pasted_into_a_field(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    words: Callable[[str], Words],
    name: str,
) -> None:
    text, seen = TEXTS[name]
    said = words("en")
    terminal = open_field(walk(opened()))
    terminal.paste(text).wait_for(seen).settle()
    assert terminal.process.isalive(), terminal.text()
    if seen:  # no key was among it: the note is shown on other screens too
        terminal.keys("escape").wait_for(said.ui("plan.recognise"))
        terminal.keys("w").wait_for(said.ui("kept.one"), seen[:20])
        terminal.keys("ctrl+p").wait_for(said.ui("find.placeholder"))
        terminal.paste(text).settle()
        assert terminal.process.isalive(), terminal.text()
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert_clean(terminal)


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
