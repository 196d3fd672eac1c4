"""Words, language and form of address, country: what all that is drawn asks the app for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sextortion_helper.knowledge.catalogue import LANGUAGES, Catalogue, Voice, default_form
from sextortion_helper.paths import content_root
from sextortion_helper.tui.ending import EndingApp
from sextortion_helper.tui.settings import Settings

if TYPE_CHECKING:
    from sextortion_helper.tui.guide import Guide


class SpeakingApp(EndingApp):
    """An app that speaks: `guess` is the country this computer seems to be in, never relied on [R9]."""

    def __init__(
        self, root: Path | None, directory: Path | None, settings: Settings | None, guess: str | None
    ) -> None:
        super().__init__()
        self.catalogue = Catalogue(root or content_root())
        self.settings = settings or Settings()
        self.directory = directory
        self.guess = guess
        self.voice = Voice(self.settings.lang, default_form(self.settings.lang))
        self._own = {"lang": self.settings.lang, "form": self.settings.form}  # not of one among several
        self.guide: Guide | None = None
        self.notice = ""  # one sentence that is shown until the next key
        self.notice_seen = False

    def ui(self, key: str, **values: object) -> str:
        """An interface text in the present language."""
        return self.catalogue.ui(self.voice, key, **values)

    @property
    def country(self) -> str | None:
        """The confirmed country, else None. In a session it is the person's, not this computer's [R12]."""
        if self.guide is None:
            return self.settings.country
        if self.guide.in_session:
            return next(iter(self.guide.answers.get("country", ())), None)
        return next(iter(self.guide.answers.get("country", ())), self.settings.country)

    def country_line(self) -> str:
        """`Austria · English`, with a question mark while the country is only a guess."""
        name = self.ui(f"country.{self.country}") if self.country else ""
        if not self.country and self.guess:
            name = self.ui(f"country.{self.guess}") + "?"
        return " · ".join(part for part in (name, self.ui("language.own")) if part)

    def set_voice(self, voice: Voice) -> None:
        """The voice of all that is drawn from now on."""
        self.voice = voice
        if self.guide is not None:
            self.guide.speaker = self.guide.speaker.with_voice(voice)

    async def speak(self, voice: Voice) -> None:
        """Go on in another voice, on every screen, at once."""
        self.set_voice(voice)
        for screen in self.screen_stack:
            redraw = getattr(screen, "redraw", None)
            if redraw is not None:
                await redraw()

    def voice_for(self, lang: str, form: str | None = None) -> Voice:
        """The voice for a language: form as chosen, else by age; helpers are spoken to as helpers.

        In a counsellor's session the screens are the person's: they may be turned round.
        """
        guide = self.guide
        young = guide is not None and guide.facts.holds("minor")
        helper = guide is not None and guide.facts.holds("helped") and not guide.counsellor
        chosen = form or self.settings.form or default_form(lang, young=young and not helper)
        return Voice(lang, chosen if lang == "de" else "you", helper)

    async def action_language(self) -> None:
        """Switch to the next language."""
        following = LANGUAGES[(LANGUAGES.index(self.voice.lang) + 1) % len(LANGUAGES)]
        self.change_settings(lang=following)
        await self.speak(self.voice_for(following))

    def change_settings(self, **changes: Any) -> None:
        """Change settings. They are written only where things are kept openly: else they would tell."""
        self.settings = self.settings.changed(**changes)
        guide, said = self.guide, {name: changes[name] for name in self._own if name in changes}
        if guide is not None and guide.in_session:
            if said:
                guide.keep_voice(self.settings.lang, self.settings.form)
        else:
            self._own.update(said)
        if guide is not None and guide.desk.mode == "plain" and self.directory is not None:
            self.settings.changed(**self._own).write(self.directory)

    def forget_person(self) -> None:
        """Keep nothing of the person before: neither the form of address nor what was copied [R12].

        A session that is open now is led in its own language and form.
        """
        kept = self.guide.kept_voice() if self.guide is not None else None
        own = {"lang": kept[0], "form": kept[1]} if kept else self._own
        self.settings = self.settings.changed(**own)
        self.notice = ""
        self._clipboard = ""
