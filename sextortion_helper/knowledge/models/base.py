"""What all content models share: frozen, nothing unknown let in, a few checked kinds of text."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Model(BaseModel):
    """Base of all content models."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _check_id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise ValueError("an id is lower-case words with hyphens; rename it")
    return value


def _check_https(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\.[^\s]+", value):
        raise ValueError("must be a full https address; look up the body's own page")
    return value


def _read_day(value: object) -> object:
    """Days stay text in the loader (`2026-11-24`); turn that one form into a date."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    if isinstance(value, date):
        return value
    raise ValueError("must be a day as YYYY-MM-DD")


Id = Annotated[str, AfterValidator(_check_id)]
Https = Annotated[str, AfterValidator(_check_https)]
Day = Annotated[date, BeforeValidator(_read_day)]
Country = Annotated[str, AfterValidator(lambda v: _check_country(v))]
Basis = Literal["confirmed", "unconfirmed"]
Phase = Literal["now", "first-hour", "today", "this-week", "later"]
PHASES: tuple[Phase, ...] = ("now", "first-hour", "today", "this-week", "later")


def _check_country(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}|INT", value):
        raise ValueError("a country is its two capital letters (ISO 3166), or EU, or INT")
    return value


class Sourced(Model):
    """A fact that is shown carries its source and the day it was last checked [R8]."""

    source: Https
    checked: Day
    basis: Basis = "confirmed"
    review_after: Day | None = None


class Review(Model):
    """Who signed a text on danger, suicide, minors, partner violence or police, and when."""

    role: str
    day: Day
