"""The country: confirmed once, changed with C. Until then no number stands without its country [R9]."""

from __future__ import annotations

from textual.app import ComposeResult

from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.text import Text, keys, title

OTHER = "INT"


class CountryScreen(GuideScreen):
    """`confirm`: part of the way to the questions; else a change from anywhere."""

    def __init__(self, *, confirm: bool = False) -> None:
        super().__init__()
        self._confirm = confirm

    def body(self) -> ComposeResult:
        """The guess first, then the other countries with numbers of their own, then any other."""
        guess = self.nextsteps.country or self.nextsteps.guess
        codes = [code for code in self.guide.library.countries if len(code) == 2 and code != "EU"]
        if guess in codes:
            codes.remove(guess)
            codes.insert(0, guess)
        yield title(self.ui("country-screen.ask"))
        pairs = [(code, self.ui(f"country.{code}")) for code in codes]
        yield block(*self.rows(*pairs, (OTHER, self.ui("country-screen.other"))))
        yield Text(self.ui("country-screen.why"), "text quiet")
        yield keys(("Esc", self.ui("key.back")))

    async def chosen(self, ident: str) -> None:
        """Take the country and go on."""
        from sextortion_helper.tui import flow

        app = self.nextsteps
        await app.take_country(ident)
        if self._confirm:
            await flow.ask(app)
        else:
            app.pop_screen()
            below = app.screen
            if isinstance(below, GuideScreen):
                await below.show_anew()
