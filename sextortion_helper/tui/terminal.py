"""The terminal before and after Textual: no key typed meanwhile is lost, and the screen ends empty."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

CLEAR_SCREEN = "\x1b[2J\x1b[H"


@contextmanager
def early_keys() -> Iterator[None]:
    """Take the terminal out of line mode while Textual is still being imported; put it back at the end.

    Without it, keys typed in the first tenths of a second would be echoed, held back until Enter, or
    (Ctrl+Q) swallowed as flow control. Windows consoles have no such mode; nothing happens there.
    """
    try:
        import termios
    except ImportError:
        yield
        return
    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    early = termios.tcgetattr(number)
    early[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL)
    early[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(number, termios.TCSANOW, early)
    try:
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


def clear_screen() -> None:
    """Clear the visible main screen; the scrollback belongs to the terminal and stays."""
    sys.stdout.write(CLEAR_SCREEN)
    sys.stdout.flush()


def forgive_odd_bytes() -> None:
    """A terminal that sends Latin-1 must not end the program: bytes that are no UTF-8 are no key.

    Textual's input thread decodes strictly and dies of the first umlaut of such a terminal.
    """
    try:
        from textual.drivers import linux_driver
    except ImportError:  # Windows reads keys in another way
        return
    linux_driver.getincrementaldecoder = _forgiving  # type: ignore[assignment,attr-defined]  # errors ignored


def _forgiving(name: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(name), "ignore")
