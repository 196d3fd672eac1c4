"""Texts as widgets: always literal, never parsed as markup [R11]."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from sextortion_helper.text import clean
from sextortion_helper.tui.widgets.wrapping import wrap


def literal(text: str) -> Content:
    """Text as it stands, cleaned; the only way text gets onto a screen."""
    return Content(clean(text))


class Text(Widget):
    """A paragraph or several."""

    def __init__(self, text: str, classes: str = "text") -> None:
        super().__init__(classes=classes)
        self._shown = clean(text)

    def say(self, text: str) -> None:
        """Another text in the same place."""
        self._shown = clean(text)
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text needs."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(self._rows(self.size.width)))

    def _rows(self, width: int) -> list[str]:
        return wrap(self._shown, max(width, 4))


def title(text: str) -> Text:
    """The heading of a screen."""
    return Text(text, "title")


def heading(text: str) -> Text:
    """A quiet heading inside a screen."""
    return Text(text, "heading")


def quiet(text: str) -> Text:
    """A quiet paragraph."""
    return Text(text, "text quiet")


class Keys(Widget):
    """Keys with what they do, as many pairs a line as fit; a pair is never broken."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(classes="keys")
        self.pairs = pairs
        self._pairs = [f"{key}  {what}" for key, what in pairs]

    def _rows(self, width: int) -> list[str]:
        rows: list[str] = []
        for pair in self._pairs:
            joined = f"{rows[-1]}   {pair}" if rows else pair
            if rows and cell_len(joined) <= width:
                rows[-1] = joined
            else:
                rows.append(pair)
        return rows

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the pairs need."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The pairs."""
        return literal("\n".join(self._rows(self.size.width)))


def keys(*pairs: tuple[str, str]) -> Keys:
    """A line of keys with what they do."""
    return Keys(pairs)
