"""How one gets about on a screen: arrows, numbers, Enter, and typing into its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from sextortion_helper.tui.screens.steady import SteadyScreen
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import Row

STEPS = {"up": -1, "down": 1}
TABS = {"tab": "focus_next", "shift+tab": "focus_previous"}


class Page(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The scrolling middle; the keys that scroll it belong to the screen."""


class MovingScreen(SteadyScreen):
    """A column of texts, fields and rows, longer than the window at times."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", id="up"),
        Binding("down", "row(1)", id="down"),
        Binding("pageup", "page(-1)", id="pageup"),
        Binding("pagedown", "page(1)", id="pagedown"),
    ]

    @dataclass
    class Typed(Message):
        """A key that is to act after what was typed before it."""

        key: str
        character: str  # empty: not one to write
        elsewhere: bool = False  # typed on the screen below, before this one was there
        counts: bool = False  # typed on the first screen before its first frame: a number is meant for it

    def first(self) -> Widget | None:
        """What has the focus at first: the first row."""
        return next(iter(self.query(Row)), None)

    def focus_first(self) -> None:
        """The primary action has the focus when the screen opens."""
        if self.focused is None:
            first = self.first()
            if first is not None:
                self.set_focus(first, scroll_visible=False)

    def set_focus(self, widget: Widget | None, *options: bool, **named: bool) -> None:
        """Not to a widget that is gone, or going (then it is no longer displayed): keys would be sent there
        and lost, F1 and Ctrl+Q among them.
        """
        if widget is None or (widget.is_attached and widget.display):
            if widget is not None:
                # As `Widget.focus` does: painted with the next frame, not the one after (6 ms for 24).
                widget.refresh()
            super().set_focus(widget, *options, **named)

    # -- keys ------------------------------------------------------------------

    def takes(self, event: events.Key) -> bool:
        """Take a key as it comes, before the next one. Returns whether it was meant for this screen.

        By way of the widget that has the focus, two keys sent in one go would both act there: Enter would
        choose the row above the one that the arrow before it went to. So the focus moves at once, and the
        row that has it now is chosen. What takes longer waits in one line. In a field it is the widget's.
        """
        focused = self.focused
        if isinstance(focused, CleanInput):
            return False
        character = event.character or "" if event.is_printable else ""
        row = self._row_of(character)
        if event.key in STEPS:
            self.action_row(STEPS[event.key])
        elif event.key in TABS:
            getattr(self, TABS[event.key])()
        elif isinstance(focused, Row) and event.key in focused.KEYS:
            self.post_message(Row.Chosen(focused))
        elif character and self.query(Field):
            # No letter is a command here, and no digit: someone may be typing, with a row in focus.
            self.put_in_field(character)
        elif row is not None:
            self._act_on(row)
        elif character or self._command(event.key):
            counts = self.page is None and len(self.app.screen_stack) == 1
            self.post_message(self.Typed(event.key, character, counts=counts))
        else:
            return False
        return True

    async def on_moving_screen_typed(self, event: Typed) -> None:
        """Its turn has come. A screen that was opened meanwhile is only written on."""
        event.stop()
        top = self.app.screen
        if top is not self:
            if isinstance(top, MovingScreen) and event.character:
                top.post_message(self.Typed(event.key, event.character, elsewhere=True))
        elif event.character and isinstance(self.focused, CleanInput):
            self.focused.insert_text_at_cursor(event.character)
        elif event.character and self.query(Field):
            self.put_in_field(event.character)
        elif event.counts and (row := self._row_of(event.character)) is not None:
            self._act_on(row)
        elif not event.elsewhere and (action := self._command(event.key)):
            await self.run_action(action)

    def _row_of(self, digit: str) -> Row | None:
        return next((row for row in self.query(Row) if digit and row.number == digit), None)

    @classmethod
    def _command(cls, key: str) -> str:
        """The action that a key has here; empty: none."""
        for owner in cls.__mro__:
            for binding in vars(owner).get("BINDINGS", ()):
                if isinstance(binding, Binding) and key in binding.key.split(","):
                    return binding.action
        return ""

    def _act_on(self, row: Row) -> None:
        seen = self.in_sight(row)
        self.set_focus(row, scroll_visible=False)
        if not seen:
            row.scroll_visible(animate=False)
        if seen or self.may_be_unseen(row):
            self.post_message(Row.Chosen(row, by_number=True))
            self.acted_on(row)

    def put_in_field(self, text: str) -> None:
        """Into the first field that is empty. Where none is, nothing is changed unseen."""
        for field in self.query(Field):
            if not field.text:
                into = field.query_one(CleanInput)
                self.set_focus(into, scroll_visible=True)
                into.insert_text_at_cursor(text)
                return

    def acted_on(self, row: Row) -> None:
        """A row was acted on by its number; what comes next may be meant for another."""

    def may_be_unseen(self, row: Row) -> bool:
        """Whether a row out of sight may be chosen by its number; else that only brings it into sight."""
        return False

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted goes where what is typed goes."""
        event.stop()
        self.put_in_field(event.text)

    def action_row(self, step: int) -> None:
        """Move to the next thing that can have the focus; at an end, and until it is in sight, scroll."""
        stops: list[Widget] = list(self.focus_chain)
        if not stops or (self.focused in stops and not self.in_sight(self.focused)):
            self.seek(step)
            return
        if self.focused not in stops:
            self.focus_first()
            return
        number = stops.index(self.focused) + step
        if 0 <= number < len(stops):
            self.set_focus(stops[number])
        elif self.page is not None:
            self.page.scroll_relative(y=3 * step, animate=False)

    @property
    def page(self) -> Page | None:
        """The scrolling middle. There is none on a screen that was left, nor while it is drawn anew."""
        return next(iter(self.query(Page)), None)

    def in_sight(self, widget: Widget | None) -> bool:
        """Whether any of it shows. What is not on the page always does."""
        page = self.page
        if widget is None or page is None or page not in widget.ancestors:
            return True
        return page.region.overlaps(widget.region)

    def seek(self, step: int) -> None:
        """On towards what has the focus out of sight; at an end of the page, to it."""
        page = self.page
        if page is None:
            return
        if page.scroll_y >= page.max_scroll_y if step > 0 else page.scroll_y <= 0:
            if self.focused is not None:
                self.focused.scroll_visible(animate=False)
        else:
            self.action_page(step)

    def action_page(self, step: int) -> None:
        """Scroll by most of a page."""
        page = self.page
        if page is not None:
            page.scroll_relative(y=step * max(page.size.height - 2, 1), animate=False)
