"""A counsellor's sessions: whether to keep them, and the list. No name, and nothing but the next step."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

from sextortion_helper.case.models import SessionInfo
from sextortion_helper.errors import HelperError
from sextortion_helper.tui import flow, present
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.screens.storage import open_sealed
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, keys, quiet, title

ALIAS_LIMIT = 20
PAGE = 9  # sessions on the screen; a plan is computed for no other


class KeepSessionsScreen(GuideScreen):
    """The storage question of a counsellor. Its order tells nothing (K41); openly is not offered [R15]."""

    def where(self) -> str:
        """Sessions."""
        return self.ui("sessions.where")

    def body(self) -> ComposeResult:
        """The same three ways, whether or not anything is there."""
        yield title(self.ui("sessions.keep-ask"))
        ways = ("open", "passphrase", "memory")
        yield block(*self.rows(*((way, self.ui(f"sessions.keep-{way}")) for way in ways)))
        yield Text(self.ui("sessions.keep-why"), "text quiet")

    async def chosen(self, ident: str) -> None:
        """A passphrase, old or new, or the list at once."""
        if ident == "passphrase":
            open_sealed(self.nextsteps)
        elif ident == "open":
            await flow.open_screen(self.nextsteps)
        else:
            await flow.show_sessions(self.nextsteps)


class SessionsScreen(GuideScreen):
    """New session first, then those that are there, the one touched last on top, page by page."""

    FOR_HELPER = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,N", "new", id="sessions-new"),
        Binding("a,A", "alias", id="sessions-alias"),
        Binding("d,D", "delete", id="sessions-delete"),
        Binding("w,W", "kept", id="kept"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = 0
        self._deleting = 0
        self._named = ""  # that session, as its row says it
        self._count = 0
        self._away = False
        self._naming = False  # a session is open, for its alias alone

    def where(self) -> str:
        """Sessions."""
        return self.ui("sessions.where")

    def body(self) -> ComposeResult:
        """The list, or whether to delete one."""
        if self._deleting:
            yield title(self.ui("sessions.sure", session=self._named))
            yield Text(self.ui("kept.cannot-remove"))
            yield block(*self.rows(("no", self.ui("kept.no")), ("yes", self.ui("kept.yes-this"))))
            return
        yield block(Row(self.ui("sessions.new"), "new", sign="N"))
        try:
            rows = self._sessions()
        except HelperError as error:
            yield Text(self.nextsteps.error_sentence(error))
        else:
            if rows:
                yield block(*rows)
        yield quiet(self.ui("sessions.no-names"))
        yield quiet(self.ui("sessions.f3"))
        names = ("alias", "delete") if self._count else ()
        hints = [(name[0].upper(), self.ui(f"key.sessions-{name}")) for name in names]
        yield keys(*hints, ("W", self.ui("plan.kept")))

    def _sessions(self) -> list[Row]:
        store = self.guide.desk.store
        self._count = store.count_sessions()
        self._page = min(self._page, max(self._count - 1, 0) // PAGE)
        infos = store.sessions(PAGE, self._page * PAGE)
        rows = [self._row(info) for info in infos]
        if self._page:
            rows.insert(0, Row(self.ui("sessions.newer"), "newer", sign="↑", classes="quiet"))
        older = self._count - (self._page + 1) * PAGE
        if older > 0:
            note = self.ui("sessions.older-count", count=older)
            rows.append(Row(self.ui("sessions.older"), "older", sign="↓", note=note, classes="quiet"))
        return rows

    def _row(self, info: SessionInfo) -> Row:
        """A digit is that of the session, wherever it stands: the order changes with each use."""
        label = present.session_name(self.nextsteps, info)
        sign = str(info.id) if info.id < 10 else " "
        step = self.guide.next_of(info.id)
        following = self.ui("sessions.next", step=step) if step else self.ui("sessions.nothing-open")
        when = present.moment(self.nextsteps, info.touched)
        return Row(label, f"session:{info.id}", sign=sign, note=f"{when}   {following}")

    async def _under_the_bar(self) -> int:
        """The number of the session that has the focus; 0, and how to choose one is said, if none has."""
        kind, _, number = (self.focused.ident if isinstance(self.focused, Row) else "").partition(":")
        if kind == "session":
            return int(number)
        if self._count and not self._deleting:
            self.nextsteps.notice = self.ui("sessions.choose")
            await self.redraw()
        return 0

    async def chosen(self, ident: str) -> None:
        """Open, turn the page, delete."""
        if ident == "new":
            await self.action_new()
        elif ident in ("newer", "older"):
            self._page += 1 if ident == "older" else -1
            await self.show_anew()
        elif ident.startswith("session:"):
            await flow.open_session(self.nextsteps, int(ident.partition(":")[2]))
        else:
            if ident == "yes" and not self.guide.remove_session(self._deleting):
                self.nextsteps.notice = self.ui("kept.not-gone")
            kept, self._deleting = (0 if ident == "yes" else self._deleting), 0
            await self.show_anew()
            for row in self.query(Row):
                if row.ident == f"session:{kept}":
                    self.set_focus(row)

    async def action_new(self) -> None:
        """A new session."""
        await flow.begin_session(self.nextsteps)

    async def action_alias(self) -> None:
        """An alias for the session under the bar."""
        number = await self._under_the_bar()
        if number and await flow.switch_session(self.nextsteps, number):
            self._naming = True
            self.app.push_screen(AliasScreen())

    async def action_delete(self) -> None:
        """Ask whether to delete the session under the bar."""
        self._deleting = await self._under_the_bar()
        if self._deleting and isinstance(self.focused, Row):
            self._named = self.focused.label
            await self.show_anew()

    def action_kept(self) -> None:
        """What is kept here."""
        from sextortion_helper.tui.screens.kept import KeptScreen

        self.app.push_screen(KeptScreen())

    async def on_screen_resume(self) -> None:
        """Here no session is open: that of an alias is closed again. One that Find opens stays open."""
        if self._naming:
            self._naming = False
            await flow.switch_session(self.nextsteps, "new")
        if self._away and self.is_current:
            self._away = False
            await self.redraw()

    def on_screen_suspend(self) -> None:
        """Something else is shown."""
        self._away = True

    async def action_back(self) -> None:
        """Out of the question; to the opening only where nothing could be lost or seen by it."""
        if self._deleting:
            await self.chosen("no")
        elif self.guide.desk.mode == "memory" and not self._count:
            self.guide.counsellor = False
            await super().action_back()


class AliasScreen(GuideScreen):
    """An invented name for the open session. Only Enter keeps it: what was typed blind is no alias."""

    FOR_HELPER = True

    def where(self) -> str:
        """Sessions."""
        return self.ui("sessions.where")

    def body(self) -> ComposeResult:
        """One field."""
        desk = self.guide.desk
        yield title(self.ui("sessions.number", number=desk.case.id))
        field = Field(self.ui("helper.alias"), "alias", desk.case.alias, limit=ALIAS_LIMIT)
        yield Vertical(field, classes="fields")
        yield quiet(self.ui("helper.alias-why"))
        yield block(*self.rows(("back", self.ui("key.back")), numbered=False))

    def first(self) -> Widget | None:
        """The field."""
        return next(iter(self.query(CleanInput)), None)

    async def entered(self, field: Field) -> None:
        """Keep the alias; that is all."""
        self.guide.desk.call(field.text.strip())
        await self.chosen("back")

    async def chosen(self, ident: str) -> None:
        """Back."""
        self.app.pop_screen()

    async def action_back(self) -> None:
        """Back, also where the session is the first screen: the list is behind it."""
        await self.chosen("back")
