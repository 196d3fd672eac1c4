"""The known-person path: the step `stop-known` at once, then the first questions (K2)."""

from __future__ import annotations

from textual.app import ComposeResult

from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, title

TASK = "stop-known-slowly"  # the most careful one: we do not know yet who it is

HINT = "known-hint"  # holds until it is said who the other person is


class KnownScreen(GuideScreen):
    """Change nothing suddenly; then the same questions as everyone."""

    def body(self) -> ComposeResult:
        """The first task of the variant, and what it holds under More."""
        speaker = self.guide.speaker
        words, _ = speaker.task("stop", TASK)
        yield title(speaker.say(words.title))
        yield Text(speaker.say(words.do))
        if words.more:
            yield Text(speaker.say(words.more))
        yield block(Row(self.ui("go.on"), "on", sign="1"))

    async def chosen(self, ident: str) -> None:
        """Go on to the questions."""
        from sextortion_helper.tui.flow import after_first_minute

        await self.nextsteps.answer(HINT, ["yes"])
        await after_first_minute(self.nextsteps)
