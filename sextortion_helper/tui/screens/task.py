"""One task of a step: one action, what it uses, short fields, and done / later / skip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

from sextortion_helper.case.models import TaskState
from sextortion_helper.plan import PlannedStep, PlannedTask
from sextortion_helper.tui import present
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.screens.plan import NEXT_SIGN, SIGNS
from sextortion_helper.tui.widgets.field import Field
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, heading, keys, quiet, title

REASON = ":reason"  # the field for why a task was skipped


class TaskScreen(GuideScreen):
    """Shows the task `task` of the step named `step` (its variant's id, if it has one)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,M", "more", id="more"),
        Binding("y,Y", "why", id="why"),
        Binding("n,N", "next", id="next"),
        Binding("p,P", "previous", id="previous"),
    ]

    def __init__(self, step: str, task: str | None = None) -> None:
        super().__init__()
        self._step_name = step
        self._task_id = task
        self._more = False
        self._turned = False  # drawn for a screen that is turned to the person

    def pair(self) -> tuple[PlannedStep, PlannedTask] | None:
        """Step and task, if the plan (still) has them."""
        pair = self.guide.find(self._step_name, self._task_id)
        if pair is not None:
            self._task_id = pair[1].id
        return pair

    def where(self) -> str:
        """`First hour · Save evidence`."""
        pair = self.pair()
        if pair is None:
            return self.ui("plan.where")
        step, _ = pair
        return f"{self.ui(f'phase.{step.phase}')} · {self.guide.speaker.title(step.id, step.variant)}"

    def beside(self) -> str:
        """The plan, in a wide terminal; for someone who helps, what to say and what not."""
        guide, speaker = self.guide, self.guide.speaker
        pair = self.pair()
        if pair is not None and guide.helper_side and not guide.counsellor:
            from sextortion_helper.tui.screens.helper_side import advice

            return "\n\n".join(f"{name}\n{text}" for name, text in advice(self, pair[0].id, pair[0].variant))
        lines: list[str] = []
        for phase, steps in guide.plan.phases():
            lines.append(self.ui(f"phase.{phase}"))
            for step in steps:
                here = step.name == self._step_name
                sign = NEXT_SIGN if here else SIGNS[guide.step_state(step)]
                lines.append(f"  {sign} {speaker.title(step.id, step.variant)}")
        return "\n".join(lines)

    def body(self) -> ComposeResult:
        """Title, text, what it uses, fields, actions, more, source."""
        pair = self.pair()
        if pair is None:
            yield Text(self.ui("task.gone"))
            yield block(*self.rows(("plan", self.ui("plan.where"))))
            return
        step, task = pair
        speaker = self.guide.speaker
        words, foreign = speaker.task(step.id, task.id)
        if len(step.tasks) > 1:
            number = [one.id for one in step.tasks].index(task.id) + 1
            yield quiet(self.ui("task.part", number=number, count=len(step.tasks))).add_class("near")
        yield title(speaker.say(words.title))
        yield Text(speaker.say(words.do))
        if self._more and words.more:
            more = Text(speaker.say(words.more))
            more.id = "more"
            yield more
        yield from self._cards(task)
        record = self.guide.record(task.id)
        state = record.state if record else TaskState.OPEN
        fields = [
            Field(speaker.say(words.fields.get(field, field)), field, self.guide.note(task.id, field))
            for field in task.task.fields
        ]
        if record is not None and state in (TaskState.SKIPPED, TaskState.NOT_FOR_ME):
            fields.append(Field(self.ui("task.reason"), REASON, record.reason))
        if fields:
            yield Vertical(*fields, quiet(self.ui("task.typing")), classes="fields")
        if task.task.fields and self.guide.desk.mode != "memory" and not self.guide.keeps_notes(task.id):
            yield quiet(self.ui("task.not-kept"))
        self._turned = self.guide.turned
        has_more = bool(words.more or task.payments or task.tools)
        ways = list(self._ways(has_more=has_more, is_first=task.id == step.tasks[0].id))
        actions = self._actions(state, numbered=not fields)
        yield block(*actions)
        if fields:  # there a letter is written, so these are rows; Later goes on as Next does
            looking = self.guide.step_state(step) is not TaskState.OPEN
            pairs = [(ident, label) for _, ident, label in ways if looking or ident != "next"]
            yield block(*self.rows(*pairs, numbered=False))
        hints = [] if fields else [(key, label) for key, _, label in ways]
        if self.guide.helper_side and not self.guide.counsellor:
            hints.append(("F3", self.ui("key.helper-side")))
        yield keys(*hints, ("Esc", self.ui("plan.where")))
        if foreign:
            yield quiet(self.ui("words.foreign"))
        yield Text(self._source(step, task, named=False), "keys")

    def _source(self, step: PlannedStep, planned: PlannedTask, *, named: bool) -> str:
        """When it was checked; `named`: and where. That can be read over a shoulder: under Why alone, and not
        where the task itself would tell of an answer that is never kept [R14].
        """
        task, whole = planned.task, self.guide.library.steps[step.id]
        named = named and self.guide.keeps_mark(planned.id)
        return present.source_line(
            self.nextsteps,
            (task.source or whole.source) if named else "",
            task.checked or whole.checked,
            task.basis,
            task.review_after,
        )

    def _ways(self, *, has_more: bool, is_first: bool) -> Iterator[tuple[str, str, str]]:
        """Key, id and name of what else there is to a task."""
        if has_more:
            yield "M", "more", self.ui("task.less" if self._more else "task.more")
        if not self._turned:
            yield "Y", "why", self.ui("task.why")
        if not is_first:
            yield "P", "previous", self.ui("task.previous")
        yield "N", "next", self.ui("task.next")

    def _actions(self, state: TaskState, *, numbered: bool) -> list[Row]:
        names = [("done", "task.done"), ("later", "task.later"), ("skipped", "task.skip")]
        if state is not TaskState.OPEN:
            names.append(("open", "task.reopen"))
        rows = self.rows(*((ident, self.ui(key)) for ident, key in names), numbered=numbered)
        for row in rows:
            if row.ident == state.value:
                row.set(label=f"{row.label}  ✓")
        return rows

    def _cards(self, planned: PlannedTask) -> Iterator[Widget]:
        speaker = self.guide.speaker
        topic = planned.task.uses.platforms
        for platform in planned.platforms:
            platform_words, _ = speaker.platform(platform.id)
            yield heading(platform_words.name)
            if platform_words.closed and platform.closed:
                yield Text(speaker.say(platform_words.closed))
            elif topic and topic in platform_words.topics:
                fact = platform.topics[topic]
                mark = f" ({self.ui('fact.unconfirmed')})" if fact.basis == "unconfirmed" else ""
                yield Text(speaker.say(platform_words.topics[topic]) + mark)
        for payment in planned.payments:
            payment_words, _ = speaker.payment(payment.id)
            yield heading(payment_words.name)
            young = self.guide.facts.holds("minor") and payment_words.minor
            yield Text(
                speaker.say(payment_words.minor if young and payment_words.minor else payment_words.do)
            )
            if self._more:
                for line in present.payment_lines(self.nextsteps, speaker, payment_words):
                    yield Text(line)
        for law in planned.laws:
            country = next(iter(self.guide.answers.get("country", ("",))))
            law_words, _ = speaker.law(country, law.id)
            yield heading(speaker.say(law_words.title))
            yield Text(speaker.say(law_words.means))
            if self._more:
                line = present.source_line(
                    self.nextsteps, law.source, law.checked, law.basis, law.review_after
                )
                yield quiet(f"{law.name}. {line}")
        rows = [*present.link_rows(self.nextsteps, planned), *present.service_rows(self.nextsteps, planned)]
        if rows:
            yield block(*rows)

    def first(self) -> Widget | None:
        """The first action: done; whoever wants to write goes up one."""
        return next((row for row in self.query(Row) if row.ident == "done"), super().first())

    def save_field(self, ident: str, text: str) -> None:
        """Keep what was written; the reason of a skipped task goes with its state."""
        if self._task_id is None:
            return
        if ident == REASON:
            self.guide.mark(self._task_id, self.guide.state(self._task_id), text)
        else:
            self.guide.write(self._task_id, ident, text)

    async def chosen(self, ident: str) -> None:
        """Mark and go on, or open what a row stands for."""
        pair = self.pair()
        if pair is None:
            self.nextsteps.go_home()
            return
        _, task = pair
        if ident in ("done", "skipped"):
            self.flush_fields()
            self.guide.mark(task.id, TaskState(ident))
            await self._go_on()
        elif ident == "later":
            await self._go_on()
        elif ident in ("more", "why", "next", "previous"):
            await self.run_action(ident)
        elif ident == "open":
            self.guide.mark(task.id, TaskState.OPEN)
            await self.redraw()
        else:
            present.open_row(self.nextsteps, task, ident)

    async def on_screen_resume(self) -> None:
        """The screen may have been turned meanwhile."""
        await super().on_screen_resume()
        if self._turned != self.guide.turned:
            await self.redraw()

    async def action_more(self) -> None:
        """More text, or less."""
        self._more = not self._more
        await self.redraw()
        for text in self.query("#more"):  # it may have opened out of sight
            self.call_after_refresh(text.scroll_visible, animate=False, top=True)

    def action_why(self) -> None:
        """Why am I seeing this? Not on a turned screen: the reasons come from answers that were given."""
        pair = self.pair()
        if pair is None or self.guide.turned:
            return
        step, task = pair

        def page() -> tuple[str, list[str]]:
            sentences = self.guide.speaker.because(step.id, step.variant, step.rules)
            return self.ui("task.why"), [*sentences, self._source(step, task, named=True)]

        from sextortion_helper.tui.screens.pages import TextScreen

        self.app.push_screen(TextScreen(page, where=self.where))

    async def action_next(self) -> None:
        """The next task of a step with nothing open any more, which is looked through; else what is next."""
        await self._beside(1)

    async def action_previous(self) -> None:
        """The task before in this step, whatever its state."""
        await self._beside(-1)

    async def _beside(self, step: int) -> None:
        pair = self.pair()
        if pair is None:
            return
        tasks = [task.id for task in pair[0].tasks]
        number = tasks.index(pair[1].id) + step
        looking = step < 0 or self.guide.step_state(pair[0]) is not TaskState.OPEN
        if looking and 0 <= number < len(tasks):
            await self._show(pair[0].name, tasks[number])
        elif step > 0:
            await self._go_on()

    async def _go_on(self) -> None:
        """The next thing of the plan that is open; if there is none, the plan."""
        following = self.guide.next_task(after=self._task_id)
        if following is None:
            self.nextsteps.go_home()
        else:
            await self._show(following[0].name, following[1].id)

    async def _show(self, step: str, task: str) -> None:
        self.flush_fields()
        self._step_name, self._task_id, self._more = step, task, False
        await self.show_anew()
