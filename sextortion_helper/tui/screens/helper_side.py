"""The helper's side: what to say and what not, turning the screen. The person never sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sextortion_helper.knowledge.catalogue import Voice
from sextortion_helper.tui import flow, present
from sextortion_helper.tui.guide import HELPER, SCRIPT
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.screens.notes import AGREED, NotesScreen
from sextortion_helper.tui.screens.pages import TextScreen
from sextortion_helper.tui.screens.slip import SlipScreen
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, heading, quiet, title

PARTS = ("say", "dont", "ask", "watch")
SAFETY = "stay-safe"  # the step whose words belong to the question about suicide and to the check-in


def advice(screen: GuideScreen, step: str, variant: str | None = None) -> Iterator[tuple[str, str]]:
    """Heading and lines: say, don't say, ask, watch for."""
    speaker = screen.guide.speaker
    words = speaker.helper(step, variant)
    for part in PARTS:
        lines = [speaker.say(text) for text in getattr(words, part)]
        if lines:
            yield screen.ui(f"helper.{part}"), "\n".join(f"- {line}" for line in lines)


def source(screen: GuideScreen, step: str) -> str:
    """Where that comes from, and the day it was last checked [R8]."""
    facts = screen.guide.library.steps[step]
    return present.source_line(screen.nextsteps, facts.source, facts.checked)


class HelperSideScreen(GuideScreen):
    """Over the person's screen; in a wide terminal with the step beside it. F3 and Esc close it.

    Z closes the session: where one F3 too many leads to the task, no digit may do so, as it acts there too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("z,Z", "close_session", id="close-session")]

    def where(self) -> str:
        """Whose it is: before the screen is turned, that must be the right one."""
        if not self.guide.counsellor:
            return self.ui("helper.where")
        return f"{self.ui('helper.where')} · {present.session_name(self.nextsteps, self.guide.desk.case)}"

    def _present(self) -> tuple[str, str | None, str]:
        """Step, variant and task on the person's screen, else the next ones; empty if there are none."""
        from sextortion_helper.tui.screens.checkin import CheckInScreen
        from sextortion_helper.tui.screens.question import AskScreen
        from sextortion_helper.tui.screens.task import TaskScreen

        pair = self.guide.next_task()
        for screen in reversed(self.app.screen_stack):
            question = screen.question() if isinstance(screen, AskScreen) else None
            if isinstance(screen, CheckInScreen) or (question and question.id == "suicide"):
                return SAFETY, None, ""
            if isinstance(screen, TaskScreen):
                pair = screen.pair()
                break
        return (pair[0].id, pair[0].variant, pair[1].id) if pair else ("", None, "")

    def beside(self) -> str:
        """What the person sees of the step."""
        step, _, task = self._present()
        if not task:
            return ""
        words, _ = self.guide.speaker.task(step, task)
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
                Row(self.ui("helper.close"), "close", sign="Z"),
            )
        else:
            yield block(*self.rows(("back", self.ui("key.back"))))
        step, variant, _ = self._present()
        if step:
            yield title(self.guide.speaker.title(step, variant))
            for name, lines in advice(self, step, variant):
                yield heading(name).add_class("near")
                yield Text(lines)
            yield quiet(source(self, step))
        if in_office:
            yield block(Row(self.ui("helper.panel"), "panel", sign="3" if self.guide.counsellor else "2"))
        if self.guide.counsellor:
            yield block(
                Row(self.ui("helper.script"), "script", sign="4", note=said(self)),
                Row(self.ui("helper.agreed"), "agreed", sign="5"),
                Row(self.ui("helper.slip"), "slip", sign="6"),
            )

    async def chosen(self, ident: str) -> None:
        """Open what belongs to this side, turn the screen, or close the session."""
        app = self.nextsteps
        if ident == "notes":
            app.push_screen(NotesScreen())
        elif ident == "agreed":
            app.push_screen(NotesScreen(AGREED))
        elif ident == "slip":
            app.push_screen(SlipScreen())
        elif ident == "panel":
            app.push_screen(panel_page(self))
        elif ident == "script":
            app.push_screen(ScriptScreen())
        elif ident == "close":
            await flow.show_sessions(app)
        else:
            self.guide.turned = ident == "turn"
            app.pop_screen()

    def may_be_unseen(self, row: Row) -> bool:
        """The screen is turned at once, wherever one has read to."""
        return True

    async def on_screen_resume(self) -> None:
        """The script may have been said meanwhile."""
        if self.page is not None:
            await self.redraw()

    async def action_close_session(self) -> None:
        """Back to the list."""
        if self.guide.counsellor:
            await self.chosen("close")


def said(screen: GuideScreen) -> str:
    """`said today 14:02`; empty if it was not."""
    note = screen.guide.desk.case.notes.get((HELPER, SCRIPT))
    return screen.ui("helper.said", when=present.moment(screen.nextsteps, note.at)) if note else ""


def panel_page(screen: GuideScreen) -> TextScreen:
    """I don't look, I don't take (counsel-review 6.9)."""
    ui = screen.ui

    def page() -> tuple[str, list[str]]:
        return ui("helper.panel"), [ui(f"helper.panel-{number}") for number in range(1, 5)]

    return TextScreen(page, where=lambda: ui("helper.where"))


class ScriptScreen(GuideScreen):
    """What is said before any question: what stays here, and where that ends (counsel-review 6.1).

    `begin`: it opens a new session, and the first minute follows.
    """

    def __init__(self, *, begin: bool = False) -> None:
        super().__init__()
        self._begin = begin
        self._form = ""  # of address, while it is not that of the session: read aloud before the age is known

    def where(self) -> str:
        """The helper's side."""
        return self.ui("helper.where")

    def body(self) -> ComposeResult:
        """The sentences, and that they were said."""
        app = self.nextsteps
        voice = Voice(app.voice.lang, self._form or app.voice.form)
        lines = [app.catalogue.ui(voice, f"helper.script-{number}") for number in range(1, 6)]
        yield title(self.ui("helper.script-title"))
        yield Text("\n".join(f"- {line}" for line in lines))
        was_said = said(self)
        if was_said:
            yield quiet(was_said)
        rows = self.rows(("said", self.ui("helper.script-said")), ("on", self.ui("helper.script-later")))
        if voice.lang == "de":  # English has one form of address
            now = self.ui(f"settings.form-{voice.form}")
            rows.append(Row(self.ui("settings.form"), "form", sign="3", note=now))
        yield block(*rows)

    async def chosen(self, ident: str) -> None:
        """Note that it was said, with the time, and go on."""
        if ident == "form":
            self._form = "sie" if (self._form or self.nextsteps.voice.form) == "du" else "du"
            await self.redraw()
            return
        if ident == "said" and not self.guide.is_script_said():
            self.guide.desk.write(HELPER, SCRIPT, "said")
        if self._form and self._form != self.nextsteps.voice.form:
            self.nextsteps.change_settings(form=self._form)  # the session goes on as it was begun
            await self.nextsteps.speak(self.nextsteps.voice_for(self.nextsteps.voice.lang))
        if self._begin:
            from sextortion_helper.tui.screens.first_minute import FirstMinuteScreen

            self.nextsteps.go_to(FirstMinuteScreen())
        else:
            await self.action_back()

    async def action_back(self) -> None:
        """Back; out of a session that was begun by mistake to the list, and it is gone."""
        if not self._begin:
            await super().action_back()
            return
        if not self.guide.is_begun():
            self.guide.remove_session(self.guide.desk.case.id)
        await flow.show_sessions(self.nextsteps)
