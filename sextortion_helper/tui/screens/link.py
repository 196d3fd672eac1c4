"""An address or number: bare, as a terminal link (OSC 8), and as a QR code. Nothing is opened [R2]."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from rich.text import Text as RichText
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from sextortion_helper.text import clean_line
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.qr import QrCode
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, title

NUMBERS = ("tel:", "sms:")


class LinkScreen(GuideScreen):
    """`link` is a tel:, sms:, mailto: or https: address; `text` says what it is for."""

    def __init__(
        self,
        heading: str,
        link: str,
        text: str = "",
        source: str = "",
        *,
        again: Callable[[], LinkScreen] | None = None,
    ) -> None:
        super().__init__()
        self._again = again  # makes the same page anew, in the language of then
        self._heading = heading
        self._link = clean_line(link)
        self._text = text
        self._source = source

    def where(self) -> str:
        """Neutral."""
        return self.ui("link.where-number" if self._link.startswith(NUMBERS) else "link.where")

    def body(self) -> ComposeResult:
        """The address as it stands, and as a picture for the phone where there is room."""
        if self._again is not None:
            anew = self._again()
            self._heading, self._text, self._source = anew._heading, anew._text, anew._source
        yield title(self._heading)
        if self._text:
            yield Text(self._text)
        if self._link.startswith("https:"):
            address = RichText(self._link, style=Style(link=self._link))
            yield Static(address, classes="text")
            yield Text(self.ui("link.history"), "text quiet")
        elif self._link.startswith("mailto:"):
            yield Text(self._link.removeprefix("mailto:"))
        if self._link:
            code = QrCode(self._link)
            # The code may be scrolled to, but it must fit whole: half a code is no use.
            if code.fits(Size(self.app.size.width - 3, self.app.size.height - 2)):
                yield Text(self.ui("link.qr"), "text quiet")
                yield code
            else:
                number = self._link.startswith(NUMBERS)
                yield Text(self.ui("link.no-room-number" if number else "link.no-room"), "text quiet")
        if self._source:
            yield Text(self._source, "text quiet")
        yield block(Row(self.ui("key.back"), "back", sign="1"))

    def width_changed(self) -> None:
        """There may be room for the code now, or no longer."""
        super().width_changed()
        self.run_worker(self.redraw(), exclusive=True, group="redraw")

    async def chosen(self, ident: str) -> None:
        """One step back."""
        await self.action_back()
