"""The helper's side: what to say and what not, notes, turning the screen. The person never sees it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from sextortion_helper.plan import PlannedStep, PlannedTask
from sextortion_helper.tui import flow, present
from sextortion_helper.tui.guide import HELPER
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.screens.pages import TextScreen
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, heading, quiet, title

KINDS = ("facts", "reflections")  # facts may be handed on; reflections never are
SCRIPT = "script"  # the note that says when the opening script was said
PARTS = ("say", "dont", "ask", "watch")


def advice(screen: GuideScreen, step: str) -> Iterator[tuple[str, str]]:
    """Heading and lines: say, don't say, ask, watch for."""
    speaker = screen.guide.speaker
    words, _ = speaker.step(step)
    for part in PARTS:
        lines = [speaker.say(text) for text in getattr(words.helper, part)]
        if lines:
            yield screen.ui(f"helper.{part}"), "\n".join(f"- {line}" for line in lines)


def source(screen: GuideScreen, step: str) -> str:
    """Where that comes from, and the day it was last checked [R8]."""
    facts = screen.guide.library.steps[step]
    return present.source_line(screen.nextsteps, facts.source, facts.checked)


class HelperSideScreen(GuideScreen):
    """Over the person's screen; in a wide terminal with the step beside it. F3 and Esc close it."""

    def where(self) -> str:
        """Without number or alias."""
        return self.ui("helper.where")

    def _present(self) -> tuple[PlannedStep, PlannedTask] | None:
        """The step on the person's screen, else the next one."""
        from sextortion_helper.tui.screens.task import TaskScreen

        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, TaskScreen):
                return screen.pair()
        return self.guide.next_task()

    def beside(self) -> str:
        """What the person sees of the step."""
        pair = self._present()
        if pair is None:
            return ""
        words, _ = self.guide.speaker.task(pair[0].id, pair[1].id)
        return f"{self.guide.speaker.say(words.title)}\n\n{self.guide.speaker.say(words.do)}"

    def body(self) -> ComposeResult:
        """What can be done here first, then the words for this step."""
        in_office = bool({"counsellor", "teacher"} & set(self.guide.answers.get("who", ())))
        if in_office:
            yield quiet(self.ui("helper.no-assessment"))
        if self.guide.counsellor:
            turn = Row(self.ui("helper.turn"), "turn", sign="2", below=self.ui("helper.turn-how"))
            yield block(
                Row(self.ui("helper.notes"), "notes", sign="1"),
                turn,
                Row(self.ui("helper.close"), "close", sign="3"),
            )
        else:
            yield block(*self.rows(("back", self.ui("key.back"))))
        pair = self._present()
        if pair is not None:
            step = pair[0]
            yield title(self.guide.speaker.title(step.id, step.variant))
            for name, lines in advice(self, step.id):
                yield heading(name).add_class("near")
                yield Text(lines)
            yield quiet(source(self, step.id))
        if in_office:
            yield block(Row(self.ui("helper.panel"), "panel", sign="4" if self.guide.counsellor else "2"))
        if self.guide.counsellor:
            yield block(Row(self.ui("helper.script"), "script", sign="5", note=said(self)))

    async def chosen(self, ident: str) -> None:
        """Open what belongs to this side, turn the screen, or close the session."""
        app = self.nextsteps
        if ident == "notes":
            app.push_screen(NotesScreen())
        elif ident == "panel":
            app.push_screen(panel_page(self))
        elif ident == "script":
            app.push_screen(ScriptScreen())
        elif ident == "close":
            await flow.show_sessions(app)
        else:
            self.guide.turned = ident == "turn"
            app.pop_screen()


def said(screen: GuideScreen) -> str:
    """`said today 14:02`; empty if it was not."""
    note = screen.guide.desk.case.notes.get((HELPER, SCRIPT))
    return screen.ui("helper.said", when=present.moment(screen.nextsteps, note.at)) if note else ""


def panel_page(screen: GuideScreen) -> TextScreen:
    """I don't look, I don't take (counsel-review 6.9)."""
    ui = screen.ui

    def page() -> tuple[str, list[str]]:
        return ui("helper.panel"), [ui(f"helper.panel-{number}") for number in range(1, 5)]

    return TextScreen(page, where=screen.where)


