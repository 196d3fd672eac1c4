"""The sentences of counsel-review 2.5, as amended by the addendum 3, each as one check of one plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from sextortion_helper.knowledge.catalogue import Voice
from sextortion_helper.knowledge.conditions import UNCLEAR
from sextortion_helper.knowledge.speaker import Speaker
from sextortion_helper.plan import Plan, circumstances

from .people import LIBRARY, Answers

VOICES = (
    Voice("en", "you"), Voice("en", "you", helper=True),
    Voice("de", "sie"), Voice("de", "du"), Voice("de", "sie", helper=True),
)  # fmt: skip
SPEAKERS = [Speaker.of(LIBRARY, voice) for voice in VOICES]
TOUCHES_OFFENDER = ("police", "report-account", "block", "lock-down", "regain-account", "tell-contacts")
MASS_MAIL = {
    "contact-before": {"no"}, "material": {"claimed"}, "personal-proof": {"no"}, "offender": {"stranger"},
    "demand": {"money"}, "published": {"no"}, "account": {"fine"},
}  # fmt: skip
CARDS = ("police-card-at", "police-card-de", "police-card-ch", "police-card")
# Words of the answers that may stand in no title and no reason [R15, C14].
LABELS = re.compile(
    r"suicid|suizid|watched|überwach|kontrollier|partner|famil|offender|täter|outing|asyl"
    r"|dangerous if|gefährlich, wenn|faith|glaubens|residence|aufenthalt",
    re.IGNORECASE,
)
# Parents, family or a partner as somebody to turn to. Sentences that advise against it carry a "no".
RELATIVES = re.compile(
    r"\b(?:parents?|mother|father|family|partner|sister|brother|relatives?"
    r"|Eltern\w*|Mutter|Vater|Familie|Partner(?:in)?|Schwester|Bruder|Verwandte\w*)\b"
)
TURN_TO = re.compile(
    r"\b(?:tell|ask|wake|talk|go to|call|ring|trust|with"
    r"|sag\w*|frag\w*|weck\w*|red\w*|sprich|sprechen|geh\w*|ruf\w*|vertrau\w*|erzähl\w*|mit|hol\w*)\b",
    re.IGNORECASE,
)
NO = re.compile(
    r"\b(?:not|no|nobody|never|without|outside|nichts?|kein\w*|niemand\w*|ohne|außerhalb)\b|n't\b",
    re.IGNORECASE,
)
MAX_NOW = 5
MAX_CHILD = 3


class Case:
    """One plan with what has to be known to judge it."""

    def __init__(self, plan: Plan, answers: Answers) -> None:
        self.plan, self.answers = plan, answers
        self.facts = circumstances(LIBRARY, answers)
        self.ids = [step.id for step in plan.steps]
        self.tasks = [task for _, task in plan.tasks()]

    def holds(self, *names: str) -> bool:
        return any(self.facts.holds(name) for name in names)

    def where(self, *steps: str) -> list[int]:
        return [number for number, step in enumerate(self.ids) if step in steps]

    def phase(self, step: str) -> str | None:
        return next((one.phase for one in self.plan.steps if one.id == step), None)


@cache
def task_texts(step: str, task: str) -> tuple[str, ...]:
    found: list[str] = []
    for speaker in SPEAKERS:
        words, foreign = speaker.task(step, task)
        assert not foreign, f"{task} has no text in {speaker.voice.lang}"
        found += [speaker.say(text) for text in (words.title, words.do, words.more) if text]
    return tuple(found)


@cache
def names_stopncii(step: str, task: str) -> bool:
    return any("stopncii" in text.lower() for text in task_texts(step, task))


@cache
def offers_relatives(step: str, task: str) -> str | None:
    """The first sentence of a task that sends somebody to relatives or a partner."""
    for text in task_texts(step, task):
        for sentence in re.split(r"(?<=[.!?:])\s+|\n", text):
            if RELATIVES.search(sentence) and TURN_TO.search(sentence) and not NO.search(sentence):
                return sentence
    return None


@cache
def label_in(step: str, variant: str | None, rules: tuple[str, ...]) -> str | None:
    """The first title or reason that carries a label."""
    return next((text for text in headings(step, variant, rules) if LABELS.search(text)), None)


def headings(step: str, variant: str | None, rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        text
        for speaker in SPEAKERS
        for text in (speaker.title(step, variant), *speaker.because(step, variant, rules))
    )


def s1_first_step(case: Case) -> None:
    danger = case.holds("in-danger", "meeting", "crisis")
    assert case.ids[0] == ("stay-safe" if danger else "stop")


def s2_advice_before_anything_felt(case: Case) -> None:
    """2.3 no 3, with C3 (in danger the police come now) and C5 (child protection is the advice)."""
    if case.holds("watched-device"):
        assert not case.where(*TOUCHES_OFFENDER)
    if not case.holds("level-3"):
        return
    guards = ["advice-first", "safety-plan", *(["child-protection"] if case.holds("minor") else [])]
    guard = min(case.where(*guards), default=len(case.ids))
    for number, step in enumerate(case.plan.steps):
        touches = step.id in TOUCHES_OFFENDER or step.variant == "takedown-posted"
        emergency = step.id == "police" and step.phase == "now" and case.holds("in-danger")
        assert not touches or emergency or number > guard, f"{step.name} before any advice"


def s3_minor(case: Case) -> None:
    """C2: counted after `stay-safe` and `stop`; C4: only an unpaid mass mail is explained in between."""
    if not case.holds("minor"):
        return
    rest = [step for step in case.ids if step not in ("stay-safe", "stop")]
    if case.plan.base == "bluff-minor":
        assert rest[0] in ("bluff", "safe-device")
    else:
        assert rest[0] in ("tell-someone", "safe-device")


def r4_no_pictures(case: Case) -> None:
    if not case.holds("r4"):
        return
    for task in case.tasks:
        assert not task.task.takes_file, task.id
        assert not task.task.opens_pictures, task.id
        assert "search-by-picture" not in task.task.advises, task.id
        assert "open-link" not in task.task.advises, task.id
        assert "copy-pictures" not in task.task.advises, task.id
        assert not any(tool.searches_by_picture for tool in task.tools), task.id
    if case.holds("minor", "adult-then-minor", "age-open"):
        for task in case.tasks:
            assert "stopncii" not in [tool.id for tool in task.tools], task.id
        for step, planned in case.plan.tasks():
            assert not names_stopncii(step.id, planned.id), planned.id


def s4_nobody_dangerous_is_offered(case: Case) -> None:
    if not (case.holds("family-offender") or "family" in case.answers.get("danger-if-known", ())):
        return
    for task in case.tasks:
        assert not {"tell-parents", "tell-family"} & set(task.task.advises), task.id
    for step, planned in case.plan.tasks():
        offered = offers_relatives(step.id, planned.id)
        assert offered is None, f"{planned.id}: {offered}"


def s5_payment_before_evidence(case: Case) -> None:
    if case.holds("already-paid") and case.where("payment") and case.where("evidence"):
        assert max(case.where("payment")) < min(case.where("evidence"))


def s6_bluff(case: Case) -> None:
    """R13. Not answered is "don't know"."""
    if "bluff" in case.plan.situations or "bluff" in case.ids or case.plan.base.startswith("bluff"):
        for question, options in MASS_MAIL.items():
            assert set(case.answers.get(question, UNCLEAR)) == options, question


def s7_lawyer_before_police(case: Case) -> None:
    """C6: the police in phase now are a call for protection, not a statement."""
    if not case.holds("accused", "money-mule"):
        return
    police = [n for n, step in enumerate(case.plan.steps) if step.id == "police" and step.phase != "now"]
    for number in police:
        assert any(lawyer < number for lawyer in case.where("legal-advice"))


def s8_prevention(case: Case) -> None:
    if case.phase("prevention") is not None:
        assert case.phase("prevention") in ("this-week", "later")
        assert not case.holds("partner", "family-offender", "self-harm-demanded", "child-alone",
                              "outing-danger", "crisis")  # fmt: skip


def s9_nothing_that_betrays(case: Case) -> None:
    if case.holds("watched-device", "outing-danger"):
        assert not case.where("alerts", "tell-contacts")
        for task in case.tasks:
            assert not {"set-alerts", "calendar-entry", "tell-contacts"} & set(task.task.advises), task.id
            assert "google-alerts" not in [tool.id for tool in task.tools], task.id


def s10_card_before_police(case: Case) -> None:
    """C15: the card is the first task, except in phase now."""
    for step in case.plan.steps:
        if step.id == "police" and step.phase != "now":
            assert step.tasks[0].id in CARDS


def s11_no_labels(case: Case) -> None:
    for step in case.plan.steps:
        label = label_in(step.id, step.variant, step.rules)
        assert label is None, f"{step.name}: {label}"
    silent = {situation.id for situation in LIBRARY.situations.situations if situation.silent}
    assert not silent & set(case.plan.situations)


def s12_now_is_short(case: Case) -> None:
    now = [step for step in case.plan.steps if step.phase == "now"]
    assert 1 <= len(now) <= MAX_NOW
    assert sum(len(step.tasks) for step in now) <= MAX_NOW
    if case.holds("child-alone"):
        assert len(case.tasks) <= MAX_CHILD
        assert {step.phase for step in case.plan.steps} == {"now"}


def s13_end(case: Case) -> None:
    if case.holds("child-alone", "watched-device"):
        assert case.ids[-1] == "tell-someone"
    else:
        assert case.ids[-1] in ("aftercare", "prevention")


def nothing_is_empty(case: Case) -> None:
    assert case.plan.steps
    assert not case.plan.incomplete
    for step in case.plan.steps:
        assert step.tasks, f"{step.name} has no task"
    names = [step.name for step in case.plan.steps]
    assert len(names) == len(set(names))


def nothing_advised_is_forbidden(case: Case) -> None:
    advised = {word: task.id for task in case.tasks for word in task.task.advises}
    for task in case.tasks:
        for word in task.task.forbids:
            assert word not in advised, f"{advised[word]} advises {word}, {task.id} forbids it"


SENTENCES: tuple[Callable[[Case], None], ...] = (
    s1_first_step, s2_advice_before_anything_felt, s3_minor, r4_no_pictures, s4_nobody_dangerous_is_offered,
    s5_payment_before_evidence, s6_bluff, s7_lawyer_before_police, s8_prevention, s9_nothing_that_betrays,
    s10_card_before_police, s11_no_labels, s12_now_is_short, s13_end, nothing_is_empty,
    nothing_advised_is_forbidden,
)  # fmt: skip
