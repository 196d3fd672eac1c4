"""Changing an answer, and the quiet entries for what no question asks."""

from __future__ import annotations

from textual.app import ComposeResult

from sextortion_helper.plan import interview
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, keys, quiet, title


class AnswersScreen(GuideScreen):
    """Every question with what was answered. Changing one computes the plan anew; ticks stay."""

    def where(self) -> str:
        """Neutral."""
        return self.ui("answers.where")

    def body(self) -> ComposeResult:
        """Questions in their order."""
        guide, speaker = self.guide, self.guide.speaker
        yield title(self.ui("answers.title"))
        rows: list[Row] = []
        shown = [guide.library.question("device"), *interview.asked(guide.library, guide.answers)]
        for question in shown:
            words, _ = speaker.question(question.id)
            wording = interview.wording(guide.library, question, guide.answers)
            label = speaker.say(words.short or words.ask)
            given = [speaker.option(question.id, o, wording) for o in guide.answers.get(question.id, ())]
            # What is never stored can be answered anew; what was said is not read over a shoulder.
            never = question.keep == "never"
            below = "" if never else " · ".join(given) or self.ui("answers.none")
            sign = str(len(rows) + 1) if len(rows) < 9 else " "
            rows.append(Row(label, question.id, sign=sign, below=below))
        yield block(*rows)
        yield quiet(self.ui("answers.ticks-stay"))
        yield keys(("Esc", self.ui("key.back")))

    async def chosen(self, ident: str) -> None:
        """Ask this one again."""
        from sextortion_helper.tui.screens.question import OneQuestionScreen

        self.app.push_screen(OneQuestionScreen(ident, change=True))

    async def on_screen_resume(self) -> None:
        """An answer may have changed."""
        if self.query("#page"):
            await self.redraw()


class EntriesScreen(GuideScreen):
    """They say I did something forbidden; I have pictures of someone else; they named a time."""

    def where(self) -> str:
        """Neutral."""
        return self.ui("plan.entries")

    def body(self) -> ComposeResult:
        """The entries that apply; the one open shows how to close it."""
        guide = self.guide
        yield title(self.ui("entries.title"))
        entries = [q.id for q in guide.library.questions.values() if q.place == "entry"]
        names = [name for name in entries if self._applies(name)]
        pairs = [(name, guide.speaker.say(guide.speaker.question(name)[0].ask)) for name in names]
        rows = self.rows(*pairs)
        for row in rows:
            if guide.answers.get(row.ident):
                row.set(note=self.ui("entries.chosen"))
        yield block(*rows)
        yield Text(self.ui("entries.note"), "text quiet")

    def _applies(self, name: str) -> bool:
        guide = self.guide
        return bool(guide.answers.get(name)) or guide.facts.holds(guide.library.questions[name].when)

    async def chosen(self, ident: str) -> None:
        """Open the entry, or close it again; then the plan."""
        opened = bool(self.guide.answers.get(ident))
        await self.nextsteps.answer(ident, [] if opened else ["yes"])
        kept = self.guide.library.questions[ident].keep == "plain"
        if not opened and not kept and self.guide.desk.mode == "plain":
            self.nextsteps.notice = self.ui("entries.not-kept")
        if ident == "adult-here":
            from sextortion_helper.tui import flow

            await flow.ask(self.nextsteps)
        else:
            self.app.pop_screen()
