"""The full-screen guide: wires screens, content and session together, and guards how it starts and ends."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from sextortion_helper.errors import HelperError, StoreError
from sextortion_helper.paths import sealed_file, store_file
from sextortion_helper.tui import places, theme
from sextortion_helper.tui.deleting import Deleting
from sextortion_helper.tui.held_key import HeldKey
from sextortion_helper.tui.idle import Idle
from sextortion_helper.tui.settings import Settings
from sextortion_helper.tui.speaking import SpeakingApp

if TYPE_CHECKING:
    from sextortion_helper.tui.guide import Guide


class NextSteps(SpeakingApp):
    """The program on the screen. `clock` gives aware times; `directory` is where a case may be kept."""

    TITLE = "Next steps"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours speaks both languages and knows the guide: dialogs/find.py
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,ctrl+g", "help_now", id="help", priority=True),
        Binding("f2,ctrl+o", "cover", id="cover", priority=True),
        Binding("ctrl+q,f10", "quit", id="leave", priority=True),
        Binding("ctrl+p", "find", id="find", priority=True),
        Binding("f3", "helper_side", id="helper-side", priority=True),
        Binding("f9", "turn_back", id="turn-back", priority=True),
    ]

    def __init__(
        self,
        *,
        root: Path | None = None,
        directory: Path | None = None,
        settings: Settings | None = None,
        guess: str | None = None,
        memory_only: bool = False,
        demo: bool = False,
        counsellor: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(root, directory, settings, guess)
        self.animation_level = "none"  # nothing moves by itself
        self.memory_only = memory_only or directory is None
        self.demo = demo
        self.counsellor = counsellor
        self.clock = clock
        self.farewell = ""
        self._loaded = asyncio.Event()
        self._load_error: HelperError | None = None
        self._idle = Idle(clock)
        self.held_key = HeldKey()
        self.deleting = Deleting(self)
        self.wrong_tries = 0  # of passphrases, one after another, wherever one was asked for
        self.next_try = 0.0  # by the monotonic clock: no passphrase is tried before
        for own in theme.OWN:
            self.register_theme(own)
        # As setting `theme` would, but without reading all styles a second time before the first frame.
        self.set_reactive(App.theme, self.settings.theme)
        self.stylesheet.set_variables(self.get_css_variables())

    # -- start ---------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The opening, below all else: not a blank screen with the opening on it, drawn twice."""
        from sextortion_helper.tui.screens.opening import OpeningScreen

        return OpeningScreen()

    def on_mount(self) -> None:
        """Heavier things follow once the opening stands."""
        self.handle_signals()
        self.set_interval(15, self._lock_if_idle)

    def on_ready(self) -> None:
        """The first frame stands: load the rest in a thread."""
        self.call_later(self._first_frame)
        self._load()
        if self.demo:
            self.run_worker(self._show_demo())
        if self.counsellor:
            from sextortion_helper.tui import flow

            self.run_worker(flow.as_counsellor(self))

    async def _show_demo(self) -> None:
        guide = await self.ready()
        guide.fill(guide.library.demo)
        await self.speak(self.voice_for(self.voice.lang))
        self.go_home()

    def _first_frame(self) -> None:
        gc.enable()
        gc.freeze()

    @work(thread=True, exit_on_error=False)
    def _load(self) -> None:
        try:
            guide = self._make_guide()
        except HelperError as error:
            self._load_error = error
        else:
            self.guide = guide
        finally:  # whatever went wrong: nobody waits for ever
            self.call_from_thread(self._loaded.set)

    def _make_guide(self) -> Guide:
        from sextortion_helper.tui.guide import Guide

        guide = Guide(self.catalogue.root, self.voice, self.clock)
        # Read now what the first questions need, so that no key waits for it later.
        _ = (guide.library.names, guide.library.rules, guide.library.step_of, guide.library.known_options)
        guide.speaker.question("age")
        return guide

    async def ready(self) -> Guide:
        """The guide, once it is loaded. Raises `ContentError` if the content is not in order."""
        if self.guide is None:
            await self._loaded.wait()
        if self.guide is None:
            raise self._load_error or HelperError("The content could not be read.")
        return self.guide

    def last_thing(self) -> None:
        """Delete what is about to be deleted; close what is kept."""
        if self.deleting.is_near:
            self.deleting.now()
        if self.guide is not None:
            self.guide.desk.close()

    # -- errors: no traceback ever shows local values [R16] --------------------

    def _handle_exception(self, error: Exception) -> None:
        # Textual would let an exception that can draw itself do so, text and all.
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def _fatal_error(self) -> None:
        self.farewell = self.ui("error.unexpected")  # printed once the screen is cleared
        self._close_messages_no_wait()

    # -- answers and what is kept --------------------------------------------

    async def answer(self, question: str, options: Sequence[str]) -> None:
        """Take an answer; the voice follows the age, a sealed answer is said once [R15]."""
        guide = await self.ready()
        turned = guide.answer(question, options)
        if not (guide.answers.get("country") or guide.counsellor) and self.settings.country:
            guide.answer("country", [self.settings.country])  # confirmed before, on this computer
        voice = self.voice_for(self.voice.lang)
        if voice != self.voice:
            await self.speak(voice)
        if turned:  # after all is drawn anew, so that the next screen shows it
            self.notice = self.ui("keep.turned")

    async def take_country(self, code: str) -> None:
        """Take the country: that of the person; of this computer, where there is no session [R12]."""
        guide = await self.ready()
        if not guide.in_session:
            self.change_settings(country=code)
        if not guide.at_list:
            await self.answer("country", [code])

    def error_sentence(self, error: HelperError) -> str:
        """The sentence for an error; translated where it is one of the store."""
        return self.store_sentence(error) if isinstance(error, StoreError) else str(error)

    def problem(self) -> str:
        """What could not be saved, as one sentence; empty if all is well [R10]."""
        if self.guide is None or self.guide.desk.unsaved is None:
            return ""
        return self.store_sentence(self.guide.desk.unsaved) + " " + self.ui("keep.unsaved")

    def store_sentence(self, error: StoreError) -> str:
        """The translated sentence for an error of the store."""
        key = f"store.{getattr(error, 'key', 'store-error')}"
        text = self.ui(key)
        return str(error) if text == key else text

    @property
    def store_path(self) -> Path | None:
        """Where a case may be kept; None if this run keeps nothing."""
        return None if self.memory_only or self.directory is None else store_file(self.directory)

    @property
    def lies_open(self) -> bool:
        """Whether something is kept openly here that is not what is open now."""
        from sextortion_helper.case.store import Store

        in_memory = self.guide is None or self.guide.desk.mode == "memory"
        return in_memory and self.store_path is not None and Store.exists(self.store_path)

    @property
    def sealed_path(self) -> Path | None:
        """Where a case may be kept under a passphrase; None if this run keeps nothing."""
        return None if self.memory_only or self.directory is None else sealed_file(self.directory)

    @property
    def locked(self) -> bool:
        """Whether a lock is up: then nothing of a case may be reached."""
        return any(getattr(screen, "locked", False) for screen in self.screen_stack)

    def lock(self) -> None:
        """Ask for the passphrase before anything of the case is seen again."""
        if self.guide is not None and self.guide.desk.mode == "passphrase" and not self.locked:
            from sextortion_helper.tui.screens.passphrase import PassphraseScreen

            self.push_screen(PassphraseScreen("lock"))

    def _lock_if_idle(self) -> None:
        if self.guide is not None and self._idle.is_over_for(self.guide.desk.store):
            self.lock()

    async def on_event(self, event: events.Event) -> None:
        """A key or the mouse: remember when. What slept too long locks before it takes one."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            self._lock_if_idle()
            self._idle.touch()
            if self.notice_seen:
                self.notice, self.notice_seen = "", False
        if isinstance(event, events.Key) and not event.is_forwarded:
            takes = getattr(self.screen, "takes", None)  # not so the cover
            in_field = isinstance(self.focused, Input)
            if takes is not None and ((self.held_key.is_repeat(event) and not in_field) or takes(event)):
                return
        await super().on_event(event)

    # -- places --------------------------------------------------------------

    def action_help_now(self) -> None:
        """Help now, from everywhere."""
        places.help_now(self)

    def action_cover(self) -> None:
        """The cover, up or down."""
        places.cover(self)

    def action_find(self) -> None:
        """Find a place, a step, a service, by name."""
        places.find(self)

    async def action_country(self) -> None:
        """Choose the country."""
        await self.ready()
        places.country(self)

    def action_helper_side(self) -> None:
        """The helper's side, where there is one; the same key closes it."""
        places.helper_side(self)

    def action_turn_back(self) -> None:
        """The turned screen is turned back."""
        places.turn_back(self)

    def turned_back(self) -> None:
        """Whoever turned the screen has it again."""
        if self.guide is not None:
            self.guide.turned = False
            places.helper_side(self)

    @property
    def floor(self) -> int:
        """How many screens stay when going back: in a session the first one does, as behind it are others."""
        return 2 if self.guide is not None and self.guide.in_session else 1

    async def redraw_top(self) -> None:
        """Draw the screen on top anew."""
        redraw = getattr(self.screen, "redraw", None)
        if redraw is not None:
            await redraw()

    def go_home(self) -> None:
        """The plan, alone above the opening."""
        from sextortion_helper.tui.screens.plan import PlanScreen

        self.go_to(PlanScreen())

    def go_to(self, screen: Screen[Any]) -> None:
        """Show a screen directly above the opening; everything between goes."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(screen)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables in themes that are not ours: the terminal's own colour."""
        return dict.fromkeys(("quiet", "bar", "field"), "ansi_default")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None of Textual's own: one of them saves the screen as a picture."""
        return ()
