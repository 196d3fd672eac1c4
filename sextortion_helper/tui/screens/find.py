"""Find (Ctrl+P or /): every place, step, service, network and tool by name; words of the guide too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from sextortion_helper.errors import StoreError
from sextortion_helper.tui import flow, present
from sextortion_helper.tui.screens.base import GuideScreen
from sextortion_helper.tui.widgets.field import CleanInput
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text

MOST = 9


@dataclass(frozen=True)
class Found:
    """Something that can be opened. `words` is what is searched besides the label."""

    label: str
    kind: str
    words: str
    go: Callable[[], object]


class FindScreen(GuideScreen):
    """An input and the matches below it; Enter opens the first."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def where(self) -> str:
        """Find."""
        return self.ui("bottom.find")

    def body(self) -> ComposeResult:
        """The input and the list."""
        self._all = list(self._everything())
        field = CleanInput(self._text, placeholder=self.ui("find.placeholder"), select_on_focus=False)
        field.cursor_blink = False
        yield field
        yield Vertical(*self._found(), id="found", classes="rows")

    def focus_first(self) -> None:
        """The input."""
        if self.focused is None:
            self.query_one(CleanInput).focus()

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Search as it is typed."""
        event.stop()
        if event.value != self._text:
            self._text = event.value
            box = self.query_one("#found", Vertical)
            await box.remove_children()
            await box.mount_all(self._found())

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the first match."""
        event.stop()
        await self.chosen("0")

    def _found(self) -> list[Widget]:
        wanted = self._text.casefold().split()
        self._hits = sorted(
            (
                one
                for one in self._all
                if all(word in f"{one.label} {one.words}".casefold() for word in wanted)
            ),
            key=lambda one: not all(word in one.label.casefold() for word in wanted),
        )[:MOST]
        return [
            Row(one.label, str(number), sign=" ", note=one.kind) for number, one in enumerate(self._hits)
        ] or [Text(self.ui("find.nothing"))]

    async def chosen(self, ident: str) -> None:
        """Close this and open what was found."""
        if int(ident) >= len(self._hits):
            return
        hit = self._hits[int(ident)]
        self.app.pop_screen()
        result = hit.go()
        if hasattr(result, "__await__"):
            await result

    def _everything(self) -> Iterator[Found]:
        app = self.nextsteps
        place = self.ui("find.place")
        yield Found(self.ui("help.where"), place, "", app.action_help_now)
        if app.guide is None:
            return
        if app.guide.at_list:  # there is nobody whose steps these could be
            yield from self._sessions()
        else:
            yield from self._places(place)
        yield from self._of_the_program(place)
        yield from self._facts()
        speaker, library = app.guide.speaker, app.guide.library
        without = app.guide.at_list or "recipient" in app.guide.answers.get("who", ())
        for step in () if without else app.guide.plan.steps:
            texts = [speaker.task(step.id, task.id)[0] for task in step.tasks]
            words = " ".join(f"{speaker.say(t.title)} {speaker.say(t.do)}" for t in texts)
            title = speaker.title(step.id, step.variant)
            yield Found(title, self.ui("find.step"), words, partial(self._open_step, step.name))
        # Until the country is confirmed nothing is left out; each entry names its country [R9].
        services = library.services(app.country) if app.country else library.all_services
        for service in services:
            words_of, _ = speaker.service(service.id)
            label = f"{words_of.name} ({self.ui(f'country.{service.country}')})"
            yield Found(
                label,
                self.ui("find.service"),
                f"{service.dial or ''} {speaker.say(words_of.what)}",
                partial(present.open_service, app, service.id),
            )
        for tool in library.tools.values():
            if app.guide.facts.holds(tool.when):
                tool_words, _ = speaker.tool(tool.id)
                yield Found(
                    tool_words.name,
                    self.ui("find.tool"),
                    speaker.say(tool_words.what),
                    partial(present.open_tool, app, tool.id),
                )

    def _facts(self) -> Iterator[Found]:
        from sextortion_helper.tui.screens.facts import PaymentScreen, PlatformScreen

        guide = self.guide
        for platform in guide.library.platforms:
            name = guide.speaker.platform(platform)[0].name
            yield Found(name, self.ui("find.network"), "", partial(self._open, PlatformScreen, platform))
        for payment in guide.library.payments:
            name = guide.speaker.payment(payment)[0].name
            yield Found(name, self.ui("find.payment"), "", partial(self._open, PaymentScreen, payment))

    def _open(self, screen: type[GuideScreen], *arguments: str) -> None:
        self.app.push_screen(screen(*arguments))

    def _places(self, place: str) -> Iterator[Found]:
        from sextortion_helper.tui.screens.answers import AnswersScreen, EntriesScreen
        from sextortion_helper.tui.screens.facts import RightsScreen
        from sextortion_helper.tui.screens.pages import RecogniseScreen

        app = self.nextsteps
        yield Found(self.ui("plan.where"), place, "", app.go_home)
        yield Found(self.ui("plan.answers"), place, "", lambda: app.push_screen(AnswersScreen()))
        if self.guide.facts.holds("scam-signs"):
            yield Found(self.ui("plan.recognise"), place, "", lambda: app.push_screen(RecogniseScreen()))
        yield Found(self.ui("rights.where"), place, "", lambda: app.push_screen(RightsScreen()))
        yield Found(self.ui("plan.entries"), place, "", lambda: app.push_screen(EntriesScreen()))

    def _of_the_program(self, place: str) -> Iterator[Found]:
        from sextortion_helper.tui.screens.kept import KeptScreen
        from sextortion_helper.tui.screens.settings import SettingsScreen

        app = self.nextsteps
        yield Found(self.ui("settings.where"), place, "", lambda: app.push_screen(SettingsScreen()))
        yield Found(self.ui("plan.kept"), place, "", lambda: app.push_screen(KeptScreen()))
        yield Found(self.ui("bottom.cover"), place, "", app.action_cover)

    def _sessions(self) -> Iterator[Found]:
        """By number or alias, from the list alone [R12]; what cannot be read, the list itself says."""
        app = self.nextsteps
        with suppress(StoreError):
            for info in self.guide.desk.store.sessions():
                name = present.session_name(app, info)
                yield Found(
                    name, present.moment(app, info.touched), "", partial(flow.open_session, app, info.id)
                )

    def _open_step(self, name: str) -> None:
        from sextortion_helper.tui.screens.task import TaskScreen

        self.app.push_screen(TaskScreen(name))
