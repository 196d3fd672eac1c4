"""Help now (counsel-review 5): who answers at this hour, one key from everywhere, never behind a question."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from sextortion_helper.knowledge.hours import ZONES
from sextortion_helper.plan.contacts import SIDE_BY_SIDE, Contact, HelpNow, help_now, spoken_line
from sextortion_helper.tui.screens.base import NORMAL, GuideScreen, block
from sextortion_helper.tui.screens.contacts import contact_rows, open_contact
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, heading, quiet


class HelpNowScreen(GuideScreen):
    """`part`: empty (the frame), call, speak, write or others."""

    HELP_OPEN = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,Q", "show_qr", id="qr")]

    def __init__(self) -> None:
        super().__init__()
        self._part = ""
        self._contacts: dict[str, Contact] = {}

    @property
    def answers(self) -> dict[str, tuple[str, ...]]:
        """The answers so far; none before the guide is loaded.

        None while a lock is up either: the order of the numbers would tell.
        """
        guide = self.nextsteps.guide
        if guide is None or self.nextsteps.locked:
            return {}
        return {question: tuple(o) for question, o in guide.answers.items()}

    @property
    def known_country(self) -> str | None:
        """The confirmed country, if it has entries of its own."""
        return self.nextsteps.country

    def where(self) -> str:
        """Help now."""
        return self.ui("help.where")

    def corner(self) -> str:
        """Country with the key to change it, and the time there."""
        from zoneinfo import ZoneInfo

        country = self.known_country
        moment = self.nextsteps.clock()
        zone = ZONES.get(country or "")
        local = moment.astimezone(ZoneInfo(zone)) if zone else moment.astimezone()
        name = self.ui(f"country.{country}") if country else self.ui("help.no-country")
        key = "help.corner-narrow" if self.app.size.width < NORMAL else "help.corner"
        return self.ui(key, country=name, time=local.strftime("%H:%M"))

    def view(self, country: str | None) -> HelpNow:
        """Help now for a country."""
        app = self.nextsteps
        return help_now(app.catalogue, app.voice, self.answers, country, app.clock())

    def line(self, ident: str) -> str:
        """A sentence of help.yaml."""
        app = self.nextsteps
        return spoken_line(app.catalogue, app.voice, self.answers, self.known_country, ident)

    def body(self) -> ComposeResult:
        """The frame of 5.1, or one of its parts."""
        self._contacts = {}
        view = self.view(self.known_country)
        yield Text(view.danger)
        if self._part == "call":
            yield Text(self.line("what-happens"))
        elif self._part == "speak":
            yield Text(self.line("cannot-speak"))
            yield block(
                *contact_rows(self.nextsteps, [(c,) for c in view.write], self._contacts, number=True)
            )
            for ident in ("cannot-speak-2", "cannot-speak-later"):
                text = self.line(ident)
                if text:
                    yield Text(text)
        elif self._part == "write":
            yield from self._write(view)
        elif self._part == "others":
            yield block(*contact_rows(self.nextsteps, view.others, self._contacts, number=True))
            if not view.others:
                yield Text(self._without_list())
        else:
            yield from self._frame(view)
            return
        yield block(*self.rows(("first", self.ui("key.back")), start=len(self._contacts) + 1))
        yield quiet(self.line("footer"))

    def _frame(self, view: HelpNow) -> ComposeResult:
        app = self.nextsteps
        if self.known_country is None:
            yield from self._side_by_side()
        elif view.talk:
            yield heading(view.heading).add_class("near")
            yield block(*contact_rows(app, view.talk, self._contacts, number=True))
        else:
            yield Text(self._without_list())
        yield Text(self.line("first-sentence"))
        for line in view.lines:
            yield Text(line)
        start = len(self._contacts) + 1
        pairs = [("call", self.ui("help.call")), ("speak", self.ui("help.speak"))]
        if view.write or view.write_later:
            pairs.append(("write", self.ui("help.write")))
        if view.others:
            pairs.append(("others", self.ui("help.others")))
        if self.known_country is None:
            pairs.append(("country", self.ui("help.choose-country")))
        yield block(*self.rows(*pairs, start=start))
        yield quiet(self.line("footer"))

    def _without_list(self) -> str:
        """Why there is no list, and what holds anywhere."""
        why = "no-country" if self.known_country is None else "unknown-country"
        return f"{self.line(why)}\n\n{self.line('without-list')}"

    def _side_by_side(self) -> ComposeResult:
        app = self.nextsteps
        guess = app.guess if app.guess in SIDE_BY_SIDE else None
        if app.voice.lang != "de" and guess is None:
            yield Text(self._without_list())
            return
        order = sorted(SIDE_BY_SIDE, key=lambda code: code != guess)
        for code in order:
            view = self.view(code)
            yield Static(self.ui(f"country.{code}"), classes="heading near")
            yield block(*contact_rows(app, view.talk[:2], self._contacts, number=True)).add_class("near")
        yield Text("")

    def _write(self, view: HelpNow) -> ComposeResult:
        app = self.nextsteps
        if view.night:
            yield Text(self.line("night-write"))
        yield heading(self.line("write-heading")).add_class("near")
        yield block(*contact_rows(app, [(c,) for c in view.write], self._contacts, number=True))
        if view.write_later:
            yield heading(self.ui("help.later")).add_class("near")
            yield block(*contact_rows(app, [(c,) for c in view.write_later], self._contacts))

    def may_be_unseen(self, row: Row) -> bool:
        """A helper may say: press 6."""
        return True

    def first(self) -> Row | None:
        """The first number."""
        return next(iter(self.query(Row)), None)

    async def chosen(self, ident: str) -> None:
        """A number shows its code; the others open a part."""
        if ident in self._contacts:
            open_contact(self.nextsteps, self._contacts[ident])
        elif ident == "country":
            await self.nextsteps.action_country()
        else:
            self._part = "" if ident == "first" else ident
            await self.show_anew()

    async def action_show_qr(self) -> None:
        """The code of the row that has the focus, else of the first."""
        focused = self.focused
        ident = focused.ident if isinstance(focused, Row) and focused.ident in self._contacts else None
        ident = ident or next(iter(self._contacts), None)
        if ident is not None:
            await self.chosen(ident)

    async def action_back(self) -> None:
        """Out of a part, then out of Help now."""
        if self._part:
            await self.chosen("first")
        else:
            self.app.pop_screen()
