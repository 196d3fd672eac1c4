"""Settings: language, Sie or du, country, theme, and what is kept."""

from __future__ import annotations

from textual.app import ComposeResult

from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.theme import CHOICE
from sextortion_helper.tui.widgets.text import quiet, title


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
            "kept": (self.ui("plan.kept"), ""),
            "back": (self.ui("key.back"), ""),
        }
        if app.voice.lang != "de":
            del values["form"]  # English has one form of address
        rows = self.rows(*((ident, label) for ident, (label, _) in values.items()))
        for row in rows:
            row.set(note=values[row.ident][1])
        yield block(*rows)
        yield quiet(self.ui("settings.kept" if self.guide.desk.mode == "plain" else "settings.not-kept"))

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
            name = CHOICE[(CHOICE.index(app.settings.theme) + 1) % len(CHOICE)]
            app.change_settings(theme=name)
            app.theme = name
            await self.redraw()
        elif ident == "kept":
            from sextortion_helper.tui.screens.kept import KeptScreen

            app.push_screen(KeptScreen())
        else:
            await self.action_back()
