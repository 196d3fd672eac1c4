"""The passphrase: choosing one, opening with it, and the lock. It is never kept, shown or logged."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.worker import Worker

from sextortion_helper.case import vault
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreError, WrongPassphraseError
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, quiet, title

Purpose = Literal["new", "open", "lock", "turn", "change"]


class PassphraseScreen(GuideScreen):
    """`new`: choose one and keep from now on, or give that of the file that is there already.
    `open`: open what is kept, if anything is; never says which. `lock`: nothing else works here.
    `turn`: as the lock, but it can be left; behind it is the helper's side. `change`: the old one, then
    another.

    After a wrong one each further try waits longer.
    """

    def __init__(self, purpose: Purpose, then: Callable[[], Awaitable[object]] | None = None) -> None:
        super().__init__()
        self._then = then
        self._purpose: Purpose = purpose
        self._words = ""
        self._said = ""
        self._trying: Worker[None] | None = None  # tries what was typed, or waits for its turn
        self._typed: list[str] = []  # what is to be tried next
        self._deriving = False  # and the key is being derived: half a second that Esc does not break off
        self._passed = False

    def where(self) -> str:
        """Neutral."""
        return self.ui("app.name")

    def body(self) -> ComposeResult:
        """One field, or two for a new one, with words offered."""
        yield title(self.ui(f"passphrase.{'lock' if self._purpose == 'turn' else self._purpose}"))
        said = Text(self._said)  # before all else: below the fields it is out of sight in a small window
        said.id = "said"
        said.display = bool(self._said)
        yield said
        new = self._purpose in ("new", "change")
        label = "passphrase.old" if self._purpose == "change" else "passphrase.field"
        fields = [Field(self.ui(label), "first", secret=True)]
        if self._purpose == "change":
            fields.append(Field(self.ui("passphrase.new-field"), "other", secret=True))
        if new:
            self._words = self._words or vault.suggest(self.nextsteps.voice.lang)
            yield Text(self.ui("passphrase.no-way-back"))
            yield Text(self.ui("passphrase.offer", words=self._words))
            fields.append(Field(self.ui("passphrase.again"), "second", secret=True))
        elif self._purpose == "open":
            yield Text(self.ui("open.how"))
        yield Vertical(*fields, classes="fields")
        # Without numbers: a digit belongs to the field here.
        pairs = [("go", self.ui("go.on"))]
        if new:
            pairs += [("words", self.ui("passphrase.other-words")), ("back", self.ui("key.back"))]
        elif self._purpose != "lock":
            pairs += [("back", self.ui("key.back"))]
        yield block(*(Row(label, ident, sign=" ") for ident, label in pairs))
        if new:
            yield quiet(self.ui("passphrase.rule"))

    async def redraw(self, *, from_top: bool = False) -> None:
        """In another language, what was typed stays; what was said, and the words, were in the old one."""
        typed = [] if from_top else [field.value for field in self.query(CleanInput)]
        if not from_top:
            self._said, self._words = "", ""
        await super().redraw(from_top=from_top)
        for field, value in zip(self.query(CleanInput), typed, strict=False):
            field.value = value

    def first(self) -> CleanInput | Row | None:
        """The field."""
        return next(iter(self.query(CleanInput)), None)

    def save_field(self, ident: str, text: str) -> None:
        """A passphrase is saved nowhere."""

    async def entered(self, field: Field) -> None:
        """In the last field, Enter goes on."""
        if field is self.query(Field).last():
            await self.chosen("go")
        else:
            await super().entered(field)

    async def chosen(self, ident: str) -> None:
        """Check what was typed and go on, offer other words, or go back."""
        if ident == "words":
            await self.redraw()  # offers others
        elif ident == "back":
            await self.action_back()
        elif ident == "go":
            typed = [field.text for field in self.query(Field)]
            self._empty()
            if len(typed) > 1 and typed[-1] != typed[-2]:
                self._say(self.ui("passphrase.differ"))
                return
            self._typed = typed
            if self._trying is None or self._trying.is_finished:
                # Beside the keys, which go on being heard: Esc, help, cover and leave above all. By the app:
                # what follows comes when this screen is gone.
                self._trying = self.app.run_worker(self._try())
            elif not self._deriving:
                self._say_wait()

    async def _try(self) -> None:
        """Try what was typed last, not before its time; then what was typed meanwhile."""
        while self._typed:
            await asyncio.sleep(self._say_wait())
            first, *more = self._typed
            self._typed = []
            self._say(self.ui("open.checking"))
            self._deriving = True
            try:
                await self._take(first, *more[:1])
            except StoreError as error:
                sentence = self.nextsteps.store_sentence(error)
                if self._purpose == "open":
                    sentence += " " + self.ui("store.go-on-in-memory")
                if isinstance(error, WrongPassphraseError):
                    self._refuse(sentence)
                else:  # too short, a full disk: nobody tries a lock
                    self._say(sentence)
            finally:
                self._deriving = False
            if self._passed:
                return

    def _say_wait(self) -> float:
        """Say how long it is until the next try, if it is; gives the seconds."""
        left = max(self.nextsteps.next_try - time.monotonic(), 0)
        if left:
            self._say(self.ui("passphrase.wait", seconds=math.ceil(left)))
        return left

    def _refuse(self, sentence: str) -> None:
        app = self.nextsteps
        app.wrong_tries += 1
        app.next_try = time.monotonic() + vault.delay_after(app.wrong_tries)
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        """Say it above the fields."""
        self._said = sentence
        for said in self.query("#said").results(Text):
            said.say(sentence)
            said.display = bool(sentence)
        if self.page is not None:
            self.page.scroll_home(animate=False)

    def _empty(self) -> None:
        """The fields are there for the next try."""
        for field in self.query(CleanInput):
            field.value = ""
        first = self.first()
        if first is not None:
            self.set_focus(first, scroll_visible=False)

    async def _left(self) -> None:
        """Leave this screen; while help or the cover is above it, not yet."""
        while self.app.screen is not self:
            await asyncio.sleep(0.05)
        self._passed = True
        self.app.pop_screen()

    def on_unmount(self) -> None:
        """Whoever goes away tries nothing any more."""
        if self._trying is not None and not self._passed:
            self._trying.cancel()

    async def _take(self, text: str, new: str = "") -> None:
        from sextortion_helper.tui import flow

        app, guide = self.nextsteps, self.guide
        path = app.sealed_path
        # Deriving the key takes about half a second: not on the loop, so that F1 and Ctrl+Q answer.
        if self._purpose in ("lock", "turn"):
            if not await asyncio.to_thread(guide.is_passphrase, text):
                raise WrongPassphraseError(path or app.catalogue.root)
            app.wrong_tries = 0
            await self._left()
            if self._purpose == "turn":
                app.turned_back()
        elif self._purpose == "open":
            if await flow.open_kept(app, text):
                app.wrong_tries = 0
                await self._left()
                await flow.after_open(app)
            else:
                self._refuse(self.ui("open.nothing"))
        elif self._purpose == "change":
            await asyncio.to_thread(vault.change_passphrase, guide.desk.store, text, new)
            app.wrong_tries = 0
            app.notice = f"{self.ui('vault.changed')} {self.ui('vault.old-copies')}"
            await self._left()
            await app.redraw_top()
        elif path is not None:
            checked = vault.check_passphrase(text)
            try:
                store = await asyncio.to_thread(Store.sealed, path, checked)
            except WrongPassphraseError:
                self._refuse(self.ui("passphrase.other"))
                return
            app.wrong_tries = 0
            await self._left()
            then = self._then or partial(flow.after_storage, app)
            if store.count_sessions() and not (guide.counsellor or guide.is_begun()):
                from sextortion_helper.tui.screens.already_kept import AlreadyKeptScreen

                app.push_screen(AlreadyKeptScreen(store, then))
                return
            was_open = guide.desk.mode == "plain"
            guide.switch(store)
            if was_open and guide.desk.mode == "passphrase":
                app.notice = self.ui("kept.not-gone" if guide.desk.unremoved else "kept.sealed")
            await then()

    async def action_back(self) -> None:
        """One step back; a lock stays."""
        if self._purpose != "lock" and not self._deriving:
            await super().action_back()

    @property
    def locked(self) -> bool:
        """Whether this is the lock."""
        return self._purpose == "lock"
