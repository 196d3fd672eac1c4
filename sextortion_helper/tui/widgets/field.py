"""A short field for the person's own words. What goes in is cleaned at once [R11]."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from sextortion_helper.text import FIELD_LIMIT, clean
from sextortion_helper.tui.widgets.text import literal

SAVE_AFTER = 0.3  # seconds after the last key; leaving, Tab and Enter save at once

MOVES = {
    "tab": "app.focus_next",
    "shift+tab": "app.focus_previous",
    "up": "screen.row(-1)",
    "down": "screen.row(1)",
}
EDITING = {key: bound.action for key, bound in BindingsMap(Input.BINDINGS)}


class CleanInput(Input):
    """An Input that lets no control or bidi character in and cuts what is too long."""

    limit = FIELD_LIMIT

    def validate_value(self, value: str) -> str:
        """Runs before the value is set, whatever set it."""
        return clean(value, limit=self.limit).replace("\n", " ").replace("\t", " ")

    async def _on_key(self, event: events.Key) -> None:
        # By Textual's own way Backspace, the arrows and Tab act late, after letters that were typed behind
        # them. What comes in one go behind one that moves is meant for the field that has the focus by then.
        focused = self.screen.focused
        field = focused if isinstance(focused, CleanInput) else self
        action = EDITING.get(event.key)
        if event.key in MOVES:
            await self.run_action(MOVES[event.key])
        elif action is not None:
            await field.run_action(action)
        elif field is not self and event.character and event.is_printable:
            field.insert_text_at_cursor(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        # Textual's own paste keeps the first line only; an address may have been broken in two.
        text = self.validate_value(event.text)
        start, end = self.selection
        self.replace(text, *sorted((start, end)))


class Field(Vertical):
    """Label and input. Posts `Field.Said` when its words are to be saved, `Field.Entered` on Enter."""

    @dataclass
    class Said(Message):
        """The person wrote something."""

        field: Field
        text: str

    @dataclass
    class Entered(Message):
        """Enter was pressed in it."""

        field: Field

    def __init__(
        self, label: str, ident: str, value: str = "", *, secret: bool = False, limit: int = FIELD_LIMIT
    ) -> None:
        super().__init__()
        # Not looked up: a field that is just being mounted or removed has its words all the same.
        self._input = CleanInput(value, select_on_focus=False, password=secret)
        self._input.cursor_blink = False
        self._input.limit = limit
        self._label = label
        self.ident = ident
        self._saved = value
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Label above, so that long German labels and 40 columns work alike."""
        yield Static(literal(self._label), classes="label")
        yield self._input

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._input.value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Save soon."""
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SAVE_AFTER, self.flush)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save now; the screen goes on."""
        event.stop()
        self.flush()
        self.post_message(self.Entered(self))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Save when the field is left."""
        self.flush()

    def flush(self) -> None:
        """Save what is not saved."""
        text = self.text
        if text != self._saved:
            self.post_message(self.Said(self, text))

    def is_saved(self, text: str) -> None:
        """The screen has saved `text`. Not before: the program may leave while the message waits."""
        self._saved = text

    def take_unsaved(self) -> str | None:
        """The text that still has to be saved, or None; used when the program leaves at once."""
        text = self.text
        if text == self._saved:
            return None
        self._saved = text
        return text
