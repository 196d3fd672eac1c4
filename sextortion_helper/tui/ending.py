"""How the program ends: blank at once, save what is still on its way, then close."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import time
from typing import Any

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import Screen

HEARD_WITHIN = 0.3  # seconds for keys that are still on their way to a field when leaving
BLANK = "\x1b[0m\x1b[2J\x1b[H"
CLOSED_AFTER = 1.5  # seconds a closed window may hold up the end


class EndingApp(App[None]):
    """An app that can be left at any moment: nothing is seen any more, and nothing is lost."""

    def __init__(self) -> None:
        super().__init__()
        self._blank = False
        self._ending: asyncio.Task[None] | None = None

    def last_thing(self) -> None:
        """What is to be closed when all is saved."""

    def handle_signals(self) -> None:
        """SIGTERM leaves; SIGHUP too, and does not wait for a terminal that is gone."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and not self.is_headless:
                # Windows has no loop signals; a foreign thread has none either.
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    action = self._window_closed if name == "SIGHUP" else self._leave
                    loop.add_signal_handler(number, action, 128 + number)

    async def action_quit(self) -> None:
        """Blank first, then close. Every change was saved when it was made."""
        self._leave(0)

    def action_help_quit(self) -> None:
        """Ctrl+C says nothing: Textual's message would be in English, and stand over the cover [R16]."""

    def _leave(self, code: int) -> None:
        driver = self._driver
        if driver is not None and not self._blank:
            self._blank = True
            with contextlib.suppress(OSError):  # the window may be closed already
                driver.write(BLANK)
                driver.flush()
        if self._ending is not None:
            return
        if self._unheard():
            self._ending = asyncio.get_running_loop().create_task(self._end_when_heard(code))
        else:
            self._end(code)

    async def _end_when_heard(self, code: int) -> None:
        """Keys typed just before leaving may still be on their way to a field; they are not lost."""
        last = time.monotonic() + HEARD_WITHIN
        while self._unheard() and time.monotonic() < last:
            await asyncio.sleep(0.005)
        self._end(code)

    def _unheard(self) -> bool:
        from sextortion_helper.tui.widgets.field import CleanInput

        return any(
            field.message_queue_size for screen in self.screen_stack for field in screen.query(CleanInput)
        )

    def _end(self, code: int) -> None:
        self.flush_fields()
        self.last_thing()
        self.exit(return_code=code)

    def _window_closed(self, code: int) -> None:
        """Leave; if the terminal is really gone, what waits for it must not keep the program alive."""
        watchdog = threading.Timer(CLOSED_AFTER, os._exit, (code,))
        watchdog.daemon = True
        watchdog.start()
        self._leave(code)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if not self._blank:  # nothing is painted over the blank
            super()._display(screen, renderable)

    def flush_fields(self) -> None:
        """Save what stands in fields and is not saved."""
        for screen in self.screen_stack:
            flush = getattr(screen, "flush_fields", None)
            if flush is not None:
                flush()

    def pop_screen(self) -> AwaitComplete:
        """As Textual does it, but what was typed last is saved first."""
        flush = getattr(self.screen, "flush_fields", None)
        if flush is not None:
            flush()
        return super().pop_screen()
