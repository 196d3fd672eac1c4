"""One full-width choice: a bar at the left and weight show the focus; Enter, its number or a click act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from sextortion_helper.text import clean
from sextortion_helper.tui.widgets.wrapping import wrap

BAR = "▌"


class Row(Widget, can_focus=True):
    """A choice. `sign` stands before the label (a number, a state), `note` at the right or below it.

    Posts `Row.Chosen` when it is acted on.
    """

    KEYS: ClassVar[tuple[str, ...]] = ("enter", "space")  # those that act on it

    @dataclass
    class Chosen(Message):
        """This row was chosen; `by_number`: with the digit it carries, not at its place."""

        row: Row
        by_number: bool = False

    def __init__(
        self, label: str, ident: str, *, sign: str = "", note: str = "", below: str = "", classes: str = ""
    ) -> None:
        super().__init__(classes=classes)
        self.label = label
        self.ident = ident
        self.sign = sign
        self.note = note
        self.below = below

    @property
    def number(self) -> str:
        """The digit that acts on this row; empty if it has none."""
        return self.sign if self.sign.isdigit() else ""

    def set(self, *, label: str | None = None, sign: str | None = None, note: str | None = None) -> None:
        """Change what stands in the row; it keeps its place."""
        self.label = self.label if label is None else label
        self.sign = self.sign if sign is None else sign
        self.note = self.note if note is None else note
        self.refresh(layout=True)

    def _text(self, width: int) -> list[tuple[str, str]]:
        """Lines of (text, quiet end): the end is the note, or the whole of a line below the label.

        All of it is cleaned: a label may hold words from a file that others can change [R11].
        """
        label, note, below = clean(self.label), clean(self.note), clean(self.below)
        start = f"{self.sign}  " if self.sign else ""
        indent = " " * cell_len(start)
        room = max(width - 2 - len(indent), 8)
        lines = [(line, "") for line in wrap(label, room)]
        if note:
            last = lines[-1][0]
            free = room - cell_len(last)
            if cell_len(note) + 3 <= free:
                lines[-1] = (last + " " * (free - cell_len(note)), note)
            else:
                lines += [("", line) for line in wrap(note, room)]
        if below:
            lines += [("", line) for line in wrap(below, room)]
        return [((indent if number else start) + text, end) for number, (text, end) in enumerate(lines)]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the label needs."""
        return len(self._text(width))

    def render(self) -> Content:
        """The lines, with the bar if this row has the focus."""
        bar = (f"{BAR} ", "$bar") if self.has_focus else ("  ", "")
        parts: list[tuple[str, str]] = []
        for text, end in self._text(self.size.width):
            parts += [bar, (text, ""), (end, "not bold $quiet"), ("\n", "")]
        return Content.assemble(*parts[:-1])

    def on_focus(self, event: events.Focus) -> None:
        """Show the bar."""
        self.refresh()

    def on_blur(self, event: events.Blur) -> None:
        """Take the bar away."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click acts like Enter."""
        event.stop()
        self.screen.set_focus(self, scroll_visible=False)
        self.post_message(self.Chosen(self))
