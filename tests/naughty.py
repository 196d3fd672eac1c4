"""Strings that break programs, read from naughty.txt (its head says how it is written)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Naughty:
    """A text, what the cleaning must make of it, and whether it also goes through every screen."""

    line: str
    text: str
    cleaned: str
    on_screens: bool


def _plain(written: str) -> str:
    times, _, rest = written.rpartition("* ")
    if times.isdecimal():
        return int(times) * _plain(rest)
    return written.encode("ascii").decode("unicode_escape")


def _read(line: str) -> Naughty:
    marked = line.startswith("* ")
    text, arrow, cleaned = re.fullmatch(r"(.*?)(?: (=>)(?: (.*))?)?", line.removeprefix("* ")).groups()
    return Naughty(line, _plain(text), _plain(cleaned or "") if arrow else _plain(text), marked)


NAUGHTY = [
    _read(line)
    for line in Path(__file__).with_name("naughty.txt").read_text("ascii").splitlines()
    if line and not line.startswith("# ")
]
