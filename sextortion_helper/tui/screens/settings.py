"""Settings: language, Sie or du, country, theme, when a passphrase is asked for again, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult

from sextortion_helper.errors import StoreError
from sextortion_helper.tui import idle
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.theme import CHOICE
from sextortion_helper.tui.widgets.text import quiet, title

T = TypeVar("T")


class SettingsScreen(GuideScreen):
    """Each row goes on to the next value when it is chosen."""

    def where(self) -> str:
        """Settings."""
        return self.ui("settings.where")

    def body(self) -> ComposeResult:
        """One row a setting, with its value at the right."""
        app = self.nextsteps
        form = self.ui(f"settings.form-{app.voice.form}")
        country = self.ui(f"country.{app.country}") if app.country else self.ui("help.no-country")
        yield title(self.ui("settings.where"))
        values = {
            "lang": (self.ui("settings.language"), self.ui("language.own")),
            "form": (self.ui("settings.form"), form),
            "country": (self.ui("settings.country"), country),
            "theme": (self.ui("settings.theme"), self.ui(f"theme.{app.settings.theme}")),
            "lock": (self.ui("settings.lock"), self._lock_after()),
            "kept": (self.ui("plan.kept"), ""),
            "back": (self.ui("key.back"), ""),
        }
        if app.voice.lang != "de":
            del values["form"]  # English has one form of address
        if self.guide.desk.mode != "passphrase" or self.guide.turned:
            del values["lock"]
        rows = self.rows(*((ident, label) for ident, (label, _) in values.items()))
        for row in rows:
            row.set(note=values[row.ident][1])
        yield block(*rows)
        # The minutes are the helper's: on a turned screen, nothing of the file.
        yield quiet(self.ui(f"settings.kept-{'memory' if self.guide.turned else self.guide.desk.mode}"))

    def _lock_after(self) -> str:
        """The minutes in words."""
        app = self.nextsteps
        return app.catalogue.plural(app.voice, "settings.lock-minutes", idle.minutes(self.guide.desk.store))

    async def chosen(self, ident: str) -> None:
        """Change it at once."""
        app = self.nextsteps
        if ident == "lang":
            await app.action_language()
        elif ident == "form":
            form = "du" if app.voice.form == "sie" else "sie"
            app.change_settings(form=form)
            await app.speak(app.voice_for(app.voice.lang))
        elif ident == "country":
            await app.action_country()
        elif ident == "theme":
            name = _following(CHOICE, app.settings.theme)
            app.change_settings(theme=name)
            app.theme = name
            await self.redraw()
        elif ident == "lock":
            store = self.guide.desk.store
            try:
                idle.choose(store, _following(idle.MINUTES, idle.minutes(store)))
            except StoreError as error:
                app.notice = app.store_sentence(error)
            await self.redraw()
        elif ident == "kept":
            from sextortion_helper.tui.screens.kept import KeptScreen

            app.push_screen(KeptScreen())
        else:
            await self.action_back()


def _following(values: Sequence[T], present: T) -> T:
    """The next of the values, round and round."""
    return values[(values.index(present) + 1) % len(values)]
