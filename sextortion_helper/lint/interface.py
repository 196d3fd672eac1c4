"""Interface, opening, help: same keys and placeholders in all languages, plurals, what the code asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sextortion_helper
from sextortion_helper.knowledge.catalogue import FALLBACK, is_text
from sextortion_helper.lint.finding import Finding, Severity
from sextortion_helper.lint.tree import REQUIRED, Location, Tree

PLURALS = ("one", "other")
_ALL_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
_FRONTS = ("tui", "plain", "commands.py")
_PLACEHOLDER = re.compile(r"\{[a-z-]+\}")
_SAME_KEYS = ("interface", "opening", "help")


def check(tree: Tree) -> Iterator[Finding]:
    """Keys, placeholders, plural forms; then the keys named in the code."""
    for kind in _SAME_KEYS:
        english = dict(keys(tree.data(tree.place(kind, FALLBACK))))
        for lang in tree.languages:
            path = tree.place(kind, lang)
            if tree.data(path) is not None:
                yield from _against(tree, path, english, dict(keys(tree.data(path))), lang)
    for lang in tree.languages:
        yield from _plurals(tree, tree.place("interface", lang))
    yield from _code(tree)


def keys(data: Any, location: Location = ()) -> Iterator[tuple[Location, Any]]:
    """The texts of a file by place; a map by voice is one text."""
    if isinstance(data, dict) and not is_text(data):
        for key, value in data.items():
            yield from keys(value, (*location, key))
    elif data is not None:
        yield location, data


def _against(
    tree: Tree, path: Path, english: Mapping[Location, Any], own: Mapping[Location, Any], lang: str
) -> Iterator[Finding]:
    severity: Severity = "error" if lang in REQUIRED else "warning"
    for location in english:
        if location not in own and location[-1] not in PLURALS:
            yield tree.finding(path, location, "is missing; English has it", severity)
    for location, text in own.items():
        if location not in english:
            if location[-1] not in _ALL_PLURALS:
                yield tree.finding(path, location, "is not in English; remove it, or add it there too")
            continue
        wanted = _placeholders(english[location])
        for voice, said in text.items() if isinstance(text, dict) else [("", text)]:
            found = _placeholders(said)
            # "one" may say the number in a word
            if found != wanted and not (
                location[-1] == "one" and found | {"{count}"} == wanted | {"{count}"}
            ):
                differ = ", ".join(sorted(found ^ wanted))
                problem = f"differs from English in {differ}; use the same placeholders"
                yield tree.finding(path, (*location, voice) if voice else location, problem)


def _placeholders(text: Any) -> set[str]:
    texts = text.values() if isinstance(text, dict) else [text]
    return {name for one in texts if isinstance(one, str) for name in _PLACEHOLDER.findall(one)}


def _plurals(tree: Tree, path: Path) -> Iterator[Finding]:
    forms: dict[Location, set[str]] = {}
    for location, _ in keys(tree.data(path) or {}):
        forms.setdefault(location[:-1], set()).add(str(location[-1]))
    for location, found in forms.items():
        missing = [form for form in PLURALS if form not in found]
        if found <= _ALL_PLURALS and missing:
            yield tree.finding(path, location, f"has no form {missing[0]}; write it")


def _code(tree: Tree) -> Iterator[Finding]:
    """Keys that the screens ask for. They must be in English; the other languages are compared with it."""
    path = tree.place("interface", FALLBACK)
    interface = {".".join(map(str, location)) for location, _ in keys(tree.data(path) or {})}
    lines = {
        str(location[-1])
        for kind in ("opening", "help")
        for location, _ in keys(tree.data(tree.place(kind, FALLBACK)) or {})
    }
    for where, pattern, plural, in_lines in asked():
        known = lines if in_lines else interface
        wanted = [rf"{pattern}\.{form}" for form in PLURALS] if plural else [pattern]
        # Lines of Help now may end in an age and a country.
        tail = r"(-(minor|adult))?(-[A-Z]{2,3})?" if in_lines else ""
        for one in wanted:
            if not any(re.fullmatch(one + tail, key) for key in known):
                name = one.replace("\\", "")
                place = tree.place("opening", FALLBACK) if in_lines else path
                yield Finding(place, 0, name, f"is asked for by {where} and is not here; add it")


def asked() -> Iterator[tuple[str, str, bool, bool]]:
    """What the code asks for: where, the key as a pattern, if in plural forms, if a line of a page."""
    package = Path(sextortion_helper.__file__).parent
    for front in _FRONTS:
        for file in sorted((package / front).rglob("*.py")) if front[-3:] != ".py" else [package / front]:
            if not file.is_file():
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    for argument in _key_arguments(name, node.args):
                        for pattern in _patterns(argument):
                            yield (
                                f"{file.name}:{node.lineno}",
                                pattern,
                                name == "plural",
                                name not in ("ui", "plural"),
                            )


def _key_arguments(name: str, given: list[ast.expr]) -> list[ast.expr]:
    if name in ("ui", "line"):
        return given[:2]  # `catalogue.ui(voice, key)` has the key second
    if name == "plural":
        return given[1:2]
    if name == "spoken_line" or (name == "find" and any(_is(one, "lines") for one in given)):
        return given[-1:]
    return []


def _is(node: ast.expr, word: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == word


def _patterns(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value).replace(r"\-", "-")
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)).replace(r"\-", "-") if isinstance(part, ast.Constant) else r"[^.]+"
            for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)
