"""References in texts (`{phone:at-147}`, `{step:police}` ...): each names something that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.facts import Service
from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.tree import Said, Tree

_BRACES = re.compile(r"\{([^{}]*)\}?")
_NUMBER_KINDS = ("phone", "number")
# Their placeholders are filled by the program and checked against English (`interface`).
_WITH_PLACEHOLDERS = ("interface", "opening")


def check(tree: Tree) -> Iterator[Finding]:
    """Every brace in every text."""
    known = _known(tree.library)
    services = {s.id: s for country in tree.library.countries.values() for s in country.services}
    for said in tree.texts:
        for match in _BRACES.finditer(said.text):
            problem = _problem(match.group(1), said, known, services)
            if problem:
                yield tree.at(said, f"{{{match.group(1)}}} {problem}")


def _known(library: Library) -> Mapping[str, frozenset[str]]:
    services = frozenset(s.id for country in library.countries.values() for s in country.services)
    return {
        "phone": services,
        "number": services,
        "service": services,
        "step": frozenset(library.step_of),
        "tool": frozenset(library.tools),
        "payment": frozenset(library.payments),
        "platform": frozenset(library.platforms),
    }


def _problem(
    inside: str, said: Said, known: Mapping[str, frozenset[str]], services: Mapping[str, Service]
) -> str | None:
    kind, colon, ident = inside.partition(":")
    if not colon:
        if said.file.kind in _WITH_PLACEHOLDERS:
            return None
        return "is no reference; write {phone:id}, {service:id}, {step:id}, or take the braces out"
    if kind not in known:
        return f"is no reference; {kind} is none of {', '.join(known)}"
    if ident not in known[kind]:
        return f"names nothing; there is no {kind if kind not in _NUMBER_KINDS else 'service'} {ident}"
    if kind in _NUMBER_KINDS and not _has_number(services[ident]):
        return "has no number to show; use {service:id}"
    if kind == "number" and said.file.kind != "help":
        return "is shown without its country; use {phone:id}"
    return None


def _has_number(service: Service) -> bool:
    return bool(service.dial or (service.sms and service.sms.number))
