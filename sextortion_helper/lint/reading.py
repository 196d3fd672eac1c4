"""Reading level per file: Flesch-Kincaid for English, the Vienna formula for German. Both give a school year.

Syllables are counted by groups of vowels, which is near enough for a warning and needs no dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.prose import sentences, words
from sextortion_helper.lint.tree import File, Tree

HARDEST = 8.0
FEWEST_WORDS = 60  # less says nothing about a file
_VOICE = {"en": "you", "de": "sie"}
_GERMAN_VOWELS = re.compile(r"aa|ee|oo|ie|ei|ai|au|eu|äu|ey|ay|[aeiouyäöü]")
_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")


def check(tree: Tree) -> Iterator[Finding]:
    """Files that read harder than the eighth school year."""
    texts: dict[File, list[str]] = {}
    for said in tree.texts:
        if said.voice in (None, _VOICE.get(said.file.lang)) and said.location[-1] != "name":
            texts.setdefault(said.file, []).append(said.text)
    for file, found in texts.items():
        level = LEVELS.get(file.lang)
        if level and sum(len(words(text)) for text in found) >= FEWEST_WORDS:
            grade = level([sentence for text in found for sentence in sentences(text)])
            if grade > HARDEST:
                problem = (
                    f"reads like school year {grade:.1f}; shorter words and sentences, at most {HARDEST:.0f}"
                )
                yield Finding(file.path, 0, "", problem, "warning")


def syllables_en(word: str) -> int:
    """Syllables of an English word."""
    low = word.lower()
    count = len(_ENGLISH_VOWELS.findall(low))
    silent = re.search(r"[^aeiouyl]es?$|[^aeiouytd]ed$", low) and not re.search(r"([sxz]|ch|sh|c|g)es$", low)
    return max(1, count - bool(silent))


def syllables_de(word: str) -> int:
    """Syllables of a German word."""
    return max(1, len(_GERMAN_VOWELS.findall(word.lower())))


def flesch_kincaid(text: Sequence[str]) -> float:
    """School year of English sentences."""
    tokens = [word for sentence in text for word in words(sentence)]
    if not tokens:
        return 0.0
    return 0.39 * len(tokens) / len(text) + 11.8 * sum(map(syllables_en, tokens)) / len(tokens) - 15.59


def vienna(text: Sequence[str]) -> float:
    """School year of German sentences (first Wiener Sachtextformel)."""
    tokens = [word for sentence in text for word in words(sentence)]
    if not tokens:
        return 0.0
    counts = list(map(syllables_de, tokens))
    share = 100 / len(tokens)
    long_words = sum(count >= 3 for count in counts) * share
    six_letters = sum(len(word) > 6 for word in tokens) * share
    one_syllable = sum(count == 1 for count in counts) * share
    return (
        0.1935 * long_words
        + 0.1672 * len(tokens) / len(text)
        + 0.1297 * six_letters
        - 0.0327 * one_syllable
        - 0.875
    )


LEVELS: dict[str, Callable[[Sequence[str]], float]] = {"en": flesch_kincaid, "de": vienna}
