"""The command line, called in this process or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sextortion_helper.cli import main

LIMIT = 60  # seconds; nothing here may wait for anybody


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Call = Callable[..., Result]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run one command in this process; `stdin` is what it may read."""

    def run(*arguments: str, stdin: str = "") -> Result:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        said = capsys.readouterr()
        return Result(int(code), said.out, said.err)

    return run


@pytest.fixture
def start() -> Call:
    """Run one command in a process of its own, without a terminal; `code` replaces the command."""

    def run(*arguments: str, stdin: bytes = b"", code: str | None = None, **environment: str) -> Result:
        command = [sys.executable, *(["-c", code] if code else ["-m", "sextortion_helper"]), *arguments]
        done = subprocess.run(
            command, input=stdin, capture_output=True, timeout=LIMIT, env={**os.environ, **environment}
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))

    return run
