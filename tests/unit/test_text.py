"""Cleaning of foreign text [R11]."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sextortion_helper.text import FIELD_LIMIT, UNSAFE, clean, clean_line

BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
ANY = st.text() | st.text(st.sampled_from("a \n\r\t\x1b[]m;0\x07\x9b\x9d\\\u202e\u0301e\ud800\ufeff\x00"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[/]", "[/]"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("\x1b]52;c;AAAA\x07", ""),
        ("a\x1b]52;c;AAAA\x07b", "ab"),
        ("a\x1b]0;title\x1b\\b", "ab"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x9b31mred", "ared"),
        ("a\x1b[2J\x1b[Hb", "ab"),
        ("a\x1bPdata\x1b\\b", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x1b", "a"),
        ("abc\u202edef", "abcdef"),
        ("a\u2066b\u2069", "ab"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\tb", "a\tb"),
        ("a\x00\x08\x7f\x85b", "ab"),
        ("a\u2028b\u2029", "ab"),
        ("a\ufeffb", "ab"),
        ("a\U000e0041b", "ab"),
        ("e\u0301", "é"),
        ("a\ud800b", "ab"),
        ("👩\u200d👧", "👩\u200d👧"),  # joined signs stay whole
        ("ß Ä 漢 ﷽", "ß Ä 漢 ﷽"),
        ("", ""),
    ],
)
def test_examples(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize("code", BIDI)
def test_no_bidi_control_stays(code):
    assert clean(f"a{chr(code)}b") == "ab"


def test_a_hundred_thousand_characters():
    assert len(clean("a" * 100_000)) == 100_000
    assert clean("a" * 100_000, limit=2_000) == "a" * 2_000
    assert clean_line("a" * 100_000) == "a" * FIELD_LIMIT
    assert clean("\x1b" * 100_000) == ""
    assert clean("\x1b]" * 50_000) == ""
    assert clean("\x1b[" * 50_000) == ""


@given(ANY)
@example("\x1b\x1b[A")
@example("\x1b]\x1b]52;c;AAAA\x07")
@example("e\x1b[m\u0301")
@settings(max_examples=1_000)
def test_clean_leaves_nothing_that_could_harm(text):
    found = clean(text)
    assert not UNSAFE.search(found)
    assert "\r" not in found
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in found)
    assert not any(ord(c) in BIDI for c in found)
    assert found.encode("utf-8").decode("utf-8") == found
    assert unicodedata.is_normalized("NFC", found)
    assert clean(found) == found


@given(ANY, st.integers(0, 50))
def test_limit(text, limit):
    found = clean(text, limit=limit)
    assert len(found) <= limit
    assert clean(found, limit=limit) == found
    assert clean(text).startswith(found) or len(text) > limit * 4


@given(ANY, st.integers(0, 50))
def test_a_line_is_one_line(text, limit):
    found = clean_line(text, limit=limit)
    assert len(found) <= limit
    assert "\n" not in found
    assert "\t" not in found
    assert "  " not in found
    assert not found.startswith(" ")
    assert not UNSAFE.search(found)
    assert found.encode("utf-8").decode("utf-8") == found


@given(ANY)
def test_cleaning_a_line_twice_changes_nothing(text):
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0x24F), max_size=100))
def test_what_people_write_stays(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_a_line_of_several():
    assert clean_line("  a\n\tb \r\n c  ") == "a b c"
