"""The plan (home): next, one thing; then the steps by phase with their state. No counts, no percentages."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sextortion_helper.case.models import TaskState
from sextortion_helper.plan import PlannedStep, PlannedTask, interview
from sextortion_helper.plan.contacts import spoken_line
from sextortion_helper.tui.guide import Guide
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, heading, keys, quiet

SIGNS = {TaskState.OPEN: "·", TaskState.DONE: "✓", TaskState.SKIPPED: "–", TaskState.NOT_FOR_ME: "–"}
NEXT_SIGN = "›"
FOLDED = ("this-week", "later")  # shown on request, so that the list stays short


def state_note(screen: GuideScreen, guide: Guide, step: PlannedStep) -> str:
    """`done 14:02`, `skipped`; empty while open."""
    state = guide.step_state(step)
    if state is TaskState.OPEN:
        return ""
    records = [record for task in step.tasks if (record := guide.record(task.id))]
    last = max(record.at for record in records).astimezone()
    today = guide.clock().astimezone().date() == last.date()
    when = last.strftime("%H:%M") if today else f"{last.day}.{last.month}."
    return screen.ui(f"state.{state.value}", when=when)


def first_sentences(text: str, most: int = 130) -> str:
    """The first whole sentences of a text, as many as fit in about two lines."""
    line = text.split("\n", 1)[0]
    if len(line) <= most:
        return line
    ends = [n for n in range(most - 1) if line[n : n + 2] in (". ", "? ") and not _quoting(line[:n])]
    return line[: ends[-1] + 1] if ends else line[:most].rsplit(" ", 1)[0] + " …"


def _quoting(text: str) -> bool:
    """Whether a quotation is still open at the end of `text`."""
    return text.count("\u201e") > text.count("\u201c") or text.count('"') % 2 == 1


class PlanScreen(GuideScreen):
    """Every step of the person's plan. Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,A", "answers", id="answers"),
        Binding("r,R", "recognise", id="recognise"),
        Binding("w,W", "kept", id="kept"),
        Binding("e,E", "entries", id="entries"),
        Binding("q,Q", "questions", id="questions"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._unfolded = False
        self._was_next = ""  # the task that was next when this was drawn

    def where(self) -> str:
        """My steps."""
        return self.ui("plan.where")

    def body(self) -> ComposeResult:
        """Next on top, then the phases."""
        guide, speaker = self.guide, self.guide.speaker
        plan = guide.plan
        if guide.facts.holds("crisis"):
            app = self.nextsteps
            strip = spoken_line(app.catalogue, app.voice, guide.answers, app.country, "crisis-3")
            yield Text(strip, "text quiet")
        if plan.incomplete:
            yield Text(self.ui("plan.incomplete"))
        following = guide.next_task()
        self._was_next = following[1].id if following else ""
        if following is not None:
            yield from self._next(following)
        else:
            yield Text(self.ui("plan.nothing-open"))
        first_phase = next((phase for phase, _ in plan.phases()), "")
        for phase, steps in plan.phases():
            if phase in FOLDED and not self._unfolded:
                continue
            yield heading(self.ui(f"phase.{phase}")).add_class("near" if phase != first_phase else "first")
            rows = []
            for step in steps:
                state = guide.step_state(step)
                is_next = following is not None and following[0] is step
                sign = NEXT_SIGN if is_next else SIGNS[state]
                title = speaker.title(step.id, step.variant)
                row = Row(
                    title, f"step:{step.name}", sign=sign, note=state_note(self, guide, step), classes="inner"
                )
                rows.append(row)
            yield block(*rows).add_class("near")
        folded = [step for phase, steps in plan.phases() if phase in FOLDED for step in steps]
        if folded and not self._unfolded:
            app = self.nextsteps
            still = sum(guide.step_state(step) is TaskState.OPEN for step in folded)
            note = (
                app.catalogue.plural(app.voice, "plan.more", still)
                if still
                else self.ui("sessions.nothing-open")
            )
            yield block(Row(self.ui("plan.later"), "unfold", note=note, classes="quiet")).add_class("near")
        alone = "adult-here" in guide.library.questions and guide.facts.holds("child-alone")
        if alone:
            label = speaker.say(speaker.question("adult-here")[0].ask)
            yield heading(self.ui("plan.with-adult")).add_class("first")
            yield block(Row(label, "adult-here")).add_class("near")
        if plan.left_out and not alone:
            names = ", ".join(speaker.title(step) for step in plan.left_out)
            yield quiet("\n" + self.ui("plan.left-out", steps=names))
        hints = [("A", "answers"), ("W", "kept"), ("E", "entries")]
        if guide.facts.holds("scam-signs"):
            hints.insert(1, ("R", "recognise"))
        if interview.still_open(guide.library, guide.answers) is not None:
            hints.insert(0, ("Q", "questions"))
        yield keys(*((key, self.ui(f"plan.{name}")) for key, name in hints))

    def _next(self, following: tuple[PlannedStep, PlannedTask]) -> ComposeResult:
        step, task = following
        speaker = self.guide.speaker
        words, _ = speaker.task(step.id, task.id)
        yield heading(self.ui("plan.next")).add_class("near")
        minutes = task.task.minutes
        note = ""
        if minutes:
            app = self.nextsteps
            note = app.catalogue.plural(app.voice, "plan.minutes", minutes)
        below = first_sentences(speaker.say(words.do))
        yield block(
            Row(speaker.say(words.title), f"task:{step.name}:{task.id}", note=note, below=below)
        ).add_class("near")

    async def chosen(self, ident: str) -> None:
        """Open a step, or show the later ones."""
        from sextortion_helper.tui.screens.task import TaskScreen

        kind, _, rest = ident.partition(":")
        if kind == "adult-here":
            from sextortion_helper.tui import flow

            await self.nextsteps.answer("adult-here", ["yes"])
            await flow.ask(self.nextsteps)
        elif kind == "unfold":
            self._unfolded = True
            await self.redraw()
            folded = [
                step.name for phase, steps in self.guide.plan.phases() if phase in FOLDED for step in steps
            ]
            for row in self.query(Row):
                if row.ident == f"step:{folded[0]}":
                    self.set_focus(row)
        elif kind == "task":
            step, _, task = rest.partition(":")
            self.app.push_screen(TaskScreen(step, task))
        else:
            self.app.push_screen(TaskScreen(rest))

    async def on_screen_resume(self) -> None:
        """Something may have been done meanwhile; then what is next now has the focus."""
        if not self.query("#page"):
            return
        following = self.guide.next_task()
        if self._was_next == (following[1].id if following else ""):
            await self.redraw()
        else:
            await self.show_anew()

    async def action_back(self) -> None:
        """This is home: Esc stays."""

    async def action_questions(self) -> None:
        """Answer what is still open."""
        if interview.still_open(self.guide.library, self.guide.answers) is not None:
            from sextortion_helper.tui.screens.questions import QuestionsScreen

            passed = interview.never_kept(self.guide.library)
            self.app.push_screen(QuestionsScreen(passed))

    def action_answers(self) -> None:
        """Change an answer."""
        from sextortion_helper.tui.screens.answers import AnswersScreen

        self.app.push_screen(AnswersScreen())

    def action_recognise(self) -> None:
        """Is this the scam?"""
        from sextortion_helper.tui.screens.pages import RecogniseScreen

        if self.guide.facts.holds("scam-signs"):
            self.app.push_screen(RecogniseScreen())

    def action_kept(self) -> None:
        """What is kept here."""
        from sextortion_helper.tui.screens.kept import KeptScreen

        self.app.push_screen(KeptScreen())

    def action_entries(self) -> None:
        """Something else happened."""
        from sextortion_helper.tui.screens.answers import EntriesScreen

        self.app.push_screen(EntriesScreen())
