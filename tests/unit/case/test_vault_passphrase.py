"""The passphrase itself: its one form, its rule, the words offered, the waiting."""

from __future__ import annotations

import math
import random
import secrets
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextortion_helper import errors
from sextortion_helper.case import vault
from sextortion_helper.errors import (
    EmptyPassphraseError,
    NoCipherError,
    NotSealedError,
    PassphraseError,
    ShortPassphraseError,
    StoreError,
    WrongPassphraseError,
)

MADE: list[PassphraseError | NoCipherError] = [
    PassphraseError(),
    EmptyPassphraseError(),
    ShortPassphraseError(),
    WrongPassphraseError(Path("x")),
    NotSealedError(Path("x")),
    NoCipherError(),
]


def test_each_error_has_a_key_and_a_sentence() -> None:
    assert {type(error) for error in MADE} == {
        PassphraseError,
        NoCipherError,
        *PassphraseError.__subclasses__(),
    }
    assert len({error.key for error in MADE}) == len(MADE)
    taken = {kind.key for kind in (errors.StoreFileError, *errors.StoreFileError.__subclasses__())}
    for error in MADE:
        assert isinstance(error, StoreError)
        assert error.key not in taken
        assert str(error).endswith(".")
        assert "!" not in str(error)


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0\u3000"])
def test_empty_is_refused(text: str) -> None:
    with pytest.raises(EmptyPassphraseError) as caught:
        vault.check_passphrase(text)
    assert caught.value.key == "passphrase-empty"


@pytest.mark.parametrize("text", ["a", "eleven-sign", "one two six", "   eleven-sign   ", "e\u0301" * 6])
def test_short_is_refused(text: str) -> None:
    with pytest.raises(ShortPassphraseError) as caught:
        vault.check_passphrase(text)
    assert caught.value.key == "passphrase-short"


@pytest.mark.parametrize("text", ["twelve-signs", "so be it ok", "ü" * 12, "one  two\u00a0six ok"])
def test_long_enough(text: str) -> None:
    assert vault.check_passphrase(text) == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    "sign",
    ["\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\ud800", "\u200b", "\u202e", "\ufeff", "\u2028", "\u2066"],
)
def test_signs_nobody_can_type_again_are_refused(sign: str) -> None:
    for check in (vault.check_passphrase, vault.normal):
        with pytest.raises(PassphraseError) as caught:
            check(f"correct horse{sign}battery staple")
        assert caught.value.key == "passphrase-unfit"
        assert "horse" not in str(caught.value)


def test_one_form_for_all_ways_to_type_it() -> None:
    nfc, nfd = "Übergröße über alles", unicodedata.normalize("NFD", "Übergröße über alles")
    assert nfc != nfd
    assert vault.check_passphrase(nfd) == vault.check_passphrase(f" {nfc}\n") == nfc
    assert vault.check_passphrase("ｆｕｌｌ ｗｉｄｔｈ ｓｉｇｎｓ") == "full width signs"
    assert vault.check_passphrase("Capital Letters Count") == "Capital Letters Count"
    assert vault.check_passphrase("two  blanks  stay") == "two  blanks  stay"


@given(st.text(st.characters(codec=None)))
def test_any_text_is_taken_or_refused_and_the_form_is_stable(text: str) -> None:
    try:
        form = vault.normal(text)
    except PassphraseError:
        return
    assert vault.normal(form) == form
    assert vault.normal(unicodedata.normalize("NFD", form)) == form
    assert form.encode()
    assert vault._quoted(form).count("'") % 2 == 0


def test_the_wait_grows() -> None:
    waits = [vault.delay_after(n) for n in range(-1, 12)]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]
    assert vault.delay_after(10**9) == 60


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_word_lists(lang: str) -> None:
    words = vault._words(lang)
    assert len(set(words)) == len(words)
    assert vault.SUGGESTED * math.log2(len(words)) > 70
    assert all(
        word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 10 for word in words
    )
    unkind = {
        "en": ("extortion", "shame", "naked", "threaten"),
        "de": ("drohbrief", "nackt", "scham", "erpressbar"),
    }
    assert not set(words) & set(unkind[lang])


def test_six_words_are_offered_and_pass_the_rule() -> None:
    for lang, known in (("en", "en"), ("de", "de"), ("de-AT", "de"), ("fr", "en")):
        offered = vault.suggest(lang)
        assert len(offered.split()) == 6
        assert set(offered.split()) <= set(vault._words(known))
        assert vault.check_passphrase(offered) == offered
    assert vault.suggest("en") != vault.suggest("en")
    assert vault.suggest("de", random.Random(1)) == vault.suggest("de", random.Random(1))
    assert vault.suggest.__defaults__ == (secrets,)  # not a generator that can be foretold


def test_what_is_heavy_is_loaded_only_where_needed() -> None:
    code = (
        "import sys, sextortion_helper.case.vault, sextortion_helper.case.desk\n"
        "print([m for m in sys.modules if m.startswith(('sqlcipher3', 'xkcdpass'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout == "[]\n"
