"""`vault` and `wipe` in a real terminal: nothing typed is echoed, and words offered leave no trace."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sextortion_helper.case import vault
from sextortion_helper.case.store import Store
from sextortion_helper.cli import Exit
from sextortion_helper.errors import WrongPassphraseError
from sextortion_helper.paths import sealed_file

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal

WORDS = "correct horse battery staple"
OTHER = "another one of these passphrases"


class Asked:
    """A command at its prompts."""

    def __init__(self, terminal: Terminal, words: Words) -> None:
        self.terminal, self.words = terminal, words

    def prompts(self, key: str, times: int = 1) -> Asked:
        """Wait until the prompt stands for the `times`-th time on the screen that shows."""
        end = time.monotonic() + 20
        while self.terminal.text().count(f"{self.words.ui(key)}:") < times:
            assert time.monotonic() < end, self.terminal.text()
            self.terminal.read(0.02)
        return self

    def types(self, text: str) -> Asked:
        self.terminal.keys(text, "enter")
        return self

    def sees(self, *texts: str) -> Asked:
        self.terminal.wait_for(*texts)
        return self


@pytest.fixture
def ask(
    start: Callable[..., Terminal], words: Callable[[str], Words], data_dir: Path
) -> Callable[..., Asked]:
    def starter(*arguments: str, lang: str = "en", **variables: str) -> Asked:
        terminal = start("--data-dir", str(data_dir), *arguments, lang=lang, **variables)
        return Asked(terminal, words(lang))

    return starter


def unseen(terminal: Terminal, *secrets: str) -> None:
    """Nothing of it was ever sent to the terminal, not even for a moment."""
    terminal.settle()
    for secret in secrets:
        assert secret.encode() not in terminal.raw
        assert secret[:9].encode() not in terminal.raw


@pytest.mark.parametrize("lang", ["en", "de"])
def test_create(ask: Callable[..., Asked], data_dir: Path, lang: str) -> None:
    asked = ask("vault", "create", lang=lang)
    asked.sees(asked.words.ui("passphrase.no-way-back"), asked.words.ui("passphrase.rule"))
    assert asked.terminal.on_alternate, "what is said here leaves no line in the terminal's memory"
    offer = asked.words.ui("passphrase.offer").partition("{")[0].strip()
    asked.sees(offer)
    offered = asked.terminal.words().partition(offer)[2].split()[: vault.SUGGESTED]
    assert len(offered) == vault.SUGGESTED

    asked.prompts("passphrase.field").types("short")
    asked.prompts("passphrase.field", 2).types(WORDS).prompts("passphrase.again").types(OTHER)
    asked.sees(asked.words.ui("passphrase.differ"))
    asked.prompts("passphrase.field", 3).types(WORDS).prompts("passphrase.again", 2).types(WORDS)
    assert asked.terminal.ended() == Exit.OK
    assert not asked.terminal.on_alternate
    assert asked.words.ui("vault.created") in asked.terminal.words()
    assert " ".join(offered) not in asked.terminal.words()
    unseen(asked.terminal, WORDS, OTHER)
    Store.sealed(sealed_file(data_dir), WORDS).close()


def test_without_a_second_screen_no_words_are_offered(ask: Callable[..., Asked], data_dir: Path) -> None:
    asked = ask("vault", "create", TERM="dumb")
    asked.prompts("passphrase.field").types(WORDS).prompts("passphrase.again").types(WORDS)
    assert asked.terminal.ended() == Exit.OK
    assert b"words would do" not in asked.terminal.raw
    assert b"\x1b[?1049" not in asked.terminal.raw


def test_change_after_wrong_ones_that_wait_longer(ask: Callable[..., Asked], data_dir: Path) -> None:
    Store.sealed(sealed_file(data_dir), WORDS).close()
    asked = ask("vault", "change-passphrase")
    began = time.monotonic()
    asked.prompts("passphrase.field").types("not this one at all")
    asked.prompts("passphrase.field", 2).types("nor this one here")
    asked.prompts("passphrase.field", 3)
    assert time.monotonic() - began >= vault.delay_after(1) + vault.delay_after(2)
    assert asked.terminal.words().count(asked.words.ui("store.passphrase-wrong")) == 2
    asked.types(WORDS).sees(asked.words.ui("passphrase.no-way-back"))
    asked.prompts("passphrase.field").types(OTHER).prompts("passphrase.again").types(OTHER)
    assert asked.terminal.ended() == Exit.OK
    unseen(asked.terminal, WORDS, OTHER, "not this one at all", "nor this one here")
    with pytest.raises(WrongPassphraseError):
        Store.sealed(sealed_file(data_dir), WORDS)
    Store.sealed(sealed_file(data_dir), OTHER).close()


def test_after_three_wrong_ones_it_ends(ask: Callable[..., Asked], data_dir: Path) -> None:
    Store.sealed(sealed_file(data_dir), WORDS).close()
    asked = ask("vault", "change-passphrase")
    for times in (1, 2, 3):
        asked.prompts("passphrase.field", times).types(f"wrong number {times} of three")
    assert asked.terminal.ended() == Exit.PASSPHRASE
    assert asked.terminal.words().count(asked.words.ui("store.passphrase-wrong")) == 3


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+d"])
@pytest.mark.parametrize("command", ["create", "change-passphrase"])
def test_it_can_be_stopped(ask: Callable[..., Asked], data_dir: Path, key: str, command: str) -> None:
    if command != "create":
        Store.sealed(sealed_file(data_dir), WORDS).close()
    asked = ask("vault", command)
    asked.prompts("passphrase.field").terminal.keys(key)
    assert asked.terminal.ended() == Exit.STOPPED
    assert not asked.terminal.on_alternate
    assert b"Traceback" not in asked.terminal.raw
    assert data_dir.exists() is (command != "create")


@pytest.mark.parametrize(("lang", "answer", "goes"), [("en", "yes", True), ("de", "nein", False)])
def test_wipe_asks_once(
    ask: Callable[..., Asked], data_dir: Path, lang: str, answer: str, goes: bool
) -> None:
    Store.sealed(sealed_file(data_dir), WORDS).close()
    asked = ask("wipe", lang=lang)
    asked.sees(asked.words.ui("wipe.ask")).types(answer)
    assert asked.terminal.ended() == Exit.OK
    assert data_dir.exists() is not goes
    assert asked.words.ui("wipe.gone" if goes else "wipe.not") in asked.terminal.words()


def test_a_file_that_is_this_terminal_would_echo(ask: Callable[..., Asked], data_dir: Path) -> None:
    asked = ask("vault", "create", "--passphrase-fd", "0")
    assert asked.terminal.ended() == Exit.USAGE
    assert not data_dir.exists()
