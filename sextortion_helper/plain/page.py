"""Lines of text for any terminal: wrapped, without control characters. Imports nothing heavy, for `now`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from sextortion_helper.text import clean

WIDTH = 72
_SOFT = "\u00a0"  # textwrap breaks only at ASCII blanks


def wrap(text: str, indent: int = 0, *, first: str = "") -> list[str]:
    """Wrap a text of paragraphs and `- ` lists. `first` stands before its first line; the rest hangs under.

    An address is never broken, nor a number as it is dialled.
    """
    lines: list[str] = []
    lead = " " * indent + first
    hanging = " " * len(lead)
    for number, line in enumerate(clean(text).strip().split("\n")):
        start = lead if number == 0 else hanging
        bullet = "- " if line.startswith("- ") else ""
        if not line.strip():
            lines.append("")
            continue
        lines += textwrap.wrap(
            re.sub(r"(?<=\d) (?=\d)", _SOFT, line.removeprefix(bullet)),
            WIDTH,
            initial_indent=start + bullet,
            subsequent_indent=hanging + " " * len(bullet),
            break_long_words=False,
            break_on_hyphens=False,
        )
    return [line.replace(_SOFT, " ").rstrip() for line in lines]


def page(lines: Iterable[str]) -> str:
    """Lines as one text: cleaned, at most one empty line in a row, none at the ends."""
    text = clean("\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
