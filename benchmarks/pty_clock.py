"""Runs a program in a pseudo-terminal and says when things are seen. Nothing is drawn: that takes time."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

LIMIT = 30.0  # seconds after which a run counts as failed
QUIET = 0.06  # a screen that has sent nothing for so long stands


class Run:
    """One run of `args` in 80x24. Times are seconds since the key (or the start) they belong to."""

    def __init__(self, args: Sequence[str], env: Mapping[str, str]) -> None:
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.execvpe(args[0], list(args), dict(env))
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.peak = 0  # bytes, known at the end
        self.over = False

    def __enter__(self) -> Run:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self.over:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    def no_flow_control(self) -> None:
        """Ctrl+Q is a key from the beginning; a terminal takes it for itself until a program says so."""
        modes = termios.tcgetattr(self.fd)
        modes[0] &= ~termios.IXON
        termios.tcsetattr(self.fd, termios.TCSANOW, modes)

    def seen(self, text: bytes, since: float | None = None) -> float:
        """Wait until `text` has been sent; the time of it."""
        start = self.begun if since is None else since
        data = b""
        while text not in data:
            if not select.select([self.fd], [], [], LIMIT)[0]:
                raise RuntimeError(f"never seen: {text!r}; the last of it: {data[-500:]!r}")
            try:
                data += os.read(self.fd, 1 << 16)
            except OSError:
                raise RuntimeError(f"ended before {text!r}: {data[-500:]!r}") from None
        return time.perf_counter() - start

    def settle(self) -> None:
        """Wait until the screen stands."""
        while select.select([self.fd], [], [], QUIET)[0]:
            os.read(self.fd, 1 << 16)

    def key(self, keys: bytes) -> float:
        """Press; the moment of it."""
        now = time.perf_counter()
        os.write(self.fd, keys)
        return now

    def repaint(self, keys: bytes) -> float:
        """Press, and wait until all of the repaint has been sent."""
        now = self.key(keys)
        if not select.select([self.fd], [], [], LIMIT)[0]:
            raise RuntimeError("no repaint")
        last = now
        while select.select([self.fd], [], [], QUIET)[0]:
            os.read(self.fd, 1 << 16)
            last = time.perf_counter()
        return last - now

    def end(self, since: float) -> float:
        """Wait for the end of the process; the time of it. `peak` is known from here on."""
        while True:
            pid, _, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                break
            if select.select([self.fd], [], [], 0.001)[0]:
                try:
                    os.read(self.fd, 1 << 16)
                except OSError:
                    _, _, usage = os.wait4(self.pid, 0)
                    break
            if time.perf_counter() - since > LIMIT:
                raise RuntimeError("did not end")
        self.over = True
        self.peak = usage.ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024)
        return time.perf_counter() - since
