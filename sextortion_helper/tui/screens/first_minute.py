"""The first minute (counsel-review 4): four things not to do, and one breath. Never scrolls on its own."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.text import Text, title


class FirstMinuteScreen(GuideScreen):
    """Enter is the only thing it asks for; K leads to the known-person path (K2)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("k,K", "known", id="known")]

    def line(self, ident: str) -> str:
        """A text of opening.yaml."""
        app = self.nextsteps
        return app.catalogue.find(app.voice, "opening", "lines", ident) or ""

    def body(self) -> ComposeResult:
        """The texts as they stand in the review."""
        yield title(self.line("first-title"))
        only = "\n".join(self.line(f"first-{number}") for number in range(1, 5))
        yield Text(f"{self.line('first-only')}\n{only}")
        yield Text(self.line("first-known"))
        yield Text(self.line("first-deadline"))
        yield block(*self.rows(("on", self.ui("go.on")), ("known", self.ui("first.known"))))

    async def chosen(self, ident: str) -> None:
        """Go on to the questions, or to the path of K."""
        if ident == "known":
            self.action_known()
            return
        from sextortion_helper.tui.flow import after_first_minute

        await after_first_minute(self.nextsteps)

    def action_known(self) -> None:
        """The path for someone who knows or lives with the person."""
        from sextortion_helper.tui.screens.known import KnownScreen

        self.app.push_screen(KnownScreen())
