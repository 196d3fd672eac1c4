"""Questions, one a screen: big options, why we ask, skip, back (counsel-review 3)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from sextortion_helper.knowledge.conditions import UNCLEAR
from sextortion_helper.knowledge.models.guide import Question
from sextortion_helper.plan import interview
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.screens.sealed_answer import SealedAnswerScreen
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, keys, title

TICKED, UNTICKED = "[x]", "[ ]"
NEXT, MORE = ":next", ":more"
DIGITS, PART = 9, 6


class AskScreen(GuideScreen):
    """Shows one question and takes its answer. Subclasses say which, and what follows."""

    quiet_line = ""
    _turned, _turned_of = 0, ""  # how often More was pressed, and on which question

    def question(self) -> Question | None:
        """The question on the screen."""
        raise NotImplementedError

    async def answered(self, question: Question) -> None:
        """An answer was given (or the question passed by)."""
        raise NotImplementedError

    def options(self, question: Question) -> tuple[str, ...]:
        """The options shown."""
        return interview.options(self.guide.library, question, self.guide.answers)

    def body(self) -> ComposeResult:
        """The question, its options, why we ask."""
        question = self.question()
        if question is None:
            return
        guide, speaker = self.guide, self.guide.speaker
        words, foreign = speaker.question(question.id)
        wording = interview.wording(guide.library, question, guide.answers)
        other = words.wordings.get(wording) if wording else None
        yield title(speaker.say((other.ask if other else None) or words.ask))
        given = guide.answers.get(question.id, ())
        rows = []
        for sign, option in self._signed(question):
            if option == MORE:
                rows.append(Row(self.ui("question.more"), MORE, sign=sign))
                continue
            label = speaker.option(question.id, option, wording)
            if question.choose == "several":
                label = f"{TICKED if option in given else UNTICKED} {label}"
            elif option in given:
                label = f"{label}  ✓"
            rows.append(Row(label, option, sign=sign))
        if question.choose == "several":
            rows.append(Row(self.ui("question.next"), NEXT, sign="0"))
        yield block(*rows)
        ticked = self._elsewhere(question, given)
        if ticked:
            yield Text(ticked)
        why = (other.why if other else None) or words.why
        if why:
            yield Text(f"{self.ui('question.why')}: {speaker.say(why)}", "text quiet")
        if foreign:
            yield Text(self.ui("words.foreign"), "text quiet")
        if self.quiet_line:
            yield Text(self.quiet_line, "text quiet")
        yield from self.below(question)

    def _signed(self, question: Question) -> list[tuple[str, str]]:
        """Digit and option. More than there are digits come in parts: each digit keeps its place."""
        options = self.options(question)
        if len(options) <= DIGITS:
            return [(str(number), option) for number, option in enumerate(options, 1)]
        listed, part = [option for option in options if option not in UNCLEAR], self._part_of(question)
        shown = listed[part * PART : (part + 1) * PART]
        last = [MORE, *(option for option in options if option in UNCLEAR)]
        return [*zip("123456", shown, strict=False), *zip("789", last, strict=False)]

    def _part_of(self, question: Question) -> int:
        """Which part is shown; past the last one comes the first."""
        parts = -(-(len(self.options(question)) - len(UNCLEAR)) // PART)
        return self._turned % parts if self._turned_of == question.id else 0

    def _elsewhere(self, question: Question, given: Sequence[str]) -> str:
        """What is ticked, where not all of it is in sight."""
        shown = {option for _, option in self._signed(question)}
        if set(given) <= shown:
            return ""
        wording = interview.wording(self.guide.library, question, self.guide.answers)
        labels = [self.guide.speaker.option(question.id, option, wording) for option in given]
        return self.ui("question.ticked", options=", ".join(labels))

    def first(self) -> Widget | None:
        """The answer given before, where there is one."""
        question = self.question()
        given = self.guide.answers.get(question.id, ()) if question and question.choose == "one" else ()
        return next((row for row in self.query(Row) if row.ident in given), super().first())

    def below(self, question: Question) -> ComposeResult:
        """More under the question."""
        yield keys(("Esc", self.ui("key.back")))

    def numbered(self, row: Row) -> None:
        """Whoever ticks by number finds Next under Enter afterwards."""
        question = self.question()
        if question is not None and question.choose == "several" and row.ident not in (NEXT, MORE):
            for other in self.query(Row):
                if other.ident == NEXT:
                    self.set_focus(other, scroll_visible=False)

    def may_be_unseen(self, row: Row) -> bool:
        """What is ticked is in sight then, and can be unticked: a digit that only scrolled would be lost."""
        question = self.question()
        return question is not None and question.choose == "several" and row.ident not in (NEXT, MORE)

    async def chosen(self, ident: str) -> None:
        """Single choice goes on at once; several are ticked until Next."""
        question = self.question()
        if question is None:
            return
        given = tuple(self.guide.answers.get(question.id, ()))
        if ident == NEXT:
            await self.answered(question)
        elif ident == MORE:
            self._turned = self._part_of(question) + 1
            self._turned_of = question.id
            await self.show_anew()
        elif question.choose == "one":
            await self._take(question, [ident], partial(self.answered, question))
        else:
            alone = {*question.exclusive, *UNCLEAR}
            if ident in given:
                now = tuple(option for option in given if option != ident)
            elif ident in alone:
                now = (ident,)
            else:
                now = (*(option for option in given if option not in alone), ident)
            await self._take(question, now, self._mark)

    async def _take(
        self, question: Question, options: Sequence[str], then: Callable[[], Awaitable[object]]
    ) -> None:
        desk = self.guide.desk
        if desk.mode == "plain" and desk.must_seal(question.id, options):
            self.app.push_screen(SealedAnswerScreen(question.id, options, then))
            return
        await self.nextsteps.answer(question.id, options)
        await then()

    async def _mark(self) -> None:
        question = self.question()
        given = self.guide.answers.get(question.id, ()) if question else ()
        for row in self.query(Row):
            if row.ident not in (NEXT, MORE):
                row.set(label=f"{TICKED if row.ident in given else UNTICKED} {row.label[4:]}")


class OneQuestionScreen(AskScreen):
    """A single question: one of the opening, or one answer to be changed."""

    def __init__(self, question: str, leave_out: tuple[str, ...] = (), *, change: bool = False) -> None:
        super().__init__()
        self._question = question
        self._leave_out = leave_out
        self._change = change

    def where(self) -> str:
        """Named after what is done."""
        return self.ui("answers.where") if self._change else self.ui("app.name")

    def question(self) -> Question:
        """The one question."""
        return self.guide.library.question(self._question)

    def options(self, question: Question) -> tuple[str, ...]:
        """Without those left out."""
        return tuple(option for option in super().options(question) if option not in self._leave_out)

    def below(self, question: Question) -> ComposeResult:
        """Whoever helps is asked whether the person knows and wants it (K45)."""
        if question.id == "who":
            app = self.nextsteps
            line = app.catalogue.find(app.voice, "opening", "lines", "helper-first")
            if line:
                yield Text(line)
        yield from super().below(question)

    async def answered(self, question: Question) -> None:
        """What follows depends on the question."""
        from sextortion_helper.tui import flow

        if self._change:
            following = interview.open_follow_up(self.guide.library, question, self.guide.answers)
            if following is None or following.id == question.id:
                self.app.pop_screen()
                return
            self._question = following.id
            await self.show_anew()
        elif question.id == "who":
            await flow.after_who(self.nextsteps)
        else:
            await flow.after_device(self.nextsteps)


class QuestionsScreen(AskScreen):
    """The ten questions with their follow-ups, one after the other. Esc goes back through them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("s,S", "steps", id="steps")]

    def __init__(self, passed: Sequence[str] = ()) -> None:
        super().__init__()
        self._history: list[str] = []
        self._passed: list[str] = list(passed)
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
            following = interview.next_question(library, answers, self._passed)
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
        if question.id == "suicide" and set(given) & {"yes", "sometimes"}:
            from sextortion_helper.tui.screens.crisis import CrisisScreen

            # Esc comes back here, with the answer still marked; the steps are one key away.
            self.app.push_screen(CrisisScreen())
            return
        if question.id == "suicide" and set(given) & set(UNCLEAR):
            self.quiet_line = self._help_line("danger-unsure")
        if question.id == "danger" and set(given) & {"yes", "unknown"}:
            from sextortion_helper.tui.screens.pages import danger_page

            self.app.push_screen(danger_page(self.nextsteps, lambda: self._go_on(question)))
            return
        await self._go_on(question)

    async def _go_on(self, question: Question) -> None:
        self._history.append(question.id)
        self._passed.append(question.id)
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
        if not self._history:
            await super().action_back()
            return
        self._now = self._history.pop()
        self._passed = [ident for ident in self._passed if ident != self._now]
        await self.show_anew()

    def action_steps(self) -> None:
        """Show my steps now."""
        question = self.question()
        if question is not None and self._may_skip(question):
            self.nextsteps.go_home()
