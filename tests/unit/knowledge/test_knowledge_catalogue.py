"""Plain words: the voice that fits, English where a language has no text, placeholders."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextortion_helper.errors import ContentError
from sextortion_helper.knowledge.catalogue import Catalogue, Voice, default_form, is_text

EN, SIE, DU = Voice("en", "you"), Voice("de", "sie"), Voice("de", "du")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    for place, text in {
        "en/interface.yaml": "a:\n  b: Stop\n  c: {you: You, helper: They}\n  d: 'at {time} in {place}'\n"
        "n:\n  one: one step\n  other: '{count} steps'\n",
        "de/interface.yaml": "a:\n  c: {sie: Sie, du: Du}\n",
        "facts/services/AT.yaml": "country: AT\nservices: []\n",
    }.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text, "utf-8")
    return Catalogue(tmp_path)


@pytest.mark.parametrize(
    ("voice", "text", "expected"),
    [
        (EN, "  plain \n", "plain"),
        (EN, {"you": "You", "helper": "They"}, "You"),
        (Voice("en", "you", helper=True), {"you": "You", "helper": "They"}, "They"),
        (Voice("en", "you", helper=True), {"you": "You"}, "You"),
        (SIE, {"sie": "S", "du": "D"}, "S"),
        (DU, {"sie": "S", "du": "D"}, "D"),
        (Voice("de", "du", helper=True), {"sie": "S", "du": "D", "helper": "H"}, "H"),
        (DU, {"sie": "S"}, "S"),
        (SIE, {"du": "D", "helper": "H"}, "D"),
        (SIE, {"helper": "H"}, "H"),
    ],
)
def test_pick(voice, text, expected):
    assert voice.pick(text) == expected


@pytest.mark.parametrize(
    ("lang", "young", "form"),
    [("en", True, "you"), ("de", True, "du"), ("de", False, "sie"), ("fr", False, "you")],
)
def test_default_form(lang, young, form):
    assert default_form(lang, young=young) == form


def test_english_stands_in(catalogue: Catalogue):
    assert catalogue.ui(SIE, "a.b") == "Stop"
    assert catalogue.ui(SIE, "a.c") == "Sie"
    assert catalogue.ui(DU, "a.c") == "Du"
    assert catalogue.ui(Voice("fr", "you"), "a.b") == "Stop"


def test_a_missing_key_shows_itself(catalogue: Catalogue):
    assert catalogue.ui(EN, "a.zzz") == "a.zzz"
    assert catalogue.ui(EN, "a") == "a"
    assert catalogue.ui(EN, "a.b.c") == "a.b.c"
    assert catalogue.find(EN, "nowhere", "a") is None


def test_placeholders_and_plural(catalogue: Catalogue):
    assert catalogue.ui(EN, "a.d", time="10:00", place="{time}") == "at 10:00 in {time}"
    assert catalogue.ui(EN, "a.d") == "at {time} in {place}"
    assert catalogue.plural(EN, "n", 1) == "one step"
    assert catalogue.plural(SIE, "n", 0) == "0 steps"
    assert catalogue.plural(EN, "n", 12) == "12 steps"


def test_countries(catalogue: Catalogue):
    assert catalogue.country("AT") == {"country": "AT", "services": []}
    assert catalogue.country("XX") == {"country": "XX", "services": []}


def test_a_file_is_read_once_and_a_broken_one_is_an_error(catalogue: Catalogue):
    assert catalogue.file("en", "interface") is catalogue.file("en", "interface")
    (catalogue.root / "en/bad.yaml").write_text("a: 1.5", "utf-8")
    with pytest.raises(ContentError):
        catalogue.file("en", "bad")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", False),
        ({}, False),
        ({"sie": "x"}, True),
        ({"you": "x", "helper": "y"}, True),
        ({"one": "x"}, False),
    ],
)
def test_is_text(value, expected):
    assert is_text(value) is expected
