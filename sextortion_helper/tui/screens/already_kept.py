"""More than one thing is kept: the person says which, so that nothing kept is out of reach."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult

from sextortion_helper.case.store import Store
from sextortion_helper.tui import flow, present
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import title

MOST = 9  # as many as there are digits, those used last; a counsellor's list knows pages


class AlreadyKeptScreen(GuideScreen):
    """Whoever begins with the passphrase of a file that is there: open it, or begin anew beside it.

    Takes over the open `store`; `then` follows on beginning anew.
    """

    def __init__(self, store: Store, then: Callable[[], Awaitable[object]]) -> None:
        super().__init__()
        self._store = store
        self._then = then

    def body(self) -> ComposeResult:
        """The two ways."""
        yield title(self.ui("storage.already"))
        yield block(*self.rows(*((way, self.ui(f"storage.{way}")) for way in ("open", "anew"))))

    async def chosen(self, ident: str) -> None:
        """Go on with it, or beside it."""
        self.app.pop_screen()
        if ident == "open":
            self.guide.open(self._store)
            await flow.after_open(self.nextsteps)
        else:
            self.guide.switch(self._store)
            await self._then()

    async def action_back(self) -> None:
        """As if the passphrase had not been typed."""
        self._store.close()
        await super().action_back()


class WhichScreen(GuideScreen):
    """Which of several cases in one file to go on with, the one used last first."""

    def body(self) -> ComposeResult:
        """One row a case: when it was used, and what comes next in it."""
        yield title(self.ui("storage.which"))
        rows = []
        for digit, info in enumerate(self.guide.desk.store.sessions(MOST), 1):
            step = self.guide.next_of(info.id)
            following = self.ui("sessions.next", step=step) if step else self.ui("sessions.nothing-open")
            when = present.moment(self.nextsteps, info.touched)
            rows.append(Row(when, f"session:{info.id}", sign=str(digit), note=following))
        yield block(*rows)

    async def chosen(self, ident: str) -> None:
        """Go on with that one."""
        await flow.open_session(self.nextsteps, int(ident.partition(":")[2]))
