"""What is kept here: each kind of thing, where, and how to delete it [R10]."""

from __future__ import annotations

from textual.app import ComposeResult

from sextortion_helper.errors import StoreError
from sextortion_helper.tui.deleting import said, take_off
from sextortion_helper.tui.guide import HELPER, OWN
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, heading, quiet, title


class KeptScreen(GuideScreen):
    """Answers, ticks and notes in words; delete one thing, this, or everything."""

    def __init__(self) -> None:
        super().__init__()
        self._asking = ""
        self._note: tuple[str, str] | None = None  # the one that is looked at

    def where(self) -> str:
        """Neutral."""
        return self.ui("plan.kept")

    def body(self) -> ComposeResult:
        """Where, what, and the ways to delete."""
        desk, app = self.guide.desk, self.nextsteps
        if app.deleting.is_near:
            yield title(self.ui("kept.near"))
            yield block(*self.rows(("stop", self.ui("kept.stop"))))
            return
        if self._asking:
            yield title(self._question())
            if self._note is not None:
                yield Text(self.guide.note(*self._note))
            yield Text(self.ui("kept.cannot-remove"))
            yield block(*self.rows(("no", self.ui("kept.no")), ("yes", self.ui(f"kept.yes-{self._asking}"))))
            return
        beside = app.lies_open and not self.guide.turned
        yield title(self.ui("kept.memory-beside" if beside else f"kept.{desk.mode}"))
        if desk.mode != "memory" and not self.guide.turned:
            yield Text(str(app.store_path if desk.mode == "plain" else app.sealed_path))
        if desk.unremoved is not None:
            yield Text(app.store_sentence(desk.unremoved))
        count = app.catalogue.plural
        case = desk.case
        if self.guide.at_list:
            yield Text(count(app.voice, "kept.sessions", desk.store.count_sessions()))
            yield block(*self.rows(*self._for_all()))
            return
        counts = {"answers": len(case.answers), "ticks": len(case.tasks)}
        if not self.guide.turned:
            counts["notes"] = len(case.notes.keys() - OWN)
        lines = [count(app.voice, f"kept.{name}", number) for name, number in counts.items()]
        if self.guide.turned:  # how many they are is the helper's alone
            lines.append(self.ui("kept.notes-too"))
        yield Text("\n".join(lines))
        yield block(*self.rows(*(self._in_session() if self.guide.in_session else self._ways())))
        notes = [(*place, note.text) for place, note in case.notes.items() if place[0] != HELPER]
        if notes:
            yield heading(self.ui("kept.one"))
            yield block(*(self._note_row(*note) for note in notes))
        yield quiet(self.ui("kept.never"))

    def _question(self) -> str:
        """Names how much it is about, where that is more than one person's."""
        if self._asking == "everything" and self.guide.at_list:
            app, count = self.nextsteps, self.guide.desk.store.count_sessions()
            return app.catalogue.plural(app.voice, "sessions.sure-all", count)
        return self.ui(f"kept.sure-{self._asking}")

    def _ways(self) -> list[tuple[str, str]]:
        """To keep it otherwise, and to delete it."""
        desk, app = self.guide.desk, self.nextsteps
        rows = []
        if desk.mode == "memory" and app.store_path is not None and not desk.must_seal():
            rows.append(("keep", self.ui("kept.keep")))
        if desk.mode != "passphrase" and app.sealed_path is not None:
            rows.append(("seal", self.ui("kept.seal")))
        rows += self._of_passphrase()
        if desk.mode != "memory":
            rows.append(("forget", self.ui("kept.to-memory")))
        rows += [("this", self.ui("kept.delete-this")), ("everything", self.ui("kept.delete-everything"))]
        return [*rows, ("back", self.ui("key.back"))]

    def _of_passphrase(self) -> list[tuple[str, str]]:
        """What a passphrase brings with it: another one, and when it is asked for again."""
        if self.guide.desk.mode != "passphrase":
            return []
        return [("change", self.ui("passphrase.change")), ("settings", self.ui("settings.where"))]

    def _in_session(self) -> list[tuple[str, str]]:
        """Only this one, and not while the screen is turned: the list would come after it [R12]."""
        back = ("back", self.ui("key.back"))
        return [back] if self.guide.turned else [("this", self.ui("kept.delete-this")), back]

    def _for_all(self) -> list[tuple[str, str]]:
        """What a counsellor can do with all sessions."""
        rows = [("back", self.ui("key.back"))]
        if self.guide.desk.mode == "memory" and self.nextsteps.sealed_path is not None:
            rows.append(("seal", self.ui("kept.seal")))
        rows += self._of_passphrase()
        return [*rows, ("everything", self.ui("kept.delete-everything"))]

    def _note_row(self, task: str, field: str, text: str) -> Row:
        label = field
        for step in self.guide.library.steps.values():
            if any(one.id == task for one in step.tasks):
                words, _ = self.guide.speaker.task(step.id, task)
                label = self.guide.speaker.say(words.fields.get(field, field))
        short = text if len(text) <= 40 else text[:39] + "…"
        return Row(f"{label}: {short}", f"note:{task}:{field}", sign="–", note=self.ui("kept.delete-one"))

    async def chosen(self, ident: str) -> None:
        """Delete only after one more question; a single note is shown whole with it."""
        app = self.nextsteps
        if ident == "back":
            await self.action_back()
            return
        if ident.startswith("note:"):
            _, task, field = ident.split(":", 2)
            self._note, self._asking = (task, field), "note"
        elif ident == "keep" and app.store_path is not None:
            try:
                self.guide.keep_at(app.store_path)
            except StoreError as error:
                app.notice = app.store_sentence(error)
        elif ident == "seal":
            from sextortion_helper.tui.screens.storage import open_sealed

            open_sealed(app)
            return
        elif ident == "change":
            from sextortion_helper.tui.screens.passphrase import PassphraseScreen

            app.push_screen(PassphraseScreen("change"))
            return
        elif ident == "settings":
            from sextortion_helper.tui.screens.settings import SettingsScreen

            app.push_screen(SettingsScreen())
            return
        elif ident in ("this", "everything", "forget"):
            self._asking = ident
        elif ident == "stop":
            app.deleting.stop()
        elif ident == "no":
            self._asking, self._note = "", None
        elif ident == "yes":
            await self._delete()
            return
        await self.show_anew()

    async def _delete(self) -> None:
        app, desk = self.nextsteps, self.guide.desk
        if self._note is not None:
            desk.write(*self._note, "")
            await self.chosen("no")
            return
        if self._asking == "forget":
            if not take_off(app):
                app.notice = self.ui("kept.not-gone")
            self._asking = ""
            await self.show_anew()
            return
        if self._asking == "everything":
            self._asking = ""
            app.deleting.begin()
            await self.show_anew()
            return
        guide = self.guide
        gone = guide.remove_session(desk.case.id) if guide.in_session else guide.delete_session()
        await said(app, gone)

    async def action_back(self) -> None:
        """Out of the question, then back."""
        if self.nextsteps.deleting.is_near:
            await self.chosen("stop")
        elif self._asking:
            await self.chosen("no")
        else:
            await super().action_back()
