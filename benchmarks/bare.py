"""What we compare ourselves with: Textual apps with nothing in them (label, list, boxes)."""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label


class LabelApp(App[None]):
    """One label: the base."""

    def compose(self) -> ComposeResult:
        yield Label("ALL-THERE")


class ListScreen(Screen[None]):
    def compose(self) -> ComposeResult:
        from textual.widgets import ListItem, ListView

        yield ListView(*(ListItem(Label(f"Entry number {n}, a title of usual length")) for n in range(29)))
        yield Label("ALL-THERE")


class ListApp(App[None]):
    """A key opens a list of 30 things."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("1", "open", "open")]

    def compose(self) -> ComposeResult:
        from textual.widgets import ListView  # loaded before the key, as ours is

        assert ListView
        yield Label("READY")

    def action_open(self) -> None:
        self.push_screen(ListScreen())


class BoxesApp(App[None]):
    """30 check boxes; arrows move between them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", priority=True),
        Binding("up", "app.focus_previous", priority=True),
    ]

    def compose(self) -> ComposeResult:
        from textual.containers import VerticalScroll
        from textual.widgets import Checkbox

        yield VerticalScroll(*(Checkbox(f"Entry number {n}") for n in range(30)), can_focus=False)


if __name__ == "__main__":
    {"label": LabelApp, "list": ListApp, "boxes": BoxesApp}[sys.argv[1]]().run()
