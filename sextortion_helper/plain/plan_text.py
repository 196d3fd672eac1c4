"""A plan as text, Markdown or JSON. Titles and reasons never carry a label of a person [R15]."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sextortion_helper.knowledge.catalogue import Voice, default_form
from sextortion_helper.knowledge.library import Library
from sextortion_helper.plain.page import page, wrap
from sextortion_helper.plain.say import Say
from sextortion_helper.plan import Plan, PlannedStep, PlannedTask, circumstances, make_plan
from sextortion_helper.plan.contacts import spoken_line
from sextortion_helper.text import bare

VERSION = 1
Answers = Mapping[str, Sequence[str]]


def render(
    library: Library,
    answers: Answers,
    lang: str,
    format: str,
    *,
    du: bool = False,
    moment: datetime | None = None,
) -> str:
    """The plan for these answers; `format` is text, json or markdown. Raises `AnswerError`.

    German addresses people under 18 with du, others with Sie unless `du`.
    """
    plan = make_plan(library, answers)
    facts = circumstances(library, answers)
    helper = facts.holds("helped")
    young = facts.holds("minor") and not helper
    say = Say(library, Voice(lang, default_form(lang, young=du or young), helper), moment)
    if format == "json":
        return json.dumps(_data(plan, say), ensure_ascii=False, indent=2)
    markdown = format == "markdown"
    return page(_Writer(plan, say, answers, markdown=markdown, young=facts.holds("minor")).lines())


def _data(plan: Plan, say: Say) -> dict[str, Any]:
    return {
        "version": VERSION,
        "situations": list(plan.situations),
        "steps": [_step(step, say) for step in plan.steps],
        "left_out": list(plan.left_out),
        "incomplete": plan.incomplete,
    }


def _step(step: PlannedStep, say: Say) -> dict[str, Any]:
    return {
        "id": step.id,
        "variant": step.variant,
        "phase": step.phase,
        "title": page([say.speaker.title(step.id, step.variant)]),
        "because": [page([one]) for one in say.speaker.because(step.id, step.variant, step.rules)],
        "tasks": [_task(step, task, say) for task in step.tasks],
    }


def _task(step: PlannedStep, planned: PlannedTask, say: Say) -> dict[str, Any]:
    words, _ = say.speaker.task(step.id, planned.id)
    return {
        "id": planned.id,
        "kind": planned.task.kind,
        "title": page([say.text(words.title)]),
        "text": page([say.text(words.do)]),
        "services": [service.id for service in planned.services],
        "platforms": [platform.id for platform in planned.platforms],
        "payments": [payment.id for payment in planned.payments],
        "takedown": [tool.id for tool in planned.tools],
        "fields": list(planned.task.fields),
        "source": planned.task.source or say.library.steps[step.id].source,
    }


class _Writer:
    def __init__(self, plan: Plan, say: Say, answers: Answers, *, markdown: bool, young: bool) -> None:
        self.plan, self.say, self.answers, self.markdown, self.young = plan, say, answers, markdown, young

    def lines(self) -> Iterator[str]:
        yield from self.heading(1, self.say.ui("plan.where"))
        yield from ("", *self.wrap(self.danger()))
        yield from self.wrap(self.say.ui("plain.now-hint"))
        if self.plan.incomplete:
            yield from ("", *self.wrap(self.say.ui("plan.incomplete")))
        number = 0
        for phase, steps in self.plan.phases():
            yield from ("", *self.heading(2, self.say.ui(f"phase.{phase}")))
            for step in steps:
                number += 1
                yield from ("", *self.step(number, step))
        if self.plan.left_out:
            names = ", ".join(self.say.speaker.title(step) for step in self.plan.left_out)
            yield from ("", *self.wrap(self.say.ui("plan.left-out", steps=names)))

    def danger(self) -> str:
        """The quiet line: where to turn if it becomes dangerous."""
        country = next(iter(self.answers.get("country", ())), None)
        return spoken_line(self.say.catalogue, self.say.voice, self.answers, country, "danger-unsure")

    def step(self, number: int, step: PlannedStep) -> Iterator[str]:
        speaker = self.say.speaker
        title = speaker.title(step.id, step.variant)
        if self.markdown:
            yield from self.heading(3, f"{number}. {title}")
            yield ""
        else:
            yield from wrap(title, first=f"{number}. ")
        for reason in speaker.because(step.id, step.variant, step.rules):
            yield from self.wrap(self.say.ui("plain.why", text=reason), 3)
        for task in step.tasks:
            yield from ("", *self.task(step, task))

    def task(self, step: PlannedStep, planned: PlannedTask) -> Iterator[str]:
        say, task = self.say, planned.task
        words, foreign = say.speaker.task(step.id, planned.id)
        if self.markdown:
            yield from (f"**{_escape(say.text(words.title))}**", "")
        else:
            yield from wrap(say.text(words.title), 3, first="* ")
        yield from self.wrap(say.text(words.do), 5)
        yield from self.facts(planned)
        if task.fields:
            fields = [say.text(words.fields[name]) if name in words.fields else name for name in task.fields]
            yield from self.item(say.ui("plain.note", fields=", ".join(fields)))
        if foreign:
            yield from self.wrap(say.ui("words.foreign"), 5)
        facts = say.library.steps[step.id]
        source, checked = task.source or facts.source, task.checked or facts.checked
        if self.markdown:
            yield ""
        yield from self.wrap(say.source(source, checked, task.basis, task.review_after, full=False), 5)

    def facts(self, planned: PlannedTask) -> Iterator[str]:
        """What a task uses: networks, payments, tools, provisions, services."""
        say, speaker = self.say, self.say.speaker
        topic = planned.task.uses.platforms
        for platform in planned.platforms:
            platform_words, _ = speaker.platform(platform.id)
            if platform.closed and platform_words.closed:
                yield from self.item(f"{platform_words.name}: {say.text(platform_words.closed)}")
            elif topic and topic in platform_words.topics:
                fact = platform.topics[topic]
                mark = f" ({say.ui('fact.unconfirmed')})" if fact.basis == "unconfirmed" else ""
                text = say.text(platform_words.topics[topic])
                yield from self.item(f"{platform_words.name}: {text}{mark}{_link(fact.url)}")
        for payment in planned.payments:
            payment_words, _ = speaker.payment(payment.id)
            do = payment_words.minor if self.young and payment_words.minor else payment_words.do
            yield from self.item(f"{payment_words.name}: {say.text(do)}{_link(payment.url)}")
        for tool in planned.tools:
            tool_words, _ = speaker.tool(tool.id)
            yield from self.item(f"{tool_words.name}: {say.text(tool_words.what)}{_link(tool.url)}")
        for law in planned.laws:
            country = next(iter(self.answers.get("country", ("",))))
            law_words, _ = speaker.law(country, law.id)
            source = say.source(law.source, law.checked, law.basis, law.review_after, full=False)
            means = f"{say.text(law_words.title)}: {say.text(law_words.means)}"
            yield from self.item(f"{means} ({law.name}. {source})")
        for service in planned.services:
            yield from self.item(say.service(service))

    def heading(self, level: int, text: str) -> Iterator[str]:
        if self.markdown:
            yield f"{'#' * level} {_escape(text)}"
        else:
            yield from wrap(text.upper() if level < 3 else text)

    def wrap(self, text: str, indent: int = 0) -> list[str]:
        return wrap(_escape(text)) if self.markdown else wrap(text, indent)

    def item(self, text: str) -> list[str]:
        return wrap(_escape(text), first="- ") if self.markdown else wrap(text, 5, first="- ")


def _link(url: str | None) -> str:
    return f" {bare(url)}" if url else ""


def _escape(text: str) -> str:
    """Text that Markdown shows as it is; our own `- ` lists stay lists."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)
