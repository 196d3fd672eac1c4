"""The words of one language, keyed by the ids of the structure and the facts."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from sextortion_helper.knowledge.models.base import Id, Model
from sextortion_helper.knowledge.models.guide import PlatformTopic

VOICES = ("you", "sie", "du", "helper")


def check_text(value: str | dict[str, str]) -> str | dict[str, str]:
    """Refuse unknown voices and empty texts."""
    if isinstance(value, dict):
        strange = sorted(set(value) - set(VOICES))
        if strange or not value:
            raise ValueError(f"{', '.join(strange) or 'an empty map'} is no voice; use {', '.join(VOICES)}")
    for text in value.values() if isinstance(value, dict) else [value]:
        if not text.strip():
            raise ValueError("is empty; write the text or take the key out")
    return value


# A text is a string, or a map by voice where it differs.
Text = Annotated[str | dict[str, str], AfterValidator(check_text)]
Name = Annotated[str, AfterValidator(check_text)]


class Words(Model):
    """Base of word models."""


class QuestionWording(Words):
    """`ask` is the question, `why` the reason for it, `options` the answers by id; the rest is as usual."""

    ask: Text | None = None
    why: Text | None = None
    short: Text | None = None  # a few words for lists ("Age")
    options: dict[Id, Text] = {}


class QuestionWords(QuestionWording):
    """Words of one question with its other wordings."""

    ask: Text
    wordings: dict[Id, QuestionWording] = {}


class SituationWords(Words):
    """Shown by `show situation` and to helpers; never a title of a plan [R15]."""

    title: Text
    say: tuple[Text, ...] = ()
    never: tuple[Text, ...] = ()


class SituationsWords(Words):
    """`reasons` by id of base or overlay: the sentence of "why am I seeing this?"."""

    situations: dict[Id, SituationWords]
    reasons: dict[Id, Text] = {}


class TaskWords(Words):
    """One task: `title` (verb first), `do` (at most 60 words before "more"), `more`."""

    title: Text
    do: Text
    more: Text | None = None
    fields: dict[Id, Text] = {}


class HelperWords(Words):
    """The helper's side of a step."""

    say: tuple[Text, ...] = ()
    dont: tuple[Text, ...] = ()
    ask: tuple[Text, ...] = ()
    watch: tuple[Text, ...] = ()


class VariantWords(Words):
    """What differs in a variant of a step; what helpers don't do there is added to the step's."""

    title: Text | None = None
    because: Text | None = None
    helper: HelperWords = HelperWords()


class StepWords(Words):
    """One step (<lang>/steps/<id>.yaml)."""

    title: Text
    because: Text
    variants: dict[Id, VariantWords] = {}
    tasks: dict[Id, TaskWords]
    helper: HelperWords = HelperWords()


class SignWords(Words):
    """One sign by which the scam is recognised."""

    title: Text
    text: Text


class SignsWords(Words):
    """<lang>/signs.yaml."""

    intro: Text
    closing: Text
    groups: dict[Id, Text]
    signs: dict[Id, SignWords]


class ServiceWords(Words):
    """`name` as the service calls itself, `what` in one line for whom and what."""

    name: Name
    what: Text
    call: Text | None = None  # what happens when one calls, if it differs from the usual
    note: Text | None = None
    hours: Text | None = None  # said in words; absent: made from the opening hours


class PlatformWords(Words):
    """Name and what to do, by topic."""

    name: Name
    closed: Text | None = None
    topics: dict[PlatformTopic, Text] = {}


class PaymentWords(Words):
    """`do` first, `outlook` one key further (K51). `minor`: what a person under 18 can do."""

    name: Name
    do: Text
    ready: Text | None = None
    minor: Text | None = None
    more: Text | None = None
    outlook: Text | None = None


class ToolWords(Words):
    """One takedown tool."""

    name: Name
    what: Text
    do: Text
    cannot: Text | None = None
    more: Text | None = None


class LawWords(Words):
    """`means` is what it means for the person, in one line."""

    title: Text
    means: Text
    more: Text | None = None


class HelpWords(Words):
    """<lang>/help.yaml: counsel-review 5, by line id (with `-minor`, `-AT` ... where they differ)."""

    lines: dict[str, Text]
    danger: dict[str, Text] = Field(description="by country")


class OpeningWords(Words):
    """<lang>/opening.yaml: counsel-review 4, by line id."""

    lines: dict[Id, Text]


class AvoidWord(Model):
    """A word or phrase that texts do not say; `*` stands for any letters at that place.

    `unless`: phrases in which it is fine. `exempt`: places (`steps:helper.dont.*`), by kind and path.
    """

    word: str
    instead: str  # what to write, or why not
    unless: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()


class Avoid(Model):
    """guide/avoid.yaml, read by the checks only."""

    exempt: tuple[str, ...] = ()  # places that quote what not to say
    words: dict[str, tuple[AvoidWord, ...]]  # by language
    labels: dict[str, tuple[str, ...]]  # what the person is, or is in: never in titles and reasons [R15]
    label_places: tuple[str, ...] = Field(alias="label-places")
