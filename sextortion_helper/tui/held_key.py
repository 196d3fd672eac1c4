"""A key that is held down is one press: else it would answer question after question unread."""

from __future__ import annotations

from textual import events

ACTING = ("enter", "space")
WITHIN = 0.15  # seconds; a keyboard repeats about every 0.03, a hurried finger every 0.2


class HeldKey:
    """Remembers when a key that acts came last. `within` is in seconds."""

    def __init__(self, within: float = WITHIN) -> None:
        self.within = within
        self._last: tuple[str, float] = ("", 0.0)

    def is_repeat(self, event: events.Key) -> bool:
        """Whether this is no press of its own."""
        if event.key not in ACTING:
            return False
        key, at = self._last
        self._last = event.key, event.time
        return key == event.key and event.time - at < self.within
