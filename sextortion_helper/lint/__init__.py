"""Checks of the content, for authors and for CI: what is wrong, where, what to do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sextortion_helper.lint import (
    complete,
    facts,
    files,
    ids,
    interface,
    prose,
    reach,
    reading,
    references,
    voices,
)
from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.stats import unsigned
from sextortion_helper.lint.tree import Tree
from sextortion_helper.paths import content_root

__all__ = ["Finding", "findings", "main", "report"]
CONTENT_ERROR = 3  # as in cli.Exit


def findings(root: Path, today: date | None = None) -> list[Finding]:
    """Everything that is wrong with the content under `root`, by file and line."""
    tree = Tree(root)
    return _sorted(check(tree, today or datetime.now(UTC).date()))


def check(tree: Tree, today: date) -> Iterator[Finding]:
    """All checks. Those that need sound files run only when the files are sound."""
    shape = list(files.check(tree))
    yield from shape
    if any(finding.severity == "error" and _stops(tree, finding) for finding in shape):
        return
    named = list(ids.check(tree))
    yield from named
    yield from references.check(tree)
    yield from complete.check(tree)
    yield from voices.check(tree)
    yield from interface.check(tree)
    yield from facts.check(tree, today)
    yield from prose.check(tree)
    yield from reading.check(tree)
    if not named:  # a plan that names what is not there cannot be walked
        yield from reach.check(tree)


def _stops(tree: Tree, finding: Finding) -> bool:
    """A file that nobody reads, or a language's missing file, stops no other check."""
    read = {file.path for file in (*tree.structure, *tree.words)}
    return finding.file in read or finding.file.parent.name == "guide" or not tree.root.is_dir()


def _sorted(found: Iterator[Finding]) -> list[Finding]:
    return sorted(
        dict.fromkeys(found), key=lambda one: (one.severity, one.file.as_posix(), one.line, one.path)
    )


def report(directory: Path | None = None) -> int:
    """Print one finding a line, and a summary to standard error. Returns the number of errors."""
    root = directory or content_root()
    found = findings(root)
    for finding in found:
        print(finding)
    errors = sum(finding.severity == "error" for finding in found)
    summary = f"{_count(errors, 'error')}, {_count(len(found) - errors, 'warning')}"
    if not errors:
        waiting = sum(1 for _ in unsigned(Tree(root)))
        summary += f". {_count(waiting, 'sensitive task')} without a signature (reviewed_by)"
    print(f"{summary}.", file=sys.stderr)
    return errors


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def main(arguments: list[str]) -> int:
    """`python -m sextortion_helper.lint [DIR]`; returns the exit code."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print("usage: python -m sextortion_helper.lint [DIR]", file=sys.stderr)
        return 2
    return CONTENT_ERROR if report(Path(arguments[0]) if arguments else None) else 0
