"""Which file of `content/` holds what, and how it becomes checked models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sextortion_helper.errors import ContentError
from sextortion_helper.knowledge import strict
from sextortion_helper.knowledge.models import facts, guide, words


@dataclass(frozen=True)
class Kind:
    """One kind of file: its place under `content/` (`*` for an id) and the model it must fit."""

    place: str
    model: Any

    @property
    def adapter(self) -> TypeAdapter[Any]:
        """The checker for this kind, built on first use."""
        return _adapter(self.place)


STRUCTURE: dict[str, Kind] = {
    "questions": Kind("guide/questions.yaml", tuple[guide.Question, ...]),
    "situations": Kind("guide/situations.yaml", guide.Situations),
    "plans": Kind("guide/plans.yaml", guide.Rules),
    "advice": Kind("guide/advice.yaml", tuple[str, ...]),
    "avoid": Kind("guide/avoid.yaml", words.Avoid),
    "demo": Kind("guide/demo.yaml", guide.Demo),
    "signs": Kind("guide/signs.yaml", tuple[guide.Sign, ...]),
    "help": Kind("guide/help.yaml", guide.Help),
    "steps": Kind("guide/steps/*.yaml", guide.Step),
    "services": Kind("facts/services/*.yaml", facts.CountryFacts),
    "platforms": Kind("facts/platforms/*.yaml", facts.Platform),
    "payments": Kind("facts/payments.yaml", tuple[facts.Payment, ...]),
    "takedown": Kind("facts/takedown.yaml", tuple[facts.Tool, ...]),
    "laws": Kind("facts/laws/*.yaml", tuple[facts.Law, ...]),
}
WORDS: dict[str, Kind] = {
    "interface": Kind("{lang}/interface.yaml", dict[str, Any]),
    "opening": Kind("{lang}/opening.yaml", words.OpeningWords),
    "help": Kind("{lang}/help.yaml", words.HelpWords),
    "questions": Kind("{lang}/questions.yaml", dict[str, words.QuestionWords]),
    "situations": Kind("{lang}/situations.yaml", words.SituationsWords),
    "signs": Kind("{lang}/signs.yaml", words.SignsWords),
    "steps": Kind("{lang}/steps/*.yaml", words.StepWords),
    "services": Kind("{lang}/services/*.yaml", dict[str, words.ServiceWords]),
    "platforms": Kind("{lang}/platforms/*.yaml", words.PlatformWords),
    "payments": Kind("{lang}/payments.yaml", dict[str, words.PaymentWords]),
    "takedown": Kind("{lang}/takedown.yaml", dict[str, words.ToolWords]),
    "laws": Kind("{lang}/laws/*.yaml", dict[str, words.LawWords]),
}


@cache
def _adapter(place: str) -> TypeAdapter[Any]:
    return TypeAdapter(next(k.model for k in (*STRUCTURE.values(), *WORDS.values()) if k.place == place))


def load(path: Path, kind: Kind) -> Any:
    """Read and check one file. Raises `ContentError` for the first thing that is wrong."""
    data = strict.read(path)
    try:
        return kind.adapter.validate_python(data)
    except ValidationError as error:
        raise next(_errors(path, data, error)) from None


def errors(path: Path, kind: Kind) -> list[ContentError]:
    """Everything that is wrong with one file."""
    try:
        data = strict.read(path)
        kind.adapter.validate_python(data)
    except ContentError as error:
        return [error]
    except ValidationError as error:
        return list(_errors(path, data, error))
    return []


def _errors(path: Path, data: Any, error: ValidationError) -> Iterator[ContentError]:
    seen: set[tuple[int, str]] = set()
    for detail in error.errors(include_url=False, include_context=False):
        location = _in_file(data, detail["loc"])
        line = strict.line_of(path, location)
        problem = _sentence(detail["type"], detail["msg"])
        if (line, problem) not in seen:
            seen.add((line, problem))
            yield ContentError(path, line, ".".join(map(str, location)), problem)


def _in_file(data: Any, location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Drop what pydantic adds for unions (`str`, `dict[str,str]`) and keep what stands in the file."""
    kept: list[int | str] = []
    here = data
    for part in location:
        inside = part in here if isinstance(here, dict) else False
        if isinstance(here, list) and isinstance(part, int):
            inside = part < len(here)
        if inside:
            here = here[part]
        elif isinstance(here, dict) and isinstance(part, str) and re.fullmatch(r"[a-z_-]+", part):
            kept.append(part)  # a key that is missing
            break
        else:
            continue
        kept.append(part)
    return tuple(kept)


def _sentence(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "is not known here; check the spelling, or see content/README.md for the keys"
    if kind == "missing":
        return "is missing; add it"
    return message.removeprefix("Value error, ")
