"""The words of the content for one voice: finds a text by id, picks its voice, fills its references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from sextortion_helper.knowledge import shelf
from sextortion_helper.knowledge.catalogue import FALLBACK, Voice
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models import words

_W = TypeVar("_W")
REFERENCE = re.compile(r"\{([a-z]+):([a-z0-9-]+)\}")


class Dictionary:
    """The checked word files of one language, each read when first needed."""

    def __init__(self, library: Library, lang: str) -> None:
        self.library = library
        self.lang = lang
        self._cache: dict[tuple[str, str], Any] = {}

    def file(self, kind: str, stem: str = "") -> Any:
        """The model of one file; None if this language does not have it."""
        if (kind, stem) not in self._cache:
            entry = shelf.WORDS[kind]
            path = self.library.root / entry.place.format(lang=self.lang).replace("*", stem)
            self._cache[kind, stem] = shelf.load(path, entry) if path.is_file() else None
        return self._cache[kind, stem]


class Speaker:
    """Says what the content says, in one voice. Missing texts come from English, marked as such."""

    def __init__(self, library: Library, voice: Voice, dictionaries: dict[str, Dictionary]) -> None:
        self.library = library
        self.voice = voice
        self._dictionaries = dictionaries

    @classmethod
    def of(cls, library: Library, voice: Voice) -> Speaker:
        """A speaker with dictionaries of its own."""
        return cls(library, voice, {})

    def with_voice(self, voice: Voice) -> Speaker:
        """The same content in another voice; what was read is kept."""
        return Speaker(self.library, voice, self._dictionaries)

    def dictionary(self, lang: str) -> Dictionary:
        """The word files of a language."""
        if lang not in self._dictionaries:
            self._dictionaries[lang] = Dictionary(self.library, lang)
        return self._dictionaries[lang]

    def _first(self, look: Callable[[Dictionary], _W | None]) -> tuple[_W, bool]:
        """The first language that has it, and whether that is not the one asked for."""
        for lang in dict.fromkeys((self.voice.lang, FALLBACK)):
            found = look(self.dictionary(lang))
            if found is not None:
                return found, lang != self.voice.lang
        raise KeyError("no language has this text; run `content lint`")

    def _mapped(self, kind: str, ident: str, stem: str = "") -> tuple[Any, bool]:
        return self._first(lambda d: (d.file(kind, stem) or {}).get(ident))

    # -- texts by kind; each returns the model and whether it is only there in English --

    def question(self, ident: str) -> tuple[words.QuestionWords, bool]:
        """Words of a question."""
        return self._mapped("questions", ident)

    def step(self, ident: str) -> tuple[words.StepWords, bool]:
        """Words of a step."""
        return self._first(lambda d: d.file("steps", ident))

    def task(self, step: str, ident: str) -> tuple[words.TaskWords, bool]:
        """Words of a task."""
        return self._first(lambda d: (f := d.file("steps", step)) and f.tasks.get(ident))

    def service(self, ident: str) -> tuple[words.ServiceWords, bool]:
        """Words of a service."""
        return self._mapped("services", ident, self.library.service(ident).country)

    def platform(self, ident: str) -> tuple[words.PlatformWords, bool]:
        """Words of a platform."""
        return self._first(lambda d: d.file("platforms", ident))

    def payment(self, ident: str) -> tuple[words.PaymentWords, bool]:
        """Words of a way to pay."""
        return self._mapped("payments", ident)

    def tool(self, ident: str) -> tuple[words.ToolWords, bool]:
        """Words of a takedown tool."""
        return self._mapped("takedown", ident)

    def law(self, country: str, ident: str) -> tuple[words.LawWords, bool]:
        """Words of a provision."""
        return self._mapped("laws", ident, country)

    def sign(self, ident: str) -> tuple[words.SignWords, bool]:
        """Words of a warning sign."""
        return self._first(lambda d: (f := d.file("signs")) and f.signs.get(ident))

    def signs(self) -> words.SignsWords:
        """The frame of the Recognise page."""
        found: words.SignsWords = self._first(lambda d: d.file("signs"))[0]
        return found

    def situation(self, ident: str) -> words.SituationWords:
        """Words of a situation (never shown as a title of a plan)."""
        found: words.SituationWords = self._first(
            lambda d: (f := d.file("situations")) and f.situations.get(ident)
        )[0]
        return found

    # -- saying them --

    def say(self, text: words.Text) -> str:
        """A text in this voice with its references filled."""
        return REFERENCE.sub(self._reference, self.voice.pick(text))

    def title(self, step: str, variant: str | None = None) -> str:
        """The title of a step or of its variant."""
        found, _ = self.step(step)
        own = found.variants[variant].title if variant and variant in found.variants else None
        return self.say(own or found.title)

    def helper(self, step: str, variant: str | None = None) -> words.HelperWords:
        """What helpers say and don't do. Of a variant come its own lines, and the don'ts of both."""
        found, _ = self.step(step)
        own = found.variants[variant].helper if variant and variant in found.variants else words.HelperWords()
        return words.HelperWords(
            say=own.say or found.helper.say,
            dont=(*own.dont, *found.helper.dont),
            ask=own.ask or found.helper.ask,
            watch=own.watch or found.helper.watch,
        )

    def because(self, step: str, variant: str | None, rules: Iterable[str] = ()) -> list[str]:
        """Why a step is in the plan: its own sentence and those of the rules; never a label [R15]."""
        found, _ = self.step(step)
        own = found.variants[variant].because if variant and variant in found.variants else None
        sentences = [self.say(own or found.because)]
        for rule in rules:
            for lang in dict.fromkeys((self.voice.lang, FALLBACK)):
                file = self.dictionary(lang).file("situations")
                if file and rule in file.reasons:
                    sentences.append(self.say(file.reasons[rule]))
                    break
        return list(dict.fromkeys(sentences))

    def option(self, question: str, option: str, wording: str | None = None) -> str:
        """The words of one answer; falls back to the common ones and to names of the facts."""
        for lang in dict.fromkeys((self.voice.lang, FALLBACK)):
            file = self.dictionary(lang).file("questions") or {}
            own = file.get(question)
            if own is not None:
                if wording and wording in own.wordings and option in own.wordings[wording].options:
                    return self.say(own.wordings[wording].options[option])
                if option in own.options:
                    return self.say(own.options[option])
            if "common" in file and option in file["common"].options:
                return self.say(file["common"].options[option])
        source = self.library.questions[question].options_from
        if source == "payments":
            return self.payment(option)[0].name
        if source == "platforms":
            return self.platform(option)[0].name
        return option

    def country_name(self, code: str) -> str:
        """The name of a country in this language."""
        return self._names.get(code, code)

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for lang in (FALLBACK, self.voice.lang):
            file = self.dictionary(lang).file("interface") or {}
            names.update(file.get("country", {}))
        return names

    def phone(self, ident: str) -> str:
        """The number as dialled, with its country behind it [R9]."""
        service = self.library.service(ident)
        number = service.dial or (service.sms.number if service.sms else None) or ""
        return f"{number} ({self.country_name(service.country)})"

    def _reference(self, match: re.Match[str]) -> str:
        kind, ident = match.groups()
        if kind == "phone":
            return self.phone(ident)
        if kind == "number":
            return self.phone(ident).rsplit(" (", 1)[0]
        if kind == "service":
            return self.service(ident)[0].name
        if kind == "step":
            return self.title(self.library.step_of[ident], ident)
        if kind == "tool":
            return self.tool(ident)[0].name
        if kind == "payment":
            return self.payment(ident)[0].name
        if kind == "platform":
            return self.platform(ident)[0].name
        return match.group()
