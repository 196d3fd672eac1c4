"""Every text of the interface is there in both languages; the help on keys is made from the bindings."""

from __future__ import annotations

import ast
import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from every_screen import EVERY
from harness import CATALOGUE, TALL, drive, ui
from textual.binding import Binding

import sextortion_helper.tui as package
from sextortion_helper import errors
from sextortion_helper.knowledge.library import Library
from sextortion_helper.tui import theme
from sextortion_helper.tui.app import NextSteps
from sextortion_helper.tui.screens.base import GuideScreen
from sextortion_helper.tui.screens.keys import bindings_of

ROOT = Path(package.__file__).parent
LANGS = ("en", "de")


def own(lang: str, key: str) -> Any:
    """A text of this very language, no fallback."""
    here: Any = CATALOGUE.file(lang, "interface")
    for part in key.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return here


def screens(base: type[GuideScreen] = GuideScreen) -> list[type[GuideScreen]]:
    return [base, *(found for one in base.__subclasses__() for found in screens(one))]


def all_bindings() -> list[Binding]:
    return [
        binding
        for owner in (NextSteps, *screens())
        for binding in vars(owner).get("BINDINGS", ())
        if isinstance(binding, Binding)
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_binding_has_an_id_and_a_text(lang: str) -> None:
    assert len(EVERY) > 20  # all screens are imported
    for binding in all_bindings():
        assert binding.id, binding
        assert isinstance(own(lang, f"key.{binding.id}"), str | dict), f"{lang}: key.{binding.id}"


def test_every_key_that_must_work_everywhere_has_a_second_chord() -> None:
    found = {binding.id: binding for binding in all_bindings()}
    assert {name: found[name].key for name in ("help", "cover", "leave")} == {
        "help": "f1,ctrl+g",
        "cover": "f2,ctrl+o",
        "leave": "ctrl+q,f10",
    }
    assert all(found[name].priority for name in ("help", "cover", "leave", "find"))


@cache
def keys_in_code() -> dict[str, str]:
    """Every first argument of `ui(...)` and `plural(voice, ...)`, as text or as a pattern."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            argument = node.args[0] if name == "ui" and node.args else None
            if name in ("plural", "count") and len(node.args) > 1:
                argument = node.args[1]
            for one in _texts(argument):
                found[one] = path.name
    return found


def _texts(node: ast.expr | None) -> list[str]:
    """`*` stands for what is filled in at run time."""
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)]
    return []


def flat(data: Any, at: str = "") -> dict[str, Any]:
    if isinstance(data, dict) and not set(data) <= {"you", "sie", "du", "helper"}:
        return {
            k: v for key, value in data.items() for k, v in flat(value, f"{at}.{key}" if at else key).items()
        }
    return {at: data}


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_that_the_screens_use_is_there(lang: str) -> None:
    known = set(flat(CATALOGUE.file(lang, "interface")))
    known |= {key.removesuffix(".other") for key in known}  # texts that count
    used = keys_in_code()
    assert len(used) > 100
    for pattern, where in used.items():
        found = fnmatch.filter(known, pattern) if "*" in pattern else pattern in known
        assert found, f"{lang}: {pattern} ({where})"


@pytest.mark.parametrize("lang", LANGS)
def test_the_texts_made_up_at_run_time_are_there(lang: str, library: Library) -> None:
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and hasattr(one, "key")]
    wanted = [
        *(f"country.{code}" for code in library.countries),
        *(f"month.{number}" for number in range(1, 13)),
        *(f"day.{name}" for name in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")),
        *(f"phase.{step.phase}" for step in library.steps.values() if getattr(step, "phase", None)),
        *(f"theme.{name}" for name in theme.CHOICE),
        *(f"kept.{part}-{what}" for part in ("sure", "yes") for what in ("this", "everything", "forget")),
        *(f"store.{kind.key}" for kind in kinds),
        *(f"state.{name}" for name in ("done", "skipped", "not-for-me")),
        *(f"channel.{name}" for name in ("chat", "email", "messenger")),
    ]
    for key in wanted:
        assert own(lang, key), f"{lang}: {key}"


def test_both_languages_have_the_same_texts() -> None:
    one, other = (set(flat(CATALOGUE.file(lang, "interface"))) for lang in LANGS)
    assert one == other


@pytest.mark.parametrize("lang", LANGS)
async def test_the_keys_of_a_screen_are_shown_with_what_they_do(lang: str) -> None:
    async with drive(lang=lang, size=TALL) as person:
        await person.begin({"who": ["self"], "country": ["AT"]})
        for name in ("plan", "task", "help", "questions", "opening"):
            await EVERY["opening"](person)
            await EVERY[name](person)
            about = person.screen
            await person.press("?")
            assert person.screen_name == "KeysScreen", name
            for binding in bindings_of(about):
                person.sees(ui(lang, f"key.{binding.id}"))
            person.sees("F1", "Esc", ui(lang, "key.row"))
            person.does_not_see("key.", "CTRL", "QUESTION_MARK")
            await person.press("escape")
            assert person.screen is about, name
