"""The opening: an interruption page with four ways on (counsel-review 4)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.lines import arriving_keys
from sextortion_helper.tui.widgets.text import Text, keys, title


class OpeningScreen(GuideScreen):
    """Start, Help now, I help someone, Open. [Open] never proves that a case exists (K41)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("k,K", "known", id="known")]

    def line(self, ident: str) -> str:
        """A text of opening.yaml, keys filled in."""
        app = self.nextsteps
        text = app.catalogue.find(app.voice, "opening", "lines", ident) or ""
        for name, key in arriving_keys().items():
            text = text.replace("{key-" + name + "}", key.replace("Ctrl", app.ui("bottom.ctrl")))
        return text

    def body(self) -> ComposeResult:
        """The texts and the four buttons."""
        yield title(self.line("opening-title"))
        yield Text(f"{self.line('opening-steps')}\n{self.line('opening-offline')}")
        yield Text(self.line("opening-watched"))
        yield block(
            *self.rows(
                ("start", self.line("button-start")),
                ("help", self.line("button-help")),
                ("helper", self.line("button-helper")),
                ("open", self.line("button-open")),
            )
        )
        yield keys(("C", self.ui("opening.country")), ("L", self.ui("opening.language")))

    async def chosen(self, ident: str) -> None:
        """Go one of the four ways."""
        app = self.nextsteps
        if ident == "help":
            app.action_help_now()
        elif ident == "start":
            await app.ready()
            await app.answer("who", ["self"])
            from sextortion_helper.tui.screens.first_minute import FirstMinuteScreen

            app.push_screen(FirstMinuteScreen())
        elif ident == "helper":
            await app.ready()
            from sextortion_helper.tui.screens.question import OneQuestionScreen

            app.push_screen(OneQuestionScreen("who", leave_out=("self",)))
        elif ident == "open":
            await app.ready()
            from sextortion_helper.tui.flow import open_screen

            await open_screen(app)
