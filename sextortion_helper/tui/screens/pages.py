"""Plain pages of text: the danger line, why, the recipient's page, how the scam is recognised."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from sextortion_helper.plan.contacts import help_now, spoken_line
from sextortion_helper.tui import present
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.text import Text, heading, title

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps


class TextScreen(GuideScreen):
    """A title, paragraphs, and the way on. `help_at`: before (0) or behind (1) it, a row to Help now."""

    def __init__(
        self,
        page: Callable[[], tuple[str, Sequence[str]]],
        *,
        where: Callable[[], str] | None = None,
        go_on: str = "key.back",
        help_at: int | None = None,
        then: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__()
        self._then = then
        self._page = page  # asked for again at each drawing, so that the language follows
        self._where = where
        self._go_on = go_on
        self._help_at = help_at

    def where(self) -> str:
        """As given."""
        return self._where() if self._where else super().where()

    def body(self) -> ComposeResult:
        """The page."""
        heading, paragraphs = self._page()
        yield title(heading)
        for paragraph in paragraphs:
            yield Text(paragraph)
        pairs = [("back", self.ui(self._go_on))]
        if self._help_at is not None:
            pairs.insert(self._help_at, ("help", self.ui("bottom.help")))
        yield block(*self.rows(*pairs))

    async def chosen(self, ident: str) -> None:
        """Help now, or on."""
        if ident == "help":
            self.nextsteps.action_help_now()
        else:
            self.app.pop_screen()
            if self._then is not None:
                await self._then()


def danger_page(app: NextSteps, then: Callable[[], Awaitable[None]] | None = None) -> TextScreen:
    """The danger line, once, when someone may be in danger; then the questions go on."""

    def page() -> tuple[str, list[str]]:
        answers = app.guide.answers if app.guide else {}
        view = help_now(app.catalogue, app.voice, answers, app.country, app.clock())
        return app.ui("danger.title"), [view.danger, app.ui("danger.then")]

    return TextScreen(page, go_on="go.on", help_at=1, then=then)


def recipient_page(app: NextSteps) -> TextScreen:
    """For someone who was sent a picture of another person (counsel-review 7.9)."""

    def page() -> tuple[str, list[str]]:
        return app.ui("recipient.title"), [app.ui(f"recipient.line-{number}") for number in range(1, 6)]

    return TextScreen(page, help_at=1)


def hard_page(app: NextSteps) -> TextScreen:
    """The answer to "It is hard": a person and one small step."""

    def page() -> tuple[str, list[str]]:
        answers = app.guide.answers if app.guide else {}
        text = spoken_line(app.catalogue, app.voice, answers, app.country, "checkin-hard-answer")
        return app.ui("checkin.hard-title"), [text]

    return TextScreen(page, go_on="go.on", help_at=0)


class RecogniseScreen(GuideScreen):
    """Is this the scam? The article's signs, without a verdict on the person."""

    def where(self) -> str:
        """Neutral."""
        return self.ui("recognise.where")

    def body(self) -> ComposeResult:
        """Signs by group, then what it means."""
        speaker = self.guide.speaker
        frame = speaker.signs()
        yield Text(speaker.say(frame.intro))
        signs = [sign for sign in self.guide.library.signs if self.guide.facts.holds(sign.when)]
        for group, name in frame.groups.items():
            of_group = [sign for sign in signs if sign.group == group]
            if of_group:
                yield heading(speaker.say(name))
            for sign in of_group:
                words, _ = speaker.sign(sign.id)
                yield Text(f"{speaker.say(words.title)}\n{speaker.say(words.text)}")
        yield Text(speaker.say(frame.closing))
        yield block(*self.rows(("back", self.ui("key.back"))))
        if signs:
            yield Text(present.source_line(self.nextsteps, signs[0].source, signs[0].checked), "keys")

    async def chosen(self, ident: str) -> None:
        """One step back."""
        await self.action_back()
