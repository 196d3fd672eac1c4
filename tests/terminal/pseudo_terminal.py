"""A real pseudo-terminal with a screen one can read: pexpect runs the program, pyte draws what it sends.

Used by the tests here, by benchmarks/ and by tools/pictures.py.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Mapping, Sequence

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f10": "\x1b[21~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
# What pyte does not know and would print (queries, keyboard protocol, device control strings), and the
# joiners in emoji, after which it drops the rest of the line.
_UNKNOWN = re.compile(
    r"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1bP[^\x1b]*\x1b\\|\x1b_[^\x1b]*\x1b\\|[\u200d\ufe0f]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_][^\x07\x1b]*\x1b?)?$")
_ALTERNATE = re.compile(r"\x1b\[\?1049([hl])")


class Terminal:
    """Runs `args` in a terminal of its own.

    `raw` is all that was sent, as bytes; `text()` what stands on the screen now; `main` and
    `alternate` are the two screens a terminal has.
    """

    def __init__(
        self,
        columns: int,
        lines: int,
        env: Mapping[str, str],
        args: Sequence[str],
        *,
        timeout: float = 20,
    ) -> None:
        self.timeout = timeout
        self.raw = b""
        self.main = pyte.Screen(columns, lines)
        self.alternate = pyte.Screen(columns, lines)
        self.on_alternate = False
        self._streams = {False: pyte.Stream(self.main), True: pyte.Stream(self.alternate)}
        self._rest = ""
        self._decoder = _Decoder()
        self.process = pexpect.spawn(
            args[0],
            list(args[1:]),
            env=dict(env),
            dimensions=(lines, columns),
            timeout=timeout,
            # A test run in the background of a shell ignores Ctrl+C, and so would all it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.process.delaybeforesend = None
        self.process.delayafterterminate = 0.01

    # -- what is seen ------------------------------------------------------------

    @property
    def screen(self) -> pyte.Screen:
        """The screen that shows."""
        return self.alternate if self.on_alternate else self.main

    def text(self) -> str:
        """The screen's lines, without blanks at their ends."""
        self.read(0)
        # Not pyte's `display`: it fails on the second half of a wide sign whose first was painted over.
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        lines = ("".join(self.screen.buffer[row][column].data for column in columns) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    def words(self) -> str:
        """The screen as one line of words: text that was broken across lines is found in it."""
        return " ".join(self.text().split())

    def wait_for(
        self, *texts: str, gone: Sequence[str] = (), unlike: str | None = None, timeout: float | None = None
    ) -> Terminal:
        """Wait until all `texts` stand on the screen, none of `gone` does, and it is no longer `unlike`."""
        wanted = [" ".join(text.split()) for text in texts]
        unwanted = [" ".join(text.split()) for text in gone]
        limit = self.timeout if timeout is None else timeout
        end = time.monotonic() + limit
        while True:
            alive = self.process.isalive()
            self.read(0.02)
            words = self.words()
            right = all(text in words for text in wanted) and not any(text in words for text in unwanted)
            if right and (unlike is None or self.text() != unlike):
                return self
            if time.monotonic() > end or not alive:
                why = f"{limit} s are over" if alive else "the program has ended"
                raise AssertionError(f"{why}; wanted {wanted}, without {unwanted}; there is:\n{self.text()}")

    def settle(self, quiet: float = 0.25, timeout: float = 10) -> Terminal:
        """Wait until nothing has been sent for `quiet` seconds."""
        end = time.monotonic() + timeout
        last = time.monotonic()
        while time.monotonic() < end and time.monotonic() - last < quiet:
            if self.read(0.02):
                last = time.monotonic()
        return self

    def read(self, wait: float) -> bytes:
        """Take in what has been sent, waiting up to `wait` seconds for the first byte; returns it."""
        new = b""
        while True:
            try:
                part = self.process.read_nonblocking(1 << 16, wait)
            except (pexpect.TIMEOUT, pexpect.EOF):
                break
            new += part
            wait = 0
        if new:
            self.raw += new
            self._draw(self._decoder.decode(new))
        return new

    # -- what is done ------------------------------------------------------------

    def keys(self, *names: str) -> Terminal:
        """Press keys: names from KEYS, everything else as typed text."""
        for name in names:
            self.process.send(KEYS.get(name, name))
        return self

    def paste(self, text: str) -> Terminal:
        """Paste as a terminal in bracketed mode does."""
        data = b"\x1b[200~" + text.encode("utf-8", "surrogatepass") + b"\x1b[201~"
        # A pty holds only a few thousand bytes; what the program sends meanwhile has to be read.
        while data:
            sent = os.write(self.process.child_fd, data[:1024])
            data = data[sent:]
            self.read(0)
        return self

    def resize(self, columns: int, lines: int) -> Terminal:
        """Change the window's size."""
        self.read(0)
        for screen in (self.main, self.alternate):
            screen.resize(lines, columns)
        self.process.setwinsize(lines, columns)
        return self

    def signal(self, number: signal.Signals) -> Terminal:
        """Send the program a signal."""
        os.kill(self.process.pid, number)
        return self

    def hang_up(self) -> None:
        """Close the window. The process is the caller's to wait for."""
        self.process.ptyproc.fileobj.close()
        self.process.ptyproc.fd = self.process.child_fd = -1
        self.process.ptyproc.closed = self.process.closed = True

    def ended(self, timeout: float | None = None) -> int:
        """Wait for the end; the exit code, or minus the number of the signal that ended it."""
        end = time.monotonic() + (self.timeout if timeout is None else timeout)
        while self.process.isalive():
            self.read(0.02)
            if time.monotonic() > end:
                raise AssertionError(f"still running\n{self.text()}")
        self.read(0.05)
        if self.process.exitstatus is not None:
            return int(self.process.exitstatus)
        return -int(self.process.signalstatus or 0)

    def close(self) -> None:
        """End the program, whatever it does."""
        if not self.process.closed:
            self.process.close(force=True)

    # -- inside ------------------------------------------------------------------

    def _draw(self, text: str) -> None:
        text = self._rest + text
        unfinished = _UNFINISHED.search(text)
        self._rest = unfinished.group() if unfinished else ""
        text = _UNKNOWN.sub("", text[: len(text) - len(self._rest)])
        parts = _ALTERNATE.split(text)
        self._feed(parts[0])
        for kind, part in zip(parts[1::2], parts[2::2], strict=True):
            self.on_alternate = kind == "h"
            if self.on_alternate:
                self.alternate.reset()
            self._feed(part)

    def _feed(self, text: str) -> None:
        self._streams[self.on_alternate].feed(text)


class _Decoder:
    """Bytes to text; a character cut in two waits for its second half."""

    def __init__(self) -> None:
        import codecs

        self._inner = codecs.getincrementaldecoder("utf-8")("replace")

    def decode(self, data: bytes) -> str:
        return self._inner.decode(data)
