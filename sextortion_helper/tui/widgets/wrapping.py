"""Text in lines of a width."""

from __future__ import annotations

import re

from rich.cells import cell_len

POINT = "- "
_IN_NUMBER = re.compile(r"(?<=\d) (?=\d)")


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` cells, at blanks where it can, an address behind a slash.

    A telephone number is never broken. What belongs to a point of a list (`- `) hangs under its words.
    """
    # Only plain blanks are broken at; the other kind is turned back afterwards.
    return [line.replace("\u00a0", " ") for line in _wrap(_IN_NUMBER.sub("\u00a0", text), width)]


def _wrap(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if paragraph.startswith(POINT) and width > 4 * len(POINT):
            first, *rest = _wrap(paragraph.removeprefix(POINT), width - len(POINT))
            lines += [POINT + first, *(" " * len(POINT) + line for line in rest)]
            continue
        line = ""
        for word in paragraph.split(" "):
            candidate = f"{line} {word}" if line else word
            if cell_len(candidate) <= width:
                line = candidate
                continue
            if line:
                lines.append(line)
            while cell_len(word) > width > 0:
                cut = width
                while cell_len(word[:cut]) > width:
                    cut -= 1
                slash = word.rfind("/", 0, cut) + 1
                cut = slash if slash > cut // 2 else cut
                lines.append(word[:cut])
                word = word[cut:]
            line = word
        lines.append(line)
    return lines
