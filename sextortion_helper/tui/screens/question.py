"""Questions, one a screen: big options, why we ask, skip, back (counsel-review 3)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from textual.app import ComposeResult
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
        yield from self.above(question)
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

    def above(self, question: Question) -> ComposeResult:
        """What has to be read before an answer."""
        yield from ()

    def below(self, question: Question) -> ComposeResult:
        """More under the question."""
        yield keys(("Esc", self.ui("key.back")))

    def acted_on(self, row: Row) -> None:
        """Whoever ticks by number finds Next under Enter afterwards."""
        question = self.question()
        if question is not None and question.choose == "several" and row.ident not in (NEXT, MORE):
            for other in self.query(Row):
                if other.ident == NEXT:
                    self.set_focus(other, scroll_visible=False)

    def may_be_unseen(self, row: Row) -> bool:
        """What is ticked is in sight then, and can be unticked: a digit that only scrolled would be lost. Nor
        is Next, once something is ticked: 0 means the same everywhere, and Esc comes back.
        """
        question = self.question()
        if question is None or question.choose != "several":
            return False
        return row.ident != MORE and (row.ident != NEXT or bool(self.guide.answers.get(question.id)))

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

    async def action_back(self) -> None:
        """Out of a later part of a long list to the one before it; else one step back."""
        if not await self.part_before():
            await super().action_back()

    async def part_before(self) -> bool:
        """To the part of the list before this one. False: this is the first."""
        question = self.question()
        part = self._part_of(question) if question is not None else 0
        if part:
            self._turned = part - 1
            await self.show_anew()
        return part > 0

    async def _take(
        self, question: Question, options: Sequence[str], then: Callable[[], Awaitable[object]]
    ) -> None:
        desk = self.guide.desk
        if desk.mode == "plain" and desk.must_seal(question.id, options):
            self.app.push_screen(SealedAnswerScreen(question.id, options, then))
            return
        await self.nextsteps.answer(question.id, options)
        await then()

    def pauses(self, question: Question, then: Callable[[Question], Awaitable[None]]) -> bool:
        """The pause that some answers need, before `then`. False: this one needs none."""
        given = set(self.guide.answers.get(question.id, ()))
        if question.id == "suicide" and given & {"yes", "sometimes"}:
            from sextortion_helper.tui.screens.crisis import CrisisScreen

            # Esc comes back here, with the answer still marked; the steps are one key away.
            self.app.push_screen(CrisisScreen())
            return True
        if question.id == "danger" and given & {"yes", "unknown"}:
            from sextortion_helper.tui.screens.pages import danger_page

            self.app.push_screen(danger_page(self.nextsteps, partial(then, question)))
            return True
        return False

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

    def above(self, question: Question) -> ComposeResult:
        """Whoever helps is asked whether the person knows and wants it (K45)."""
        if question.id == "who":
            app = self.nextsteps
            line = app.catalogue.find(app.voice, "opening", "lines", "helper-first")
            if line:
                yield Text(line)

    async def answered(self, question: Question) -> None:
        """What follows depends on the question."""
        from sextortion_helper.tui import flow

        if self._change:
            if self.pauses(question, self._changed):
                return
            await self._changed(question)
        elif question.id == "who":
            await flow.after_who(self.nextsteps)
        else:
            await flow.after_device(self.nextsteps)

    async def _changed(self, question: Question) -> None:
        following = interview.open_follow_up(self.guide.library, question, self.guide.answers)
        if following is None or following.id == question.id:
            self.app.pop_screen()
            return
        self._question = following.id
        await self.show_anew()