class ScriptScreen(GuideScreen):
    """What is said before any question: what stays here, and where that ends (counsel-review 6.1).

    `begin`: it opens a new session, and the first minute follows.
    """

    def __init__(self, *, begin: bool = False) -> None:
        super().__init__()
        self._begin = begin

    def where(self) -> str:
        """The helper's side."""
        return self.ui("helper.where")

    def body(self) -> ComposeResult:
        """The sentences, and that they were said."""
        yield title(self.ui("helper.script-title"))
        yield Text("\n".join(f"- {self.ui(f'helper.script-{number}')}" for number in range(1, 6)))
        was_said = said(self)
        if was_said:
            yield quiet(was_said)
        yield block(
            *self.rows(("said", self.ui("helper.script-said")), ("on", self.ui("helper.script-later")))
        )

    async def chosen(self, ident: str) -> None:
        """Note that it was said, with the time, and go on."""
        if ident == "said":
            self.guide.desk.write(HELPER, SCRIPT, "said")
        if self._begin:
            from sextortion_helper.tui.screens.first_minute import FirstMinuteScreen

            self.nextsteps.go_to(FirstMinuteScreen())
        else:
            await self.action_back()


class AliasScreen(GuideScreen):
    """An invented name for the open session."""

    def where(self) -> str:
        """Sessions."""
        return self.ui("sessions.where")

    def body(self) -> ComposeResult:
        """One field."""
        desk = self.guide.desk
        yield title(self.ui("sessions.number", number=desk.case.id))
        yield Vertical(Field(self.ui("helper.alias"), "alias", desk.case.alias), classes="fields")
        yield quiet(self.ui("helper.alias-why"))
        yield block(*self.rows(("back", self.ui("key.back"))))

    def first(self) -> Widget | None:
        """The field."""
        return next(iter(self.query(CleanInput)), None)

    def save_field(self, ident: str, text: str) -> None:
        """Keep the alias."""
        self.guide.desk.call(text.strip())

    async def entered(self, field: Field) -> None:
        """Enter: that is all."""
        await self.action_back()

    async def chosen(self, ident: str) -> None:
        """Back."""
        await self.action_back()

    async def action_back(self) -> None:
        """Back, with what was typed saved first: the list may close the session."""
        self.nextsteps.flush_fields()
        self.app.pop_screen()


class NotesScreen(GuideScreen):
    """Facts, reflections and the alias; each entry with its time. Enter begins the next entry."""

    def __init__(self) -> None:
        super().__init__()
        self._now: dict[str, str] = {}  # the entry that each field writes

    def where(self) -> str:
        """The helper's side."""
        return self.ui("helper.where")

    def body(self) -> ComposeResult:
        """What is known and what is thought, apart; then the alias."""
        case = self.guide.desk.case
        yield title(self.ui("sessions.number", number=case.id))
        for kind in KINDS:
            now = self._now.setdefault(kind, self._next(kind))
            yield heading(self.ui(f"helper.{kind}"))
            yield quiet(self.ui(f"helper.{kind}-why"))
            rows = [
                Row(self._entry(entry), f"entry:{entry}", sign="·", note=self._at(entry))
                for entry in self._entries(kind)
                if entry != now
            ]
            if rows:
                yield block(*rows)
            yield Vertical(Field(self.ui("helper.entry"), now, self._entry(now)), classes="fields")
        yield Vertical(Field(self.ui("helper.alias"), "alias", case.alias), classes="fields")
        yield block(*self.rows(("back", self.ui("key.back"))))

    def first(self) -> Widget | None:
        """The facts."""
        return self._field("facts")

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
        return sorted((n for n in found if n.startswith(f"{kind}-")), key=lambda n: int(n.rpartition("-")[2]))

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
        if ident == "alias":
            self.guide.desk.call(text.strip())
        else:
            self.guide.desk.write(HELPER, ident, text)

    async def entered(self, field: Field) -> None:
        """The next entry of the same kind; from the alias on to the row."""
        kind = field.ident.partition("-")[0]
        if kind in KINDS:
            await self._show(kind, "")
        else:
            self.focus_next()

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
