"""A QR code as cells: black on white whatever the theme, two modules a line, so that a phone reads it."""

from __future__ import annotations

import segno
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

BORDER = 2
_INK = Style(color="#000000", bgcolor="#ffffff")


class QrCode(Widget):
    """The code for `text` (`tel:` or https). `fits` says whether a size has room for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        code = segno.make_qr(text, error="L")
        rows = [[bool(cell) for cell in row] for row in code.matrix_iter(border=BORDER)]
        if len(rows) % 2:
            rows.append([False] * len(rows[0]))
        self._lines = [
            "".join(_cell(top, bottom) for top, bottom in zip(upper, lower, strict=True))
            for upper, lower in zip(rows[::2], rows[1::2], strict=True)
        ]

    def fits(self, size: Size) -> bool:
        """Whether it can be shown whole in `size`."""
        return len(self._lines[0]) <= size.width and len(self._lines) <= size.height

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Cells across."""
        return len(self._lines[0])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Cells down."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One line of half blocks."""
        if not 0 <= y < len(self._lines):
            return Strip.blank(self.size.width)
        return Strip([Segment(self._lines[y], _INK)])


def _cell(top: bool, bottom: bool) -> str:
    if top and bottom:
        return "█"
    if top:
        return "▀"
    return "▄" if bottom else " "
