"""The known-person path: the step `stop-known` at once, then the first questions (K2)."""

from __future__ import annotations

from textual.app import ComposeResult

from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, title

VARIANT = "stop-known"


class KnownScreen(GuideScreen):
    """Change nothing suddenly; then the same questions as everyone."""

    def body(self) -> ComposeResult:
        """The first task of the variant."""
        speaker = self.guide.speaker
        step = self.guide.library.step(VARIANT)
        task = next(task for task in step.tasks if VARIANT in task.only_in and task.when is None)
        words, _ = speaker.task(step.id, task.id)
        yield title(speaker.say(words.title))
        yield Text(speaker.say(words.do))
        if words.more:
            yield Text(speaker.say(words.more))
        yield block(Row(self.ui("go.on"), "on", sign="1"))

    async def chosen(self, ident: str) -> None:
        """Go on to the questions."""
        from sextortion_helper.tui.flow import after_first_minute

        await after_first_minute(self.nextsteps)
