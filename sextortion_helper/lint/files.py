"""Files: each one known, each in the shape of its kind, each named as the id in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sextortion_helper.knowledge import shelf
from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.tree import REQUIRED, File, Tree

_BESIDE = frozenset({"README.md", "LICENSE"})


def check(tree: Tree) -> Iterator[Finding]:
    """Schema of every file, files missing or unknown."""
    if not tree.root.is_dir():
        yield Finding(tree.root, 0, "", "is no folder; give the folder that holds guide, facts, en and de")
        return
    for file in (*tree.structure, *tree.words):
        yield from shape(file)
    yield from _missing(tree)
    yield from _unknown(tree, {file.path for file in (*tree.structure, *tree.words)})


def shape(file: File) -> Iterator[Finding]:
    """What the model of its kind says about one file."""
    kind = shelf.WORDS[file.kind] if file.lang else shelf.STRUCTURE[file.kind]
    for error in shelf.errors(file.path, kind):
        yield Finding(error.file, error.line, error.path, error.problem)


def _missing(tree: Tree) -> Iterator[Finding]:
    for name, kind in shelf.STRUCTURE.items():
        if "*" not in kind.place and not tree.place(name).is_file():
            yield Finding(tree.place(name), 0, "", "is missing; add the file")
    for lang in REQUIRED:
        for name, kind in shelf.WORDS.items():
            if "*" not in kind.place and not tree.place(name, lang).is_file():
                yield Finding(tree.place(name, lang), 0, "", "is missing; add the words")


def _unknown(tree: Tree, known: Iterable[Path]) -> Iterator[Finding]:
    for path in sorted(tree.root.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(tree.root).parts)
        beside = path.parent == tree.root and path.name in _BESIDE
        if path.is_file() and path not in known and not hidden and not beside:
            hint = (
                "rename it to .yaml" if path.suffix == ".yml" else "move or rename it, see content/README.md"
            )
            yield Finding(path, 0, "", f"is not read by the program; {hint}")
