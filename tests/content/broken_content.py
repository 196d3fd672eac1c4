"""A content folder that a test may break in one place, and what one check says about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.tree import Tree

TODAY = date(2026, 12, 1)


class Broken:
    """A content folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def replace(self, place: str, old: str, new: str) -> None:
        """Change the one place where `old` (a pattern) first stands."""
        path = self.root / place
        text, count = re.subn(old, lambda _: new, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        assert count == 1, f"{old!r} is not in {place}; the content has changed, so must this test"
        path.write_text(text, "utf-8")

    def append(self, place: str, text: str) -> None:
        path = self.root / place
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    def write(self, place: str, text: str) -> None:
        path = self.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def says(self, check: Callable[..., Iterable[Finding]], *more: Any, of: str = "") -> list[Finding]:
        """What a check finds here; `of` leaves only the texts of one file to be looked at."""
        tree = Tree(self.root)
        if of:
            tree.__dict__["texts"] = tuple(t for t in tree.texts if t.file.path.as_posix().endswith(of))
        return list(check(tree, *more))


def only(found: Iterable[Finding], place: str, problem: str, severity: str = "error") -> Finding:
    """The one finding about this place (the end of its file's path) with these words."""
    fitting = [one for one in found if one.file.as_posix().endswith(place) and problem in one.problem]
    assert fitting, f"nothing about {place} with {problem!r} in:\n" + "\n".join(map(str, found))
    assert {one.severity for one in fitting} == {severity}
    return fitting[0]
