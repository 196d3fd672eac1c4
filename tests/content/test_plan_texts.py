"""Whatever somebody answers: there is a plan, nothing in it contradicts itself, and all of it is said in each
language and form of address.
"""

from __future__ import annotations

import os
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sextortion_helper.knowledge.catalogue import Voice
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.speaker import Speaker
from sextortion_helper.lint.reach import clashes, spell, targets
from sextortion_helper.lint.sample import Sampler, Walked, combined, consistent
from sextortion_helper.plan import Plan, make_plan

LIBRARY = Library()
WALKED = Walked()  # without services; these are said one by one below
EXAMPLES = 2_000 if os.environ.get("CI") else 200
_BASE = Speaker.of(LIBRARY, Voice())
SPEAKERS = [
    _BASE.with_voice(voice)
    for voice in (Voice("en", "you"), Voice("de", "sie"), Voice("de", "du"))
    for voice in (voice, Voice(voice.lang, voice.form, helper=True))
]


def said(speaker: Speaker, *texts: object) -> None:
    """Each text can be said, and no reference is left open in it."""
    for text in texts:
        if text is not None:
            assert (spoken := speaker.say(text)), text
            assert "{" not in spoken, spoken


@cache
def check_step(step: str, variant: str | None, rules: tuple[str, ...]) -> None:
    for speaker in SPEAKERS:
        assert not speaker.step(step)[1], f"{step} is not in {speaker.voice.lang}"
        assert "{" not in speaker.title(step, variant)
        for reason in speaker.because(step, variant, rules):
            assert reason
            assert "{" not in reason


@cache
def check_task(step: str, ident: str, fields: tuple[str, ...]) -> None:
    for speaker in SPEAKERS:
        words, foreign = speaker.task(step, ident)
        assert not foreign, f"{ident} is not in {speaker.voice.lang}"
        assert set(fields) <= set(words.fields)
        said(speaker, words.title, words.do, words.more, *words.fields.values())


def check(plan: Plan) -> None:
    assert not plan.incomplete
    assert plan.steps
    assert not list(clashes(plan))
    for step in plan.steps:
        check_step(step.id, step.variant, step.rules)
        assert step.tasks, f"{step.name} has no task in {plan.outline()}"
        for task in step.tasks:
            check_task(step.id, task.id, task.task.fields)


def walk_it(library: Library, answers: dict[str, list[str]]) -> None:
    try:
        check(make_plan(library, answers))
    except AssertionError as error:
        raise AssertionError(
            f"{error}\nanswers: {spell({k: list(v) for k, v in answers.items()})}"
        ) from error


def test_every_triple_of_answers_in_austria():
    seen = set()
    for triple in combined(WALKED, 3, country="AT"):
        answers = consistent(WALKED, triple)
        key = spell(answers)
        if key not in seen:
            seen.add(key)
            walk_it(WALKED, answers)
    assert len(seen) > 5_000


@pytest.mark.parametrize("target", list(targets(WALKED)), ids=lambda target: target.what)
def test_on_the_way_to_everything_that_can_be_reached(target):
    sampler = Sampler(WALKED, seed=11)
    for way in target.ways[:6]:
        for answers in sampler.towards(*way, tries=2):
            walk_it(WALKED, answers)


def _any_answers() -> st.SearchStrategy[dict[str, list[str]]]:
    parts: dict[str, st.SearchStrategy[list[str]]] = {}
    for question in LIBRARY.questions.values():
        options = [option for option in LIBRARY.options(question) if option != "recipient"]
        options = options or [code for code in LIBRARY.countries if len(code) == 2]
        most = 3 if question.choose == "several" else 1
        parts[question.id] = st.lists(st.sampled_from(options), max_size=most, unique=True)
    return st.fixed_dictionaries(parts)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(_any_answers())
def test_any_answers(answers):
    # Also sets that no one could give: answers may have been changed one by one.
    check(make_plan(WALKED, {name: options for name, options in answers.items() if options}))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(_any_answers())
def test_any_answers_with_services(answers):
    plan = make_plan(LIBRARY, consistent(LIBRARY, answers))
    check(plan)
    assert plan == make_plan(LIBRARY, consistent(LIBRARY, answers))  # pure


@pytest.mark.parametrize("speaker", SPEAKERS, ids=lambda s: f"{s.voice.lang}-{s.voice.form}-{s.voice.helper}")
def test_all_that_tasks_refer_to_can_be_said(speaker: Speaker):
    for country in LIBRARY.countries.values():
        for service in country.services:
            words, foreign = speaker.service(service.id)
            assert not foreign
            said(speaker, words.name, words.what, words.call, words.note, words.hours)
    for platform in LIBRARY.platforms.values():
        words, foreign = speaker.platform(platform.id)
        assert not foreign
        said(speaker, words.name, words.closed, *(words.topics[topic] for topic in platform.topics))
    for payment in LIBRARY.payments:
        words, foreign = speaker.payment(payment)
        assert not foreign
        said(speaker, words.name, words.do, words.ready, words.minor, words.more, words.outlook)
    for tool in LIBRARY.tools:
        words, foreign = speaker.tool(tool)
        assert not foreign
        said(speaker, words.name, words.what, words.do, words.cannot, words.more)
    for code, laws in LIBRARY.laws.items():
        for law in laws:
            words, foreign = speaker.law(code, law.id)
            assert not foreign
            said(speaker, words.title, words.means, words.more)
    for sign in LIBRARY.signs:
        words, foreign = speaker.sign(sign.id)
        assert not foreign
        said(speaker, words.title, words.text)
    for situation in LIBRARY.situations.situations:
        if not situation.silent:
            words = speaker.situation(situation.id)
            said(speaker, words.title, *words.say, *words.never)


@pytest.mark.parametrize("speaker", SPEAKERS, ids=lambda s: f"{s.voice.lang}-{s.voice.form}-{s.voice.helper}")
def test_all_questions_can_be_asked(speaker: Speaker):
    for question in LIBRARY.questions.values():
        words, foreign = speaker.question(question.id)
        assert not foreign
        said(speaker, words.ask, words.why, words.short)
        for use in (None, *(wording.use for wording in question.wording)):
            if use:
                said(speaker, words.wordings[use].ask, words.wordings[use].why)
            for option in LIBRARY.options(question):
                # names of the facts may be as their ids (paysafecard)
                if question.place != "entry" and not question.options_from:
                    assert speaker.option(question.id, option, use) != option, (question.id, option)


def test_helpers_of_steps_can_be_said():
    for speaker in SPEAKERS:
        for step in LIBRARY.steps:
            helper = speaker.step(step)[0].helper
            said(speaker, *helper.say, *helper.dont, *helper.ask, *helper.watch)
