"""The top line (where you are) and the bottom line (the keys that always work)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from sextortion_helper.text import clean

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps


def arriving_keys(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The chord to name for help, cover, leave and find: one that arrives in this terminal [R1]."""
    if environment.get("TERM_PROGRAM") == "vscode":
        return {"help": "Ctrl+G", "cover": "Ctrl+O", "leave": "F10", "find": "/"}
    return {"help": "F1", "cover": "F2", "leave": "Ctrl+Q", "find": "Ctrl+P"}


BETWEEN = " · "


class TopLine(Widget):
    """Where you are, and at the right country and language. Never the topic."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__()
        self._left = left
        self._right = right

    def show(self, left: str, right: str) -> None:
        """Change both ends."""
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> RenderResult:
        """Both ends; the right one goes first when it gets narrow."""
        left, right = clean(self._left), clean(self._right)
        gap = self.size.width - cell_len(left) - cell_len(right)
        if gap < 2:
            right = right.partition(BETWEEN)[0]  # the country, without the language
            gap = self.size.width - cell_len(left) - cell_len(right)
        if gap < 2:
            if cell_len(left) > self.size.width:
                left = left.rpartition(BETWEEN)[2]  # the name of the step, without its phase
            return Content(left if cell_len(left) <= self.size.width else left[: self.size.width - 1] + "…")
        return Content(left + " " * gap + right)


class _Key(Static):
    def __init__(self, text: str, action: str, classes: str = "") -> None:
        super().__init__(Content(text), classes=classes)
        self._action = action

    async def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        event.stop()
        await self.app.run_action(self._action)


class BottomLine(Horizontal):
    """Help, cover and leave at the left, find at the right; the same on every screen."""

    narrow = reactive(False, recompose=True)

    def __init__(self, *, help_open: bool = False, narrow: bool = False) -> None:
        super().__init__()
        self._help_open = help_open
        self.set_reactive(BottomLine.narrow, narrow)

    def compose(self) -> ComposeResult:
        """Make the parts, each of them to be clicked."""
        app = cast("NextSteps", self.app)
        keys = arriving_keys()
        if self.narrow:
            short = keys["leave"].replace("Ctrl+", "^")
            yield _Key(
                f"{keys['help']} {app.ui('bottom.back' if self._help_open else 'bottom.help-short')}",
                "app.help_now",
            )
            yield _Key(keys["cover"], "app.cover")
            yield _Key(f"{short} {app.ui('bottom.leave')}", "app.quit")
            return
        word = app.ui("bottom.back" if self._help_open else "bottom.help")
        yield _Key(f"{keys['help']} {word}", "app.help_now")
        yield _Key(f"{keys['cover']} {app.ui('bottom.cover')}", "app.cover")
        yield _Key(f"{self._spoken(keys['leave'], app)} {app.ui('bottom.leave')}", "app.quit")
        yield Static("", classes="gap")
        yield _Key(f"{self._spoken(keys['find'], app)} {app.ui('bottom.find')}", "app.find", "last")

    @staticmethod
    def _spoken(key: str, app: NextSteps) -> str:
        return key.replace("Ctrl+", app.ui("bottom.ctrl") + "+")
