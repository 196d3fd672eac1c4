"""Plain words of the interface, the opening and Help now: read without pydantic, so that the first
frame and `now` do not wait for it. A text missing in a language falls back to English.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from sextortion_helper.knowledge import strict

FALLBACK = "en"
LANGUAGES = ("en", "de")


class Voice(NamedTuple):
    """Who speaks to whom: language, form of address (`you`, `sie`, `du`), and to a helper or not."""

    lang: str = "en"
    form: str = "you"
    helper: bool = False

    def pick(self, text: str | Mapping[str, str]) -> str:
        """The wording of a text in this voice; the nearest one if this one is not written."""
        if isinstance(text, str):
            return text.strip()
        wanted = ("helper", self.form) if self.helper else (self.form,)
        # A du-text is never said to an adult while a Sie-text exists, and the helper's comes last.
        order = [*wanted, "you", "sie", "du", "helper"]
        return next(text[name] for name in order if name in text).strip()


def default_form(lang: str, *, young: bool = False) -> str:
    """Sie for adults, du under 18; English has one form."""
    if lang != "de":
        return "you"
    return "du" if young else "sie"


class Catalogue:
    """The plain words under `root`, by file and key."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[tuple[str, str], Any] = {}

    def file(self, lang: str, name: str) -> Any:
        """A word file as plain data; empty if the language does not have it."""
        if (lang, name) not in self._files:
            path = self.root / lang / f"{name}.yaml"
            self._files[lang, name] = strict.read(path) if path.is_file() else {}
        return self._files[lang, name]

    def find(self, voice: Voice, name: str, *keys: str) -> str | None:
        """The text at `keys`, in the voice's language, else in English; None if neither has it."""
        for lang in (voice.lang, FALLBACK):
            here = self.file(lang, name)
            for key in keys:
                here = here.get(key) if isinstance(here, dict) else None
            if here is not None and (isinstance(here, str) or is_text(here)):
                return voice.pick(here)
        return None

    def ui(self, voice: Voice, key: str, **values: object) -> str:
        """One interface text (`plan.title`), placeholders filled. A missing key shows itself."""
        text = self.find(voice, "interface", *key.split("."))
        if text is None:
            return key
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def plural(self, voice: Voice, key: str, count: int, **values: object) -> str:
        """The form of a text for a count (`one`, `other`)."""
        form = "one" if count == 1 else "other"
        return self.ui(voice, f"{key}.{form}", count=count, **values)

    @cached_property
    def helps(self) -> Any:
        """guide/help.yaml as plain data."""
        return strict.read(self.root / "guide" / "help.yaml")

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """Condition by name, as plain data: named conditions and situations together."""
        data = strict.read(self.root / "guide" / "situations.yaml")
        return {**data["conditions"], **{one["id"]: one["when"] for one in data["situations"]}}

    def country(self, code: str) -> Any:
        """facts/services/<code>.yaml as plain data; without services if there is none."""
        key = ("", code)
        if key not in self._files:
            path = self.root / "facts" / "services" / f"{code}.yaml"
            self._files[key] = strict.read(path) if path.is_file() else {"country": code, "services": []}
        return self._files[key]


def is_text(value: object) -> bool:
    """Whether a value is a text by voice."""
    return isinstance(value, dict) and bool(value) and set(value) <= {"you", "sie", "du", "helper"}
