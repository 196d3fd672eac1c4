"""The crisis answer (counsel-review 5.5): a person first. One screen, nothing stored, never blocks."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.widget import Widget

from sextortion_helper.plan.contacts import Contact, crisis_rows, help_now, spoken_line
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.screens.contacts import contact_rows, open_contact
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, title


class CrisisScreen(GuideScreen):
    """`answer` is the key pressed: none yet, someone, nobody, no-call."""

    def __init__(self) -> None:
        super().__init__()
        self._answer = ""
        self._contacts: dict[str, Contact] = {}

    def where(self) -> str:
        """Neutral."""
        return self.ui("help.where")

    def line(self, ident: str) -> str:
        """A sentence of help.yaml for this age and country."""
        app = self.nextsteps
        return spoken_line(app.catalogue, app.voice, self.guide.answers, app.country, ident)

    def body(self) -> ComposeResult:
        """The lines of 5.5, or what follows a key."""
        self._contacts.clear()
        yield from {
            "": self._first,
            "someone": self._someone,
            "nobody": self._nobody,
            "no-call": self._no_call,
        }[self._answer]()

    def _first(self) -> Iterator[Widget]:
        yield title(self.line("crisis-1"))
        # Nobody has seen the answer, except where someone sits beside them.
        beside = self.line("crisis-2-beside") if self.guide.counsellor else ""
        yield Text(beside or self.line("crisis-2"))
        yield Text(self.line("crisis-3"))
        yield Text(self.line("crisis-4"))
        yield Text(f"{self.line('crisis-5')}\n{self.line('crisis-6')}\n{self.line('crisis-7')}")
        names = ("someone", "nobody", "no-call", "steps")
        yield block(
            *self.rows(*((name, self.line(f"crisis-key-{number}")) for number, name in enumerate(names, 1)))
        )

    def _someone(self) -> Iterator[Widget]:
        yield title(self.line("crisis-someone"))
        yield block(*self.rows(("steps", self.line("crisis-key-4"))))

    def _nobody(self) -> Iterator[Widget]:
        yield title(self.ui("crisis.other-lines"))
        app = self.nextsteps
        rows = crisis_rows(app.catalogue, app.voice, self.guide.answers, app.country, app.clock())
        yield block(*contact_rows(self.nextsteps, rows, self._contacts, number=True))
        yield Text(self.line("crisis-nobody-end"))
        start = min(len(self._contacts) + 1, 8)
        yield block(
            *self.rows(("first", self.ui("key.back")), ("steps", self.line("crisis-key-4")), start=start)
        )

    def _no_call(self) -> Iterator[Widget]:
        yield title(self.line("crisis-no-call"))
        yield Text(self.line("what-happens"))
        yield Text(self.line("crisis-no-call-more"))
        app = self.nextsteps
        view = help_now(app.catalogue, app.voice, self.guide.answers, app.country, app.clock())
        write = contact_rows(app, [(one,) for one in view.write], self._contacts, number=True)
        if write:
            yield block(*write)
        pairs = (("first", self.ui("key.back")), ("steps", self.line("crisis-key-4")))
        yield block(*self.rows(*pairs, start=len(self._contacts) + 1))
        yield Text(self.line("crisis-no-call-end"), "text quiet")

    def may_be_unseen(self, row: Row) -> bool:
        """All of them only lead on."""
        return True

    async def chosen(self, ident: str) -> None:
        """Follow the key; the steps are always there."""
        if ident in self._contacts:
            open_contact(self.nextsteps, self._contacts[ident])
        elif ident == "steps":
            self.nextsteps.go_home()
        else:
            self._answer = "" if ident == "first" else ident
            await self.show_anew()

    async def action_back(self) -> None:
        """Back to the first lines, then on."""
        if self._answer:
            await self.chosen("first")
        else:
            self.app.pop_screen()
