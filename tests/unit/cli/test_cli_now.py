"""`now`: the first minute and who to call, at fixed moments."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from sextortion_helper.cli import Exit
from sextortion_helper.knowledge.catalogue import Catalogue, Voice
from sextortion_helper.paths import content_root
from sextortion_helper.plain.now import now_text

from .conftest import Call

THREE_AM = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
TEN_AM = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
COUNTRIES = {"en": {"AT": "Austria", "DE": "Germany", "CH": "Switzerland"},
             "de": {"AT": "Österreich", "DE": "Deutschland", "CH": "Schweiz"}}  # fmt: skip
# A number as one dials it: at the start of a row.
ROW = re.compile(r"^- (\+?[0-9][0-9 /]*[0-9]|[0-9])  (.*(?:\n  .*)*)", re.MULTILINE)


@pytest.fixture(autouse=True)
def _somewhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Lima")


def test_the_first_minute_comes_first() -> None:
    text = now_text("en", "AT", TEN_AM)
    lines = ["It is not your fault.", "Answer nothing.", "Pay nothing.", "Send nothing.", "Delete nothing",
             "Change nothing suddenly.", "Breathe out slowly.", "144", "142", "You can say:"]  # fmt: skip
    places = [text.index(line) for line in lines]
    assert places == sorted(places)


def test_it_speaks_of_no_keys() -> None:
    for lang in ("en", "de"):
        text = now_text(lang, "AT", TEN_AM)
        assert not re.search(r"\bPress\b|\bEnter\b|\bTaste\b|\bF1\b|Ctrl|Strg", text)


@pytest.mark.parametrize("form", ["you", "sie", "du"])
def test_the_words_are_those_of_the_first_minute(form: str) -> None:
    """Only what the screen says about its keys is left out."""
    voice = Voice("en" if form == "you" else "de", form)
    catalogue = Catalogue(content_root())
    for ident in ("first-known", "first-deadline"):
        screen = catalogue.find(voice, "opening", "lines", ident)
        assert screen is not None
        assert screen.startswith(catalogue.ui(voice, f"plain.{ident}"))


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("country", ["AT", "DE", "CH"])
@pytest.mark.parametrize("moment", [THREE_AM, TEN_AM], ids=["night", "day"])
def test_never_a_number_without_its_country(lang: str, country: str, moment: datetime) -> None:
    rows = ROW.findall(now_text(lang, country, moment))
    assert len(rows) >= 2
    for number, rest in rows:
        assert f"({COUNTRIES[lang][country]})" in re.sub(r"\s+", " ", rest), number


def test_without_country_and_without_a_guess_only_112() -> None:
    text = now_text("en", None, TEN_AM)
    assert "112 in Europe" in re.sub(r"\s+", " ", text)
    assert ROW.findall(text) == []
    assert set(re.findall(r"\b\d{3,}\b", text)) <= {"112", "2026"}
    assert "--country" in text


@pytest.mark.parametrize(
    ("lang", "zone", "first"),
    [("de", "America/Lima", "AT"), ("de", "Europe/Berlin", "DE"), ("en", "Europe/Zurich", "CH")],
)
def test_where_german_is_spoken_the_three_stand_side_by_side(
    lang: str, zone: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    text = now_text(lang, None, THREE_AM)
    names = COUNTRIES[lang]
    places = {code: text.index(f"\n{name}:\n") for code, name in names.items()}
    assert min(places, key=lambda code: places[code]) == first
    for number, rest in ROW.findall(text):
        assert any(f"({name})" in re.sub(r"\s+", " ", rest) for name in names.values()), number
    for number in ("142", "147", "116 123", "143", "112"):
        assert number in text


def test_at_three_in_the_morning_only_who_answers() -> None:
    text = now_text("en", "AT", THREE_AM)
    assert "It is night. These answer now." in text
    assert "0800 112 112" not in text
    assert "Don't wait for it tonight" in re.sub(r"\s+", " ", text)


def test_a_country_we_have_no_list_for() -> None:
    text = now_text("en", "GB", TEN_AM)
    assert "We have no list of our own for this country." in text
    assert "findahelpline.com" in text
    assert ROW.findall(text) == []


def test_it_says_when_the_numbers_were_checked() -> None:
    assert re.search(r"Numbers checked \d+ \w+ \d{4}", now_text("en", "AT", TEN_AM))


@pytest.mark.parametrize(("lang", "du"), [("en", False), ("de", False), ("de", True)])
@pytest.mark.parametrize("country", ["AT", "DE", "CH", "GB", None])
def test_it_is_plain_and_narrow(lang: str, du: bool, country: str | None) -> None:
    text = now_text(lang, country, TEN_AM, du)
    assert all(len(line) <= 72 for line in text.splitlines())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u259f]", text)
    assert "{" not in text
    if lang == "de":
        assert bool(re.search(r"\b(?:Ihnen|Sie)\b", text)) is not du
        assert bool(re.search(r"\bdu\b|\bDu\b|\bdir\b", text)) is du


def test_the_command(call: Call) -> None:
    result = call("now", "--country", "ch", "--lang", "de", "--du")
    assert (result.code, result.err) == (Exit.OK, "")
    assert "143" in result.out
    assert "(Schweiz)" in result.out


def test_options_before_the_command_count_too(call: Call) -> None:
    assert (
        call("--lang", "de", "--country", "AT", "now").out
        == call("now", "--lang", "de", "--country", "AT").out
    )
