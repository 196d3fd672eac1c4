"""Questions, one a screen: big options, why we ask, skip, back (counsel-review 3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from sextortion_helper.knowledge.models.guide import Question
from sextortion_helper.plan import interview
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, keys, title

TICKED, UNTICKED = "[x]", "[ ]"
NEXT, MORE = ":next", ":more"
FOLD = 9  # more options than there are digits are folded: so many less three are shown at first
UNCLEAR = ("unknown", "rather-not")


class AskScreen(GuideScreen):
    """Shows one question and takes its answer. Subclasses say which, and what follows."""

    quiet_line = ""
    unfolded = ""  # the question whose options are all shown

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
        yield title(speaker.say(other.ask if other else words.ask))
        given = guide.answers.get(question.id, ())
        rows = []
        for number, option in enumerate(self._folded(question, given), 1):
            if option == MORE:
                rows.append(Row(self.ui("question.more"), MORE, sign=str(number)))
                continue
            label = speaker.option(question.id, option, wording)
            sign = str(number) if number < 10 else " "
            if question.choose == "several":
                label = f"{TICKED if option in given else UNTICKED} {label}"
            elif option in given:
                label = f"{label}  ✓"
            rows.append(Row(label, option, sign=sign))
        if question.choose == "several":
            rows.append(Row(self.ui("question.next"), NEXT, sign="0"))
        yield block(*rows)
        why = (other.why if other else None) or words.why
        if why:
            yield Text(f"{self.ui('question.why')}: {speaker.say(why)}", "text quiet")
        if foreign:
            yield Text(self.ui("words.foreign"), "text quiet")
        if self.quiet_line:
            yield Text(self.quiet_line, "text quiet")
        yield from self.below(question)

    def _folded(self, question: Question, given: Sequence[str]) -> list[str]:
        """The options, the less frequent ones behind one row as long as they are not asked for."""
        options = list(self.options(question))
        if len(options) <= FOLD or self.unfolded == question.id:
            return options
        always = {*UNCLEAR, *question.exclusive, *given}
        shown = [option for option in options if option not in UNCLEAR][: FOLD - 3]
        kept = [option for option in options if option in shown or option in always]
        place = next((n for n, option in enumerate(kept) if option in UNCLEAR), len(kept))
        return [*kept[:place], MORE, *kept[place:]]

    def first(self) -> Widget | None:
        """The answer given before, where there is one."""
        question = self.question()
        given = self.guide.answers.get(question.id, ()) if question and question.choose == "one" else ()
        return next((row for row in self.query(Row) if row.ident in given), super().first())

    def below(self, question: Question) -> ComposeResult:
        """More under the question."""
        yield keys(("Esc", self.ui("key.back")))

    async def act(self, event: Row.Chosen) -> None:
        """Whoever ticks by number finds Next under Enter afterwards."""
        question = self.question()
        await super().act(event)
        if question is None or self.question() is not question:
            return  # the next question begins at its first row
        if event.by_number and event.row.ident != NEXT and question.choose == "several":
            for row in self.query(Row):
                if row.ident == NEXT:
                    row.focus()

    async def chosen(self, ident: str) -> None:
        """Single choice goes on at once; several are ticked until Next."""
        question = self.question()
        if question is None:
            return
        given = tuple(self.guide.answers.get(question.id, ()))
        if ident == NEXT:
            await self.answered(question)
        elif ident == MORE:
            self.unfolded = question.id
            after = [row.ident for row in self.query(Row)].index(MORE)
            await self.redraw()
            list(self.query(Row))[after].focus()
        elif question.choose == "one":
            await self.nextsteps.answer(question.id, [ident])
            await self.answered(question)
        else:
            alone = {*question.exclusive, *UNCLEAR}
            if ident in given:
                now = tuple(option for option in given if option != ident)
            elif ident in alone:
                now = (ident,)
            else:
                now = (*(option for option in given if option not in alone), ident)
            await self.nextsteps.answer(question.id, now)
            if self.nextsteps.notice:
                await self.redraw()
                return
            for row in self.query(Row):
                if row.ident not in (NEXT, MORE):
                    mark = TICKED if row.ident in now else UNTICKED
                    row.set(label=f"{mark} {row.label[4:]}")


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
        if question.skip_from_here:
            yield keys(("S", self.ui("questions.steps")), ("Esc", self.ui("key.back")))
        else:
            yield keys(("Esc", self.ui("key.back")))

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
        if question is not None and question.skip_from_here:
            self.nextsteps.go_home()
