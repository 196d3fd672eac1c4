"""The cover: a dull notes page that can be typed on. Only its own chord lifts it [R16]."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.widgets import TextArea

from sextortion_helper.tui.screens.steady import SteadyScreen

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps


class CoverScreen(SteadyScreen):
    """Looks the same at every start; what is typed on it is forgotten."""

    def compose(self) -> ComposeResult:
        """A shopping list, as in any editor."""
        app = cast("NextSteps", self.app)
        page = TextArea(app.ui("cover.text"), show_line_numbers=True)
        page.cursor_blink = False
        yield page
