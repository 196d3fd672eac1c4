"""The ten questions with their follow-ups, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sextortion_helper.knowledge.conditions import UNCLEAR
from sextortion_helper.knowledge.models.guide import Question
from sextortion_helper.plan import interview
from sextortion_helper.tui.screens.question import AskScreen
from sextortion_helper.tui.widgets.text import Text, keys


class QuestionsScreen(AskScreen):
    """Esc goes back through them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("s,S", "steps", id="steps")]

    def __init__(self, passed: Sequence[str] = (), history: Sequence[str] = ()) -> None:
        """`passed`: not asked again. `history`: those that Esc goes back to."""
        super().__init__()
        self._history: list[str] = list(history)
        self._passed: list[str] = list(passed)
        self._again: set[str] = set()  # those that someone went back over: shown again on the way forward
        self._now: str | None = None

    def where(self) -> str:
        """`Questions · 7 of 10`."""
        question = self.question()
        if question is None:
            return self.ui("questions.where")
        number, count = interview.position(self.guide.library, question, self.guide.answers)
        return f"{self.ui('questions.where')} · {self.ui('questions.count', number=number, count=count)}"

    def question(self) -> Question | None:
        """The present question."""
        library, answers = self.guide.library, self.guide.answers
        if self._now is None:
            following = interview.next_question(library, answers, self._passed, self._again)
            self._now = following.id if following else None
        return library.questions.get(self._now or "")

    def below(self, question: Question) -> ComposeResult:
        """The way to the plan, from the third question on."""
        if question.id == "suicide" and "friend" in self.guide.answers.get("who", ()):
            yield Text(self._help_line("helper-suicide-friend"), "text quiet")  # K15: not alone
        if self._may_skip(question):
            yield keys(("S", self.ui("questions.steps")), ("Esc", self.ui("key.back")))
        else:
            yield keys(("Esc", self.ui("key.back")))

    def _may_skip(self, question: Question) -> bool:
        """Whoever knows the other person says first who it is: the careful plans differ."""
        return question.skip_from_here and not self.guide.facts.holds("known-hint-open")

    async def answered(self, question: Question) -> None:
        """Go on, with the pauses that some answers need."""
        given = self.guide.answers.get(question.id, ())
        self.quiet_line = ""
        if question.id == "suicide" and set(given) & set(UNCLEAR):
            self.quiet_line = self._help_line("danger-unsure")
        if not self.pauses(question, self._go_on):
            await self._go_on(question)

    async def _go_on(self, question: Question) -> None:
        self._history.append(question.id)
        self._passed.append(question.id)
        self._again.discard(question.id)
        self._now = None
        await self.show_next()

    def _help_line(self, ident: str) -> str:
        from sextortion_helper.plan.contacts import spoken_line

        app = self.nextsteps
        return spoken_line(app.catalogue, app.voice, self.guide.answers, app.country, ident)

    async def show_next(self) -> None:
        """The next question, or the plan."""
        if self.question() is None:
            self.nextsteps.go_home()
            return
        await self.show_anew()

    async def action_back(self) -> None:
        """The question before, its answer still marked; before the first, one screen back."""
        if await self.part_before():
            return
        if not self._history:
            await super().action_back()
            return
        if self._now is not None:
            self._again.add(self._now)
        self._now = self._history.pop()
        self._passed = [ident for ident in self._passed if ident != self._now]
        await self.show_anew()

    def action_steps(self) -> None:
        """Show my steps now."""
        question = self.question()
        if question is not None and self._may_skip(question):
            self.nextsteps.go_home()
