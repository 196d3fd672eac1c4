"""Where a passphrase comes from: a prompt without echo, or an open file. Never arguments or environment."""

from __future__ import annotations

import getpass
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from sextortion_helper.case import vault
from sextortion_helper.errors import AnswerError, NoTerminalError, PassphraseError
from sextortion_helper.plain.talk import Talk, has_second_screen, has_terminal

TRIES: Final = 3
_LONGEST: Final = 1 << 16  # bytes read from a file; far more than anyone types
_SECOND_SCREEN: Final = ("\x1b[?1049h\x1b[2J\x1b[H", "\x1b[2J\x1b[H\x1b[?1049l")


class Source(Protocol):
    """What gives passphrases. `tries`: how often a wrong one may be given anew."""

    tries: int

    def known(self) -> str:
        """The one of a file that is there."""

    def chosen(self) -> str:
        """A new one, checked. Raises PassphraseError."""

    def wrong(self, error: PassphraseError) -> None:
        """Say why it is asked for again."""


def source(descriptor: int | None, talk: Talk) -> Source:
    """The prompt, or the open file of that number.

    Raises NoTerminalError without a terminal to ask in.
    """
    if descriptor is not None:
        return FromFile(descriptor)
    if not has_terminal():
        raise NoTerminalError(talk.ui("vault.no-terminal"))
    return FromPrompt(talk)


class FromFile:
    """One passphrase a line, in UTF-8."""

    tries = 1

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def known(self) -> str:
        """The next line. Raises AnswerError for what can't be read, PassphraseError for what is no text."""
        return _line(self._descriptor)

    def chosen(self) -> str:
        """The next line, checked."""
        return vault.check_passphrase(self.known())

    def wrong(self, error: PassphraseError) -> None:
        """Nobody is there to hear it; the command ends with it."""


class FromPrompt:
    """Asked in the terminal, without echo."""

    tries = TRIES

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def known(self) -> str:
        """Ask once."""
        return self._hidden("passphrase.field")

    def chosen(self) -> str:
        """Ask twice, as often as it takes; words are offered where they vanish from the terminal again."""
        talk = self._talk
        with _second_screen() as private:
            said = [talk.ui("passphrase.no-way-back"), talk.ui("passphrase.rule")]
            if private:
                said.append(talk.ui("passphrase.offer", words=vault.suggest(talk.voice.lang)))
            talk.say("\n\n".join(said))
            while True:
                try:
                    text = vault.check_passphrase(self._hidden("passphrase.field"))
                    if vault.normal(self._hidden("passphrase.again")) == text:
                        return text
                except PassphraseError as error:
                    self.wrong(error)
                else:
                    talk.say(talk.ui("passphrase.differ"))

    def wrong(self, error: PassphraseError) -> None:
        """The sentence for it."""
        self._talk.say(self._talk.sentence(error))

    def _hidden(self, key: str) -> str:
        try:
            with warnings.catch_warnings():
                # It would fall back to reading with echo and only warn of it.
                warnings.simplefilter("error", getpass.GetPassWarning)
                return getpass.getpass(f"{self._talk.ui(key)}: ")
        except getpass.GetPassWarning as warning:
            raise NoTerminalError(self._talk.ui("vault.no-terminal")) from warning
        except UnicodeDecodeError as error:
            raise PassphraseError from error
        except EOFError as error:  # Ctrl+D
            raise KeyboardInterrupt from error


@contextmanager
def _second_screen() -> Iterator[bool]:
    """Speak on the terminal's second screen, which keeps no older lines. False: it has none."""
    if not has_second_screen():
        yield False
        return
    there, back = _SECOND_SCREEN
    sys.stderr.write(there)
    sys.stderr.flush()
    try:
        yield True
    finally:
        sys.stderr.write(back)
        sys.stderr.flush()


def _line(descriptor: int) -> str:
    """The next line of an open file without its end. Byte by byte: what stands behind it is not ours."""
    data = bytearray()
    try:
        if os.isatty(descriptor):
            raise AnswerError(
                f"--passphrase-fd {descriptor} is a terminal, where typing can be seen. Leave the option out."
            )
        while len(data) <= _LONGEST and (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            data += byte
    except (OSError, OverflowError) as error:
        raise AnswerError(f"--passphrase-fd {descriptor}: nothing can be read there.") from error
    if len(data) > _LONGEST:
        raise PassphraseError
    try:
        return data.decode("utf-8-sig").removesuffix("\r")  # PowerShell sends a byte order mark
    except UnicodeDecodeError as error:
        raise PassphraseError from error
