"""Words: every id of the structure has its words in every language, and no words are for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sextortion_helper.knowledge.conditions import UNCLEAR
from sextortion_helper.knowledge.library import Library
from sextortion_helper.lint.finding import Finding, Severity
from sextortion_helper.lint.tree import REQUIRED, Location, Tree


@dataclass
class Wanted:
    """What one word file must hold, may hold, and where nothing else may stand."""

    must: list[Location] = field(default_factory=list)
    should: list[Location] = field(default_factory=list)  # a warning if it is not there
    may: list[Location] = field(default_factory=list)
    closed: list[Location] = field(default_factory=list)  # maps by id: each key of must, should or may


def check(tree: Tree) -> Iterator[Finding]:
    """Missing and superfluous words of every language."""
    wanted = dict(_wanted(tree.library))
    for lang in tree.languages:
        severity: Severity = "error" if lang in REQUIRED else "warning"
        for (kind, stem), want in wanted.items():
            path = tree.place(kind, lang, stem)
            data = tree.data(path)
            if data is None:
                if not path.is_file():
                    yield Finding(path, 0, "", "is missing; add the words", severity)
                continue
            yield from _compare(tree, path, data, want, severity)
        for file in tree.words:
            if file.lang == lang and file.stem and (file.kind, file.stem) not in wanted:
                yield Finding(
                    file.path, 0, "", "has words for something that is not there; remove or rename it"
                )


def _compare(tree: Tree, path: Any, data: Any, want: Wanted, severity: Severity) -> Iterator[Finding]:
    levels: tuple[tuple[Severity, list[Location]], ...] = ((severity, want.must), ("warning", want.should))
    for level, locations in levels:
        for location in locations:
            # A missing parent says it for all that is in it.
            if not _has(data, location) and (
                len(location) < 2 or _has(data, location[:-1]) or _may_lack(location)
            ):
                yield tree.finding(path, location, "is missing; add the words", level)
    known = {*want.must, *want.should, *want.may}
    for parent in want.closed:
        found = _get(data, parent)
        for key in found if isinstance(found, dict) else ():
            if (*parent, key) not in known and not any(
                one[: len(parent) + 1] == (*parent, key) for one in known
            ):
                problem = "has words, but the structure has no such id; check the spelling or remove it"
                yield tree.finding(path, (*parent, key), problem)


def _may_lack(location: Location) -> bool:
    """Maps that an author may have left out altogether."""
    return location[-2] in ("options", "fields", "variants", "reasons", "topics", "groups", "wordings")


def _get(data: Any, location: Location) -> Any:
    for part in location:
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _has(data: Any, location: Location) -> bool:
    return _get(data, location) is not None


def _wanted(library: Library) -> Iterator[tuple[tuple[str, str], Wanted]]:
    yield ("questions", ""), _questions(library)
    yield ("situations", ""), _situations(library)
    yield ("signs", ""), _signs(library)
    yield ("payments", ""), _flat(library.payments)
    yield ("takedown", ""), _flat(library.tools)
    yield ("help", ""), _help(library)
    for step in library.steps.values():
        want = Wanted(must=[("tasks", task.id) for task in step.tasks], closed=[("tasks",), ("variants",)])
        want.must += [("tasks", task.id, "fields", name) for task in step.tasks for name in task.fields]
        want.closed += [("tasks", task.id, "fields") for task in step.tasks]
        want.should += [("variants", variant) for variant in step.variants]
        yield ("steps", step.id), want
    for code, country in library.countries.items():
        yield ("services", code), _flat([service.id for service in country.services])
    for code, laws in library.laws.items():
        yield ("laws", code), _flat([law.id for law in laws])
    for platform in library.platforms.values():
        yield (
            ("platforms", platform.id),
            Wanted(must=[("topics", topic) for topic in platform.topics], closed=[("topics",)]),
        )


def _flat(idents: Iterable[str]) -> Wanted:
    return Wanted(must=[(ident,) for ident in idents], closed=[()])


def _questions(library: Library) -> Wanted:
    want = Wanted(closed=[()])
    want.must += [("common", "options", option) for option in sorted(UNCLEAR)]
    want.may += [("common", "ask"), ("common", "options")]
    for question in library.questions.values():
        at: Location = (question.id,)
        want.must.append(at)
        if question.place in ("opening", "country", "question"):
            want.should.append((*at, "why"))
        options = [(*at, "options", option.id) for option in question.options]
        # An entry is opened or not: its one answer is never read out.
        (want.may if question.place == "entry" else want.must).extend(options)
        want.may += [(*at, "options", option) for option in library.options(question)]
        want.must += [(*at, "wordings", wording.use) for wording in question.wording]
        want.closed += [(*at, "options"), (*at, "wordings")]
    return want


def _situations(library: Library) -> Wanted:
    want = Wanted(closed=[("situations",), ("reasons",)])
    want.must += [("situations", s.id) for s in library.situations.situations if not s.silent]
    want.may += [("situations", s.id) for s in library.situations.situations if s.silent]
    want.should += [("reasons", overlay.id) for overlay in library.rules.overlays]
    want.may += [("reasons", base.id) for base in library.rules.bases]
    return want


def _signs(library: Library) -> Wanted:
    want = Wanted(must=[("signs", sign.id) for sign in library.signs], closed=[("signs",), ("groups",)])
    want.must += [("groups", group) for group in dict.fromkeys(sign.group for sign in library.signs)]
    return want


def _help(library: Library) -> Wanted:
    want = Wanted()
    for code, country in library.help.countries.items():
        want.must.append(("danger", code))
        rows = (*country.talk, *country.write, *country.others, *country.crisis)
        for ident in dict.fromkeys((*country.lines, *(row.note for row in rows if row.note))):
            want.must.append(("lines", ident))
    return want
