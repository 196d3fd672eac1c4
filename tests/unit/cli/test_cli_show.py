"""`show`: every single thing of the content can be shown, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from sextortion_helper.cli import Exit
from sextortion_helper.errors import UnknownIdError
from sextortion_helper.knowledge.library import Library
from sextortion_helper.plain import show

from .conftest import Call

KINDS = ("step", "situation", "service", "platform", "payment", "law", "tool", "page")


def everything(library: Library) -> Iterator[tuple[str, str]]:
    yield from (("step", name) for name in library.step_of)
    yield from (("situation", one.id) for one in library.situations.situations if not one.silent)
    yield from (("service", one.id) for country in library.countries.values() for one in country.services)
    yield from (("platform", name) for name in library.platforms)
    yield from (("payment", name) for name in library.payments)
    yield from (("law", law.id) for laws in library.laws.values() for law in laws)
    yield from (("tool", name) for name in library.tools)
    yield ("page", "recipient")


LIBRARY = Library()


@pytest.mark.parametrize(("kind", "ident"), list(everything(LIBRARY)), ids=lambda value: value)
def test_everything_can_be_shown(kind: str, ident: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "Library", lambda: LIBRARY)
    for lang, country, du in (("en", "AT", False), ("de", None, False), ("de", "DE", True)):
        if kind == "law":
            country = None
        text = show.render(kind, ident, lang, country, du=du)
        assert len(text.splitlines()) > 1
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u259f]|\{[a-z]", text)
        for line in text.splitlines():
            assert len(line) <= 72 or " " not in line.strip().removeprefix("- "), line
        if kind not in ("situation", "page"):
            assert ("Checked " if lang == "en" else "Geprüft ") in text
            assert ("Source:" if lang == "en" else "Quelle:") in text


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_id_names_the_known_ones(call: Call, kind: str) -> None:
    result = call("show", kind, "no-such-thing")
    assert (result.code, result.out) == (Exit.USAGE, "")
    assert "Known: " in result.err


def test_an_unknown_kind_is_a_usage_error(call: Call) -> None:
    assert call("show", "person", "anna").code == Exit.USAGE


def test_a_variant_is_shown_by_its_own_id() -> None:
    plain, known = (show.render("step", name, "en", None) for name in ("stop", "stop-known"))
    assert plain != known
    assert "Go slowly" in known
    assert "show step stop-known" in plain


def test_the_silent_situation_does_not_exist(call: Call) -> None:
    result = call("show", "situation", "crisis")
    assert result.code == Exit.USAGE
    assert "crisis" not in result.err.partition("Known:")[2]


@pytest.mark.parametrize("ident", ["stopncii", "google-removal"])
def test_what_is_for_adults_only_says_so(ident: str) -> None:
    assert "Never for pictures of anyone under 18." in re.sub(
        r"\s+", " ", show.render("tool", ident, "en", None)
    )


def test_what_is_for_the_young_does_not(call: Call) -> None:
    assert "Only for adults" not in show.render("tool", "take-it-down", "en", None)


def test_tasks_with_pictures_say_whom_they_are_for() -> None:
    for step in LIBRARY.steps.values():
        for name in (step.id, *step.variants):
            tasks = [task for task in step.tasks if not task.only_in or name in task.only_in]
            if any(task.takes_file or task.opens_pictures for task in tasks):
                text = re.sub(r"\s+", " ", show.render("step", name, "en", None))
                assert "Only for adults and pictures of themselves as adults." in text


def test_services_of_a_step_need_the_country() -> None:
    with_country = show.render("step", "tell-someone", "en", "AT")
    without = show.render("step", "tell-someone", "en", None)
    assert "147  147 Rat auf Draht (Austria)" in with_country
    assert "Rat auf Draht (" not in without


def test_a_law_of_another_country_is_not_found() -> None:
    ident = LIBRARY.laws["AT"][0].id
    assert "Austria" in show.render("law", ident, "en", "AT")
    with pytest.raises(UnknownIdError):
        show.render("law", ident, "en", "DE")


def test_the_page_for_someone_sent_a_picture(call: Call) -> None:
    result = call("show", "page", "recipient", "--lang", "de")
    assert result.code == Exit.OK
    assert len(re.findall(r"^- ", result.out, re.MULTILINE)) == 5
