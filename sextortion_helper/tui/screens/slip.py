"""The emergency slip: where a person is now, for whoever must send help (counsel-review 6.2)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from sextortion_helper.tui.present import session_name
from sextortion_helper.tui.screens.base import block
from sextortion_helper.tui.screens.notes import Entry, WritingScreen
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.text import Text, quiet, title

PLACES = ("where", "with", "phone")


class SlipScreen(WritingScreen):
    """Three fields, in memory alone, and only for as long as the session is open."""

    def body(self) -> ComposeResult:
        """What the ambulance asks first."""
        slip = self.guide.slip
        yield title(f"{self.ui('helper.slip')} · {session_name(self.nextsteps, self.guide.desk.case)}")
        yield Text(self.ui("helper.slip-when"))
        fields = (Field(self.ui(f"helper.slip-{name}"), name, slip.get(name, "")) for name in PLACES)
        yield Vertical(*fields, classes="fields")
        yield quiet(self.ui("helper.slip-why"))
        yield block(Entry(self.ui("key.back"), "back", sign=" "))

    def first(self) -> Widget | None:
        """The first field."""
        return next(iter(self.query(CleanInput)), None)

    def save_field(self, ident: str, text: str) -> None:
        """Hold what was written, in memory alone."""
        self.guide.slip[ident] = text

    async def entered(self, field: Field) -> None:
        """On to the next field; from the last one to the way back."""
        self.focus_next()

    async def chosen(self, ident: str) -> None:
        """Back."""
        await self.action_back()
