"""Prose: no numbers or addresses typed in, no shouting, no word that hurts, sentences short enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache

from sextortion_helper.knowledge.models.words import Avoid
from sextortion_helper.knowledge.speaker import REFERENCE
from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.tree import Said, Tree

MOST_WORDS_SENTENCE = 20
MOST_WORDS_DO = 60
_LONG_NUMBER = re.compile(r"\+ ?\d[\d /]*|\b\d[\d /]{4,}\d\b")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_ADDRESS = re.compile(
    r"https?://|\bwww\.|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(at|de|ch|com|org|net|eu|uk|info|io|app|help)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b(z\. ?B|d\. ?h|u\. ?a|bzw|Nr|Abs|ca|e\.g|i\.e|St)\.", re.IGNORECASE)
# A number at the start of a list or a day (`24. November`) ends no sentence.
_SENTENCE_END = re.compile(r"(?<=[.!?:;…])[“”\")]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def check(tree: Tree) -> Iterator[Finding]:
    """All texts of all languages."""
    avoid = tree.avoid
    dialled = frozenset(_dialled(tree))
    for said in tree.texts:
        yield from _typed(tree, said, dialled)
        if "!" in said.text:
            yield tree.at(said, "has an exclamation mark; end the sentence with a point")
        yield from _words(tree, said, avoid)
        yield from _length(tree, said)


def _dialled(tree: Tree) -> Iterator[str]:
    """All numbers of the facts, digits only."""
    for country in tree.library.countries.values():
        for service in country.services:
            numbers = [service.dial, service.phone]
            numbers += [way.number for way in (service.sms, service.messenger) if way]
            for number in numbers:
                digits = re.sub(r"\D", "", number or "")
                if len(digits) >= 3:
                    yield digits


def _typed(tree: Tree, said: Said, dialled: frozenset[str]) -> Iterator[Finding]:
    if said.location[-1] == "name":  # as a service calls itself: "Euronotruf 112"
        return
    text = REFERENCE.sub(" ", said.text)
    found = [match.group().strip() for match in _LONG_NUMBER.finditer(text)]
    found += [match.group() for match in re.finditer(r"\b\d{3,}\b", text) if match.group() in dialled]
    # The interface fills no references; there the country must stand behind the number itself.
    own = said.file.kind == "interface"
    for number in dict.fromkeys(found):
        if own and re.search(re.escape(number) + r" \(\w+\)", text):
            continue
        yield tree.at(said, f"has the number {number} typed in; write {{phone:id}}, so that it has one place")
    mail = _MAIL.search(text)
    if mail:  # a sender by whom a mail is known may have to be named
        yield tree.at(said, f"has the address {mail.group()} typed in; make sure it needs to be", "warning")
    address = _ADDRESS.search(_MAIL.sub(" ", text))
    if address:
        yield tree.at(said, f"has the address {address.group()} typed in; addresses stand in facts/")


def _words(tree: Tree, said: Said, avoid: Avoid) -> Iterator[Finding]:
    text = " ".join(REFERENCE.sub(" ", said.text).replace("’", "'").split())
    low = text.lower()
    for entry in avoid.words.get(said.file.lang, ()):
        match = _stem(entry.word) in low and _found(entry.word, entry.unless, text)
        if match and not any(fnmatchcase(said.place, place) for place in (*avoid.exempt, *entry.exempt)):
            yield tree.at(said, f"says “{match}”; {entry.instead}")
    if any(fnmatchcase(said.place, place) for place in avoid.label_places):
        for label in avoid.labels.get(said.file.lang, ()):
            match = _stem(label) in low and _found(label, (), text)
            if match:
                problem = f"says “{match}”, a label; titles and reasons say what to do, not what is the case"
                yield tree.at(said, problem)


def _found(word: str, unless: tuple[str, ...], text: str) -> str:
    for allowed in unless:
        text = pattern(allowed).sub(" ", text)
    match = pattern(word).search(text)
    return match.group() if match else ""


@cache
def _stem(word: str) -> str:
    """What any text with this word has in it: looking for that first saves most of the time."""
    return word.partition("*")[0].lower()


@cache
def pattern(word: str) -> re.Pattern[str]:
    """A word or phrase of guide/avoid.yaml; `*` stands for any letters, and a hyphen binds."""
    inside = re.escape(word).replace(r"\*", r"[\w-]*")
    return re.compile(rf"(?<![\w-]){inside}(?![\w-])", re.IGNORECASE)


def sentences(text: str) -> Iterator[str]:
    """The sentences and list items of a text, without marks of lists."""
    plain = _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), REFERENCE.sub("Name", text))
    plain = re.sub(r"\n(?![\n-])", " ", plain)
    for part in _SENTENCE_END.split(plain):
        sentence = part.strip().removeprefix("- ").strip()
        if sentence:
            yield sentence


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def _length(tree: Tree, said: Said) -> Iterator[Finding]:
    for sentence in sentences(said.text):
        count = len(words(sentence))
        if count > MOST_WORDS_SENTENCE:
            start = " ".join(sentence.split()[:5])
            yield tree.at(said, f"has a sentence of {count} words (“{start} …”); split it", "warning")
    keys = said.location[:-1] if said.voice else said.location
    if said.file.kind == "steps" and keys[-1] == "do":
        count = len(words(REFERENCE.sub("Name", said.text)))
        if count > MOST_WORDS_DO:
            yield tree.at(
                said, f"has {count} words; move what is not the action to `more` (most 60)", "warning"
            )
