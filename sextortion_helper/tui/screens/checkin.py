"""The check-in offer on every return (counsel-review 5.6)."""

from __future__ import annotations

from textual.app import ComposeResult

from sextortion_helper.plan.contacts import spoken_line
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.text import title


class CheckInScreen(GuideScreen):
    """How is it right now? Never stored; skipping is an answer."""

    def line(self, ident: str) -> str:
        """A sentence of help.yaml."""
        app = self.nextsteps
        return spoken_line(app.catalogue, app.voice, self.guide.answers, app.country, ident)

    def body(self) -> ComposeResult:
        """The offer."""
        yield title(self.line("checkin-ask"))
        names = ("fine", "hard", "suicide", "skip")
        yield block(*self.rows(*((name, self.line(f"checkin-{name}")) for name in names)))

    async def chosen(self, ident: str) -> None:
        """On to the plan, by way of a person where that is needed."""
        app = self.nextsteps
        if ident == "suicide":
            await app.answer("suicide", ["yes"])
        app.go_home()
        if ident == "suicide":
            from sextortion_helper.tui.screens.crisis import CrisisScreen

            app.push_screen(CrisisScreen())
        elif ident == "hard":
            from sextortion_helper.tui.screens.pages import hard_page

            app.push_screen(hard_page(app))
