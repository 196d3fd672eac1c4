"""Voices: a text that speaks to the person does so in every form of address its language has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sextortion_helper.knowledge.catalogue import is_text
from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.tree import Tree, walk

FORMS = {"de": ("sie", "du")}  # every other language has `you`
_SIE = re.compile(r"\b(Sie|Ihnen|Ihre?[mnrs]?)\b")
_DU = re.compile(r"\b(du|dir|dich|dein(e|em|en|er|es)?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"„[^“]*“")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n„(]\s*|- )$")


def check(tree: Tree) -> Iterator[Finding]:
    """Voices missing or out of place, and plain German texts that know only one form."""
    for file in tree.words:
        forms = FORMS.get(file.lang, ("you",))
        for location, value in walk(tree.data(file.path)):
            if is_text(value):
                strange = [voice for voice in value if voice not in (*forms, "helper")]
                missing = [voice for voice in forms if voice not in value]
                if strange:
                    problem = f"has the voice {', '.join(strange)}, which this language does not use"
                    yield tree.finding(file.path, location, problem)
                if missing:
                    problem = f"has no {', '.join(missing)}; write this form too"
                    yield tree.finding(file.path, location, problem)
            elif file.lang == "de" and isinstance(value, str) and _prose(file.kind, location):
                yield from _one_form(tree, file.path, location, value)


def _one_form(tree: Tree, path: Any, location: Any, text: str) -> Iterator[Finding]:
    bare = _QUOTED.sub("", text)
    voice = location[-1] if location[-1] in ("sie", "du", "helper") else None
    says_sie, says_du = bool(list(_mid_sentence(bare))), bool(_DU.search(bare))
    if voice == "sie" and says_du:
        yield tree.finding(path, location, "says du in the text for Sie; change it", "warning")
    elif voice == "du" and says_sie:
        yield tree.finding(path, location, "says Sie in the text for du; change it", "warning")
    elif voice is None and (says_sie or says_du):
        form = "Sie" if says_sie else "du"
        yield tree.finding(
            path, location, f"speaks to the person as {form} only; write sie: and du:", "warning"
        )


def _mid_sentence(text: str) -> Iterator[str]:
    """`Sie` at the start of a sentence may mean "they"."""
    for match in _SIE.finditer(text):
        if not _SENTENCE_START.search(text[: match.start()]):
            yield match.group()


def _prose(kind: str, location: Any) -> bool:
    # A helper's own words to the person are examples; the helper knows how they address each other.
    return not (kind == "steps" and location[:1] == ("helper",)) and location[-1:] != ("name",)
