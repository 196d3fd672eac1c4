"""Texts as widgets: always literal, never parsed as markup [R11]."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from sextortion_helper.text import clean


def literal(text: str) -> Content:
    """Text as it stands, cleaned; the only way text gets onto a screen."""
    return Content(clean(text))


class Text(Static):
    """A paragraph or several."""

    def __init__(self, text: str, classes: str = "text") -> None:
        super().__init__(literal(text), classes=classes)

    def say(self, text: str) -> None:
        """Show another text."""
        self.update(literal(text))


def title(text: str) -> Text:
    """The heading of a screen."""
    return Text(text, "title")


def heading(text: str) -> Text:
    """A quiet heading inside a screen."""
    return Text(text, "heading")


def quiet(text: str) -> Text:
    """A quiet paragraph."""
    return Text(text, "text quiet")


def keys(*pairs: tuple[str, str]) -> Text:
    """A line of keys with what they do."""
    # Blanks that do not break keep a key and its meaning on one line.
    parts = (f"{key}  {what}".replace(" ", "\u00a0") for key, what in pairs)
    return Text("   ".join(parts), "keys")
