"""A screen that stands the window being dragged."""

from __future__ import annotations

from textual import events
from textual.screen import Screen


class SteadyScreen(Screen[None]):
    """A screen whose window may be dragged.

    Textual lays out for each size it was told, and tells itself again of each layout: with two sizes on
    their way at once it never comes to an end, and no key is heard any more. Only the last one counts.
    """

    def on_resize(self, event: events.Resize) -> None:
        """Nothing is done for a size that is no longer that of the terminal."""
        if event.size != self.app.size:
            event.prevent_default()
