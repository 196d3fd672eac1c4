"""What a helper notes for themselves. The person never sees it."""

from __future__ import annotations

import re

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from sextortion_helper.tui import present
from sextortion_helper.tui.guide import HELPER
from sextortion_helper.tui.present import session_name
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import heading, quiet, title

NOTES = ("facts", "reflections")  # facts may be handed on; reflections never are
# If the line drops; what was asked about suicide, and said; what was decided, and with whom
# (counsel-review 6.3 to 6.7)
AGREED = ("contact", "risk", "decisions")


class Entry(Row):
    """A row among the notes. A blank does not act there: it belongs to what someone types unseen."""

    KEYS = ("enter",)


class WritingScreen(GuideScreen):
    """Fields of the helper's side."""

    FOR_HELPER = True

    def where(self) -> str:
        """The helper's side."""
        return self.ui("helper.where")


class NotesScreen(WritingScreen):
    """Notes by kind; each entry with its time. Enter begins the next entry."""

    def __init__(self, kinds: tuple[str, ...] = NOTES) -> None:
        super().__init__()
        self._kinds = kinds
        self._now: dict[str, str] = {}  # the entry that each field writes

    def body(self) -> ComposeResult:
        """What is known and what is thought, apart."""
        case = self.guide.desk.case
        yield title(session_name(self.nextsteps, case))
        for kind in self._kinds:
            now = self._now.setdefault(kind, self._next(kind))
            yield heading(self.ui(f"helper.{kind}"))
            yield quiet(self.ui(f"helper.{kind}-why"))
            rows = [
                Entry(self._entry(entry), f"entry:{entry}", sign="·", note=self._at(entry))
                for entry in self._entries(kind)
                if entry != now
            ]
            if rows:
                yield block(*rows)
            label = f"helper.{kind}-new" if now == self._next(kind) else "helper.change"
            yield Vertical(Field(self.ui(label), now, self._entry(now)), classes="fields")
        if any(self._entries(kind) for kind in self._kinds):
            yield quiet(self.ui("helper.change-how"))
        yield block(Entry(self.ui("key.back"), "back", sign=" "))

    def first(self) -> Widget | None:
        """The first kind."""
        return self._field(self._kinds[0])

    def focus_first(self) -> None:
        """In sight, also where the window is small."""
        super().focus_first()
        self.call_after_refresh(self._show_focus)

    def _show_focus(self) -> None:
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def _field(self, kind: str) -> Widget | None:
        fields = (one for one in self.query(Field) if one.ident == self._now.get(kind))
        return next((one.query_one(CleanInput) for one in fields), None)

    def _entries(self, kind: str) -> list[str]:
        """The ids of what was noted, oldest first."""
        found = [name for task, name in self.guide.desk.case.notes if task == HELPER]
        own = (name for name in found if re.fullmatch(rf"{kind}-[1-9][0-9]*", name))
        return sorted(own, key=lambda name: int(name.rpartition("-")[2]))

    def _next(self, kind: str) -> str:
        last = self._entries(kind)[-1:] or [f"{kind}-0"]
        return f"{kind}-{int(last[0].rpartition('-')[2]) + 1}"

    def _entry(self, ident: str) -> str:
        note = self.guide.desk.case.notes.get((HELPER, ident))
        return note.text if note else ""

    def _at(self, ident: str) -> str:
        return present.moment(self.nextsteps, self.guide.desk.case.notes[HELPER, ident].at)

    def save_field(self, ident: str, text: str) -> None:
        """Keep what was written, at once."""
        self.guide.desk.write(HELPER, ident, text)

    async def entered(self, field: Field) -> None:
        """The next entry of the same kind."""
        await self._show(field.ident.partition("-")[0], "")

    async def chosen(self, ident: str) -> None:
        """Write on in an entry, or back."""
        if ident == "back":
            await self.action_back()
        else:
            entry = ident.partition(":")[2]
            await self._show(entry.partition("-")[0], entry)

    async def _show(self, kind: str, entry: str) -> None:
        self.nextsteps.flush_fields()
        self._now[kind] = entry or self._next(kind)
        await self.redraw()
        self.set_focus(self._field(kind))
        self.call_after_refresh(self._show_focus)
