"""How a command ends: one number for each kind of end, for ever."""

from __future__ import annotations

from enum import IntEnum

from sextortion_helper.errors import (
    AnswerError,
    ContentError,
    NoTerminalError,
    PassphraseError,
    StoreError,
    UnknownIdError,
)


class Exit(IntEnum):
    """Exit codes."""

    OK = 0
    """All went well."""
    FAILED = 1
    """Something unexpected; nothing was lost."""
    USAGE = 2
    """The call itself was wrong: unknown option, answer or id."""
    CONTENT = 3
    """The content is not in order; each line says file, line, and what to do."""
    NO_TERMINAL = 4
    """The command needs a terminal and there is none."""
    STORE = 5
    """What is kept could not be used; the file was left as it was."""
    PASSPHRASE = 6
    """The passphrase was wrong or can't be taken; the file was left as it was."""
    STOPPED = 130
    """Stopped by Ctrl+C or Ctrl+D while something was asked; nothing was changed."""


_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Exit], ...] = (
    ((AnswerError, UnknownIdError), Exit.USAGE),
    (ContentError, Exit.CONTENT),
    (NoTerminalError, Exit.NO_TERMINAL),
    (PassphraseError, Exit.PASSPHRASE),
    (StoreError, Exit.STORE),
)


def exit_of(error: Exception) -> Exit:
    """The code for an error of ours."""
    return next((code for kinds, code in _KINDS if isinstance(error, kinds)), Exit.FAILED)
