"""The terminal before and after Textual: no key typed meanwhile is lost, and the screen ends empty."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

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
