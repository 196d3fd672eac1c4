"""Figures about the content: how much there is, and what still waits for a signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sextortion_helper.lint.prose import words
from sextortion_helper.lint.tree import Tree
from sextortion_helper.paths import content_root


def unsigned(tree: Tree) -> Iterator[str]:
    """Texts on danger, suicide, minors, partner violence and police that no professional has signed [R8]."""
    for step in tree.library.steps.values():
        if step.sensitive and step.reviewed_by is None:
            yield from (f"{step.id}/{task.id}" for task in step.tasks if task.reviewed_by is None)


def stats(directory: Path | None = None) -> str:
    """A table for authors. Raises `ContentError` if the content is not in order."""
    tree = Tree(directory or content_root())
    library = tree.library
    texts, count = Counter[str](), Counter[str]()
    for said in tree.texts:
        if said.voice in (None, "you", "sie"):
            texts[said.file.lang] += 1
            count[said.file.lang] += len(words(said.text))
    waiting = list(unsigned(tree))
    tasks = [task for step in library.steps.values() for task in step.tasks]
    facts = [task.basis for task in tasks]
    for country in library.countries.values():
        facts += [service.basis for service in country.services]
    facts += [fact.basis for platform in library.platforms.values() for fact in platform.topics.values()]
    facts += [fact.basis for fact in (*library.payments.values(), *library.tools.values())]
    facts += [law.basis for laws in library.laws.values() for law in laws]
    lines = [
        "texts      " + ", ".join(f"{lang}: {texts[lang]} ({count[lang]} words)" for lang in tree.languages),
        f"guide      {len(library.questions)} questions, {len(library.situations.situations)} situations, "
        f"{len(library.steps)} steps, {len(tasks)} tasks",
        "services   "
        + ", ".join(f"{code}: {len(c.services)}" for code, c in sorted(library.countries.items())),
        "laws       " + ", ".join(f"{code}: {len(laws)}" for code, laws in sorted(library.laws.items())),
        f"other      {len(library.platforms)} platforms, {len(library.payments)} ways to pay, "
        f"{len(library.tools)} takedown tools",
        f"facts      {len(facts)} with source, {facts.count('unconfirmed')} of them unconfirmed",
        f"unsigned   {len(waiting)} sensitive tasks that no professional has signed (reviewed_by)",
    ]
    return "\n".join(lines)
